//! Transcripts of sessions: commands, answers and events. The game is [`ExampleGame`], whose phases last 3 s (write) and 1 s (show).

mod arrivals;
mod bots;
mod games;
mod lobby;
mod pauses;
mod presence;

use std::fmt::Write as _;

use serde_json::{Value, json};
use wpp_game::{
    content::Content,
    driver::GameDriver,
    ids::{Epoch, PlayerId, SessionCode},
    registry::Registry,
    session::{Command, Emitted, NewSession, Origin, Session, Step},
    time::Timestamp,
};

use crate::{
    conformance,
    example_game::ExampleGame,
    playable::content,
    world::{at, raw, stored},
};

/// A session that writes down what happens to it.
pub struct Transcript {
    registry: Registry,
    pub session: Session,
    text: String,
    actions: u32,
}

impl Transcript {
    /// An empty lobby of [`ExampleGame`] at 0 ms.
    pub fn new() -> Self {
        Self::of(&json!({}))
    }

    fn of(config: &Value) -> Self {
        let registry = Registry::empty().with::<ExampleGame>();
        let new = NewSession {
            code: SessionCode::parse("KWXTRN").unwrap(),
            epoch: Epoch("e1".into()),
            seed: [7; 32],
            owner: None,
            cartridge: ExampleGame::KIND,
            config: Some(&raw(config)),
            pack_ids: Vec::new(),
            vip: true,
            content: some_content(&registry),
        };
        let session = Session::create(&registry, new, at(0)).unwrap();
        Self { registry, session, text: String::new(), actions: 0 }
    }

    /// A lobby in which these people sit, sockets open; nothing of that is written down.
    pub fn with_players(names: &[&str]) -> Self {
        Self::new().seat(names)
    }

    /// The same with the game begun at 0 ms.
    pub fn playing(names: &[&str]) -> Self {
        Self::with_players(names).begin()
    }

    /// The same with a minute to write.
    pub fn playing_long(names: &[&str]) -> Self {
        Self::of(&json!({"write_ms": 60_000})).seat(names).begin()
    }

    /// The same with a minute to write, and seats for who comes late.
    pub fn playing_open(names: &[&str]) -> Self {
        Self::of(&json!({"write_ms": 60_000, "late_join": true})).seat(names).begin()
    }

    fn seat(mut self, names: &[&str]) -> Self {
        for name in names {
            self.join(0, name, name);
            self.presence(0, name, true);
        }
        self.text.clear();
        self
    }

    fn begin(mut self) -> Self {
        self.play(0);
        self.text.clear();
        self
    }

    pub fn join(&mut self, ms: u64, id: &str, nickname: &str) {
        let player_id = PlayerId(id.into());
        self.ask(
            ms,
            &format!("{id} joins as {nickname:?}"),
            Command::Join { player_id, nickname: nickname.into(), avatar: None, origin: Origin::default() },
        );
    }

    pub fn add_bots(&mut self, ms: u64, ids: &[&str]) {
        let player_ids = ids.iter().map(|id| PlayerId((*id).into())).collect();
        self.ask(ms, &format!("host adds the bots {ids:?}"), Command::AddBots { player_ids });
    }

    pub fn presence(&mut self, ms: u64, id: &str, connected: bool) {
        let what = if connected { "connects" } else { "drops" };
        self.ask(ms, &format!("{id} {what}"), Command::Presence { player_id: PlayerId(id.into()), connected });
    }

    pub fn kick(&mut self, ms: u64, id: &str) {
        self.ask(ms, &format!("host removes {id}"), Command::Remove { player_id: PlayerId(id.into()) });
    }

    pub fn leave(&mut self, ms: u64, id: &str) {
        self.ask(ms, &format!("{id} leaves"), Command::Leave { player_id: PlayerId(id.into()) });
    }

    pub fn play(&mut self, ms: u64) {
        self.ask(ms, "host plays", Command::Play { content: None });
    }

    pub fn play_again(&mut self, ms: u64) {
        let content = some_content(&self.registry);
        self.ask(ms, "host plays again", Command::Play { content: Some(content) });
    }

