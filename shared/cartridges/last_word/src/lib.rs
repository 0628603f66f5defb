//! Last Word: everybody answers odd prompts, and the others vote for the better answer.
//!
//! In a round everybody answers two private prompts, and every prompt goes to two players. The prompts are
//! then voted on one by one. In the final round everybody answers the same prompt and has three votes.
//!
//! Layers, lowest first. Each module uses only modules above it in this table.
//!
//! | module | holds |
//! |---|---|
//! | `config`, `contract` | settings, actions, events, views and reasons for rejection |
//! | `state` | the stored state |
//! | `views` | functions that build the views from the state |
//! | `phases` | the table of phases, and what each phase does |
//! | `texts` | the texts that people wrote, for moderation |
//! | `bot` | moves of bots |

mod bot;
mod config;
mod contract;
mod phases;
mod state;
mod texts;
mod views;

pub use wpp_cartridge_kit::{
    answers::{OptionView, Progress},
    awards::AwardView,
    rejections::CommonRejection,
    scoreboard::{GameOver, Ranked, Scoreboard},
    settings::Language,
};
use wpp_cartridge_kit::{
    parsing,
    phases::{apply, kinds, start},
    prelude::*,
    prompts,
};
use wpp_game::driver::{AudienceActions, Ballot, Tally};

pub use self::{config::Config, contract::*, state::State};

/// The driver of Last Word.
#[derive(Debug, Clone, Copy)]
pub struct LastWord;

type Step<'a, 'c> = wpp_cartridge_kit::Step<'a, 'c, LastWord>;

impl GameDriver for LastWord {
    const KIND: &'static str = "last_word";
    const ABOUT: About =
        About { name: "Last Word", tagline: "Have the better answer.", phases: &kinds(&phases::TABLE) };
    const ACTIONS: &'static [ActionKind] = KINDS;
    const CAPABILITIES: Capabilities<Self> = Capabilities {
        bots: Some(&Self),
        late_join: Some(&FromSettings),
        profanity_filter: Some(&FromSettings),
        extra_time: Some(&FromSettings),
        audience: Some(&Self),
        written_texts: Some(&Self),
        ..Capabilities::NONE
    };

    /// The prompts of one game, the next one last.
    type Deck = Vec<String>;
    type Reply = ();

    wpp_cartridge_kit::driver_items!(views);

    fn content(config: &Config, players: usize) -> ContentNeed {
        config.prompts_of_packs(config.prompt_count(players), 0)
    }

    fn draw_content(
        config: &Config,
        players: usize,
        content: Content,
        rng: &mut ChaCha8Rng,
    ) -> Result<Vec<String>, NotEnoughContent> {
        let needed = config.prompt_count(players);
        let reserve = if config.late_join { config.prompt_count(config.seats().max) - needed } else { 0 };
        prompts::draw(&config.own_prompts, content, needed, reserve, rng)
    }

    fn start(config: &Config, deck: Vec<String>, ctx: &mut StepContext<'_>) -> Transition<Self> {
        start(State::new(config.without_prompts(), deck), ctx, phases::enter_write)
    }

    fn apply(state: &State, input: Input<Action>, ctx: &mut StepContext<'_>) -> Result<Transition<Self>, RejectReason> {
        apply(state, input, ctx, |step, player, action| match action {
            Action::Answer(answer) => phases::submit_answer(step, player, &answer),
            Action::Vote(vote) => phases::submit_vote(step, player, &vote),
        })
    }

    fn parse(kind: &str, data: &RawValue) -> Result<Action, ActionError> {
        parsing::parse(Self::ACTIONS, kind, data)
    }

    fn secrets(state: &State) -> Vec<Secret> {
        state.secrets()
    }
}

impl AudienceActions<Self> for LastWord {
    fn ballot(&self, state: &State, action: &Action) -> Result<Option<Ballot>, RejectReason> {
        match action {
            Action::Vote(vote) => phases::audience_ballot(state, vote).map(Some),
            Action::Answer(_) => Ok(None),
        }
    }

    fn tally(&self, state: &mut State, tally: &Tally<'_>) -> Vec<Event> {
        phases::count_audience(state, tally);
        Vec::new()
    }
}
