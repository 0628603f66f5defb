//! The tables of the SQL database, with methods that say what is meant by a query.
//!
//! Rows are made and changed through these types alone; the tables themselves come from the
//! migrations. Nothing here is specific to SQLite or PostgreSQL.
//!
//! | table | one row is | goes with |
//! |---|---|---|
//! | [`pack`] | a set of questions that can be chosen for a game | |
//! | [`question`] | one question of a pack | its pack |
//! | [`shelf`] | how many questions of a kind a pack has | its pack |
//! | [`dealt`] | a question that an account's group met lately | its account, its question |
//! | [`decoy`] | one plausible lie for a question | its question |
//! | [`alias`] | another spelling of a question's answer | its question |
//! | [`account`] | somebody who hosts often | |
//! | [`refresh_token`] | one place where an account is logged in | its account |
//! | [`preset`] | a configuration of a cartridge, kept under a name; what it sets is in a table of the cartridge's own | its account |
//! | [`chat`] | one session's chat | its session |
//! | [`chat_message`] | one message | its chat |
//! | [`chat_reader`] | how far one person has read | its chat |
//!
//! [`tables`] lists them all, with how long their rows live and whose they are.
//!
//! Ids that clients see are opaque text, drawn at random. Moments are whole milliseconds since 1970,
//! the same number on SQLite and on PostgreSQL.

pub mod account;
pub mod alias;
pub mod chat;
pub mod chat_message;
pub mod chat_reader;
pub mod dealt;
pub mod decoy;
pub mod pack;
pub mod preset;
pub mod question;
pub mod refresh_token;
pub mod shelf;
pub mod tables;
