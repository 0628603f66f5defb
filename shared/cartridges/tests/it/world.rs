//! A session on a virtual clock.

mod compare;
mod operations;

use std::marker::PhantomData;

use serde_json::{Value, json, value::RawValue};
use wpp_game::{
    content::Content,
    contract::merge_patch,
    driver::SeatLimits,
    ids::{Epoch, PlayerId, SessionCode},
    manifest::Settings as _,
    registry::Registry,
    session::{Answer, Command, CrowdSums, Emitted, NewSession, Origin, Rejected, Session, Step},
    time::Timestamp,
};

pub use self::compare::{Maps, comparable, strip_clock};
use crate::{
    conformance::{inputs, note, outcome},
    playable::{Playable, content},
    script::{Op, Script},
};

/// The start of the virtual clock, in milliseconds since 1970.
pub const START: i64 = 1_767_225_600_000;

/// Returns the moment `ms` milliseconds after the start.
pub fn at(ms: u64) -> Timestamp {
    Timestamp::from_millis(START).plus_ms(ms)
}

/// A session and its history.
pub struct World<D> {
    pub registry: Registry,
    pub session: Session,
    pub now: Timestamp,
    pub log: Vec<RecordedEvent>,
    /// Accepted actions: player, type and data.
    pub accepted: Vec<(PlayerId, String, Value)>,
    pub answers: Vec<String>,
    pub content: Content,
    /// The sums of the audience in the store, in runs with an audience.
    pub crowd: Option<CrowdSums>,
    driver: PhantomData<fn() -> D>,
}

#[derive(Clone)]
pub struct RecordedEvent {
    pub event: Emitted,
    pub kind: String,
    pub data: Value,
}

impl RecordedEvent {
    pub fn new(event: &Emitted) -> Self {
        let mut body: Value = serde_json::from_str(&event.body).unwrap();
        let kind = body["type"].as_str().unwrap().to_owned();
        Self { event: event.clone(), kind, data: body["data"].take() }
    }

    /// Returns whether the event has this type and contains this text.
    pub fn contains(&self, kind: &str, text: &str) -> bool {
        self.kind == kind && self.event.body.contains(text)
    }
}

/// One step with its inputs.
pub struct Moment<'a, D> {
    pub before: &'a Session,
    pub commands: &'a [Command],
    pub now: Timestamp,
    pub step: &'a Step,
    pub world: &'a World<D>,
}

/// A recorded run with punctual wake-ups.
pub struct Recording<D> {
    pub opening: World<D>,
    pub commands: Vec<(Timestamp, Command)>,
    pub end: Timestamp,
    pub outcome: World<D>,
}

impl<D: Playable> World<D> {
    /// Creates a lobby with at least as many players as the game needs; half of them are connected.
    pub fn new(script: &Script) -> Self {
        Self::with_people(script, script.players.max(Self::seats(script.config).min))
    }

    /// Returns the limits of the number of players.
    pub fn seats(config: u32) -> SeatLimits {
        D::seats(&D::Config::read(&raw(&D::config(config))).unwrap())
    }

    /// Creates a lobby with this number of players, which may be too few; half of them are connected.
    pub fn with_people(script: &Script, people: usize) -> Self {
        let mut world = Self::lobby(&D::config(script.config), script.seed);
        for n in 0..people {
            let player_id = PlayerId(format!("player-{n}"));
            let join = Command::Join {
                player_id: player_id.clone(),
                nickname: format!("Nick {n}"),
                avatar: None,
                origin: Origin::default(),
            };
            world.step(&[join], world.now);
            if n % 2 == 0 {
                world.step(&[Command::Presence { player_id, connected: true }], world.now);
            }
        }
        world
    }

    /// Creates a lobby without players.
    pub fn lobby(config: &Value, seed: u64) -> Self {
        note(|| format!("        settings {config}"));
        let registry = Registry::empty().with::<D>();
        let config = raw(config);
        let content = content(&registry.get(D::KIND).unwrap().content_need(Some(&config)).unwrap());
        let mut seeds = [7; 32];
        seeds[..8].copy_from_slice(&seed.to_le_bytes());
        let new = NewSession {
            code: SessionCode::parse("KWXTRN").unwrap(),
            epoch: Epoch("e1".into()),
            seed: seeds,
            owner: None,
            cartridge: D::KIND,
            config: Some(&config),
            pack_ids: Vec::new(),
            vip: true,
            content: content.clone(),
        };
        let now = at(0);
        let session = Session::create(&registry, new, now).unwrap();
        let (log, accepted, answers) = (Vec::new(), Vec::new(), Vec::new());
        Self { registry, session, now, log, accepted, answers, content, crowd: None, driver: PhantomData }
    }

    /// Copies the session, for another run.
    pub fn fork(&self) -> Self {
        Self {
            registry: self.registry.clone(),
            session: stored(&self.session),
            now: self.now,
            log: self.log.clone(),
            accepted: self.accepted.clone(),
            answers: self.answers.clone(),
            content: self.content.clone(),
            crowd: self.crowd.clone(),
            driver: PhantomData,
        }
    }

