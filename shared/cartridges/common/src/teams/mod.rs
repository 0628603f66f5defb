//! Teams: settings, captains, points and ranks.
//!
//! The session knows who is in which team; see [`Seat::team`](wpp_game::driver::Seat::team). A game stores a [`TeamTable`]
//! in its state. See `docs/decisions/0170-teams.md`.

mod points;
mod ranked;
mod settings;
mod table;

pub use self::{
    ranked::RankedTeam,
    settings::{TEAM_COUNT, TeamMode, TeamPlaySetting, team_rules},
    table::{Handover, TeamTable},
};
