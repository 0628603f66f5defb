//! People and rooms: approval of joins, extra time, a full hall, moderation, the VIP, presence of the host, seats, names, removals, and links of the host. The game is [`ExampleGame`].

mod approval;
mod extra_time;
mod hall;
mod host_links;
mod host_presence;
mod moderation;
mod next_game;
mod people;
mod seat_codes;
mod seats;
mod teams;
mod vip;

use serde_json::{Value, json};
use wpp_game::{
    content::{Content, Question},
    driver::GameDriver,
    ids::{Epoch, PlayerId, SessionCode},
    registry::Registry,
    session::{Admission, Command, NewSession, Origin, Rejected, Session, Status},
};
use wpp_lounge::Lounge;

use crate::{
    example_game::ExampleGame,
    playable::content,
    world::{at, raw, stored},
};

/// A session with a clock.
struct TestRoom {
    registry: Registry,
    session: Session,
    /// Types of all events, oldest first.
    events: Vec<String>,
    /// All events as JSON text.
    bodies: Vec<String>,
}

impl TestRoom {
    fn new() -> Self {
        Self::with_vip(true)
    }

    fn with_vip(vip: bool) -> Self {
        let registry = Registry::empty().with::<ExampleGame>().with::<Lounge>();
        Self::create(registry, ExampleGame::KIND, &json!({"write_ms": 60_000}), vip)
    }

    /// A lobby of game `D` with these people, connected at 0 ms.
    fn playing<D: GameDriver>(config: Value, names: &[&str]) -> Self {
        Self::create(Registry::empty().with::<D>(), D::KIND, &config, true).filled(names)
    }

    /// A lobby of game `D` with these people and questions.
    fn asking<D: GameDriver>(config: &Value, names: &[&str], questions: Vec<Question>) -> Self {
        let content = Content::Questions(questions);
        Self::create_with(Registry::empty().with::<D>(), D::KIND, config, true, content).filled(names)
    }

    fn create(registry: Registry, cartridge: &str, config: &Value, vip: bool) -> Self {
        let need = registry.get(cartridge).unwrap().content_need(Some(&raw(config))).unwrap();
        Self::create_with(registry, cartridge, config, vip, content(&need))
    }

    fn create_with(registry: Registry, cartridge: &str, config: &Value, vip: bool, content: Content) -> Self {
        let config = raw(config);
        let new = NewSession {
            code: SessionCode::parse("KWXTRN").unwrap(),
            epoch: Epoch("e1".into()),
            seed: [7; 32],
            owner: None,
            cartridge,
            config: Some(&config),
            pack_ids: Vec::new(),
            vip,
            content,
        };
        let session = Session::create(&registry, new, at(0)).unwrap();
        Self { registry, session, events: Vec::new(), bodies: Vec::new() }
    }

    /// A lobby with these people, connected at 0 ms.
    fn of(names: &[&str]) -> Self {
        Self::new().filled(names)
    }

    /// The same in this status, where the game has started unless it is the lobby.
    fn in_status(status: Status, names: &[&str]) -> Self {
        let mut room = Self::of(names);
        if status != Status::Lobby {
            room.must(0, Command::Play { content: None });
        }
        if status == Status::Paused {
            room.must(0, Command::Pause { by: None });
        }
        room
    }

    fn filled(mut self, names: &[&str]) -> Self {
        for name in names {
            self.join(0, name, name, Origin::default()).unwrap();
            self.presence(0, name, true);
        }
        self
    }

    fn ask(&mut self, ms: u64, command: Command) -> Result<Option<Admission>, Rejected> {
        let step = self.session.step(&self.registry, &[command], at(ms)).unwrap();
        let kind = |body: &str| serde_json::from_str::<Value>(body).unwrap()["type"].to_string();
        self.events.extend(step.events.iter().map(|event| kind(&event.body).replace('"', "")));
        self.bodies.extend(step.events.iter().map(|event| event.body.clone()));
        self.session = stored(&step.session);
        step.answers.into_iter().next().unwrap().map(|answer| answer.admission)
    }

    fn must(&mut self, ms: u64, command: Command) {
        self.ask(ms, command).unwrap();
    }

    fn refused(&mut self, ms: u64, command: Command) -> &'static str {
        self.ask(ms, command).unwrap_err().code.as_str()
    }

    fn join(&mut self, ms: u64, id: &str, nickname: &str, origin: Origin) -> Result<Admission, Rejected> {
        let (player_id, nickname) = (player(id), nickname.to_owned());
        Ok(self.ask(ms, Command::Join { player_id, nickname, avatar: None, origin })?.unwrap())
    }

    fn watch(&mut self, ms: u64, id: &str, nickname: &str, origin: Origin) -> Result<Admission, Rejected> {
        let (player_id, nickname) = (player(id), nickname.to_owned());
        Ok(self.ask(ms, Command::JoinAudience { player_id, nickname, avatar: None, origin })?.unwrap())
    }

    fn presence(&mut self, ms: u64, id: &str, connected: bool) {
        self.must(ms, Command::Presence { player_id: player(id), connected });
    }

    fn release(&mut self, ms: u64, id: &str) {
        self.must(ms, Command::Release { player_id: player(id) });
    }

    fn vip(&self) -> &str {
        self.session.vip().map_or("nobody", PlayerId::as_str)
    }

    fn ids(&self) -> Vec<&str> {
        self.session.players().iter().map(|member| member.player_id.as_str()).collect()
    }
}

fn player(id: &str) -> PlayerId {
    PlayerId(id.to_owned())
}

fn origin(device: &str, address: &str) -> Origin {
    Origin::new((!device.is_empty()).then_some(device), Some(address)).unwrap()
}
