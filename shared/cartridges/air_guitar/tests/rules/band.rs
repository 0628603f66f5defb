//! A session of Air guitar with a manual clock.

use serde_json::{Value, json, value::RawValue};
use wpp_air_guitar::{AirGuitar, REPORT};
use wpp_game::{
    content::Content,
    ids::{Epoch, PlayerId, SessionCode},
    registry::Registry,
    session::{Command, Envelope, NewSession, Origin, Rejected, Session, Status},
    time::Timestamp,
};

pub struct Band {
    registry: Registry,
    pub session: Session,
    pub now: Timestamp,
    /// All events, as clients decode them.
    pub log: Vec<Envelope>,
    acts: u64,
}

pub fn id(name: &str) -> PlayerId {
    PlayerId(name.to_lowercase())
}

pub fn raw(value: &Value) -> Box<RawValue> {
    serde_json::value::to_raw_value(value).unwrap()
}

impl Band {
    /// Creates a lobby with connected players.
    pub fn meets(names: &[&str], config: Value) -> Self {
        let registry = Registry::empty().with::<AirGuitar>();
        let now = Timestamp::from_millis(1_767_225_600_000);
        let new = NewSession {
            code: SessionCode::parse("KWXTRN").unwrap(),
            epoch: Epoch("e1".into()),
            seed: [7; 32],
            cartridge: "air_guitar",
            owner: None,
            config: Some(&raw(&config)),
            pack_ids: Vec::new(),
            vip: true,
            content: Content::None,
        };
        let session = Session::create(&registry, new, now).unwrap();
        let mut band = Self { registry, session, now, log: Vec::new(), acts: 0 };
        for name in names {
            let join = Command::Join {
                player_id: id(name),
                nickname: (*name).to_owned(),
                avatar: None,
                origin: Origin::default(),
            };
            band.must(join);
            band.connected(name, true);
        }
        band
    }

    /// Creates a running game with connected players.
    pub fn on_stage(names: &[&str], config: Value) -> Self {
        let mut band = Self::meets(names, config);
        band.must(Command::Play { content: None });
        band
    }

    pub fn ask(&mut self, command: Command) -> Result<(), Rejected> {
        let step = self.session.step(&self.registry, &[command], self.now).unwrap();
        for event in &step.events {
            let text = event.envelope(step.session.code(), step.session.epoch(), self.now);
            self.log.push(serde_json::from_str(&text).unwrap());
        }
        self.session = serde_json::from_str(&serde_json::to_string(&step.session).unwrap()).unwrap();
        step.answers.into_iter().next().unwrap().map(drop)
    }

    pub fn must(&mut self, command: Command) {
        self.ask(command).unwrap();
    }

    pub fn connected(&mut self, name: &str, connected: bool) {
        self.must(Command::Presence { player_id: id(name), connected });
    }

    pub fn act(&mut self, name: &str, kind: &str, data: Value) -> Result<(), Rejected> {
        self.acts += 1;
        let (id, action) = (id(name), format!("a{}", self.acts));
        self.ask(Command::Action { player_id: id, id: action, kind: kind.to_owned(), data: raw(&data) })
    }

    /// Returns the error code of a rejected action.
    pub fn rejected_with(&mut self, name: &str, kind: &str) -> &'static str {
        self.act(name, kind, json!({})).unwrap_err().code.as_str()
    }

    pub fn starts(&mut self, name: &str) {
        self.act(name, "practice.start", json!({})).unwrap();
    }

    pub fn ends(&mut self, name: &str) {
        self.act(name, "practice.end", json!({})).unwrap();
    }

    /// Reports `ms` milliseconds of steady chords, one every half second.
    pub fn played(&mut self, name: &str, ms: u64, last: bool) {
        let chords = ms / 500;
        let practice = self.shown()["view"]["practice"].clone();
        let data = json!({
            "practice": practice, "chords": chords, "played_ms": ms, "pairs": chords.saturating_sub(2), "wobble": 0,
            "last": last,
        });
        self.act(name, REPORT, data).unwrap();
    }

    /// Advances the clock and applies due deadlines.
    pub fn wait(&mut self, ms: u64) {
        let until = self.now.plus_ms(ms);
        while let Some(due) = self.session.wake_at().filter(|due| *due <= until) {
            self.now = due;
            self.must(Command::Wake);
        }
        self.now = until;
    }

    pub fn shown(&self) -> Value {
        serde_json::to_value(self.session.snapshot(&self.registry, None, self.now).unwrap()).unwrap()
    }

    pub fn phase(&self) -> &str {
        self.session.phase_name().unwrap_or("lobby")
    }

    pub fn is_over(&self) -> bool {
        self.session.status() == Status::Finished
    }

    /// Returns the data of the last event of this type.
    pub fn last(&self, kind: &str) -> Value {
        let event = self.log.iter().rfind(|event| event.kind == kind);
        event.map(|event| serde_json::from_str(event.data.get()).unwrap()).unwrap_or_default()
    }

    /// Returns `name`'s results in the last summary.
    pub fn line(&self, name: &str) -> Value {
        let summary = self.last("phase.summary");
        let mut lines = summary["lines"].as_array().unwrap().iter();
        lines.find(|line| line["nickname"] == name).cloned().unwrap_or_default()
    }
}
