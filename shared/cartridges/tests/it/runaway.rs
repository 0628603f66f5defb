//! A driver with selectable bugs.

use rand_chacha::ChaCha8Rng;
use serde_json::value::RawValue;
use wpp_game::{
    content::{Content, ContentNeed},
    contract::ErrorCode,
    driver::{
        ActionError, GameDriver, Input, Next, NotEnoughContent, Phase, Rejection, SeatLimits, Standing, StepContext,
        Transition,
    },
    ids::{Epoch, PlayerId, SessionCode},
    manifest::{About, ActionKind, PhaseKind, choice},
    registry::Registry,
    session::{Command, NewSession, Origin, Session, Step},
    time::Timestamp,
};

use crate::world::at;

wpp_game::choices! {
    /// The bug of the driver.
    pub enum Bug {
        /// Every deadline sets another one that is already due.
        SetsDueDeadline = "sets_due_deadline",
        /// An expired deadline is kept.
        KeepsDeadline = "keeps_deadline",
    }
}

wpp_game::settings! {
    /// The driver's settings.
    pub struct Config {
        /// The bug.
        bug: Bug = Bug::SetsDueDeadline, choice::<Bug>();
    }
}

/// A session of the buggy driver with two players.
pub struct BuggyWorld {
    pub registry: Registry,
    pub session: Session,
    pub now: Timestamp,
}

impl BuggyWorld {
    pub fn step(&mut self, commands: &[Command], now: Timestamp) -> Step {
        let step = self.session.step(&self.registry, commands, now).unwrap();
        self.session = step.session.clone();
        step
    }
}

pub fn world(bug: Bug) -> BuggyWorld {
    let (registry, now) = (Registry::empty().with::<Buggy>(), at(0));
    let config = serde_json::value::to_raw_value(&Config { bug }).unwrap();
    let new = NewSession {
        code: SessionCode::parse("KWXTRN").unwrap(),
        epoch: Epoch("e1".into()),
        seed: [0; 32],
        owner: None,
        cartridge: Buggy::KIND,
        config: Some(&config),
        pack_ids: Vec::new(),
        vip: true,
        content: Content::None,
    };
    let session = Session::create(&registry, new, now).unwrap();
    let mut world = BuggyWorld { registry, session, now };
    for n in 0..2 {
        let player_id = PlayerId(format!("p{n}"));
        let join = Command::Join {
            player_id: player_id.clone(),
            nickname: format!("Nick {n}"),
            avatar: None,
            origin: Origin::default(),
        };
        world.step(&[join, Command::Presence { player_id, connected: true }], now);
    }
    world
}

struct Buggy;

#[derive(Debug, thiserror::Error)]
#[error("never")]
struct Never;

impl Rejection for Never {
    fn code(&self) -> ErrorCode {
        ErrorCode::WrongPhase
    }
}

impl GameDriver for Buggy {
    const KIND: &'static str = "buggy";
    const ABOUT: About = About { name: "Buggy", tagline: "Breaks.", phases: &[PhaseKind::timed("bug")] };
    const ACTIONS: &'static [ActionKind] = &[];
    type Config = Config;
    type Deck = ();
    type State = Bug;
    type Action = ();
    type Event = ();
    type Reply = ();
    type View = ();
    type You = ();
    type Rejection = Never;

    fn seats(_: &Config) -> SeatLimits {
        SeatLimits { min: 2, max: 2 }
    }

    fn content(_: &Config, _: usize) -> ContentNeed {
        ContentNeed::None
    }

    fn draw_content(_: &Config, _: usize, _: Content, _: &mut ChaCha8Rng) -> Result<(), NotEnoughContent> {
        Ok(())
    }

    fn start(Config { bug }: &Config, (): (), ctx: &mut StepContext<'_>) -> Transition<Self> {
        let wait = if *bug == Bug::SetsDueDeadline { 0 } else { 1_000 };
        Transition { state: *bug, events: Vec::new(), next: ctx.countdown(wait).0, reply: None, rejected: None }
    }

    fn apply(state: &Bug, input: Input<()>, ctx: &mut StepContext<'_>) -> Result<Transition<Self>, Never> {
        let keeps = !matches!(input, Input::Deadline) || *state == Bug::KeepsDeadline;
        let next = if keeps { Next::Keep } else { Next::At(ctx.now) };
        Ok(Transition { next, ..Transition::unchanged(state) })
    }

    fn parse(_: &str, _: &RawValue) -> Result<(), ActionError> {
        Err(ActionError::Unknown)
    }

    fn phase(_: &Bug) -> Phase {
        Phase { name: "bug", round: 1, question: 1 }
    }

    fn standing(_: &Bug, _: &PlayerId) -> Standing {
        Standing::default()
    }

    fn view(_: &Bug) {}

    fn you(_: &Bug, _: &PlayerId) {}
}
