//! Quiz: pick the correct answer.
//!
//! Every question appears with a few answers, and everybody picks one. Correct answers in a row build a
//! streak. If the host enables "fastest fingers", early correct answers earn more.
//!
//! The clock ends the phases, or the host does: with `pace: host`, `answer` and `solution` have no
//! deadline, and the host's `play` ends them.
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
    kinds::{AnswerError, Submission, Written},
    questions::Deck,
    reactions::{EMOJI, REACTIONS_PER_QUESTION, ReactionCounts},
    rejections::CommonRejection,
    settings::Timers,
    teams::{RankedTeam, TeamMode, TeamPlaySetting},
};
use wpp_cartridge_kit::{
    kinds::is_playable,
    phases::start,
    prelude::*,
    reactions::{self, Reactions},
    teams::TeamTable,
};
use wpp_game::driver::{AudienceActions, Ballot, BallotKind, HostPace, Tally, TeamRules, Teams};

pub use self::{contract::*, state::State};
use self::{rules::audience, state::Stage};

/// The driver of Quiz.
#[derive(Debug, Clone, Copy)]
pub struct Quiz;

/// The kinds that are made for Quiz. Sentences with a gap and open questions are made for Fib. A group that meets them in Quiz
/// knows the truths in its next game of Fib.
const MADE_FOR_QUIZ: &[QuestionKind] = &[
    QuestionKind::Choice,
    QuestionKind::TrueFalse,
    QuestionKind::Several,
    QuestionKind::Typed,
    QuestionKind::Number,
    QuestionKind::Order,
    QuestionKind::Poll,
    QuestionKind::WordCloud,
];

type Step<'a, 'c> = wpp_cartridge_kit::Step<'a, 'c, Quiz>;

impl GameDriver for Quiz {
    const KIND: &'static str = "quiz";
    const ABOUT: About =
        About { name: "Quiz", tagline: "Pick, sort, estimate or type. Be right.", phases: Self::PHASES };
    const ACTIONS: &'static [ActionKind] = KINDS;
    const CAPABILITIES: Capabilities<Self> = Capabilities {
        bots: Some(&Self),
        late_join: Some(&FromSettings),
        profanity_filter: Some(&FromSettings),
        extra_time: Some(&FromSettings),
        teams: Some(&Self),
        host_pace: Some(&Self),
        audience: Some(&Self),
        coalescing: Some(&Reactions),
        written_texts: Some(&Self),
        ..Capabilities::NONE
    };

    type Deck = Deck;
    type Reply = ();

    wpp_cartridge_kit::driver_items!(views);

    fn content(config: &Config, _players: usize) -> ContentNeed {
        ContentNeed::Questions {
            count: config.question_count(),
            family_friendly: config.family_friendly,
            kinds: QuestionKind::QUESTIONS,
            default_kinds: MADE_FOR_QUIZ,
        }
    }

    fn draw_content(
        config: &Config,
        _players: usize,
        content: Content,
        rng: &mut ChaCha8Rng,
    ) -> Result<Deck, NotEnoughContent> {
        Deck::draw(content, config.question_count(), is_playable, rng)
    }

    fn start(config: &Config, deck: Deck, ctx: &mut StepContext<'_>) -> Transition<Self> {
        let Deck { first: current, rest: deck } = deck;
        let (asked, players, latecomer_reactions) = Default::default();
        let (teams, entered_at) = (config.team_rules().map(TeamTable::new), ctx.now);
        let (config, round, question, stage) = (config.clone(), 1, 1, Stage::Question);
        let state = State {
            config,
            current,
            deck,
            asked,
            round,
            question,
            players,
            latecomer_reactions,
            teams,
            entered_at,
            stage,
        };
        start(state, ctx, rules::start)
    }
}

impl Teams<Self> for Quiz {
    fn teams(&self, config: &Config) -> Option<TeamRules> {
        config.team_rules()
    }
}

/// Milliseconds during which the host cannot end a new solution. A double tap, or a call repeated after
/// a lost response, was meant for the phase before.
const DOUBLE_TAP_MS: u64 = 1_000;

impl HostPace<Self> for Quiz {
    fn host_can_end_phase(&self, state: &State, now: Timestamp) -> bool {
        let double_tap =
            matches!(state.stage, Stage::Solution { .. }) && now.ms_since(state.entered_at) < DOUBLE_TAP_MS;
        state.waits_for_host() && !double_tap
    }
}

impl AudienceActions<Self> for Quiz {
    fn ballot(&self, state: &State, action: &Action) -> Result<Option<Ballot>, RejectReason> {
        match action {
            Action::Answer(submission) => audience::ballot(state, submission),
            Action::React { emoji } => Ok(Some(reactions::ballot::<Self>(state, emoji)?)),
        }
    }

    fn tally(&self, state: &mut State, tally: &Tally<'_>) -> Vec<Event> {
        match tally.kind {
            BallotKind::Reaction => reactions::tally::<Self>(state, tally),
            BallotKind::Vote => {
                audience::tally(state, tally);
                Vec::new()
            }
        }
    }

    /// The picks of a large audience would be a hint.
    fn shows_votes(&self, _state: &State) -> bool {
        false
    }
}
