//! Quiz's settings.

use std::ops::RangeInclusive;

use wpp_cartridge_kit::{
    prelude::*,
    questions,
    settings::{EXTRA_TIME, POINTS, ROUNDS, TIME_MS, Timers},
    teams::{self, TEAM_COUNT, TeamMode, TeamPlaySetting},
};
use wpp_game::{
    content::Media,
    driver::TeamRules,
    manifest::{choice, count, list, ms, picture, points, switch},
    text::Profanity,
};

/// Bounds of the number of players. A quiz also suits a hall.
const SEATS: RangeInclusive<i32> = 2..=500;

wpp_game::settings! {
    /// Quiz's configuration. Every field is optional in a preset; unknown fields are ignored.
    pub struct Config {
        /// Number of rounds.
        rounds: u32 = 3, count(ROUNDS).basic();
        /// Questions in each round.
        questions_per_round: u32 = 4, count(ROUNDS).basic();
        /// The end of a phase: by the clock, or by the host.
        pace: Pace = Pace::Timed, choice::<Pace>().basic();
        /// Clock for answering.
        timers: Timers = Timers::On, choice::<Timers>().basic();
        /// Award extra points to the first correct answers.
        fastest_fingers: bool = false, switch().basic();
        /// Teams, and who decides about their members.
        teams: TeamMode = TeamMode::Off, choice::<TeamMode>().basic();
        /// Use only questions that are suitable for children.
        family_friendly: bool = false, switch().basic();
        /// Words that are rejected in answers, nicknames and chat messages.
        profanity: Profanity = Profanity::Moderate, choice::<Profanity>().basic();
        /// Let people join during a game; they play from the next question.
        late_join: bool = false, switch().basic().suggest(true);
        /// A picture that the TV shows during the game, such as the logo of a pub.
        logo: Option<Media> = None, picture();
        /// Fewest players with whom a game starts.
        min_players: u32 = 2, count(SEATS);
        /// Most players who can join; at least the fewest players.
        max_players: u32 = 40, count(SEATS);
        /// Answers to choose from, if the question has enough.
        options: u32 = 4, count(2..=8);
        /// Number of teams.
        team_count: u32 = 2, count(TEAM_COUNT);
        /// The members who answer for a team.
        team_play: TeamPlaySetting = TeamPlaySetting::Average, choice::<TeamPlaySetting>();
        /// End answering as soon as everybody present has answered.
        all_in_advances: bool = true, switch();
        /// Most extra time that a player may take to answer, in percent.
        extra_time_percent: u32 = 100, count(EXTRA_TIME);
        /// Time to read a question before its answers appear.
        question_ms: u32 = 4_000, ms(TIME_MS);
        /// Time to answer, before `timers` extends it.
        answer_ms: u32 = 20_000, ms(TIME_MS);
        /// Time to show the solution.
        solution_ms: u32 = 7_000, ms(TIME_MS);
        /// Time to show the ranking after a question.
        scoreboard_ms: u32 = 6_000, ms(TIME_MS);
        /// Points for a correct answer, before the round's multiplier.
        right_points: u32 = 1_000, points(POINTS);
        /// Extra points for the first correct answer with `fastest_fingers`; later answers receive fewer.
        speed_points: u32 = 500, points(POINTS);
        /// Extra points for each correct answer in a row after the first, up to five times.
        streak_points: u32 = 100, points(POINTS);
        /// Multiplier of each round's points; the last one applies to all later rounds.
        round_multipliers: Vec<u32> = vec![1, 2, 3], list(1..=10, 1..=100);
    }
}

wpp_game::choices! {
    /// The end of a phase.
    pub enum Pace {
        /// The clock.
        Timed = "timed",
        /// The host. Answering ends when everybody present has answered or the host continues; the
        /// solution remains until the host continues.
        Host = "host",
    }
}

/// Maximum number of streak bonuses for one answer.
const MAX_STREAK_BONUSES: u32 = 5;

wpp_cartridge_kit::common_settings!(Config, SEATS);

impl Config {
    /// Returns the teams; `None` when everybody plays alone.
    pub(crate) fn team_rules(&self) -> Option<TeamRules> {
        teams::team_rules(self.teams, self.team_count, self.team_play)
    }

    /// Returns the number of questions of a game.
    pub(crate) fn question_count(&self) -> usize {
        questions::question_count(self.rounds, self.questions_per_round)
    }

    /// Returns the number of wrong answers to show.
    pub(crate) fn decoys(&self) -> usize {
        usize::try_from(self.options.saturating_sub(1)).unwrap_or(usize::MAX)
    }

    /// Returns the milliseconds for answering a question; `None` without a clock. `time_limit_s` is the
    /// question's time, which replaces the setting.
    pub(crate) fn answer_limit(&self, time_limit_s: Option<u32>) -> Option<u64> {
        match self.pace {
            Pace::Host => None,
            Pace::Timed => self.limit(time_limit_s.map_or(self.answer_ms, |seconds| seconds.saturating_mul(1_000))),
        }
    }

    /// Returns the milliseconds for the solution; `None` when the host ends it.
    pub(crate) fn solution_limit(&self) -> Option<u64> {
        (self.pace == Pace::Timed).then(|| u64::from(self.solution_ms))
    }

    /// Returns the extra points for the last of `streak` correct answers in a row.
    pub(crate) fn streak_bonus(&self, streak: u32) -> i64 {
        i64::from(self.streak_points) * i64::from(streak.saturating_sub(1).min(MAX_STREAK_BONUSES))
    }

    /// Returns the extra points for a correct answer after `before` other correct ones, with `playing`
    /// players who may answer. The bonus depends on the order and not on time, so that pauses, slow phones and rooms
    /// without a clock are treated fairly.
    pub(crate) fn speed_bonus(&self, before: usize, playing: usize) -> i64 {
        let (Ok(before), Ok(playing)) = (i64::try_from(before), i64::try_from(playing)) else { return 0 };
        if !self.fastest_fingers || playing == 0 {
            return 0;
        }
        i64::from(self.speed_points) * (playing - before).max(0) / playing
    }
}
