//! Every SQL table: its content, the life of its rows, and their owner.
//!
//! The account export, the deletion counts and `docs/data.md` are generated from this list. A test compares the
//! list with the schema: a missing table, or an owner that differs from the foreign key, fails the test.

use std::borrow::Cow;

/// One table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Name in the database.
    pub name: Cow<'static, str>,
    /// Description of one row, printed in `docs/data.md`.
    pub holds: &'static str,
    /// When a row is deleted, printed in `docs/data.md`.
    pub until: &'static str,
    /// Owner of the rows.
    pub owner: Owner,
    /// Column that is unique among the rows of one owner; the export is ordered by it.
    pub key: &'static str,
    /// Columns that an export leaves out: secrets and values derived from them.
    pub withheld: &'static [&'static str],
}

/// Owner of a row. The owner decides when the row is deleted and which export contains it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The server.
    Platform,
    /// The row is the account.
    Account,
    /// The owner of the row of `table` whose `id` is in this row's `column`.
    Through {
        /// Column that holds the id.
        column: &'static str,
        /// The referenced table. If the column is null, the server owns the row.
        table: &'static str,
    },
}

/// The tables with fixed names, each after the tables it refers to. Every cartridge adds one table of
/// presets, see [`Table::of_presets`].
pub const TABLES: &[Table] = &[
    Table {
        name: Cow::Borrowed("account"),
        holds: "account: login name, password hash, time of registration and of the last password change",
        until: "the owner deletes the account, together with everything it owns",
        key: "id",
        owner: Owner::Account,
        withheld: &["password_hash"],
    },
    Table {
        name: Cow::Borrowed("refresh_token"),
        holds: "login of an account: token hashes and the time of the last use",
        until: "logout, password change, or 30 days without use (then at the next login of any account)",
        key: "family",
        owner: Owner::Through { column: "account_id", table: "account" },
        withheld: &["hash", "previous_hash"],
    },
    Table {
        name: Cow::Borrowed("operator"),
        holds: "right of an account to manage the server, and when the account received it",
        until: "the right is revoked with `wpp account revoke-operator`",
        key: "account_id",
        owner: Owner::Through { column: "account_id", table: "account" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("preset"),
        holds: "saved configuration of a game",
        until: "the owner deletes it",
        key: "id",
        owner: Owner::Through { column: "account_id", table: "account" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("pack"),
        holds: "question pack",
        until: "the owner deletes it; the rows of a large pack follow within seconds; built-in packs stay",
        key: "id",
        owner: Owner::Through { column: "owner_id", table: "account" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("question"),
        holds: "question of a pack",
        until: "the question or its pack is deleted, or a new release of a built-in pack leaves it out",
        key: "id",
        owner: Owner::Through { column: "pack_id", table: "pack" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("shelf"),
        holds: "question pool: number of questions of one kind and audience in a pack",
        until: "the pack is deleted",
        key: "id",
        owner: Owner::Through { column: "pack_id", table: "pack" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("dealt"),
        holds: "question history: a question that a session of an account played, and when; it is not drawn again soon",
        until: "500 newer entries exist, or the account or the question is deleted",
        key: "question_id",
        owner: Owner::Through { column: "account_id", table: "account" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("decoy"),
        holds: "wrong answer of a question",
        until: "the question is deleted or changed",
        key: "id",
        owner: Owner::Through { column: "question_id", table: "question" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("alias"),
        holds: "accepted spelling of an answer",
        until: "the question is deleted or changed",
        key: "id",
        owner: Owner::Through { column: "question_id", table: "question" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("more_answer"),
        holds: "answer of a question after its first: another right answer, or a later item of an order",
        until: "the question is deleted or changed",
        key: "id",
        owner: Owner::Through { column: "question_id", table: "question" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("word"),
        holds: "word of a word list",
        until: "the question is deleted or changed",
        key: "id",
        owner: Owner::Through { column: "question_id", table: "question" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("media"),
        holds: "uploaded picture or sound: name of the file in the media store, its size, and when it was uploaded",
        until: "no question and no preset uses the file, or an hour after an upload that none used; a day after it was chosen for a room; the file goes with the last row that names it",
        key: "id",
        owner: Owner::Through { column: "owner_id", table: "account" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("question_media"),
        holds: "picture or sound of a question, with its description",
        until: "the question is deleted or changed",
        key: "question_id",
        owner: Owner::Through { column: "question_id", table: "question" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("preset_media"),
        holds: "use of a picture or sound by the settings of a preset",
        until: "the preset is changed or deleted, or the file is deleted; the setting is empty then",
        key: "media_id",
        owner: Owner::Through { column: "preset_id", table: "preset" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("chat"),
        holds: "chat of a session: the session's code and creation time",
        until: "the session ends",
        key: "id",
        owner: Owner::Platform,
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("chat_message"),
        holds: "chat message: sender, display name of the sender, text",
        until: "the session ends; the text also when the host removes the message",
        key: "number",
        owner: Owner::Through { column: "chat_id", table: "chat" },
        withheld: &[],
    },
    Table {
        name: Cow::Borrowed("chat_reader"),
        holds: "read position of a participant in a chat",
        until: "the session ends",
        key: "reader_id",
        owner: Owner::Through { column: "chat_id", table: "chat" },
        withheld: &[],
    },
];

impl Table {
    /// Returns the entry for a cartridge's table of presets.
    #[must_use]
    pub fn of_presets(name: String) -> Self {
        Self {
            name: Cow::Owned(name),
            holds: "settings of a preset",
            until: "the preset is deleted",
            key: "preset_id",
            owner: Owner::Through { column: "preset_id", table: "preset" },
            withheld: &[],
        }
    }

    /// Returns the entry of the table `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.name == name)
    }

    /// Returns whether an account can own rows of the table.
    #[must_use]
    pub fn can_be_owned(&self) -> bool {
        match self.owner {
            Owner::Platform => false,
            Owner::Account => true,
            Owner::Through { table, .. } => Self::named(table).is_some_and(Self::can_be_owned),
        }
    }
}
