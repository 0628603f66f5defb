//! Every table there is: what it holds, for how long, and to whom its rows belong.
//!
//! From this list an account's export is made, its deletion counted, and the page on the life of data
//! written. A test compares it with the schema: a table that is not here, or whose owner is not the one
//! its foreign key names, fails it.

use std::borrow::Cow;

/// One table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub name: Cow<'static, str>,
    /// What a row is, for people.
    pub holds: &'static str,
    /// When a row is deleted, for people.
    pub until: &'static str,
    /// To whom a row belongs.
    pub owner: Owner,
    /// A column that no two rows of one owner share: an export is read in its order.
    pub key: &'static str,
    /// Columns an export leaves out: secrets, and what is made of them.
    pub withheld: &'static [&'static str],
}

/// To whom a row belongs, and so with what it is deleted and in whose export it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// To nobody: it is the platform's.
    Platform,
    /// It is the account.
    Account,
    /// To whomever the row of `table` belongs whose `id` this row's `column` names.
    Through {
        /// The column that holds the id.
        column: &'static str,
        /// The other table. The column may be null: then the row is the platform's.
        table: &'static str,
    },
}

/// The tables whose names are known here, each behind those its rows belong to. To these come a table
/// of presets a cartridge: see [`Table::of_presets`].
pub const TABLES: &[Table] = &[
    Table {
        name: Cow::Borrowed("account"),
        holds: "an account: login name, a hash of the password, when both were set",
        until: "its owner deletes it, and everything that belongs to it with it",
        key: "id",
        owner: Owner::Account,
        withheld: &["password_hash"],
    },
    Table {
        name: Cow::Borrowed("refresh_token"),
        holds: "a place where an account is logged in: hashes of its token, and when it was used",
        until: "logging out, a new password, or a month without use (then at anybody's next login)",
        key: "family",
        owner: Owner::Through { column: "account_id", table: "account" },
        withheld: &["hash", "previous_hash"],
    },
    Table {
        name: Cow::Borrowed("preset"),
        holds: "a configuration of a game, kept under a name",
        until: "its owner deletes it",
        key: "id",
        owner: Owner::Through { column: "account_id", table: "account" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("pack"),
        holds: "a question pack",
        until: "its owner deletes it; the platform's own, never",
        key: "id",
        owner: Owner::Through { column: "owner_id", table: "account" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("question"),
        holds: "a question of a pack",
        until: "it or its pack is deleted, or a new edition leaves it out",
        key: "id",
        owner: Owner::Through { column: "pack_id", table: "pack" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("shelf"),
        holds: "how many questions of a kind a pack has",
        until: "its pack is deleted",
        key: "id",
        owner: Owner::Through { column: "pack_id", table: "pack" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("dealt"),
        holds: "that a question was dealt in a game of an account, and when: it is not dealt again soon",
        until: "500 others were dealt since, or the account or the question is deleted",
        key: "question_id",
        owner: Owner::Through { column: "account_id", table: "account" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("decoy"),
        holds: "a plausible lie for a question",
        until: "its question is deleted or changed",
        key: "id",
        owner: Owner::Through { column: "question_id", table: "question" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("alias"),
        holds: "another spelling of a question's answer",
        until: "its question is deleted or changed",
        key: "id",
        owner: Owner::Through { column: "question_id", table: "question" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("chat"),
        holds: "that a session has a chat: the session's code, and when it was made",
        until: "its session ends",
        key: "id",
        owner: Owner::Platform,
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("chat_message"),
        holds: "a message: who said it, what they were called, what they said",
        until: "its session ends; the text alone, when the host removes it",
        key: "number",
        owner: Owner::Through { column: "chat_id", table: "chat" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("chat_reader"),
        holds: "how far somebody has read in a chat",
        until: "its session ends",
        key: "reader_id",
        owner: Owner::Through { column: "chat_id", table: "chat" },
        withheld: &[],
    },
];

impl Table {
    /// A cartridge's table of presets, called `name`.
    #[must_use]
    pub fn of_presets(name: String) -> Self {
        Self {
            name: Cow::Owned(name),
            holds: "what a preset sets in its game",
            until: "its preset is deleted",
            key: "preset_id",
            owner: Owner::Through { column: "preset_id", table: "preset" },
            withheld: &[],
        }
    }

    /// The table called `name`.
    #[must_use]
    pub fn called(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.name == name)
    }

    /// Whether rows of it can belong to an account.
    #[must_use]
    pub fn can_be_owned(&self) -> bool {
        match self.owner {
            Owner::Platform => false,
            Owner::Account => true,
            Owner::Through { table, .. } => Self::called(table).is_some_and(Self::can_be_owned),
        }
    }
}
