//! A cartridge with a bug costs its own session and no other.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, and a buggy game panics")]

use std::{
    ops::RangeInclusive,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};
use wpp_game::contract::ErrorCode;

use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use wpp_fib::Fib;
use wpp_game::{
    content::{Content, ContentNeed, Question, QuestionKind},
    driver::{
        ActionError, Bots, Capabilities, GameDriver, Input, Move, Next, NotEnoughContent, Phase, Rejection, SeatLimits,
        Standing, StepContext, Transition,
    },
    ids::{PlayerId, SessionCode},
    manifest::{About, ActionKind, PhaseKind, count},
    registry::Registry,
    session::{Command, NewSession, Rejected, Status, snapshot::Snapshot},
};
use wpp_runtime::{
    clock::SystemClock,
    deadlines::DeadlineQueue,
    redis_connection,
    secure_rng::SecureRng,
    session_service::{RequestError, SessionError, SessionService, SessionServiceDeps},
    store::LiveStore,
};
use wpp_tests::harness::redis::RedisServer;

/// Lets the steps that loop go on.
static ENOUGH: AtomicBool = AtomicBool::new(false);

/// Lets views and bots go on that loop …
static SEEN_ENOUGH: AtomicBool = AtomicBool::new(false);

/// … and dealing.
static DEALT_ENOUGH: AtomicBool = AtomicBool::new(false);

/// How often a view was made that loops.
static LOOKS: AtomicUsize = AtomicUsize::new(0);

wpp_game::settings! {
    /// What is broken before anybody plays.
    pub struct Config {
        /// 1: dealing loops. 2: dealing panics. 3: asking what to deal loops. 4: that panics.
        bug: u32 = 0, count(0..=4);
    }
}

struct Buggy;

/// What goes wrong from here on, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Bug {
    /// Nothing.
    None,
    /// The action itself.
    Loop,
    Panic,
    /// What everybody is shown.
    ViewLoop,
    ViewPanic,
    /// What one player is shown.
    YouPanic,
    /// What a bot does.
    BotLoop,
    BotPanic,
}

fn spin_until(enough: &AtomicBool) {
    while !enough.load(Ordering::Relaxed) {
        std::hint::spin_loop();
    }
}

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
    const ABOUT: About = About { name: "Buggy", tagline: "Breaks.", phases: &[PhaseKind::untimed("bug")] };
    const ACTIONS: &'static [ActionKind] = &[];
    type Config = Config;
    const CAPABILITIES: Capabilities<Self> = Capabilities { bots: Some(&Self), ..Capabilities::NONE };
    type Deck = ();
    type State = Bug;
    type Action = Bug;
    type Event = ();
    type Reply = ();
    type View = String;
    type You = serde_json::Value;
    type Rejection = Never;

    fn seats(_: &Config) -> SeatLimits {
        SeatLimits { min: 1, max: 2 }
    }

    fn content(config: &Config) -> ContentNeed {
        match config.bug {
            3 => spin_until(&DEALT_ENOUGH),
            4 => panic!("a bug"),
            _ => {}
        }
        ContentNeed::None
    }

    fn draw_content(config: &Config, _: Content, _: &mut ChaCha8Rng) -> Result<(), NotEnoughContent> {
        match config.bug {
            1 => spin_until(&DEALT_ENOUGH),
            2 => panic!("a bug"),
            _ => {}
        }
        Ok(())
    }

    fn start(_: &Config, (): (), _: &mut StepContext<'_>) -> Transition<Self> {
        Transition { state: Bug::None, events: Vec::new(), next: Next::Idle, reply: None }
    }

    fn apply(state: &Bug, input: Input<Bug>, _: &mut StepContext<'_>) -> Result<Transition<Self>, Never> {
        let Input::Action { action, .. } = input else { return Ok(Transition::unchanged(state)) };
        match action {
            Bug::Panic => panic!("a bug"),
            Bug::Loop => spin_until(&ENOUGH),
            _ => {}
        }
        Ok(Transition { state: action, events: Vec::new(), next: Next::Keep, reply: None })
    }

    fn parse(kind: &str, _: &RawValue) -> Result<Bug, ActionError> {
        serde_json::from_value(kind.into()).map_err(|_| ActionError::Unknown)
    }

    fn phase(_: &Bug) -> Phase {
        Phase { name: "bug", round: 1, question: 1 }
    }

    fn standing(_: &Bug, _: &PlayerId) -> Standing {
        Standing::default()
    }

    fn view(state: &Bug) -> String {
        match state {
            Bug::ViewLoop => {
                LOOKS.fetch_add(1, Ordering::Relaxed);
                spin_until(&SEEN_ENOUGH);
            }
            Bug::ViewPanic => panic!("a bug"),
            _ => {}
        }
        format!("{state:?}")
    }

    fn you(state: &Bug, _: &PlayerId) -> serde_json::Value {
        assert_ne!(*state, Bug::YouPanic, "a bug");
        serde_json::json!({})
    }

    fn fold(_: &mut Snapshot<String>, (): &()) {}
}

