//! The lounge's rules, kept by people with names.
#![expect(clippy::unwrap_used, reason = "a test's helpers fail the test")]

use serde_json::{Value, json, value::RawValue};
use wpp_game::{
    content::Content,
    ids::{Epoch, PlayerId, SessionCode},
    registry::Registry,
    session::{Command, NewSession, Origin, Rejected, Session, Status},
    time::Timestamp,
};
use wpp_lounge::Lounge;

struct LoungeSession {
    registry: Registry,
    session: Session,
    now: Timestamp,
    /// The bodies of all events.
    events: Vec<String>,
    acts: u64,
}

fn id(name: &str) -> PlayerId {
    PlayerId(name.to_lowercase())
}

fn raw(value: &Value) -> Box<RawValue> {
    serde_json::value::to_raw_value(value).unwrap()
}

impl LoungeSession {
    fn with(names: &[&str], config: Value) -> Self {
        let registry = Registry::empty().with::<Lounge>();
        let now = Timestamp::from_millis(1_767_225_600_000);
        let new = NewSession {
            code: SessionCode::parse("KWXTRN").unwrap(),
            epoch: Epoch("e1".into()),
            seed: [7; 32],
            cartridge: "lounge",
            owner: None,
            config: Some(&raw(&config)),
            pack_ids: Vec::new(),
            vip: true,
            content: Content::None,
        };
        let session = Session::create(&registry, new, now).unwrap();
        let mut lounge = Self { registry, session, now, events: Vec::new(), acts: 0 };
        for name in names {
            lounge.comes(name);
        }
        lounge.must(Command::Play { content: None });
        lounge
    }

    fn comes(&mut self, name: &str) {
        self.must(Command::Join {
            player_id: id(name),
            nickname: name.to_owned(),
            avatar: None,
            origin: Origin::default(),
        });
        self.must(Command::Presence { player_id: id(name), connected: true });
    }

    fn ask(&mut self, command: Command) -> Result<(), Rejected> {
        let step = self.session.step(&self.registry, &[command], self.now).unwrap();
        self.events.extend(step.events.iter().map(|event| event.body.clone()));
        self.session = serde_json::from_str(&serde_json::to_string(&step.session).unwrap()).unwrap();
        step.answers.into_iter().next().unwrap().map(drop)
    }

    fn must(&mut self, command: Command) {
        self.ask(command).unwrap();
    }

    fn act(&mut self, name: &str, kind: &str, data: Value) -> Result<(), Rejected> {
        self.acts += 1;
        let (id, kind, data) = (format!("a{}", self.acts), kind.to_owned(), raw(&data));
        self.ask(Command::Action { player_id: self::id(name), id, kind, data })
    }

    fn refused(&mut self, name: &str, kind: &str, data: Value) -> &'static str {
        self.act(name, kind, data).unwrap_err().code.as_str()
    }

    fn view(&self) -> Value {
        let snapshot = self.session.snapshot(&self.registry, None, self.now).unwrap();
        serde_json::from_str(snapshot.view.unwrap().get()).unwrap()
    }

    fn last(&self) -> Value {
        serde_json::from_str(self.events.last().unwrap()).unwrap()
    }
}

#[test]
fn lounge_has_no_deadline() {
    let mut lounge = LoungeSession::with(&["Ana", "Bo"], json!({}));
    assert_eq!((lounge.session.status(), lounge.session.wake_at()), (Status::Running, None));
    lounge.now = lounge.now.plus_ms(11 * 3_600_000);
    lounge.must(Command::Wake);
    lounge.act("Ana", "reaction.send", json!({"emoji": "👋"})).unwrap();
    lounge.must(Command::Pause { by: None });
    assert_eq!(lounge.refused("Ana", "reaction.send", json!({"emoji": "👋"})), "paused");
    lounge.must(Command::Play { content: None });
    assert_eq!((lounge.session.status(), lounge.session.deadline()), (Status::Running, None));
    assert_eq!(lounge.session.phase_name(), Some("lounge"));
}