    pub fn pause(&mut self, ms: u64) {
        self.ask(ms, "host pauses", Command::Pause { by: Some("Fru Holm".into()) });
    }

    pub fn wake(&mut self, ms: u64) {
        self.ask(ms, "wake-up", Command::Wake);
    }

    pub fn act(&mut self, ms: u64, id: &str, kind: &str, data: Value) {
        self.actions += 1;
        self.act_as(ms, id, &format!("a{}", self.actions), kind, data);
    }

    /// Acts under an id of the client's choice.
    pub fn act_as(&mut self, ms: u64, id: &str, action_id: &str, kind: &str, data: Value) {
        let command = action(id, action_id, kind, &data);
        self.ask(ms, &format!("{id}: {kind} {data} ({action_id})"), command);
    }

    pub fn write(&mut self, ms: u64, id: &str, text: &str) {
        self.act(ms, id, "note.write", json!({ "text": text }));
    }

    /// Several commands that a batcher gathered.
    pub fn batch(&mut self, ms: u64, what: &str, commands: &[Command]) {
        let step = self.session.step(&self.registry, commands, at(ms)).unwrap();
        self.note(ms, what, step);
    }

    fn ask(&mut self, ms: u64, what: &str, command: Command) {
        self.batch(ms, what, &[command]);
    }

    fn note(&mut self, ms: u64, what: &str, step: Step) {
        writeln!(self.text, "{ms:>6}  {what}").unwrap();
        for answer in &step.answers {
            writeln!(self.text, "        {}", conformance::answer(answer)).unwrap();
        }
        for event in &step.events {
            self.note_event(event);
        }
        for turn in &step.bots {
            writeln!(self.text, "        bot {} moves at {}", turn.player_id, since_dawn(turn.at)).unwrap();
        }
        if !step.changed {
            writeln!(self.text, "        nothing to commit").unwrap();
        }
        self.session = stored(&step.session);
    }

    fn note_event(&mut self, event: &Emitted) {
        writeln!(self.text, "        {}", conformance::event(event)).unwrap();
    }

    /// The platform's answer to a fault.
    pub fn quarantine(&mut self, ms: u64) {
        let step = self.session.quarantine(at(ms)).unwrap();
        self.note(ms, "quarantine", step);
    }

    /// Notes the last event of all.
    pub fn exit(&mut self, ms: u64) {
        writeln!(self.text, "{ms:>6}  host exits").unwrap();
        let event = self.session.exited();
        self.note_event(&event);
    }

    /// Notes when the session wants to be woken.
    pub fn show_clock(&mut self) {
        let moment = |moment: Option<Timestamp>| moment.map_or("never".to_owned(), since_dawn);
        let (wake, deadline) = (moment(self.session.wake_at()), moment(self.session.deadline()));
        let (status, minutes) = (self.session.status(), self.session.lifetime_ms() / 60_000);
        writeln!(self.text, "        {status:?}; deadline {deadline}, wake-up {wake}, kept {minutes} min").unwrap();
    }

    /// Notes the snapshot.
    pub fn show_snapshot(&mut self, ms: u64, viewer: Option<&str>) {
        let viewer = viewer.map(|id| PlayerId(id.into()));
        let snapshot = self.session.snapshot(&self.registry, viewer.as_ref(), at(ms)).unwrap();
        let snapshot = conformance::shorten(&serde_json::to_value(snapshot).unwrap());
        writeln!(self.text, "{ms:>6}  snapshot {}", serde_json::to_string_pretty(&snapshot).unwrap()).unwrap();
    }

    /// All that was noted.
    pub fn text(&self) -> &str {
        &self.text
    }
}

pub fn action(id: &str, action_id: &str, kind: &str, data: &Value) -> Command {
    Command::Action { player_id: PlayerId(id.into()), id: action_id.into(), kind: kind.into(), data: raw(data) }
}

fn some_content(registry: &Registry) -> Content {
    content(&registry.get(ExampleGame::KIND).unwrap().content_need(None).unwrap())
}

fn since_dawn(moment: Timestamp) -> String {
    format!("{} ms", conformance::ms(moment))
}
