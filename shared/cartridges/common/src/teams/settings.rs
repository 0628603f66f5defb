//! Settings of games with teams.

use std::ops::RangeInclusive;

use wpp_game::driver::{TeamChoice, TeamPlay, TeamRules};

/// Bounds of the number of teams.
pub const TEAM_COUNT: RangeInclusive<i32> = 2..=8;

wpp_game::choices! {
    /// Whether players form teams, and who decides about the members.
    pub enum TeamMode {
        /// Everybody plays alone.
        Off = "off",
        /// Players choose their teams.
        Chosen = "chosen",
        /// Chance divides the players.
        Drawn = "drawn",
    }
}

wpp_game::choices! {
    /// How a team plays.
    pub enum TeamPlaySetting {
        /// Every member answers, and the team gets the average of their points.
        Average = "average",
        /// One member, the captain, answers for the team.
        OnePhone = "one_phone",
    }
}

/// Returns the rules of these settings; `None` when everybody plays alone.
#[must_use]
pub fn team_rules(mode: TeamMode, count: u32, play: TeamPlaySetting) -> Option<TeamRules> {
    let choice = match mode {
        TeamMode::Off => return None,
        TeamMode::Chosen => TeamChoice::Chosen,
        TeamMode::Drawn => TeamChoice::Drawn,
    };
    let play = match play {
        TeamPlaySetting::Average => TeamPlay::Average,
        TeamPlaySetting::OnePhone => TeamPlay::OnePhone,
    };
    Some(TeamRules { count, choice, play })
}