#[test]
fn statuses_can_be_set_and_removed() {
    let mut lounge = LoungeSession::with(&["Ana", "Bo"], json!({}));
    lounge.act("Ana", "status.set", json!({"status": "  in the   kitchen "})).unwrap();
    assert_eq!(lounge.view()["statuses"], json!({"ana": "in the kitchen"}));
    let before = lounge.events.len();
    lounge.act("Ana", "status.set", json!({"status": "in the kitchen"})).unwrap();
    assert_eq!(lounge.events.len(), before, "an unchanged status has no event");
    lounge.act("Bo", "status.set", json!({"status": "x".repeat(40)})).unwrap();
    assert_eq!(lounge.refused("Bo", "status.set", json!({"status": "x".repeat(41)})), "invalid_input");
    lounge.act("Ana", "status.set", json!({"status": " "})).unwrap();
    lounge.must(Command::Leave { player_id: id("Bo") });
    assert_eq!(lounge.view()["statuses"], json!({}), "who leaves takes theirs along");
}

#[test]
fn toast_completes_when_all_joined() {
    let mut lounge = LoungeSession::with(&["Ana", "Bo", "Cy"], json!({}));
    assert_eq!(lounge.refused("Ana", "toast.join", json!({})), "wrong_phase");
    lounge.act("Ana", "toast.raise", json!({"words": "To us!"})).unwrap();
    assert_eq!(lounge.refused("Bo", "toast.raise", json!({})), "wrong_phase");
    assert_eq!(lounge.refused("Ana", "toast.join", json!({})), "already_submitted");
    lounge.act("Bo", "toast.join", json!({})).unwrap();
    assert_eq!(lounge.view()["toast"], json!({"player_id": "ana", "words": "To us!", "joined": ["ana", "bo"]}));
    lounge.act("Cy", "toast.join", json!({})).unwrap();
    let clinked = json!({"player_id": "ana", "words": "To us!", "joined": ["ana", "bo", "cy"], "count": 1});
    assert_eq!(lounge.last(), json!({"type": "toast.clinked", "data": clinked}));
    assert_eq!((&lounge.view()["toast"], &lounge.view()["count"]), (&Value::Null, &json!(1)));
}

#[test]
fn toast_follows_the_roster() {
    let mut lounge = LoungeSession::with(&["Ana"], json!({}));
    lounge.act("Ana", "toast.raise", json!({})).unwrap();
    assert_eq!(lounge.view()["toast"]["joined"], json!(["ana"]), "alone, one waits for company");
    lounge.comes("Bo");
    lounge.comes("Cy");
    lounge.act("Bo", "toast.join", json!({})).unwrap();
    lounge.must(Command::Remove { player_id: id("Cy") });
    assert_eq!(lounge.last()["type"], "toast.clinked");

    lounge.act("Bo", "toast.raise", json!({})).unwrap();
    lounge.comes("Di");
    lounge.act("Di", "toast.join", json!({})).unwrap();
    lounge.must(Command::Leave { player_id: id("Di") });
    assert_eq!(lounge.view()["toast"]["joined"], json!(["bo"]));
    lounge.must(Command::Leave { player_id: id("Bo") });
    assert_eq!(lounge.view()["toast"], Value::Null);
}

#[test]
fn toasts_can_be_disabled() {
    let mut lounge = LoungeSession::with(&["Ana"], json!({"toasts": false}));
    assert_eq!(lounge.refused("Ana", "toast.raise", json!({})), "wrong_phase");
}

#[test]
fn audience_can_only_react() {
    let lounge = LoungeSession::with(&["Ana"], json!({}));
    let act = |kind: &str, data: Value| (kind.to_owned(), raw(&data));
    let actions = [
        act("reaction.send", json!({"emoji": "🍿"})),
        act("reaction.send", json!({"emoji": "no"})),
        act("status.set", json!({"status": "hi"})),
    ];
    let checked = lounge.session.ballots(&Registry::empty().with::<Lounge>(), &actions).unwrap();
    let outcomes: Vec<_> =
        checked.iter().map(|ballot| ballot.as_ref().map_or_else(|error| error.code.as_str(), |_| "ok")).collect();
    assert_eq!(outcomes, ["ok", "invalid_input", "not_allowed"]);
}

#[test]
fn declares_defaults_and_bounds() {
    let session = |config: Value| {
        let registry = Registry::empty().with::<Lounge>();
        let cartridge = registry.get("lounge").unwrap();
        cartridge
            .configure(Some(&raw(&config)))
            .map(|config| config.get().to_owned())
            .map_err(|halt| format!("{halt:?}"))
    };
    assert_eq!(session(json!({})).unwrap(), r#"{"late_join":true,"toasts":true,"max_players":50}"#);
    for (config, field) in [(json!({"max_players": 0}), "max_players"), (json!({"toasts": "yes"}), "toasts")] {
        assert!(session(config).unwrap_err().contains(field));
    }
}
