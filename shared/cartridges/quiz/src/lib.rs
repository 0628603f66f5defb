//! Quiz: which answer is right?
//!
//! Every question stands among a few answers; everybody picks one. Who keeps being right builds a
//! streak, and who is fast may get more, if the host wants fast fingers to count.
//!
//! ```text
//! question ─▶ answer ─▶ solution ─▶ scoreboard ─┬▶ game_over
//!    ▲                                          │
//!    └────── rounds × questions per round ──────┘
//! ```
//!
//! Time runs it, or the host: then `answer` and `solution` have no deadline, and the host's `play`
//! ends them. Nothing else can be ended by hand.
//!
//! | file | holds |
//! |---|---|
//! | `config`, `action`, `event`, `refused`, `view` | what is said between the game and the outside |
//! | `state`, `turn` | what the game remembers; one step of it |
//! | `question`, `answer`, `solution`, `board` | the phases |
//! | `bot` | how the server plays for bots |
//! | `fold` | the reference client |

mod action;
mod answer;
mod board;
mod bot;
mod config;
mod event;
mod fold;
mod question;
mod refused;
mod solution;
mod state;
mod turn;
mod view;

use std::ops::RangeInclusive;

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::value::RawValue;

pub use self::{
    action::Action,
    config::{Config, Pace, Timers},
    event::{
        AnswerStarted, AwardView, Awarded, Event, GameOver, OptionView, Picked, Progress, QuestionShown, Ranked,
        Scoreboard, Solution, SolutionShown,
    },
    refused::Refused,
    state::{Deck, State},
    view::{View, You},
};
use self::{state::Stage, turn::Turn};
use wpp_game::{
    content::{Content, ContentNeed, QuestionKind},
    driver::{
        ActionError, GameDriver, Input, Move, NotEnoughContent, OutOfBounds, Phase, SeatLimits, Secret, Standing,
        StepContext, Transition,
    },
    ids::PlayerId,
    manifest::{About, ActionKind, PhaseKind},
    session::snapshot::Snapshot,
    text::Profanity,
    time::Timestamp,
};

/// The cartridge.
#[derive(Debug, Clone, Copy)]
pub struct Quiz;

impl GameDriver for Quiz {
    const KIND: &'static str = "quiz";
    const ABOUT: About = About {
        name: "Quiz",
        tagline: "Four answers. One is right.",
        phases: &[
            PhaseKind::timed("question"),
            PhaseKind::timed("answer"),
            PhaseKind::timed("solution"),
            PhaseKind::timed("scoreboard"),
            PhaseKind::untimed("game_over"),
        ],
    };
    const ACTIONS: &'static [ActionKind] = action::KINDS;
    const BOTS: bool = true;
    const LATE_JOIN: bool = true;

    type Config = Config;
    type Deck = Deck;
    type State = State;
    type Action = Action;
    type Event = Event;
    type Reply = ();
    type View = View;
    type You = You;
    type Rejection = Refused;

    fn check(config: &Config) -> Result<(), OutOfBounds> {
        config.check()
    }

    fn seats(config: &Config) -> SeatLimits {
        config.seats()
    }

    fn late_join(config: &Config) -> bool {
        config.late_join
    }

    fn profanity(config: &Config) -> Profanity {
        config.profanity
    }

    fn content(config: &Config) -> ContentNeed {
        ContentNeed::Questions {
            count: config.question_count(),
            family_friendly: config.family_friendly,
            kinds: QuestionKind::ALL,
        }
    }

    fn deal(config: &Config, content: Content, rng: &mut ChaCha8Rng) -> Result<Deck, NotEnoughContent> {
        let mut pile = match content {
            Content::Questions(questions) => questions,
            Content::None => Vec::new(),
        };
        // An answer alone is no choice.
        pile.retain(|question| !question.decoys.is_empty());
        let (needed, found) = (config.question_count(), pile.len());
        if found < needed {
            return Err(NotEnoughContent { needed, found });
        }
        pile.shuffle(rng);
        pile.truncate(needed);
        let first = pile.pop().ok_or(NotEnoughContent { needed, found })?;
        Ok(Deck { first, rest: pile })
    }

    fn start(config: &Config, deck: Deck, ctx: &mut StepContext<'_>) -> Transition<Self> {
        let state = State::new(config.clone(), deck, ctx.now);
        let mut turn = Turn::new(state, ctx);
        question::enter(&mut turn);
        turn.end()
    }

    fn apply(state: &State, input: Input<Action>, ctx: &mut StepContext<'_>) -> Result<Transition<Self>, Refused> {
        let mut turn = Turn::new(state.clone(), ctx);
        match input {
            Input::Deadline => turn.advance(),
            Input::Roster => turn.look_round(),
            Input::Action { player, action: Action::Answer { option_id } } => {
                answer::submit(&mut turn, player, &option_id)?;
            }
        }
        Ok(turn.end())
    }

    fn parse(kind: &str, data: &RawValue) -> Result<Action, ActionError> {
        Action::parse(kind, data)
    }

    fn merge(earlier: &mut Event, later: &Event) -> bool {
        event::merge(earlier, later)
    }

    fn host_can_end_phase(state: &State, now: Timestamp) -> bool {
        let double_tap =
            matches!(state.stage, Stage::Solution { .. }) && now.ms_since(state.entered_at) < DOUBLE_TAP_MS;
        state.waits_for_host() && !double_tap
    }

    fn phase(state: &State) -> Phase {
        Phase { name: state.stage.name(), round: state.round, question: state.question }
    }

    fn standing(state: &State, player: &PlayerId) -> Standing {
        let score = state.players.get(player).map_or(0, |record| record.score);
        Standing { score, answered: state.has_answered(player) }
    }

    fn view(state: &State) -> View {
        View::of(state)
    }

    fn you(state: &State, player: &PlayerId) -> You {
        You::of(state, player)
    }

    fn secrets(state: &State) -> Vec<Secret> {
        state.secrets()
    }

    fn bot_pace(state: &State) -> Option<RangeInclusive<u64>> {
        bot::pace(state)
    }

    fn bot(seen: &Snapshot<View>, you: &You, _tries: u32, rng: &mut ChaCha8Rng) -> Option<Move> {
        bot::choose(seen, you, rng)
    }

    fn fold(snapshot: &mut Snapshot<View>, event: &Event) {
        fold::fold(snapshot, event);
    }
}

/// A solution younger than this is not ended by hand: a second tap, or a call repeated because its
/// answer was lost, means the answers before it.
const DOUBLE_TAP_MS: u64 = 1_000;
