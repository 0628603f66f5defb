//! Extra time: a phase waits for the players who take it, and for nobody else.

use serde_json::{Value, json};
use wpp_fib::Fib;
use wpp_game::{
    driver::GameDriver,
    ids::PlayerId,
    session::{Command, Session, Status},
    time::Timestamp,
};
use wpp_last_word::LastWord;
use wpp_quiz::Quiz;
use wpp_sketch::Sketch;

use super::{TestRoom, hall, player};
use crate::world::{at, raw, stored};

/// A question of Quiz that everybody answers.
struct Question {
    room: TestRoom,
    /// When the time of players without extra time ends.
    deadline: u64,
    /// Milliseconds to answer.
    length: u64,
}

fn set(id: &str, percent: u32) -> Command {
    Command::SetExtraTime { player_id: player(id), percent }
}

/// Returns the milliseconds since the start.
fn ms(moment: Timestamp) -> u64 {
    moment.ms_since(at(0))
}

fn snapshot(room: &TestRoom, viewer: Option<&str>, now: u64) -> Value {
    let viewer: Option<PlayerId> = viewer.map(player);
    serde_json::to_value(room.session.snapshot(&room.registry, viewer.as_ref(), at(now)).unwrap()).unwrap()
}

impl Question {
    fn new(config: &Value, percents: &[(&str, u32)]) -> Self {
        let mut room = TestRoom::playing::<Quiz>(config.clone(), &["ann", "bob", "cyd"]);
        for (id, percent) in percents {
            room.must(0, set(id, *percent));
        }
        room.must(0, Command::Play { content: None });
        let begins = ms(room.session.wake_at().unwrap());
        room.must(begins, Command::Wake);
        let deadline = ms(room.session.wake_at().unwrap());
        let length = snapshot(&room, None, begins)["view"]["time_limit_ms"].as_u64().unwrap();
        Self { room, deadline, length }
    }

    fn answer(&self, id: &str, now: u64) -> Command {
        let data = raw(&hall::answer(&snapshot(&self.room, None, now)["view"]));
        Command::Action { player_id: player(id), id: format!("{id}-{now}"), kind: "answer.submit".into(), data }
    }

    fn phase(&self) -> &str {
        self.room.session.phase_name().unwrap()
    }

    fn wake(&mut self, now: u64) {
        self.room.must(now, Command::Wake);
    }
}

#[test]
fn only_the_player_has_more_time() {
    let mut question = Question::new(&json!({}), &[("ann", 100), ("cyd", 50)]);
    let (deadline, length) = (question.deadline, question.length);
    let seen = snapshot(&question.room, Some("ann"), deadline)["you"]["extra_time"].clone();
    assert_eq!(seen, json!({"percent": 100, "most_percent": 100, "ms": length}));
    question.wake(deadline);
    let late = deadline + length / 2;
    question.wake(late);
    assert_eq!(question.phase(), "answer");
    let phase = snapshot(&question.room, Some("bob"), late)["phase"].clone();
    let shown = json!([at(deadline).rfc3339(), 0]);
    assert_eq!(json!([phase["deadline_at"], phase["remaining_ms"]]), shown, "nobody else's deadline moves");

    let (bob, cyd) = (question.answer("bob", late), question.answer("cyd", late + 1));
    assert_eq!(question.room.refused(late, bob), "wrong_phase");
    assert_eq!(question.room.refused(late + 1, cyd), "wrong_phase");
    let reaction = raw(&json!({"emoji": "🔥"}));
    let (player_id, kind) = (player("bob"), "reaction.send".to_owned());
    question.room.must(late, Command::Action { player_id, id: "r1".into(), kind, data: reaction });
    let ann = question.answer("ann", late + 1);
    question.room.must(late + 1, ann);
    assert_eq!(question.phase(), "solution", "nobody else is waited for");
}

