//! Fib: write a lie, find the truth.
//!
//! Every question is a sentence with a gap. Everybody writes a lie that could fill it; then the
//! lies stand among decoys and the truth, and everybody guesses which is which.
//!
//! ```text
//! question ─▶ lie ─▶ guess ─▶ reveal (an option a step) ─▶ scores ─▶ scoreboard ─┬▶ game_over
//!    ▲                                                                           │
//!    └──────────────────────── rounds × questions per round ─────────────────────┘
//! ```
//!
//! | file | holds |
//! |---|---|
//! | `config`, `action`, `event`, `refused`, `view` | what is said between the game and the outside |
//! | `state`, `turn` | what the game remembers; one step of it |
//! | `question`, `lie`, `suggest`, `guess`, `options`, `reveal`, `score`, `over` | the phases |
//! | `reaction`, `award` | the fun on top |
//! | `bot` | how the server plays for bots |
//! | `fold` | the reference client |

mod action;
mod award;
mod bot;
mod config;
mod event;
mod fold;
mod guess;
mod lie;
mod options;
mod over;
mod question;
mod reaction;
mod refused;
mod reveal;
mod score;
mod state;
mod suggest;
mod turn;
mod view;

use std::ops::RangeInclusive;

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::value::RawValue;

use self::turn::Turn;
pub use self::{
    action::{Action, Reply},
    config::{Config, Timers},
    event::{
        AwardView, Awarded, Delta, Event, GameOver, GuessStarted, Kind, LieStarted, OptionView, Progress,
        QuestionShown, Ranked, ReactionCounts, Reason, RevealStep, Revealed, Scoreboard, ScoresCalculated,
    },
    lie::MAX_GRAPHEMES,
    reaction::{EMOJI, REACTIONS_PER_QUESTION},
    refused::Refused,
    state::{Deck, State},
    view::{View, You},
};
use wpp_game::{
    content::{Content, ContentNeed, QuestionKind},
    driver::{
        ActionError, GameDriver, Input, Lane, Move, NotEnoughContent, OutOfBounds, Phase, SeatLimits, Standing,
        StepContext, Transition,
    },
    ids::PlayerId,
    manifest::{About, ActionKind, PhaseKind},
    session::snapshot::Snapshot,
    text::Profanity,
};

/// The cartridge.
#[derive(Debug, Clone, Copy)]
pub struct Fib;

impl GameDriver for Fib {
    const KIND: &'static str = "fib";
    const ABOUT: About = About {
        name: "Fib",
        tagline: "Write a lie. Find the truth.",
        phases: &[
            PhaseKind::timed("question"),
            PhaseKind::timed("lie"),
            PhaseKind::timed("guess"),
            PhaseKind::timed("reveal"),
            PhaseKind::timed("scores"),
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
    type Reply = Reply;
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
        // A lie needs a prompt that makes sense alone. "What is the capital of Peru?" does, as well
        // as a sentence with a gap; "which of these" does not, nor what is only true or false.
        let kinds = &[QuestionKind::Blank, QuestionKind::Open];
        ContentNeed::Questions { count: config.question_count(), family_friendly: config.family_friendly, kinds }
    }

    fn deal(config: &Config, content: Content, rng: &mut ChaCha8Rng) -> Result<Deck, NotEnoughContent> {
        let mut pile = match content {
            Content::Questions(questions) => questions,
            Content::None => Vec::new(),
        };
        let needed = config.question_count();
        let found = pile.len();
        if found < needed {
            return Err(NotEnoughContent { needed, found });
        }
        pile.shuffle(rng);
        pile.truncate(needed);
        let first = pile.pop().ok_or(NotEnoughContent { needed, found })?;
        Ok(Deck { first, rest: pile })
    }

    fn start(config: &Config, deck: Deck, ctx: &mut StepContext<'_>) -> Transition<Self> {
        let state = State::new(config.clone(), deck);
        let mut turn = Turn::new(state, ctx);
        question::enter(&mut turn);
        turn.end(None)
    }

    fn apply(state: &State, input: Input<Action>, ctx: &mut StepContext<'_>) -> Result<Transition<Self>, Refused> {
        let mut turn = Turn::new(state.clone(), ctx);
        let mut reply = None;
        match input {
            Input::Deadline => turn.advance(),
            Input::Roster => turn.look_round(),
            Input::Action { player, action } => match action {
                Action::Lie { text } => lie::submit(&mut turn, player, &text)?,
                Action::Suggest => reply = Some(suggest::offer(&mut turn, player)?),
                Action::Guess { option_id } => guess::submit(&mut turn, player, &option_id)?,
                Action::React { emoji } => reaction::send(&mut turn, &player, &emoji)?,
            },
        }
        Ok(turn.end(reply))
    }

    fn parse(kind: &str, data: &RawValue) -> Result<Action, ActionError> {
        Action::parse(kind, data)
    }

    fn lane(kind: &str) -> Lane {
        action::lane(kind)
    }

    fn audience_can_use(kind: &str) -> bool {
        action::is_reaction(kind)
    }

    /// Suggestions stay what they were until the next question.
    fn replay(state: &State, player: &PlayerId, action: &Action) -> Option<Reply> {
        matches!(action, Action::Suggest).then(|| suggest::offered(state, player)).flatten()
    }

    fn merge(earlier: &mut Event, later: &Event) -> bool {
        event::merge(earlier, later)
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

    fn bot_pace(state: &State) -> Option<RangeInclusive<u64>> {
        bot::pace(state)
    }

    fn bot(seen: &Snapshot<View>, you: &You, tries: u32, rng: &mut ChaCha8Rng) -> Option<Move> {
        bot::choose(seen, you, tries, rng)
    }

    fn fold(snapshot: &mut Snapshot<View>, event: &Event) {
        fold::fold(snapshot, event);
    }
}
