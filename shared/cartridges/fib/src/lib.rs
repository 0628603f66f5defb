//! Fib: write a lie, find the truth.
//!
//! Every question is a sentence with a gap, or an open question. Everybody writes a lie that could be
//! the answer. Then the game shows the lies, some decoys and the truth, and everybody guesses which
//! option is true.
//!
//! Layers, lowest first. Each module uses only modules above it in this table.
//!
//! | module | holds |
//! |---|---|
//! | `contract` | settings, actions, events, views and reasons for rejection |
//! | `state` | the stored state |
//! | `views` | functions that build the views from the state |
//! | `award` | the awards at the end |
//! | `phases` | the phases and their order |
//! | `texts` | the texts that people wrote, for moderation |
//! | `bot` | moves of bots |

mod award;
mod bot;
mod contract;
mod phases;
mod state;
mod texts;
mod views;

use rand_chacha::ChaCha8Rng;
use serde_json::value::RawValue;
use wpp_cartridge_kit::reactions::{self, REACT};
pub use wpp_cartridge_kit::{
    answers::{OptionView, Progress},
    awards::AwardView,
    bluff::{Awarded, Kind, Reason, RevealStep, Revealed},
    questions::Deck,
    reactions::{EMOJI, REACTIONS_PER_QUESTION, ReactionCounts, ReactionError},
    scoreboard::{GameOver, Ranked, Scoreboard},
    settings::Timers,
};
use wpp_game::{
    content::{Content, ContentNeed, QuestionKind},
    driver::{
        ActionError, AudienceActions, Ballot, Capabilities, Coalescing, GameDriver, Input, Lane, LateJoin,
        NotEnoughContent, OutOfBounds, Phase, ProfanityFilter, ReplayableReplies, SeatLimits, Standing, StepContext,
        Tally, Transition,
    },
    ids::PlayerId,
    manifest::{About, ActionKind, PhaseKind},
    text::Profanity,
};

use self::{
    contract::action,
    phases::{guess, lie, question, suggest},
};
pub use self::{
    contract::{
        action::{Action, MAX_GRAPHEMES, Reply},
        config::Config,
        event::Event,
        phase_data::{Delta, GuessStarted, LieStarted, QuestionShown, ScoresCalculated},
        reject_reason::RejectReason,
        view::{View, You},
    },
    state::State,
};

/// The driver of Fib.
#[derive(Debug, Clone, Copy)]
pub struct Fib;

type Step<'a, 'c> = wpp_cartridge_kit::Step<'a, 'c, Fib>;

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
    const CAPABILITIES: Capabilities<Self> = Capabilities {
        bots: Some(&Self),
        late_join: Some(&Self),
        profanity_filter: Some(&Self),
        audience: Some(&Self),
        coalescing: Some(&Self),
        replies: Some(&Self),
        written_texts: Some(&Self),
        ..Capabilities::NONE
    };

    type Config = Config;
    type Deck = Deck;
    type State = State;
    type Action = Action;
    type Event = Event;
    type Reply = Reply;
    type View = View;
    type You = You;
    type Rejection = RejectReason;

    fn check(config: &Config) -> Result<(), OutOfBounds> {
        config.check()
    }

    fn seats(config: &Config) -> SeatLimits {
        config.seats()
    }

    fn content(config: &Config) -> ContentNeed {
        // A lie needs a prompt that makes sense without its options. "Which of these is a bird?" does
        // not.
        let kinds = &[QuestionKind::Blank, QuestionKind::Open];
        ContentNeed::Questions { count: config.question_count(), family_friendly: config.family_friendly, kinds }
    }

    fn draw_content(config: &Config, content: Content, rng: &mut ChaCha8Rng) -> Result<Deck, NotEnoughContent> {
        Deck::draw(content, config.question_count(), |_| true, rng)
    }

    fn start(config: &Config, deck: Deck, ctx: &mut StepContext<'_>) -> Transition<Self> {
        let mut step = Step::new(State::new(config.clone(), deck), ctx);
        question::enter(&mut step);
        step.finish(None)
    }

    fn apply(state: &State, input: Input<Action>, ctx: &mut StepContext<'_>) -> Result<Transition<Self>, RejectReason> {
        let mut step = Step::new(state.clone(), ctx);
        let mut reply = None;
        match input {
            Input::Deadline => phases::advance(&mut step),
            Input::Roster => phases::roster_changed(&mut step),
            Input::Action { player, action } => match action {
                Action::Lie { text } => lie::submit(&mut step, player, &text)?,
                Action::Suggest => reply = Some(suggest::suggest(&mut step, player)?),
                Action::Guess { option_id } => guess::submit(&mut step, player, &option_id)?,
                Action::React { emoji } => step.react(&player, &emoji)?,
            },
        }
        Ok(step.finish(reply))
    }

    fn parse(kind: &str, data: &RawValue) -> Result<Action, ActionError> {
        Action::parse(kind, data)
    }

    fn phase(state: &State) -> Phase {
        Phase { name: state.stage.name(), round: state.round, question: state.question }
    }

    fn standing(state: &State, player: &PlayerId) -> Standing {
        let score = state.players.get(player).map_or(0, |record| record.score);
        Standing { score, answered: state.has_answered(player) }
    }

    fn view(state: &State) -> View {
        views::view(state)
    }

    fn you(state: &State, player: &PlayerId) -> You {
        views::you(state, player)
    }
}

impl LateJoin<Self> for Fib {
    fn late_join(&self, config: &Config) -> bool {
        config.late_join
    }
}

impl ProfanityFilter<Self> for Fib {
    fn profanity(&self, config: &Config) -> Profanity {
        config.profanity
    }
}

impl AudienceActions<Self> for Fib {
    fn ballot(&self, state: &State, action: &Action) -> Result<Option<Ballot>, RejectReason> {
        match action {
            Action::React { emoji } => Ok(Some(reactions::ballot::<Self>(state, emoji)?)),
            Action::Lie { .. } | Action::Suggest | Action::Guess { .. } => Ok(None),
        }
    }

    fn tally(&self, state: &mut State, tally: &Tally<'_>) -> Vec<Event> {
        reactions::tally::<Self>(state, tally)
    }
}

impl Coalescing<Self> for Fib {
    fn lane(&self, action: &str) -> Lane {
        if action == REACT { Lane::Coalesced } else { Lane::Reliable }
    }

    fn merge(&self, earlier: &mut Event, later: &Event) -> bool {
        earlier.merge(later)
    }
}

impl ReplayableReplies<Self> for Fib {
    /// Suggestions remain the same until the next question.
    fn replay(&self, state: &State, player: &PlayerId, action: &Action) -> Option<Reply> {
        match action {
            Action::Suggest => state.suggestions_for(player).map(|suggestions| Reply { suggestions }),
            Action::Lie { .. } | Action::Guess { .. } | Action::React { .. } => None,
        }
    }
}