#[test]
fn the_latest_missing_answer_decides() {
    let mut question = Question::new(&json!({}), &[("ann", 100), ("cyd", 50)]);
    let (deadline, length) = (question.deadline, question.length);
    question.wake(deadline);
    assert_eq!(ms(question.room.session.wake_at().unwrap()), deadline + length);
    let ann = question.answer("ann", deadline + 10);
    question.room.must(deadline + 10, ann);
    assert!(snapshot(&question.room, Some("ann"), deadline + 10)["you"]["extra_time"]["ms"].is_null());
    assert_eq!(ms(question.room.session.wake_at().unwrap()), deadline + length / 2);
    question.wake(deadline + length / 2);
    assert_eq!(question.phase(), "solution");
}

#[test]
fn the_host_limits_extra_time() {
    for (most, extra) in [(25, 4), (0, 0)] {
        let mut question = Question::new(&json!({"extra_time_percent": most}), &[("ann", 100)]);
        let (deadline, length) = (question.deadline, question.length);
        let is_shown = snapshot(&question.room, Some("ann"), deadline)["you"]["extra_time"].is_object();
        assert_eq!(is_shown, most > 0);
        question.wake(deadline);
        let waits = length.checked_div(extra).unwrap_or(0);
        assert_eq!(question.phase() == "answer", waits > 0);
        question.wake(deadline + waits);
        assert_eq!(question.phase(), "solution");
    }
}

#[test]
fn nobody_else_learns_of_it() {
    let mut question = Question::new(&json!({}), &[("ann", 100)]);
    question.wake(question.deadline);
    for viewer in [None, Some("bob")] {
        let shown = snapshot(&question.room, viewer, question.deadline).to_string();
        assert!(!shown.contains("\"percent\":100"), "{shown}");
    }
    let leak = question.room.bodies.iter().find(|body| body.contains("extra") || body.contains("percent"));
    assert_eq!(leak, None);
    assert!(!question.room.events.contains(&"session.updated".to_owned()), "no event shows the moment of the setting");
}

#[test]
fn the_next_event_informs_the_player_alone() {
    let mut room = TestRoom::playing::<Quiz>(json!({}), &["ann", "bob"]);
    let before = room.events.len();
    room.must(0, set("ann", 50));
    room.must(0, set("ann", 0));
    assert_eq!(room.events.len(), before, "{:?}", room.events);

    // A device may have the snapshot of any moment before the event, so the patch has all fields.
    let lock = |session: &Session, locked| session.step(&room.registry, &[Command::Lock { locked }], at(1)).unwrap();
    let locked = lock(&room.session, true);
    let patches: Vec<Value> =
        locked.events.iter().map(|event| serde_json::from_str(&event.you_patches()).unwrap()).collect();
    let own = json!({"percent": 0, "most_percent": 100, "ms": null});
    assert_eq!(patches, [json!({"ann": {"extra_time": own}})]);
    let unlocked = lock(&stored(&locked.session), false);
    assert!(unlocked.events[0].patches.private.is_empty(), "one event carries the change");
}

#[test]
fn a_failure_in_the_overtime_keeps_the_private_part() {
    let mut question = Question::new(&json!({}), &[("ann", 100)]);
    let (now, length) = (question.deadline + 1_000, question.length);
    question.wake(question.deadline);
    let own = |room: &TestRoom| snapshot(room, Some("ann"), now)["you"].clone();
    let before = own(&question.room);
    let step = question.room.session.quarantine(at(now)).unwrap();
    assert!(step.events[0].patches.private.is_empty(), "the event is made without the game");
    question.room.session = stored(&step.session);
    assert_eq!(own(&question.room), before);

    question.room.must(now, Command::Play { content: None });
    assert_eq!(own(&question.room), before);
    assert_eq!(ms(question.room.session.wake_at().unwrap()), question.deadline + length);
}

