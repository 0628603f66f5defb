//! A defect of a cartridge pauses its session and affects no other session.

mod buggy;

use std::sync::{Arc, atomic::Ordering};

use serde_json::value::{RawValue, to_raw_value};
use wpp_fib::Fib;
use wpp_game::{
    content::{Content, Question, QuestionKind},
    contract::ErrorCode,
    ids::{PlayerId, SessionCode},
    registry::Registry,
    session::{Command, NewSession, Origin, Rejected, Session, Status},
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

pub use self::buggy::{Buggy, END_SIMULATOR_LOOPS};
use self::buggy::{END_CONTENT_LOOPS, END_STEP_LOOPS, END_VIEW_LOOPS, VIEWS};
use crate::support::panics;

struct Room {
    sessions: SessionService,
    code: SessionCode,
}

impl Room {
    async fn open(sessions: &SessionService, rng: &SecureRng, cartridge: &str, content: Content) -> Self {
        let new = wanted(rng, cartridge, None, content);
        let session = sessions.create(new).await.unwrap().unwrap();
        let room = Self { sessions: sessions.clone(), code: session.code().clone() };
        for n in 0..2 {
            let player_id = PlayerId(format!("p{n}"));
            let join =
                Command::Join { player_id, nickname: format!("Nick {n}"), avatar: None, origin: Origin::default() };
            room.step(join).await.unwrap();
        }
        room.step(Command::Play { content: None }).await.unwrap();
        room
    }

    /// Executes one command. Returns the error code of a rejection.
    async fn step(&self, command: Command) -> Result<(), ErrorCode> {
        let stepped = self.sessions.step(&self.code, &[command]).await.unwrap();
        stepped.answers.into_iter().next().unwrap().map(|_| ()).map_err(|refusal| refusal.code)
    }

    async fn submit_action(&self, id: &str, kind: &str) -> Result<(), ErrorCode> {
        let data = RawValue::from_string("{}".to_owned()).unwrap();
        let act = Command::Action { player_id: PlayerId("p0".into()), id: id.to_owned(), kind: kind.to_owned(), data };
        self.step(act).await
    }

    async fn status(&self) -> Status {
        self.sessions.load(&self.code).await.unwrap().status()
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
        ..Question::default()
    }
}

fn wanted<'a>(rng: &SecureRng, cartridge: &'a str, config: Option<&'a RawValue>, content: Content) -> NewSession<'a> {
    NewSession {
        code: rng.session_code(),
        epoch: rng.epoch(),
        seed: rng.seed(),
        owner: None,
        cartridge,
        config,
        pack_ids: Vec::new(),
        vip: true,
        content,
    }
}

async fn sessions(redis: &RedisServer, rng: &SecureRng) -> SessionService {
    panics::silence_panics_of_steps();
    let connection = redis_connection::connect(&redis.address()).await.unwrap();
    let parts = SessionServiceDeps {
        store: Arc::new(LiveStore::new(connection.clone())),
        queue: DeadlineQueue::new(connection).scheduler(),
        registry: Registry::empty().with::<Fib>().with::<Buggy>(),
        clock: Arc::new(SystemClock),
        rng: rng.clone(),
    };
    SessionService::new(parts)
}

/// Two threads, as on a small machine; each loop occupies one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn defect_pauses_only_its_session() {
    let redis = RedisServer::start().await;
    let rng = SecureRng::from_os().unwrap();
    let sessions = sessions(&redis, &rng).await;
    let mut looping = Vec::new();
    for _ in 0..4 {
        looping.push(Room::open(&sessions, &rng, "buggy", Content::None).await);
    }
    let panicking = Room::open(&sessions, &rng, "buggy", Content::None).await;
    let fib = Room::open(&sessions, &rng, "fib", Content::Questions((0..9).map(question).collect())).await;

    let loops = looping.iter().map(|room| room.submit_action("a", "loop"));
    let others = async {
        // Meanwhile four games loop on a machine with two threads.
        assert_eq!(panicking.submit_action("a", "panic").await, Err(ErrorCode::Paused));
        for bug in ["view_panic", "you_panic"] {
            panicking.step(Command::Play { content: None }).await.unwrap();
            assert_eq!(panicking.submit_action(bug, bug).await, Err(ErrorCode::Paused));
        }
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
        // The host may resume, and the players may submit other actions.
        room.step(Command::Play { content: None }).await.unwrap();
        assert_eq!(room.status().await, Status::Running);
    }
    END_STEP_LOOPS.store(true, Ordering::Relaxed);
    assert_eq!(looping[0].submit_action("b", "loop").await, Ok(()), "with the bug gone the game goes on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn defective_view_fails_only_its_readers() {
    let redis = RedisServer::start().await;
    let rng = SecureRng::from_os().unwrap();
    let sessions = sessions(&redis, &rng).await;
    let (first, seed) = (PlayerId("p0".into()), rng.seed());
    let broken = async |bug: &str| {
        let room = Room::open(&sessions, &rng, "buggy", Content::None).await;
        let mut stored = serde_json::to_value(sessions.load(&room.code).await.unwrap()).unwrap();
        stored["g"] = bug.into();
        serde_json::from_value::<Session>(stored).unwrap()
    };
    let fib = Room::open(&sessions, &rng, "fib", Content::Questions((0..9).map(question).collect())).await;
    let shown = sessions.load(&fib.code).await.unwrap();

    // Four loops on a machine with two threads must not delay the other sessions.
    let (views, bots) =
        ([broken("view_loop").await, broken("view_loop").await], [broken("bot_loop").await, broken("bot_loop").await]);
    let looking = futures_util::future::join_all(views.iter().map(|session| sessions.snapshot(session, None)));
    let thinking =
        futures_util::future::join_all(bots.iter().map(|session| sessions.choose_bot_move(session, &first, 0, seed)));
    let others = async {
        let panics = broken("view_panic").await;
        assert_eq!(fault(sessions.snapshot(&panics, Some(&first)).await), "a bug");
        let panics = broken("you_panic").await;
        assert!(fault(sessions.snapshot(&panics, Some(&first)).await).contains("a bug"));
        assert!(sessions.snapshot(&panics, None).await.is_ok(), "what everybody is shown is fine");
        assert_eq!(fault(sessions.choose_bot_move(&broken("bot_panic").await, &first, 0, seed).await), "a bug");
        for _ in 0..20 {
            assert_eq!(sessions.snapshot(&shown, Some(&first)).await.unwrap().players.len(), 2);
            fib.step(Command::Pause { by: None }).await.unwrap();
            fib.step(Command::Play { content: None }).await.unwrap();
        }
    };
    let (looks, thoughts, ()) = tokio::join!(looking, thinking, others);
    for cause in looks.into_iter().map(fault).chain(thoughts.into_iter().map(fault)) {
        assert_eq!(cause, "the call timed out");
    }
    // Another request for a looping view fails at once and occupies no thread.
    for _ in 0..100 {
        assert_eq!(fault(sessions.snapshot(&views[0], Some(&first)).await), "the call timed out");
    }
    assert_eq!(VIEWS.load(Ordering::Relaxed), views.len());
    END_VIEW_LOOPS.store(true, Ordering::Relaxed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn defect_before_start_is_an_error() {
    let redis = RedisServer::start().await;
    let rng = SecureRng::from_os().unwrap();
    let sessions = sessions(&redis, &rng).await;
    let config = |bug: u32| to_raw_value(&serde_json::json!({ "bug": bug })).unwrap();
    let create = async |bug: u32| {
        let config = config(bug);
        sessions.create(wanted(&rng, "buggy", Some(&config), Content::None)).await
    };
    let need = async |bug: u32| sessions.content_need("buggy", Some(&config(bug))).await;
    assert_eq!(fault(create(2).await), "a bug");
    assert_eq!(fault(need(4).await), "a bug");
    assert!(create(0).await.unwrap().is_some());
    assert!(need(0).await.is_ok());
    assert_eq!(rejected(need(5).await).code, ErrorCode::InvalidInput);
    assert_eq!(rejected(sessions.content_need("nothing", None).await).field.as_deref(), Some("cartridge"));
    let (dealt, needed) = tokio::join!(create(1), need(3));
    assert_eq!((fault(dealt), fault(needed)), ("the call timed out".into(), "the call timed out".into()));
    END_CONTENT_LOOPS.store(true, Ordering::Relaxed);
    // A failing ephemeral handler loses only its own state.
    assert_eq!(fault(sessions.run_ephemeral("buggy", || panic!("a bug")).await), "a bug");
    assert_eq!(sessions.run_ephemeral("buggy", || 7).await.unwrap(), 7);
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