impl Bots<Self> for Buggy {
    fn delay_ms(&self, _: &Bug) -> Option<RangeInclusive<u64>> {
        Some(0..=0)
    }

    fn next_move(&self, seen: &Snapshot<String>, _: &serde_json::Value, _: u32, _: &mut ChaCha8Rng) -> Option<Move> {
        match seen.view.as_deref() {
            Some("BotLoop") => spin_until(&SEEN_ENOUGH),
            Some("BotPanic") => panic!("a bug"),
            _ => {}
        }
        None
    }
}

struct Room {
    table: SessionService,
    code: SessionCode,
}

impl Room {
    async fn open(table: &SessionService, entropy: &SecureRng, cartridge: &str, content: Content) -> Self {
        let new = wanted(entropy, cartridge, None, content);
        let session = table.create(new).await.unwrap().unwrap();
        let room = Self { table: table.clone(), code: session.code().clone() };
        for n in 0..2 {
            let player_id = PlayerId(format!("p{n}"));
            let join = Command::Join { player_id, nickname: format!("Nick {n}"), avatar: None };
            room.step(join).await.unwrap();
        }
        room.step(Command::Play { content: None }).await.unwrap();
        room
    }

    /// One command; the word of its refusal.
    async fn step(&self, command: Command) -> Result<(), ErrorCode> {
        let stepped = self.table.step(&self.code, &[command]).await.unwrap();
        stepped.answers.into_iter().next().unwrap().map(|_| ()).map_err(|refusal| refusal.code)
    }

    async fn act(&self, id: &str, kind: &str) -> Result<(), ErrorCode> {
        let data = RawValue::from_string("{}".to_owned()).unwrap();
        let act = Command::Action { player_id: PlayerId("p0".into()), id: id.to_owned(), kind: kind.to_owned(), data };
        self.step(act).await
    }

    async fn status(&self) -> Status {
        self.table.load(&self.code).await.unwrap().status()
    }
}

fn question(n: usize) -> Question {
    Question {
        id: format!("q{n}"),
        kind: QuestionKind::Blank,
        prompt: format!("Question {n} has a ____."),
        answer: format!("answer {n}"),
        aliases: Vec::new(),
        decoys: (0..5).map(|d| format!("decoy {n} {d}")).collect(),
        category: "Words".to_owned(),
        explanation: None,
        source: None,
    }
}

fn wanted<'a>(
    entropy: &SecureRng,
    cartridge: &'a str,
    config: Option<&'a RawValue>,
    content: Content,
) -> NewSession<'a> {
    NewSession {
        code: entropy.session_code(),
        epoch: entropy.epoch(),
        seed: entropy.seed(),
        owner: None,
        cartridge,
        config,
        pack_ids: Vec::new(),
        content,
    }
}

async fn table(redis: &RedisServer, entropy: &SecureRng) -> SessionService {
    let connection = redis_connection::connect(&redis.url()).await.unwrap();
    let parts = SessionServiceDeps {
        store: LiveStore::new(connection.clone()),
        queue: DeadlineQueue::new(connection),
        registry: Registry::empty().with::<Fib>().with::<Buggy>(),
        clock: Arc::new(SystemClock),
        rng: entropy.clone(),
    };
    SessionService::new(parts)
}

