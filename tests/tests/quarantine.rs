//! A cartridge with a bug costs its own session and no other.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, and a buggy game panics")]

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use rand_chacha::ChaCha8Rng;
use serde_json::value::RawValue;
use wpp_game::{
    cartridges::fib::Fib,
    content::{Content, ContentNeed, Question, QuestionKind},
    driver::{
        BadAction, Ctx, GameDriver, Input, Next, Phase, Rejection, SeatLimits, Standing, TooLittleContent, Transition,
    },
    ids::{PlayerId, SessionCode},
    manifest::{About, ActionKind, PhaseKind},
    registry::Registry,
    session::{Command, NewSession, Status, code, snapshot::Snapshot},
};
use wpp_platform::{
    clock::SystemClock,
    entropy::Entropy,
    queue::DeadlineQueue,
    redis_link,
    store::LiveStore,
    table::{Parts, Table},
};
use wpp_tests::harness::redis::RedisServer;

/// Lets the games that loop go on.
static ENOUGH: AtomicBool = AtomicBool::new(false);

wpp_game::settings! {
    /// Nothing can be set.
    pub struct Config {}
}

enum Buggy {}

enum Bug {
    Loop,
    Panic,
}

#[derive(Debug, thiserror::Error)]
#[error("never")]
struct Never;

impl Rejection for Never {
    fn code(&self) -> &'static str {
        "wrong_phase"
    }
}

impl GameDriver for Buggy {
    const KIND: &'static str = "buggy";
    const ABOUT: About = About { name: "Buggy", tagline: "Breaks.", phases: &[PhaseKind::untimed("bug")] };
    const ACTIONS: &'static [ActionKind] = &[];
    type Config = Config;
    type Deck = ();
    type State = ();
    type Action = Bug;
    type Event = ();
    type Reply = ();
    type View = ();
    type You = ();
    type Rejection = Never;

    fn seats(_: &Config) -> SeatLimits {
        SeatLimits { min: 1, max: 2 }
    }

    fn content(_: &Config) -> ContentNeed {
        ContentNeed::None
    }

    fn deal(_: &Config, _: Content, _: &mut ChaCha8Rng) -> Result<(), TooLittleContent> {
        Ok(())
    }

    fn start(_: &Config, (): (), _: &mut Ctx<'_>) -> Transition<Self> {
        Transition { state: (), events: Vec::new(), next: Next::Idle, reply: None }
    }

    fn apply((): &(), input: Input<Bug>, _: &mut Ctx<'_>) -> Result<Transition<Self>, Never> {
        match input {
            Input::Action { action: Bug::Panic, .. } => panic!("a bug"),
            Input::Action { action: Bug::Loop, .. } => {
                while !ENOUGH.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            }
            Input::Deadline | Input::Roster => {}
        }
        Ok(Transition::unchanged(&()))
    }

    fn parse(kind: &str, _: &RawValue) -> Result<Bug, BadAction> {
        match kind {
            "loop" => Ok(Bug::Loop),
            "panic" => Ok(Bug::Panic),
            _ => Err(BadAction::Unknown),
        }
    }

    fn phase((): &()) -> Phase {
        Phase { name: "bug", round: 1, question: 1 }
    }

    fn standing((): &(), _: &PlayerId) -> Standing {
        Standing::default()
    }

    fn view((): &()) {}

    fn you((): &(), _: &PlayerId) {}

    fn fold(_: &mut Snapshot<()>, (): &()) {}
}

struct Room {
    table: Table,
    code: SessionCode,
}

impl Room {
    async fn open(table: &Table, entropy: &Entropy, cartridge: &str, content: Content) -> Self {
        let new = NewSession {
            code: entropy.session_code(),
            epoch: entropy.epoch(),
            seed: entropy.seed(),
            owner: None,
            cartridge,
            config: None,
            pack_ids: Vec::new(),
            content,
        };
        let session = table.create(new).await.unwrap().unwrap().unwrap();
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
    async fn step(&self, command: Command) -> Result<(), &'static str> {
        let stepped = self.table.step(&self.code, &[command]).await.unwrap();
        stepped.answers.into_iter().next().unwrap().map(|_| ()).map_err(|refusal| refusal.code)
    }

    async fn act(&self, id: &str, kind: &str) -> Result<(), &'static str> {
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

/// Two threads, as on a small machine: each loop would take one for good.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_game_that_loops_or_panics_pauses_its_session_and_the_others_go_on() {
    let redis = RedisServer::start().await;
    let connection = redis_link::connect(&redis.url()).await.unwrap();
    let entropy = Entropy::from_os().unwrap();
    let (table, _mailboxes) = Table::new(Parts {
        store: LiveStore::new(connection.clone()),
        queue: DeadlineQueue::new(connection),
        registry: Registry::empty().with::<Fib>().with::<Buggy>(),
        clock: Arc::new(SystemClock),
        entropy: entropy.clone(),
    });
    let mut looping = Vec::new();
    for _ in 0..4 {
        looping.push(Room::open(&table, &entropy, "buggy", Content::None).await);
    }
    let panicking = Room::open(&table, &entropy, "buggy", Content::None).await;
    let fib = Room::open(&table, &entropy, "fib", Content::Questions((0..9).map(question).collect())).await;

    let loops = looping.iter().map(|room| room.act("a", "loop"));
    let others = async {
        // While four games turn in circles on a machine with two threads:
        assert_eq!(panicking.act("a", "panic").await, Err(code::PAUSED));
        assert_eq!(panicking.status().await, Status::Paused);
        for _ in 0..20 {
            fib.step(Command::Pause { by: None }).await.unwrap();
            fib.step(Command::Play { content: None }).await.unwrap();
        }
        assert_eq!(fib.status().await, Status::Running);
    };
    let (answers, ()) = tokio::join!(futures_util::future::join_all(loops), others);
    assert_eq!(answers, [Err(code::PAUSED); 4]);
    for room in &looping {
        assert_eq!(room.status().await, Status::Paused, "a loop is a fault, and a fault is a pause");
        // The host may try again, and the players another thing.
        room.step(Command::Play { content: None }).await.unwrap();
        assert_eq!(room.status().await, Status::Running);
    }
    ENOUGH.store(true, Ordering::Relaxed);
    assert_eq!(looping[0].act("b", "loop").await, Ok(()), "with the bug gone the game goes on");
}