    /// Performs a step from stored text to stored text, as the platform does.
    pub fn step(&mut self, commands: &[Command], now: Timestamp) -> Step {
        let session = self.session.clone().with_crowd(self.crowd.clone());
        inputs(commands, now);
        let step = session.step(&self.registry, commands, now).unwrap();
        outcome(&step);
        assert_eq!(step.answers.len(), commands.len());
        self.now = now;
        self.session = stored(&step.session);
        self.log.extend(step.events.iter().map(RecordedEvent::new));
        for (command, answer) in commands.iter().zip(&step.answers) {
            if let (Command::Action { player_id, kind, data, .. }, Ok(_)) = (command, answer) {
                self.accepted.push((player_id.clone(), kind.clone(), serde_json::from_str(data.get()).unwrap()));
            }
            if !matches!(command, Command::Wake) {
                self.answers.push(describe(answer));
            }
        }
        step
    }

    /// Returns the snapshot for `viewer`.
    pub fn snapshot(&self, viewer: Option<&PlayerId>) -> Value {
        serde_json::to_value(self.session.snapshot(&self.registry, viewer, self.now).unwrap()).unwrap()
    }

    /// Returns the game's state, if the game has started.
    pub fn state(&self) -> Option<D::State> {
        let stored = serde_json::to_value(&self.session).unwrap();
        stored.get("g").map(|game| serde_json::from_value(game.clone()).unwrap())
    }

    /// Returns the data of the last event of this type.
    pub fn last_event(&self, kind: &str) -> Option<&Value> {
        self.log.iter().rfind(|event| event.kind == kind).map(|event| &event.data)
    }

    /// Runs the script with a wake-up at every deadline.
    pub fn record(script: &Script, watch: impl FnMut(Moment<'_, D>)) -> Recording<D> {
        Self::new(script).run(script, watch)
    }

    /// The same with an audience that votes and reacts.
    pub fn record_with_audience(script: &Script, watch: impl FnMut(Moment<'_, D>)) -> Recording<D> {
        let mut world = Self::new(script);
        world.crowd = Some(CrowdSums::default());
        world.run(script, watch)
    }

    fn run(self, script: &Script, mut watch: impl FnMut(Moment<'_, D>)) -> Recording<D> {
        let mut world = self;
        let opening = world.fork();
        let mut commands = Vec::new();
        let mut now = world.now;
        let mut watched = |world: &mut Self, commands: &[Command], now| {
            let before = world.session.clone();
            let step = world.step(commands, now);
            watch(Moment { before: &before, commands, now, step: &step, world });
        };
        let start = [(0, Op::Play)];
        for (n, (gap, op)) in start.iter().chain(&script.ops).enumerate() {
            now = now.plus_ms(*gap);
            while let Some(due) = world.session.wake_at().filter(|due| *due <= now) {
                watched(&mut world, &[Command::Wake], due);
            }
            world.audience_acts(op, n);
            let Some(command) = world.command(op, n, &commands) else { continue };
            watched(&mut world, std::slice::from_ref(&command), now);
            commands.push((now, command));
        }
        for _ in 0..60 {
            let Some(due) = world.session.wake_at() else { break };
            now = now.max(due);
            watched(&mut world, &[Command::Wake], due);
        }
        Recording { opening, commands, end: now, outcome: world }
    }

    /// Returns what must not depend on wake-ups: the session without version and commit time, the events
    /// without remaining times, and the answers.
    pub fn outcome(&self) -> Value {
        let events = self.log.iter().map(|RecordedEvent { event, kind, data }| {
            let mut data = data.clone();
            strip_clock(&mut data);
            format!("{} {:?} {kind} {data}", event.seq, event.due_at.map(Timestamp::millis))
        });
        json!({ "session": essence(&self.session), "events": events.collect::<Vec<_>>(), "answers": self.answers })
    }
}

/// Applies a client's envelope with its patches to the client's snapshot.
pub fn receive(client: &mut Value, envelope: &Value) {
    client["seq"].clone_from(&envelope["seq"]);
    if let Some(patch) = envelope.get("patch") {
        merge_patch::apply(client, patch);
    }
    if let Some(patch) = envelope.get("you_patch") {
        merge_patch::apply(&mut client["you"], patch);
    }
}

/// Returns a session without version and commit time.
pub fn essence(session: &Session) -> Value {
    let mut value = serde_json::to_value(session).unwrap();
    value.as_object_mut().unwrap().retain(|field, _| field != "v" && field != "n");
    value
}

/// Encodes and decodes a session.
pub fn stored(session: &Session) -> Session {
    serde_json::from_str(&serde_json::to_string(session).unwrap()).unwrap()
}

/// Encodes `value` as JSON text.
pub fn raw(value: &Value) -> Box<RawValue> {
    serde_json::value::to_raw_value(value).unwrap()
}

fn describe(answer: &Result<Answer, Rejected>) -> String {
    match answer {
        Ok(Answer { seq, reply, .. }) => format!("ok {seq} {}", reply.as_deref().map_or("", RawValue::get)),
        Err(Rejected { code, message, field }) => format!("{code} {field:?} {message}"),
    }
}
