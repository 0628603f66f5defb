//! Bots: players whose moves the server makes. They are removed like other players.

pub mod add;
