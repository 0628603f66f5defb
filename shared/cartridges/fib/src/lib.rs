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
//! | `events`, `views` | functions that build events and views from the state |
//! | `rules` | the table of phases, and what decides in them |
//! | `texts` | the texts that people wrote, for moderation |
//! | `bot` | moves of bots |

mod bot;
mod contract;
mod events;
mod rules;
mod state;
mod texts;
mod views;

pub use wpp_cartridge_kit::{
    answers::{OptionView, Progress},
    awards::AwardView,
    bluff::{Awarded, GuessStarted, Kind, Reason, RevealStep, Revealed},
    questions::Deck,
    reactions::{EMOJI, REACTIONS_PER_QUESTION, ReactionCounts},
    rejections::CommonRejection,
    scoreboard::{GameOver, Ranked, Scoreboard},
    settings::Timers,
};
use wpp_cartridge_kit::{phases::start, prelude::*, reactions::Reactions};
use wpp_game::driver::ReplayableReplies;

use self::state::Stage;
pub use self::{contract::*, state::State};

/// The driver of Fib.
#[derive(Debug, Clone, Copy)]
pub struct Fib;

type Step<'a, 'c> = wpp_cartridge_kit::Step<'a, 'c, Fib>;

impl GameDriver for Fib {
    const KIND: &'static str = "fib";
    const ABOUT: About = About { name: "Fib", tagline: "Write a lie. Find the truth.", phases: Self::PHASES };
    const ACTIONS: &'static [ActionKind] = KINDS;
    const CAPABILITIES: Capabilities<Self> = Capabilities {
        bots: Some(&Self),
        late_join: Some(&FromSettings),
        profanity_filter: Some(&FromSettings),
        extra_time: Some(&FromSettings),
        audience: Some(&Reactions),
        coalescing: Some(&Reactions),
        replies: Some(&Self),
        written_texts: Some(&Self),
        ..Capabilities::NONE
    };

    type Deck = Deck;
    type Reply = Reply;

    wpp_cartridge_kit::driver_items!(views);

    fn content(config: &Config, _players: usize) -> ContentNeed {
        // A lie needs a prompt that makes sense without its options. "Which of these is a bird?" does
        // not.
        let kinds = &[QuestionKind::Blank, QuestionKind::Open];
        let (count, family_friendly) = (config.question_count(), config.family_friendly);
        ContentNeed::Questions { count, family_friendly, kinds, default_kinds: kinds }
    }

    fn draw_content(
        config: &Config,
        _players: usize,
        content: Content,
        rng: &mut ChaCha8Rng,
    ) -> Result<Deck, NotEnoughContent> {
        Deck::draw(content, config.question_count(), |_| true, rng)
    }

    fn start(config: &Config, deck: Deck, ctx: &mut StepContext<'_>) -> Transition<Self> {
        let Deck { first: current, rest: deck } = deck;
        let (players, latecomer_reactions, suggestions) = Default::default();
        let (config, round, question, stage) = (config.clone(), 1, 1, Stage::Question);
        let state = State { config, current, deck, round, question, players, latecomer_reactions, suggestions, stage };
        start(state, ctx, rules::start)
    }
}

impl ReplayableReplies<Self> for Fib {
    /// Suggestions remain the same until the next question.
    fn replay(&self, state: &State, player: &PlayerId, action: &Action) -> Option<Reply> {
        match action {
            Action::Suggest {} => state.suggestions_for(player).map(|suggestions| Reply { suggestions }),
            Action::Lie { .. } | Action::Guess { .. } | Action::React { .. } => None,
        }
    }
}
