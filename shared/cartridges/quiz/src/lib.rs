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
//! | `phases` | the phases and their order |
//! | `audience` | picks of the audience |
//! | `bot` | moves of bots |

mod audience;
mod awards;
mod bot;
mod contract;
mod phases;
mod state;
mod views;

use rand_chacha::ChaCha8Rng;
use serde_json::value::RawValue;
use wpp_cartridge_kit::reactions::{self, REACT};
pub use wpp_cartridge_kit::{
    answers::{OptionView, Progress},
    awards::AwardView,
    questions::Deck,
    reactions::{EMOJI, REACTIONS_PER_QUESTION, ReactionCounts, ReactionError},
    settings::Timers,
    teams::{RankedTeam, TeamMode, TeamPlaySetting},
};
use wpp_game::{
    content::{Content, ContentNeed, Question, QuestionKind},
    driver::{
        ActionError, AudienceActions, Ballot, BallotKind, Capabilities, Coalescing, GameDriver, HostPace, Input, Lane,
        LateJoin, NotEnoughContent, OutOfBounds, Phase, ProfanityFilter, SeatLimits, Secret, Standing, StepContext,
        Tally, TeamRules, Teams, Transition,
    },
    ids::PlayerId,
    manifest::{About, ActionKind, PhaseKind},
    text::Profanity,
    time::Timestamp,
};

use self::{
    contract::action,
    phases::{answer, question},
    state::Stage,
};
pub use self::{
    contract::{
        action::Action,
        config::{Config, Pace},
        event::Event,
        phase_data::{
            AnswerStarted, Awarded, GameOver, Picked, QuestionShown, Ranked, Scoreboard, Solution, SolutionShown,
            Written,
        },
        reject_reason::RejectReason,
        submission::Submission,
        view::{View, You},
    },
    state::State,
};

/// The driver of Quiz.
#[derive(Debug, Clone, Copy)]
pub struct Quiz;

type Step<'a, 'c> = wpp_cartridge_kit::Step<'a, 'c, Quiz>;

impl GameDriver for Quiz {
    const KIND: &'static str = "quiz";
    const ABOUT: About = About {
        name: "Quiz",
        tagline: "Pick, sort, estimate or type. Be right.",
        phases: &[
            PhaseKind::timed("question"),
            PhaseKind::timed("answer"),
            PhaseKind::timed("solution"),
            PhaseKind::timed("scoreboard"),
            PhaseKind::untimed("game_over"),
        ],
    };
    const ACTIONS: &'static [ActionKind] = action::KINDS;
    const CAPABILITIES: Capabilities<Self> = Capabilities {
        bots: Some(&Self),
        late_join: Some(&Self),
        profanity_filter: Some(&Self),
        teams: Some(&Self),
        host_pace: Some(&Self),
        audience: Some(&Self),
        coalescing: Some(&Self),
        ..Capabilities::NONE
    };

    type Config = Config;
    type Deck = Deck;
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
        ContentNeed::Questions {
            count: config.question_count(),
            family_friendly: config.family_friendly,
            kinds: QuestionKind::QUESTIONS,
        }
    }

    fn draw_content(config: &Config, content: Content, rng: &mut ChaCha8Rng) -> Result<Deck, NotEnoughContent> {
        Deck::draw(content, config.question_count(), is_playable, rng)
    }

    fn start(config: &Config, deck: Deck, ctx: &mut StepContext<'_>) -> Transition<Self> {
        let state = State::new(config.clone(), deck, ctx.now);
        let mut step = Step::new(state, ctx);
        question::enter(&mut step);
        step.finish(None)
    }

    fn apply(state: &State, input: Input<Action>, ctx: &mut StepContext<'_>) -> Result<Transition<Self>, RejectReason> {
        let mut step = Step::new(state.clone(), ctx);
        match input {
            Input::Deadline => phases::advance(&mut step),
            Input::Roster => phases::roster_changed(&mut step),
            Input::Action { player, action: Action::Answer(submission) } => {
                answer::submit(&mut step, player, submission)?;
            }
            Input::Action { player, action: Action::React { emoji } } => step.react(&player, &emoji)?,
        }
        Ok(step.finish(None))
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

    fn secrets(state: &State) -> Vec<Secret> {
        state.secrets()
    }
}

/// Returns whether a question has the options that its kind needs. A question without a wrong answer
/// leaves nothing to choose.
fn is_playable(question: &Question) -> bool {
    match question.kind {
        QuestionKind::Blank
        | QuestionKind::Open
        | QuestionKind::Choice
        | QuestionKind::Several
        | QuestionKind::Poll => !question.decoys.is_empty(),
        QuestionKind::Order => !question.more_answers.is_empty(),
        QuestionKind::TrueFalse | QuestionKind::Typed | QuestionKind::Number | QuestionKind::WordCloud => true,
        QuestionKind::Prompt | QuestionKind::Drawing => false,
    }
}

impl LateJoin<Self> for Quiz {
    fn late_join(&self, config: &Config) -> bool {
        config.late_join
    }
}

impl ProfanityFilter<Self> for Quiz {
    fn profanity(&self, config: &Config) -> Profanity {
        config.profanity
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

impl Coalescing<Self> for Quiz {
    fn lane(&self, action: &str) -> Lane {
        if action == REACT { Lane::Coalesced } else { Lane::Reliable }
    }

    fn merge(&self, earlier: &mut Event, later: &Event) -> bool {
        earlier.merge(later)
    }
}
