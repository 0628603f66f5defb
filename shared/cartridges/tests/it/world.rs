//! A table on a virtual clock.

use std::marker::PhantomData;

use serde_json::{Value, value::RawValue};
use wpp_game::{
    content::Content,
    ids::{Epoch, PlayerId, SessionCode},
    registry::Registry,
    session::{Answer, Command, Emitted, NewSession, Rejected, Session, Status, Step, snapshot::Snapshot},
    time::Timestamp,
};

use crate::{
    playable::{Playable, content},
    script::{Op, Script},
};

/// The first moment of every evening.
pub const DAWN: i64 = 1_767_225_600_000;

/// The moment `ms` into the evening.
pub fn at(ms: u64) -> Timestamp {
    Timestamp::from_millis(DAWN).plus_ms(ms)
}

/// A session and all that came of it so far.
pub struct World<D> {
    pub registry: Registry,
    pub session: Session,
    pub now: Timestamp,
    pub log: Vec<RecordedEvent>,
    /// Accepted actions: who, what, and the phase's name before.
    pub taken: Vec<(PlayerId, String, Value)>,
    /// One a command.
    pub answers: Vec<String>,
    pub content: Content,
    driver: PhantomData<fn() -> D>,
}

/// An event, and what it says.
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

    /// Whether it is of this type and holds this text.
    pub fn contains(&self, kind: &str, text: &str) -> bool {
        self.kind == kind && self.event.body.contains(text)
    }
}

/// One step as it was taken.
pub struct Moment<'a, D> {
    pub before: &'a Session,
    pub commands: &'a [Command],
    pub now: Timestamp,
    pub step: &'a Step,
    pub world: &'a World<D>,
}

/// What one evening was, with ideal wake-ups: the commands in their time, and the end.
pub struct Recording<D> {
    pub opening: World<D>,
    pub commands: Vec<(Timestamp, Command)>,
    pub end: Timestamp,
    pub outcome: World<D>,
}

impl<D: Playable> World<D> {
    /// A lobby in which everybody sits; half of them without a socket.
    pub fn new(script: &Script) -> Self {
        let registry = Registry::empty().with::<D>();
        let config = raw(&D::config(script.config));
        let content = content(&registry.get(D::KIND).unwrap().content_need(Some(&config)).unwrap());
        let mut seed = [7; 32];
        seed[..8].copy_from_slice(&script.seed.to_le_bytes());
        let new = NewSession {
            code: SessionCode::parse("KWXTR").unwrap(),
            epoch: Epoch("e1".into()),
            seed,
            owner: None,
            cartridge: D::KIND,
            config: Some(&config),
            pack_ids: Vec::new(),
            content: content.clone(),
        };
        let now = at(0);
        let session = Session::create(&registry, new, now).unwrap();
        let (log, taken, answers) = (Vec::new(), Vec::new(), Vec::new());
        let mut world = Self { registry, session, now, log, taken, answers, content, driver: PhantomData };
        for n in 0..script.players {
            let player_id = PlayerId(format!("player-{n}"));
            let join = Command::Join { player_id: player_id.clone(), nickname: format!("Nick {n}"), avatar: None };
            world.step(&[join], now);
            if n % 2 == 0 {
                world.step(&[Command::Presence { player_id, connected: true }], now);
            }
        }
        world
    }

    /// The same table, to be played another way.
    pub fn fork(&self) -> Self {
        Self {
            registry: self.registry.clone(),
            session: stored(&self.session),
            now: self.now,
            log: self.log.clone(),
            taken: self.taken.clone(),
            answers: self.answers.clone(),
            content: self.content.clone(),
            driver: PhantomData,
        }
    }

    /// Steps, as the platform does: from the stored text to the stored text.
    pub fn step(&mut self, commands: &[Command], now: Timestamp) -> Step {
        let step = self.session.step(&self.registry, commands, now).unwrap();
        assert_eq!(step.answers.len(), commands.len());
        self.now = now;
        self.session = stored(&step.session);
        self.log.extend(step.events.iter().map(RecordedEvent::new));
        for (command, answer) in commands.iter().zip(&step.answers) {
            if let (Command::Action { player_id, kind, data, .. }, Ok(_)) = (command, answer) {
                self.taken.push((player_id.clone(), kind.clone(), serde_json::from_str(data.get()).unwrap()));
            }
            if !matches!(command, Command::Wake) {
                self.answers.push(describe(answer));
            }
        }
        step
    }

    /// The snapshot as `viewer` reads it.
    pub fn snapshot(&self, viewer: Option<&PlayerId>) -> Value {
        serde_json::to_value(self.session.snapshot(&self.registry, viewer, self.now).unwrap()).unwrap()
    }