#[test]
fn a_pause_keeps_the_rest() {
    let mut question = Question::new(&json!({}), &[("ann", 100)]);
    let (deadline, length) = (question.deadline, question.length);
    question.wake(deadline);
    question.room.must(deadline + 1_000, Command::Pause { by: None });
    assert_eq!(snapshot(&question.room, None, deadline + 9_000)["phase"]["remaining_ms"], 0);
    let rest = || snapshot(&question.room, Some("ann"), deadline + 9_000)["you"]["extra_time"]["ms"].clone();
    assert_eq!(rest(), length - 1_000, "the part that is over does not count twice");
    question.room.must(deadline + 9_000, Command::Play { content: None });
    assert_eq!(snapshot(&question.room, Some("ann"), deadline + 9_000)["you"]["extra_time"]["ms"], length);
    assert_eq!(ms(question.room.session.wake_at().unwrap()), deadline + 8_000 + length);
    let bob = question.answer("bob", deadline + 9_001);
    assert_eq!(question.room.refused(deadline + 9_001, bob), "wrong_phase");
}

#[test]
fn the_phase_does_not_wait_for_the_absent() {
    let mut question = Question::new(&json!({"answer_ms": 60_000}), &[("ann", 100)]);
    let deadline = question.deadline;
    question.room.presence(deadline - 100, "ann", false);
    question.wake(deadline);
    assert_eq!(question.phase(), "answer", "a phone may be asleep");
    let gone = ms(question.room.session.wake_at().unwrap());
    assert!(gone < deadline + question.length, "the grace period ends first");
    question.wake(gone + 500);
    assert_eq!(question.phase(), "solution");
}

#[test]
fn removal_ends_the_wait() {
    let mut question = Question::new(&json!({"all_in_advances": false}), &[("ann", 100)]);
    question.wake(question.deadline);
    let now = question.deadline + 100;
    question.room.must(now, Command::Remove { player_id: player("ann") });
    assert_eq!(question.phase(), "solution");
}

#[test]
fn rejects_changes_that_come_too_late() {
    let mut question = Question::new(&json!({}), &[("ann", 100)]);
    assert_eq!(question.room.refused(question.deadline - 1, set("bob", 101)), "invalid_input");
    question.wake(question.deadline);
    assert_eq!(question.room.refused(question.deadline + 1, set("bob", 100)), "wrong_phase");
    question.room.must(question.deadline + 1, set("ann", 100));
    assert_eq!(snapshot(&question.room, Some("bob"), question.deadline)["you"]["extra_time"]["percent"], 0);
}

#[test]
fn a_change_counts_at_once() {
    let mut question = Question::new(&json!({}), &[]);
    let length = question.length;
    question.room.must(question.deadline - 1, set("ann", 50));
    let seen = snapshot(&question.room, Some("ann"), question.deadline)["you"]["extra_time"].clone();
    assert_eq!(seen, json!({"percent": 50, "most_percent": 100, "ms": length / 2}));
    question.wake(question.deadline);
    assert_eq!(question.phase(), "answer");
}

/// Plays until the first phase with answers; the phase must wait for the only player with extra time.
fn waits<D: GameDriver>(phase: &str, length_ms: u64) {
    let mut room = TestRoom::playing::<D>(json!({}), &["ann", "bob", "cyd"]);
    room.must(0, set("ann", 100));
    room.must(0, Command::Play { content: None });
    while room.session.phase_name() != Some(phase) {
        let due = ms(room.session.wake_at().unwrap());
        room.must(due, Command::Wake);
    }
    let deadline = ms(room.session.wake_at().unwrap());
    room.must(deadline, Command::Wake);
    assert_eq!((room.session.status(), room.session.phase_name()), (Status::Running, Some(phase)));
    assert_eq!(ms(room.session.wake_at().unwrap()), deadline + length_ms);
    room.must(deadline + length_ms, Command::Wake);
    assert_ne!(room.session.phase_name(), Some(phase));
}

#[test]
fn every_phase_with_answers_waits() {
    waits::<Fib>("lie", 60_000);
    waits::<Fib>("guess", 30_000);
    waits::<LastWord>("write", 90_000);
    waits::<Sketch>("draw", 90_000);
}
