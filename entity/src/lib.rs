//! sea-orm entities: one module for each SQL table, with named queries.
//!
//! Rows are read and written only through these types. Migrations create the tables.
//! Every query here runs on SQLite and on PostgreSQL.
//!
//! | module | one row is | deleted with |
//! |---|---|---|
//! | [`pack`] | a question pack | its account, if it has one |
//! | [`question`] | one question of a pack | its pack |
//! | [`question_pool`] | the number of questions of one kind and audience in a pack (table `shelf`) | its pack |
//! | [`question_history`] | a question that an account's sessions played recently (table `dealt`) | its account, its question |
//! | [`decoy`] | a wrong answer of a question | its question |
//! | [`alias`] | an accepted spelling of a question's answer | its question |
//! | [`more_answer`] | an answer of a question after its first | its question |
//! | [`word`] | a word of a word list | its question |
//! | [`media`] | an uploaded picture or sound | its account, its last use |
//! | [`question_media`] | the use of a picture or sound by a question | its question |
//! | [`preset_media`] | the use of a picture or sound by a preset | its preset |
//! | [`account`] | a host's account | |
//! | [`refresh_token`] | one login of an account | its account |
//! | [`operator`] | the right of an account to manage the server | its account |
//! | [`preset`] | a named game configuration; its settings are in the cartridge's `<kind>_preset` table | its account |
//! | [`chat`] | the chat of one session | its session |
//! | [`chat_message`] | one chat message | its chat |
//! | [`chat_reader`] | one participant's read position | its chat |
//!
//! [`tables`] lists every table with its owner and the life of its rows. [`sqlite_file`] creates the file of a SQLite
//! database and restricts its rights. [`schema_version`] compares the schema with the program's, and [`unreachable`](mod@unreachable) explains
//! why a database cannot be opened.
//!
//! Ids that clients see are opaque random strings. Times are whole milliseconds since 1970 (`BIGINT`),
//! so that both databases store, compare and return the same number.

pub mod account;
pub mod alias;
pub mod chat;
pub mod chat_message;
pub mod chat_reader;
pub mod database;
pub mod decoy;
pub mod media;
pub mod more_answer;
pub mod operator;
pub mod pack;
pub mod preset;
pub mod question;
pub mod question_history;
pub mod question_pool;
pub mod refresh_token;

pub use self::{
    database::{schema_version, sqlite_file, tables, unreachable},
    media::{preset_media, question_media},
    question::word,
};
