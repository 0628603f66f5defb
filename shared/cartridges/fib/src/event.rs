//! What everybody is told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use wpp_game::{ids::PlayerId, time::Countdown};

/// One of Fib's numbered events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// A question to read.
    #[serde(rename = "phase.question_shown")]
    QuestionShown(QuestionShown),
    /// Time to lie.
    #[serde(rename = "phase.lie_started")]
    LieStarted(LieStarted),
    /// Somebody answered, or the game stopped waiting for somebody.
    #[serde(rename = "progress")]
    Progress(Progress),
    /// Time to guess.
    #[serde(rename = "phase.guess_started")]
    GuessStarted(GuessStarted),
    /// Reactions since the last such event.
    #[serde(rename = "reaction")]
    Reaction(ReactionCounts),
    /// One option revealed; its points are given now.
    #[serde(rename = "reveal.step")]
    RevealStep(RevealStep),
    /// What the question brought everybody.
    #[serde(rename = "phase.scores_calculated")]
    ScoresCalculated(ScoresCalculated),
    /// The standing.
    #[serde(rename = "phase.scoreboard")]
    Scoreboard(Scoreboard),
    /// The end.
    #[serde(rename = "phase.game_over")]
    GameOver(GameOver),
}

/// Data of `phase.question_shown`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QuestionShown {
    /// The round, from 1.
    pub round: u32,
    /// Rounds of the game.
    pub rounds: u32,
    /// The question within the round, from 1.
    pub question: u32,
    /// Questions of a round.
    pub questions: u32,
    /// What this round's points are multiplied by.
    pub multiplier: u32,
    /// The sentence, its gap written as `____`.
    pub prompt: String,
    /// A word or two above it.
    pub category: String,
    /// Graphemes a lie may have.
    pub max_length: usize,
    /// The reactions there are.
    pub emoji: Vec<String>,
    /// How long it stands.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// Data of `phase.lie_started`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LieStarted {
    /// The round, from 1.
    pub round: u32,
    /// The question within the round, from 1.
    pub question: u32,
    /// The sentence, its gap written as `____`.
    pub prompt: String,
    /// Graphemes a lie may have.
    pub max_length: usize,
    /// The whole time for writing; `null` when time does not press.
    pub time_limit_ms: Option<u64>,
    /// Whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// How long it still has.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// Data of `progress`, in the order of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Progress {
    /// Whose answers are in.
    pub answered: Vec<PlayerId>,
    /// Who is present and has not answered.
    pub waiting: Vec<PlayerId>,
}

/// Data of `phase.guess_started`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GuessStarted {
    /// The round, from 1.
    pub round: u32,
    /// The question within the round, from 1.
    pub question: u32,
    /// Shuffled once, the same for everybody.
    pub options: Vec<OptionView>,
    /// The whole time for guessing; `null` when time does not press.
    pub time_limit_ms: Option<u64>,
    /// Whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// How long it still has.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// One option on the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OptionView {
    /// Where it stands; says nothing of what it is.
    pub option_id: String,
    /// What it says.
    pub text: String,
}

/// Data of `reaction`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReactionCounts {
    /// How often each was sent.
    pub counts: BTreeMap<String, u32>,
}

/// Data of `reveal.step`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RevealStep {
    /// The option and what came of it.
    #[serde(flatten)]
    pub revealed: Revealed,
    /// Which step this is, from 1.
    pub step: usize,
    /// How many there are.
    pub steps: usize,
    /// Options revealed at this moment, up to this one: more than 1 where a crowd's less believed
    /// ones are revealed together, in events that follow each other.
    pub together: usize,
    /// How long it stands.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// An option, all told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Revealed {
    /// Which.
    pub option_id: String,
    /// What it says.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// Who wrote it; several when their lies were nearly the same, none when they have left.
    pub authors: Vec<PlayerId>,
    /// Who picked it, in the order in which they did.
    pub pickers: Vec<PlayerId>,
    /// Points given for it.
    pub awarded: Vec<Awarded>,
    /// With the truth: one sentence more about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    /// With the truth: where it can be checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What an option is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Written by a player.
    Lie,
    /// Brought by the question, because lies were few.
    Decoy,
    /// What the gap hides.
    Truth,
}

/// Points given to one player for one option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Awarded {
    /// Who.
    pub player_id: PlayerId,
    /// How many.
    pub points: i64,
    /// What for.
    pub reason: Reason,
}

/// What points are given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Others believed the player's lie.
    Fooled,
    /// The player found the truth.
    Truth,
}

/// Data of `phase.scores_calculated`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScoresCalculated {
    /// The round, from 1.
    pub round: u32,
    /// What its points were multiplied by.
    pub multiplier: u32,
    /// What this question brought, in the order of the table.
    pub deltas: Vec<Delta>,
    /// How long it stands.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// What a question brought one player.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Delta {
    /// Who.
    pub player_id: PlayerId,
    /// Points of this question.
    pub delta: i64,
    /// Points of the game so far.
    pub total: i64,
}

/// Data of `phase.scoreboard`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Scoreboard {
    /// Best first.
    pub ranking: Vec<Ranked>,
    /// Whether the game is over after it.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// How long it stands.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// One player's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Ranked {
    /// From 1; who has the same score has the same rank, and the ranks they fill are skipped.
    pub rank: usize,
    /// Who.
    pub player_id: PlayerId,
    /// What they are called.
    pub nickname: String,
    /// Points of the game.
    pub score: i64,
    /// Points of the last question.
    pub delta: i64,
}

/// Data of `phase.game_over`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GameOver {
    /// The final standing.
    pub ranking: Vec<Ranked>,
    /// What people will remember.
    pub awards: Vec<AwardView>,
}

/// An award of the evening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AwardView {
    /// Its stable key, for translations.
    pub award: String,
    /// Its title in English.
    pub title: String,
    /// Who gets it.
    pub player_id: PlayerId,
    /// Its picture.
    pub emoji: String,
    /// How often they did what it is for.
    pub value: u32,
}

/// Counts add up, and a later progress says all that an earlier one did.
pub(super) fn merge(earlier: &mut Event, later: &Event) -> bool {
    match (earlier, later) {
        (Event::Reaction(sum), Event::Reaction(more)) => {
            for (emoji, n) in &more.counts {
                *sum.counts.entry(emoji.clone()).or_default() += n;
            }
            true
        }
        (Event::Progress(earlier), Event::Progress(later)) => {
            later.clone_into(earlier);
            true
        }
        _ => false,
    }
}
