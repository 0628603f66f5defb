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
//! | `views` | functions that build the views from the state |
//! | `awards` | the awards at the end |
//! | `phases` | the table of phases, and what each phase does |
//! | `audience` | picks of the audience |
//! | `bot` | moves of bots |

mod audience;
mod awards;
mod bot;
mod contract;
mod phases;
mod state;
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
    phases::{apply, kinds, start},
    prelude::*,
    reactions::{self, Reactions},
};
use wpp_game::driver::{AudienceActions, Ballot, BallotKind, HostPace, Tally, TeamRules, Teams};

pub use self::{contract::*, state::State};
use self::{
    phases::{answer, question},
    state::Stage,
};

/// The driver of Quiz.
#[derive(Debug, Clone, Copy)]
pub struct Quiz;

type Step<'a, 'c> = wpp_cartridge_kit::Step<'a, 'c, Quiz>;

impl GameDriver for Quiz {
    const KIND: &'static str = "quiz";
    const ABOUT: About =
        About { name: "Quiz", tagline: "Pick, sort, estimate or type. Be right.", phases: &kinds(&phases::TABLE) };
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
        start(State::new(config.clone(), deck, ctx.now), ctx, question::enter)
    }

    fn apply(state: &State, input: Input<Action>, ctx: &mut StepContext<'_>) -> Result<Transition<Self>, RejectReason> {
        apply(state, input, ctx, |step, player, action| match action {
            Action::Answer(submission) => answer::submit(step, player, submission),
            Action::React { emoji } => Ok(step.react(&player, &emoji)?),
        })
    }

    fn parse(kind: &str, data: &RawValue) -> Result<Action, ActionError> {
        Action::parse(kind, data)
    }

    fn secrets(state: &State) -> Vec<Secret> {
        state.secrets()
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
