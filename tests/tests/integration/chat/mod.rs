//! The chat of a session.

mod bad_input;
mod end;
mod history;
mod in_game;
mod losses;
mod room;
mod sample_client;
mod typing;