    /// The public snapshot with the driver's own type of view.
    pub fn typed_snapshot(&self) -> Snapshot<D::View> {
        serde_json::from_value(self.snapshot(None)).unwrap()
    }

    /// The game's own state, once there is a game.
    pub fn state(&self) -> Option<D::State> {
        let stored = serde_json::to_value(&self.session).unwrap();
        stored.get("g").map(|game| serde_json::from_value(game.clone()).unwrap())
    }

    /// The data of the last event of this type.
    pub fn last_event(&self, kind: &str) -> Option<&Value> {
        self.log.iter().rfind(|told| told.kind == kind).map(|told| &told.data)
    }

    /// Plays the script with a wake-up in the very millisecond of every deadline.
    pub fn record(script: &Script, mut watch: impl FnMut(Moment<'_, D>)) -> Recording<D> {
        let mut world = Self::new(script);
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

    fn command(&self, op: &Op, n: usize, before: &[(Timestamp, Command)]) -> Option<Command> {
        let people: Vec<_> = self.session.players().iter().chain(self.session.audience()).collect();
        let seated = |id: &PlayerId| self.session.player(id).is_some();
        let player = |index: &usize| people.get(index % people.len().max(1)).map(|person| person.player_id.clone());
        let spared = |id: &PlayerId| !seated(id) || self.session.players().len() > 2;
        Some(match op {
            Op::Act { player: index, pick } => {
                let player_id = player(index)?;
                let (kind, data) = D::action(self, &player_id, *pick);
                Command::Action { player_id, id: format!("a-{n}"), kind, data: raw(&data) }
            }
            Op::Repeat => before.iter().rev().map(|(_, c)| c).find(|c| matches!(c, Command::Action { .. })).cloned()?,
            Op::Connect { player: index } => Command::Presence { player_id: player(index)?, connected: true },
            Op::Disconnect { player: index } => Command::Presence { player_id: player(index)?, connected: false },
            Op::Leave { player: index } => Command::Leave { player_id: player(index).filter(spared)? },
            Op::Kick { player: index } => Command::Remove { player_id: player(index).filter(spared)? },
            Op::Join => Command::Join {
                player_id: PlayerId(format!("player-late-{n}")),
                nickname: format!("Late {n}"),
                avatar: None,
            },
            Op::Watch => Command::JoinAudience {
                player_id: PlayerId(format!("guest-{n}")),
                nickname: format!("Guest {n}"),
                avatar: None,
            },
            Op::Pause => Command::Pause { by: None },
            Op::Play => {
                let again = self.session.status() == Status::Finished;
                Command::Play { content: again.then(|| self.content.clone()) }
            }
        })
    }

    /// All that must be equal however the wake-ups came: the stored session but for its version
    /// and time of commit, the events but for the time remaining when they were sent, the answers.
    pub fn outcome(&self) -> (Value, Vec<String>, &[String]) {
        let events = self.log.iter().map(|RecordedEvent { event, kind, data }| {
            let mut data = data.clone();
            strip_clock(&mut data);
            format!("{} {:?} {kind} {data}", event.seq, event.due_at.map(Timestamp::millis))
        });
        (essence(&self.session), events.collect(), &self.answers)
    }
}

/// Removes what depends on when a message was written: the time a running countdown had left. In
/// a pause the time left is state and stays.
pub fn strip_clock(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if fields.get("deadline_at").is_some_and(|deadline| !deadline.is_null()) {
                fields.remove("remaining_ms");
            }
            fields.remove("server_time");
            fields.values_mut().for_each(strip_clock);
        }
        Value::Array(items) => items.iter_mut().for_each(strip_clock),
        _ => {}
    }
}

/// A session but for the number and time of its commits.
pub fn essence(session: &Session) -> Value {
    let mut value = serde_json::to_value(session).unwrap();
    value.as_object_mut().unwrap().retain(|field, _| field != "v" && field != "n");
    value
}

/// A session as it comes back from the store.
pub fn stored(session: &Session) -> Session {
    serde_json::from_str(&serde_json::to_string(session).unwrap()).unwrap()
}

/// `value` as JSON text.
pub fn raw(value: &Value) -> Box<RawValue> {
    serde_json::value::to_raw_value(value).unwrap()
}

fn describe(answer: &Result<Answer, Rejected>) -> String {
    match answer {
        Ok(Answer { seq, reply }) => format!("ok {seq} {}", reply.as_deref().map_or("", RawValue::get)),
        Err(Rejected { code, message, field }) => format!("{code} {field:?} {message}"),
    }
}