/// Two threads, as on a small machine: each loop would take one for good.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_game_that_loops_or_panics_pauses_its_session_and_the_others_go_on() {
    let redis = RedisServer::start().await;
    let entropy = SecureRng::from_os().unwrap();
    let table = table(&redis, &entropy).await;
    let mut looping = Vec::new();
    for _ in 0..4 {
        looping.push(Room::open(&table, &entropy, "buggy", Content::None).await);
    }
    let panicking = Room::open(&table, &entropy, "buggy", Content::None).await;
    let fib = Room::open(&table, &entropy, "fib", Content::Questions((0..9).map(question).collect())).await;

    let loops = looping.iter().map(|room| room.act("a", "loop"));
    let others = async {
        // While four games turn in circles on a machine with two threads:
        assert_eq!(panicking.act("a", "panic").await, Err(ErrorCode::Paused));
        assert_eq!(panicking.status().await, Status::Paused);
        for _ in 0..20 {
            fib.step(Command::Pause { by: None }).await.unwrap();
            fib.step(Command::Play { content: None }).await.unwrap();
        }
        assert_eq!(fib.status().await, Status::Running);
    };
    let (answers, ()) = tokio::join!(futures_util::future::join_all(loops), others);
    assert_eq!(answers, [Err(ErrorCode::Paused); 4]);
    for room in &looping {
        assert_eq!(room.status().await, Status::Paused, "a loop is a fault, and a fault is a pause");
        // The host may try again, and the players another thing.
        room.step(Command::Play { content: None }).await.unwrap();
        assert_eq!(room.status().await, Status::Running);
    }
    ENOUGH.store(true, Ordering::Relaxed);
    assert_eq!(looping[0].act("b", "loop").await, Ok(()), "with the bug gone the game goes on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_game_that_cannot_be_shown_costs_those_who_look_an_error_and_the_others_nothing() {
    let redis = RedisServer::start().await;
    let entropy = SecureRng::from_os().unwrap();
    let table = table(&redis, &entropy).await;
    let (first, seed) = (PlayerId("p0".into()), entropy.seed());
    let broken = async |bug: &str| {
        let room = Room::open(&table, &entropy, "buggy", Content::None).await;
        room.act("a", bug).await.unwrap();
        table.load(&room.code).await.unwrap()
    };
    let fib = Room::open(&table, &entropy, "fib", Content::Questions((0..9).map(question).collect())).await;
    let shown = table.load(&fib.code).await.unwrap();

    // Four loops, on a machine with two threads; the others are served while they last.
    let (views, bots) =
        ([broken("view_loop").await, broken("view_loop").await], [broken("bot_loop").await, broken("bot_loop").await]);
    let looking = futures_util::future::join_all(views.iter().map(|session| table.snapshot(session, None)));
    let thinking =
        futures_util::future::join_all(bots.iter().map(|session| table.choose_bot_move(session, &first, 0, seed)));
    let others = async {
        let panics = broken("view_panic").await;
        assert_eq!(fault(table.snapshot(&panics, Some(&first)).await), "a bug");
        let panics = broken("you_panic").await;
        assert!(fault(table.snapshot(&panics, Some(&first)).await).contains("a bug"));
        assert!(table.snapshot(&panics, None).await.is_ok(), "what everybody is shown is fine");
        assert_eq!(fault(table.choose_bot_move(&broken("bot_panic").await, &first, 0, seed).await), "a bug");
        for _ in 0..20 {
            assert_eq!(table.snapshot(&shown, Some(&first)).await.unwrap().players.len(), 2);
            fib.step(Command::Pause { by: None }).await.unwrap();
            fib.step(Command::Play { content: None }).await.unwrap();
        }
    };
    let (looks, thoughts, ()) = tokio::join!(looking, thinking, others);
    for cause in looks.into_iter().map(fault).chain(thoughts.into_iter().map(fault)) {
        assert_eq!(cause, "the call timed out");
    }
    // Who looks again at what does not return is told at once, and takes no thread along.
    for _ in 0..100 {
        assert_eq!(fault(table.snapshot(&views[0], Some(&first)).await), "the call timed out");
    }
    assert_eq!(LOOKS.load(Ordering::Relaxed), views.len());
    SEEN_ENOUGH.store(true, Ordering::Relaxed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_game_that_fails_before_it_begins_is_an_error_to_who_wants_it() {
    let redis = RedisServer::start().await;
    let entropy = SecureRng::from_os().unwrap();
    let table = table(&redis, &entropy).await;
    let config = |bug: u32| to_raw_value(&serde_json::json!({ "bug": bug })).unwrap();
    let create = async |bug: u32| {
        let config = config(bug);
        table.create(wanted(&entropy, "buggy", Some(&config), Content::None)).await
    };
    let need = async |bug: u32| table.content_need("buggy", Some(&config(bug))).await;
    assert_eq!(fault(create(2).await), "a bug");
    assert_eq!(fault(need(4).await), "a bug");
    assert!(create(0).await.unwrap().is_some());
    assert!(need(0).await.is_ok());
    assert_eq!(rejected(need(5).await).code, ErrorCode::InvalidInput);
    assert_eq!(rejected(table.content_need("nothing", None).await).field.as_deref(), Some("cartridge"));
    let (dealt, needed) = tokio::join!(create(1), need(3));
    assert_eq!((fault(dealt), fault(needed)), ("the call timed out".into(), "the call timed out".into()));
    DEALT_ENOUGH.store(true, Ordering::Relaxed);
    // What is lent to a companion that fails is lost, and nothing else.
    assert_eq!(fault(table.run_ephemeral("buggy", || panic!("a bug")).await), "a bug");
    assert_eq!(table.run_ephemeral("buggy", || 7).await.unwrap(), 7);
}

/// Returns the cause of a cartridge's failure.
fn fault<T>(asked: Result<T, impl Into<RequestError>>) -> String {
    match asked.map_err(Into::into) {
        Err(RequestError::Failed(error)) => match &*error {
            SessionError::CartridgeFailed { cartridge, cause } if cartridge == "buggy" => cause.clone(),
            error => panic!("{error}"),
        },
        Err(RequestError::Rejected(rejected)) => panic!("{rejected}"),
        Ok(_) => panic!("the call succeeded"),
    }
}

/// Returns the reason of a rejection.
fn rejected<T>(asked: Result<T, RequestError>) -> Rejected {
    match asked {
        Err(RequestError::Rejected(rejected)) => rejected,
        Err(RequestError::Failed(error)) => panic!("{error}"),
        Ok(_) => panic!("the call succeeded"),
    }
}
