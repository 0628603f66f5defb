//! Air guitar: the phone is the guitar, the TV plays.
//!
//! A session is a series of practices. Any guitarist starts one, and others join at any time. A practice
//! ends at its deadline, or when the last guitarist stops. Then a summary shows the results.
//!
//! **Chords** are not actions: they travel from phones to screens as
//! [ephemeral messages](wpp_game::ephemeral) and are never stored. A [`ChordHandler`] for each socket
//! counts them: how many, for how long, how steadily. The handler reports its totals as one action every
//! [`REPORT_INTERVAL_MS`] and when the practice ends; the phase `counting` waits for these last reports.
//! Because the server counts, every client has totals, and no client can fake them.
//!
//! **Goals.** A guitarist *plays* while a chord is ringing: from each chord to the next, but at most
//! [`tally::RINGS_MS`]. The goal is `goal_percent` of the time from picking up the guitar to the end of
//! the practice. A practice is successful when everybody who played and is still present reached the
//! goal. A successful practice extends the session's streak; an unsuccessful one resets it. A guitarist
//! who lost the connection does not affect the result. A guitarist's own streak depends on their own
//! goals alone and skips practices without them. A practice without chords does not count.
//!
//! Layers, lowest first. Each module uses only modules above it in this table.
//!
//! | module | holds |
//! |---|---|
//! | [`tally`] | totals of chords |
//! | `contract` | settings, actions, events, views and reasons for rejection |
//! | `state` | the stored state |
//! | `views` | functions that build the views from the state |
//! | `phases` | the phases and their order |
//! | [`ephemeral`] | chords: broadcasting and counting |
//! | `foreign_protocol` | the guitar client's protocol |
//!
//! [`ChordHandler`]: ephemeral::ChordHandler
//! [`REPORT_INTERVAL_MS`]: ephemeral::REPORT_INTERVAL_MS

mod contract;
pub mod ephemeral;
mod foreign_protocol;
mod phases;
mod state;
pub mod tally;
mod views;

use rand_chacha::ChaCha8Rng;
use serde_json::value::RawValue;
use wpp_game::{
    content::{Content, ContentNeed},
    driver::{
        ActionError, Capabilities, EphemeralMessages, GameDriver, Input, LateJoin, NotEnoughContent, Phase,
        PlayerStart, SeatLimits, Standing, StepContext, Transition,
    },
    ephemeral::EphemeralHandler,
    ids::PlayerId,
    manifest::{About, ActionKind, EphemeralKind, PhaseKind},
};

use self::{
    contract::action,
    ephemeral::{ChordHandler, chord},
    foreign_protocol::GuitarProtocol,
    phases::{practice, summary},
};
pub use self::{
    contract::{
        action::{Action, REPORT},
        config::Config,
        event::{
            Counting, Event, Finale, Finalist, Joined, Left, Line, PartView, PracticeStarted, Progressed, Ready,
            Summary,
        },
        reject_reason::RejectReason,
        view::{View, You},
    },
    ephemeral::chord::MAX_CHORD,
    state::State,
    tally::Tally,
};

/// The driver of Air guitar.
#[derive(Debug, Clone, Copy)]
pub struct AirGuitar;

type Step<'a, 'c> = wpp_cartridge_kit::Step<'a, 'c, AirGuitar>;

impl GameDriver for AirGuitar {
    const KIND: &'static str = "air_guitar";
    const ABOUT: About = About {
        name: "Air guitar",
        tagline: "Your phone is the guitar. The TV plays.",
        phases: &[
            PhaseKind::untimed("ready"),
            PhaseKind::timed("practice"),
            PhaseKind::timed("counting"),
            PhaseKind::timed("summary"),
            PhaseKind::untimed("game_over"),
        ],
    };
    const ACTIONS: &'static [ActionKind] = action::KINDS;
    const CAPABILITIES: Capabilities<Self> = Capabilities {
        late_join: Some(&Self),
        player_start: Some(&Self),
        ephemeral: Some(&Self),
        foreign_protocol: Some(&GuitarProtocol),
        ..Capabilities::NONE
    };

    type Config = Config;
    type Deck = ();
    type State = State;
    type Action = Action;
    type Event = Event;
    type Reply = ();
    type View = View;
    type You = You;
    type Rejection = RejectReason;

    fn seats(config: &Config) -> SeatLimits {
        SeatLimits { min: 1, max: usize::try_from(config.max_players).unwrap_or(usize::MAX) }
    }

    fn content(_config: &Config, _players: usize) -> ContentNeed {
        ContentNeed::None
    }

    fn draw_content(
        _config: &Config,
        _players: usize,
        _content: Content,
        _rng: &mut ChaCha8Rng,
    ) -> Result<(), NotEnoughContent> {
        Ok(())
    }

    fn start(config: &Config, (): (), ctx: &mut StepContext<'_>) -> Transition<Self> {
        let mut step = new_step(State::new(config.clone()), ctx);
        summary::ready(&mut step);
        step.finish()
    }

    fn apply(state: &State, input: Input<Action>, ctx: &mut StepContext<'_>) -> Result<Transition<Self>, RejectReason> {
        let mut step = new_step(state.clone(), ctx);
        match input {
            Input::Deadline => phases::advance(&mut step),
            Input::Roster => practice::check_complete(&mut step),
            Input::Action { player, action } => match action {
                Action::Start => practice::start(&mut step, player)?,
                Action::End => practice::put_down(&mut step, &player)?,
                Action::Report(report) => practice::report(&mut step, &player, &report)?,
            },
        }
        Ok(step.finish())
    }

    fn parse(kind: &str, data: &RawValue) -> Result<Action, ActionError> {
        Action::parse(kind, data)
    }

    fn phase(state: &State) -> Phase {
        Phase { name: state.stage.name(), round: state.practice, question: 1 }
    }

    fn standing(state: &State, player: &PlayerId) -> Standing {
        let score = state.players.get(player).map_or(0, |record| i64::from(record.stars));
        Standing { score, answered: false }
    }

    fn view(state: &State) -> View {
        views::view(state)
    }

    fn you(state: &State, player: &PlayerId) -> You {
        views::you(state, player)
    }
}

impl LateJoin<Self> for AirGuitar {
    fn late_join(&self, _config: &Config) -> bool {
        true
    }
}

impl PlayerStart for AirGuitar {
    fn starts_game(&self, action: &str) -> bool {
        action == action::START
    }
}

impl EphemeralMessages for AirGuitar {
    fn kinds(&self) -> &'static [EphemeralKind] {
        chord::KINDS
    }

    fn handler(&self, player: &PlayerId) -> Box<dyn EphemeralHandler> {
        Box::new(ChordHandler::new(player.clone()))
    }

    fn is_internal_action(&self, action: &str) -> bool {
        action == REPORT
    }
}

/// Starts a step without the records of people who left.
fn new_step<'a, 'c>(mut state: State, ctx: &'a mut StepContext<'c>) -> Step<'a, 'c> {
    state.players.retain(|player, _| ctx.seats.iter().any(|seat| seat.player_id == *player));
    Step::new(state, ctx)
}
