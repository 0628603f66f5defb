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
//! | `phases` | the table of phases, and what each phase does |
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

pub use wpp_cartridge_kit::{
    answers::{OptionView, Progress},
    awards::AwardView,
    bluff::{Awarded, GuessStarted, Kind, Reason, RevealStep, Revealed},
    reactions::ReactionCounts,
    rejections::CommonRejection,
    scoreboard::{GameOver, Ranked, Scoreboard},
    settings::{Language, Timers},
};
use wpp_cartridge_kit::{
    parsing,
    phases::{apply, kinds, start},
    prelude::*,
    prompts,
    reactions::Reactions,
};
use wpp_game::{driver::EphemeralMessages, ephemeral::EphemeralHandler, manifest::EphemeralKind};

pub use self::{config::Config, contract::*, state::State};
use self::{
    ephemeral::StrokeHandler,
    phases::{draw, title},
};

/// The driver of Sketch.
#[derive(Debug, Clone, Copy)]
pub struct Sketch;

type Step<'a, 'c> = wpp_cartridge_kit::Step<'a, 'c, Sketch>;

impl GameDriver for Sketch {
    const KIND: &'static str = "sketch";
    const ABOUT: About =
        About { name: "Sketch", tagline: "Draw it. Name it. Doubt it.", phases: &kinds(&phases::TABLE) };
    const ACTIONS: &'static [ActionKind] = KINDS;
    const CAPABILITIES: Capabilities<Self> = Capabilities {
        bots: Some(&Self),
        late_join: Some(&FromSettings),
        profanity_filter: Some(&FromSettings),
        extra_time: Some(&FromSettings),
        audience: Some(&Reactions),
        coalescing: Some(&Reactions),
        written_texts: Some(&Self),
        ephemeral: Some(&Self),
        ..Capabilities::NONE
    };

    /// All prompts in random order, the next one last.
    type Deck = Vec<String>;
    type Reply = ();

    wpp_cartridge_kit::driver_items!(views);

    fn content(config: &Config, players: usize) -> ContentNeed {
        config.prompts_of_packs(config.prompt_count(0, players), Config::spare_titles(players))
    }

    fn draw_content(
        config: &Config,
        players: usize,
        content: Content,
        rng: &mut ChaCha8Rng,
    ) -> Result<Vec<String>, NotEnoughContent> {
        let needed = config.prompt_count(0, players);
        let titles = Config::spare_titles(if config.late_join { config.seats().max } else { players });
        let reserve = config.prompts_after(0, players) - needed + titles;
        prompts::draw(&config.own_prompts, content, needed, reserve, rng)
    }

    fn start(config: &Config, deck: Vec<String>, ctx: &mut StepContext<'_>) -> Transition<Self> {
        start(State::new(config.without_prompts(), deck), ctx, draw::enter)
    }

    fn apply(state: &State, input: Input<Action>, ctx: &mut StepContext<'_>) -> Result<Transition<Self>, RejectReason> {
        apply(state, input, ctx, |step, player, action| match action {
            Action::Draw { strokes } => draw::submit(step, &player, strokes),
            Action::Title { text } => title::submit(step, player, &text),
            Action::Guess { option_id } => step.accept_guess(player, &option_id, RejectReason::OwnTitle),
            Action::React { emoji } => Ok(step.react(&player, &emoji)?),
        })
    }

    fn parse(kind: &str, data: &RawValue) -> Result<Action, ActionError> {
        parsing::parse(Self::ACTIONS, kind, data)
    }

    fn secrets(state: &State) -> Vec<Secret> {
        state.secrets()
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
