//! Last Word: everybody answers odd prompts, and the others vote for the better answer.
//!
//! In a round everybody answers two private prompts, and every prompt goes to two players. The prompts are
//! then voted on one by one. In the final round everybody answers the same prompt and has three votes to spread over the answers.
//!
//! Layers, lowest first. Each module uses only modules above it in this table.
//!
//! | module | holds |
//! |---|---|
//! | `config`, `contract` | settings, actions, events, views and reasons for rejection |
//! | `state` | the stored state |
//! | `events`, `views` | functions that build events and views from the state |
//! | `rules` | the table of phases, and what decides in them |
//! | `texts` | the texts that people wrote, for moderation |
//! | `bot` | moves of bots |

mod bot;
mod config;
mod contract;
mod events;
mod rules;
mod state;
mod texts;
mod views;

use wpp_cartridge_kit::{
    answers::Waiting, phases::start, prelude::*, prompts::PromptSettings as _, votes::AudienceVotes,
};
pub use wpp_cartridge_kit::{
    answers::{OptionView, Progress},
    awards::AwardView,
    rejections::CommonRejection,
    scoreboard::{GameOver, Ranked, Scoreboard},
    settings::Language,
    votes::VoteRejection,
};

use self::state::Stage;
pub use self::{config::Config, contract::*, state::State};

/// The driver of Last Word.
#[derive(Debug, Clone, Copy)]
pub struct LastWord;

type Step<'a, 'c> = wpp_cartridge_kit::Step<'a, 'c, LastWord>;

impl GameDriver for LastWord {
    const KIND: &'static str = "last_word";
    const ABOUT: About = About { name: "Last Word", tagline: "Have the better answer.", phases: Self::PHASES };
    const ACTIONS: &'static [ActionKind] = KINDS;
    const CAPABILITIES: Capabilities<Self> = Capabilities {
        bots: Some(&Self),
        late_join: Some(&FromSettings),
        profanity_filter: Some(&FromSettings),
        extra_time: Some(&FromSettings),
        audience: Some(&AudienceVotes),
        written_texts: Some(&Self),
        ..Capabilities::NONE
    };

    type Reply = ();

    wpp_cartridge_kit::driver_items!(views);
    wpp_cartridge_kit::prompt_items!();

    fn start(config: &Config, deck: Vec<String>, ctx: &mut StepContext<'_>) -> Transition<Self> {
        let (prompts, players) = Default::default();
        let stage = Stage::Write(Waiting::default());
        let config = config.without_prompts();
        start(State { config, deck, round: 0, prompts, current: 0, players, stage }, ctx, rules::start_round)
    }
}
