//! Sketch: draw an odd prompt, and let the others guess what it is.
//!
//! In a round everybody draws a private prompt. Then the drawings are shown one after the other. The others write a
//! false title for each drawing, and everybody but the artist guesses which title is true.
//!
//! Layers, lowest first. Each module uses only modules above it in this table.
//!
//! | module | holds |
//! |---|---|
//! | [`drawing`] | the encoding of drawings |
//! | `config`, `contract` | settings, actions, events, views and reasons for rejection |
//! | `state` | the stored state |
//! | `views` | functions that build the views from the state |
//! | `awards` | the awards at the end |
//! | `phases` | the phases and their order |
//! | `texts` | the texts that people wrote, for moderation |
//! | [`ephemeral`] | strokes on their way to the TV |
//! | `doodle`, `bot` | drawings and moves of bots |

mod awards;
mod bot;
mod config;
mod contract;
mod doodle;
pub mod drawing;
pub mod ephemeral;
mod phases;
mod state;
mod texts;
mod views;

use rand_chacha::ChaCha8Rng;
use serde_json::value::RawValue;
use wpp_cartridge_kit::{
    answers::Answers as _,
    prompts,
    reactions::{self, REACT},
};
pub use wpp_cartridge_kit::{
    answers::{OptionView, Progress},
    awards::AwardView,
    bluff::{Awarded, Kind, Reason, RevealStep, Revealed},
    reactions::{ReactionCounts, ReactionError},
    scoreboard::{GameOver, Ranked, Scoreboard},
    settings::{Language, Timers},
};
use wpp_game::{
    content::{Content, ContentNeed},
    driver::{
        ActionError, AudienceActions, Ballot, Capabilities, Coalescing, EphemeralMessages, GameDriver, Input, Lane,
        LateJoin, NotEnoughContent, OutOfBounds, Phase, ProfanityFilter, SeatLimits, Secret, Standing, StepContext,
        Tally, Transition,
    },
    ephemeral::EphemeralHandler,
    ids::PlayerId,
    manifest::{About, ActionKind, EphemeralKind, PhaseKind},
    text::Profanity,
};

pub use self::{
    config::Config,
    contract::{
        action::{Action, MAX_GRAPHEMES},
        event::Event,
        phase_data::{BestDrawing, DrawStarted, GuessStarted, TitleStarted},
        reject_reason::RejectReason,
        view::{View, You},
    },
    state::State,
};
use self::{
    contract::action,
    ephemeral::StrokeHandler,
    phases::{draw, guess, title},
};

/// The driver of Sketch.
#[derive(Debug, Clone, Copy)]
pub struct Sketch;

type Step<'a, 'c> = wpp_cartridge_kit::Step<'a, 'c, Sketch>;

impl GameDriver for Sketch {
    const KIND: &'static str = "sketch";
    const ABOUT: About = About {
        name: "Sketch",
        tagline: "Draw it. Name it. Doubt it.",
        phases: &[
            PhaseKind::timed("draw"),
            PhaseKind::timed("title"),
            PhaseKind::timed("guess"),
            PhaseKind::timed("reveal"),
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
        written_texts: Some(&Self),
        ephemeral: Some(&Self),
        ..Capabilities::NONE
    };

    type Config = Config;
    /// All prompts in random order, the next one last.
    type Deck = Vec<String>;
    type State = State;
    type Action = Action;
    type Event = Event;
    type Reply = ();
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
        config.content()
    }

    fn draw_content(config: &Config, content: Content, rng: &mut ChaCha8Rng) -> Result<Vec<String>, NotEnoughContent> {
        prompts::draw(&config.own_prompts, content, config.prompt_count(), rng)
    }

    fn start(config: &Config, deck: Vec<String>, ctx: &mut StepContext<'_>) -> Transition<Self> {
        let mut step = Step::new(State::new(config.without_prompts(), deck), ctx);
        draw::enter(&mut step);
        step.finish(None)
    }

    fn apply(state: &State, input: Input<Action>, ctx: &mut StepContext<'_>) -> Result<Transition<Self>, RejectReason> {
        let mut step = Step::new(state.clone(), ctx);
        match input {
            Input::Deadline => phases::advance(&mut step),
            Input::Roster => phases::roster_changed(&mut step),
            Input::Action { player, action } => match action {
                Action::Draw { strokes } => draw::submit(&mut step, &player, strokes)?,
                Action::Title { text } => title::submit(&mut step, player, &text)?,
                Action::Guess { option_id } => guess::submit(&mut step, player, &option_id)?,
                Action::React { emoji } => step.react(&player, &emoji)?,
            },
        }
        Ok(step.finish(None))
    }

    fn parse(kind: &str, data: &RawValue) -> Result<Action, ActionError> {
        Action::parse(kind, data)
    }

    fn phase(state: &State) -> Phase {
        Phase { name: state.stage.name(), round: state.round, question: state.question() }
    }

    fn standing(state: &State, player: &PlayerId) -> Standing {
        let score = state.players.get(player).map_or(0, |record| record.score);
        Standing { score, answered: state.answered().contains(player) }
    }

    fn view(state: &State) -> View {
        views::view(state)
    }

    fn you(state: &State, player: &PlayerId) -> You {
        views::you(state, player)
    }

    fn secrets(state: &State) -> Vec<Secret> {
        state.secrets()
    }
}

impl LateJoin<Self> for Sketch {
    fn late_join(&self, config: &Config) -> bool {
        config.late_join
    }
}

impl ProfanityFilter<Self> for Sketch {
    fn profanity(&self, config: &Config) -> Profanity {
        config.profanity
    }
}

impl AudienceActions<Self> for Sketch {
    fn ballot(&self, state: &State, action: &Action) -> Result<Option<Ballot>, RejectReason> {
        match action {
            Action::React { emoji } => Ok(Some(reactions::ballot::<Self>(state, emoji)?)),
            Action::Draw { .. } | Action::Title { .. } | Action::Guess { .. } => Ok(None),
        }
    }

    fn tally(&self, state: &mut State, tally: &Tally<'_>) -> Vec<Event> {
        reactions::tally::<Self>(state, tally)
    }
}

impl Coalescing<Self> for Sketch {
    fn lane(&self, action: &str) -> Lane {
        if action == REACT { Lane::Coalesced } else { Lane::Reliable }
    }

    fn merge(&self, earlier: &mut Event, later: &Event) -> bool {
        earlier.merge(later)
    }
}

impl EphemeralMessages for Sketch {
    fn kinds(&self) -> &'static [EphemeralKind] {
        ephemeral::KINDS
    }

    fn handler(&self, player: &PlayerId) -> Box<dyn EphemeralHandler> {
        Box::new(StrokeHandler::new(player.clone()))
    }

    fn is_internal_action(&self, _action: &str) -> bool {
        false
    }
}
