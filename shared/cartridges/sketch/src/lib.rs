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
//! | `events`, `views` | functions that build events and views from the state |
//! | `stock_titles` | titles of bots, and false ones when a pack has too few prompts |
//! | `rules` | the table of phases, and what decides in them |
//! | `texts` | the texts that people wrote, for moderation |
//! | [`ephemeral`] | strokes on their way to the TV |
//! | `doodle`, `bot` | drawings and moves of bots |

mod bot;
mod config;
mod contract;
mod doodle;
pub mod drawing;
pub mod ephemeral;
mod events;
mod rules;
mod state;
mod stock_titles;
mod texts;
mod views;

use wpp_cartridge_kit::{
    answers::Waiting, phases::start, prelude::*, prompts::PromptSettings as _, reactions::Reactions,
};
pub use wpp_cartridge_kit::{
    answers::{OptionView, Progress},
    awards::AwardView,
    bluff::{Awarded, GuessStarted, Kind, Reason, RevealStep, Revealed},
    reactions::ReactionCounts,
    rejections::CommonRejection,
    scoreboard::{GameOver, Ranked, Scoreboard},
    settings::{Language, Timers},
};

use self::state::Stage;
pub use self::{config::Config, contract::*, state::State};

/// The driver of Sketch.
#[derive(Debug, Clone, Copy)]
pub struct Sketch;

type Step<'a, 'c> = wpp_cartridge_kit::Step<'a, 'c, Sketch>;

impl GameDriver for Sketch {
    const KIND: &'static str = "sketch";
    const ABOUT: About = About { name: "Sketch", tagline: "Draw it. Name it. Doubt it.", phases: Self::PHASES };
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

    type Reply = ();

    wpp_cartridge_kit::driver_items!(views);
    wpp_cartridge_kit::prompt_items!();

    fn start(config: &Config, deck: Vec<String>, ctx: &mut StepContext<'_>) -> Transition<Self> {
        let (drawings, players, latecomer_reactions) = Default::default();
        let (config, stage) = (config.without_prompts(), Stage::Draw(Waiting::default()));
        let state =
            State { config, deck, round: 0, drawings, current: 0, players, latecomer_reactions, best: None, stage };
        start(state, ctx, rules::start_round)
    }
}
