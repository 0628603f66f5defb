//! A correct history, and one broken history for each kind of violation.

use serde_json::json;

use super::{checker::Verdict, *};

const QUESTION: Question = (1, 1);

/// A history of one question with two players, `a` and `b`, and one socket.
struct History {
    records: Vec<Record>,
    seq: u64,
    now_us: i64,
    epoch: String,
}

impl History {
    /// Starts a game up to the lies.
    fn new() -> Self {
        let config = Map::from_iter([("rounds".to_owned(), json!(1)), ("questions_per_round".to_owned(), json!(1))]);
        let players = ["a", "b"].map(str::to_owned).to_vec();
        let session = Record::Session(SessionRecord { session: "S".to_owned(), config, players });
        let mut it = Self { records: vec![session], seq: 4, now_us: 1_000_000, epoch: "e1".to_owned() };
        it.snapshot();
        it.event("phase.question_shown", None, json!({"round": 1, "question": 1}));
        it.event("phase.lie_started", Some(1), json!({"round": 1, "question": 1}));
        it
    }

    /// Plays a whole game.
    fn whole() -> Self {
        let mut it = Self::new();
        it.lie("a", "l1");
        it.lie("b", "l2");
        it.guesses();
        it.reveal();
        it
    }

    /// Starts the guesses and lets both players guess.
    fn guesses(&mut self) {
        let options = json!([{"option_id": "x", "text": "of a"}, {"option_id": "y", "text": "of b"},
                             {"option_id": "z", "text": "truth"}]);
        self.event("phase.guess_started", None, json!({"options": options}));
        self.guess("a", "g1", "z");
        self.guess("b", "g2", "x");
    }

    /// Reveals that `b` picked the lie of `a`, and `a` the truth.
    fn reveal(&mut self) {
        self.event("reveal.step", Some(2), step("x", "lie", &["a"], &["b"], &[("a", 500, "fooled")]));
        self.event("reveal.step", Some(3), step("y", "lie", &["b"], &[], &[]));
        self.event("reveal.step", Some(4), step("z", "truth", &[], &["a"], &[("a", 1_000, "truth")]));
        self.end(1_500);
    }

    fn end(&mut self, points: i64) {
        let delta = |player, points| json!({"player_id": player, "delta": points, "total": points});
        let deltas = json!({"round": 1, "multiplier": 1, "deltas": [delta("a", points), delta("b", 0)]});
        self.event("phase.scores_calculated", Some(5), deltas);
        let place = |rank, player, score| json!({"rank": rank, "player_id": player, "nickname": player, "score": score, "delta": 0});
        self.event("phase.game_over", Some(6), json!({"ranking": [place(1, "a", points), place(2, "b", 0)]}));
    }

    fn snapshot(&mut self) {
        self.now_us += 1_000;
        let (session, epoch) = ("S".to_owned(), self.epoch.clone());
        let record =
            SnapshotRecord { session, socket: 0, at_us: self.now_us, epoch, seq: self.seq, question: Some(QUESTION) };
        self.records.push(Record::Snapshot(record));
    }

    fn event(&mut self, kind: &str, due_s: Option<i64>, data: Value) {
        self.seq += 1;
        self.event_at(0, kind, due_s, &data);
    }

    fn event_at(&mut self, socket: usize, kind: &str, due_s: Option<i64>, data: &Value) {
        self.now_us += 1_000;
        self.records.push(Record::Event(EventRecord {
            session: "S".to_owned(),
            socket,
            at_us: self.now_us,
            epoch: self.epoch.clone(),
            seq: self.seq,
            kind: kind.to_owned(),
            due_us: due_s.map(|due_s| due_s * 1_000_000),
            data: data.clone(),
        }));
    }

    fn lie(&mut self, player: &str, id: &str) {
        self.act(player, id, Operation::Lie { question: QUESTION, suggested: false });
    }

    fn guess(&mut self, player: &str, id: &str, option_id: &str) {
        self.act(player, id, Operation::Guess { question: QUESTION, option_id: option_id.to_owned() });
    }

    fn act(&mut self, player: &str, id: &str, operation: Operation) {
        self.now_us += 1;
        let start_us = self.now_us;
        self.event("progress", None, json!({"answered": [player], "by": id}));
        self.acknowledge(player, id, operation, start_us);
    }

    fn acknowledge(&mut self, player: &str, id: &str, operation: Operation, start_us: i64) {
        self.now_us += 1_000;
        self.records.push(Record::Action(ActionRecord {
            session: "S".to_owned(),
            player: player.to_owned(),
            id: id.to_owned(),
            operation,
            start_us,
            end_us: self.now_us,
            epoch: self.epoch.clone(),
            seq: Some(self.seq),
            code: None,
        }));
    }

    /// Continues in another epoch, after a loss of everything after `seq`.
    fn roll_back(&mut self, seq: u64) {
        (self.seq, self.epoch) = (seq, "e2".to_owned());
        self.snapshot();
    }

    fn check(&self) -> Verdict {
        let lines: Vec<String> = self.records.iter().map(|record| serde_json::to_string(record).unwrap()).collect();
        check(lines.join("\n").as_bytes()).unwrap()
    }

    /// Checks that the history has exactly one violation, with this text.
    fn assert_violation(&self, text: &str) {
        let Verdict { violations, .. } = self.check();
        assert!(violations.len() == 1 && violations[0].contains(text), "{violations:?} instead of {text}");
    }
}

fn step(option_id: &str, kind: &str, authors: &[&str], pickers: &[&str], awards: &[(&str, i64, &str)]) -> Value {
    let award =
        |(player, points, reason): &(&str, i64, &str)| json!({"player_id": player, "points": points, "reason": reason});
    let awarded: Vec<Value> = awards.iter().map(award).collect();
    json!({"option_id": option_id, "kind": kind, "authors": authors, "pickers": pickers, "awarded": awarded})
}

#[test]
fn accepts_a_correct_history() {
    let verdict = History::whole().check();
    assert_eq!(verdict, Verdict { sessions: 1, acknowledged: 4, ..Verdict::default() });
}

#[test]
fn accepts_answers_that_were_offered_again() {
    let mut it = History::new();
    let before = it.seq;
    it.lie("a", "l1");
    it.lie("b", "l2");
    it.roll_back(before);
    it.lie("b", "l2");
    it.lie("a", "l1");
    it.guesses();
    it.reveal();
    assert_eq!(it.check().violations, Vec::<String>::new());
}

#[test]
fn accepts_a_phase_that_was_played_again() {
    let mut it = History::new();
    it.lie("a", "l1");
    it.lie("b", "l2");
    let before = it.seq;
    it.event("phase.guess_started", None, json!({"options": [{"option_id": "old", "text": "of a"}]}));
    it.guess("a", "g0", "old");
    it.roll_back(before);
    it.guesses();
    it.reveal();
    assert_eq!(it.check().violations, Vec::<String>::new());
}

#[test]
fn finds_a_lost_lie() {
    let mut it = History::new();
    it.lie("a", "l1");
    it.lie("b", "l2");
    it.guesses();
    it.event("reveal.step", Some(2), step("x", "lie", &["a"], &["b"], &[("a", 500, "fooled")]));
    it.event("reveal.step", Some(3), step("y", "decoy", &[], &[], &[]));
    it.event("reveal.step", Some(4), step("z", "truth", &[], &["a"], &[("a", 1_000, "truth")]));
    it.end(1_500);
    it.assert_violation("the lie of b to question (1, 1) is lost");
}

#[test]
fn finds_a_lost_guess() {
    let mut it = History::new();
    it.lie("a", "l1");
    it.lie("b", "l2");
    it.guesses();
    it.event("reveal.step", Some(2), step("x", "lie", &["a"], &[], &[]));
    it.event("reveal.step", Some(3), step("y", "lie", &["b"], &[], &[]));
    it.event("reveal.step", Some(4), step("z", "truth", &[], &["a"], &[("a", 1_000, "truth")]));
    it.end(1_000);
    it.assert_violation("the guess of b at question (1, 1) is lost");
}

#[test]
fn finds_wrong_scores() {
    let mut it = History::whole();
    for record in &mut it.records {
        if let Record::Event(event) = record
            && event.kind == "phase.game_over"
        {
            event.data["ranking"][0]["score"] = json!(1_501);
        }
    }
    let violations = it.check().violations;
    assert!(violations.iter().any(|what| what.contains("score of a is 1501 instead of 1500")), "{violations:?}");
}

#[test]
fn finds_a_doubled_deadline() {
    let mut it = History::whole();
    it.event("reaction", None, json!({}));
    it.event("reaction", Some(6), json!({}));
    it.assert_violation("a deadline fired twice");
}

#[test]
fn finds_a_phase_that_started_twice() {
    let mut it = History::new();
    it.lie("a", "l1");
    it.event("phase.lie_started", Some(9), json!({"round": 1, "question": 1}));
    it.assert_violation("phase.lie_started of question (1, 1) came twice");
}

#[test]
fn finds_different_events_at_two_sockets() {
    let mut it = History::whole();
    it.event("reaction", None, json!({"counts": 1}));
    let record = SnapshotRecord {
        session: "S".to_owned(),
        socket: 1,
        at_us: it.now_us,
        epoch: "e1".to_owned(),
        seq: it.seq - 1,
        question: None,
    };
    it.records.push(Record::Snapshot(record));
    it.event_at(1, "reaction", None, &json!({"counts": 2}));
    it.assert_violation("sockets received different events");
}

#[test]
fn finds_a_gap() {
    let mut it = History::whole();
    it.seq += 1;
    it.event("reaction", None, json!({}));
    it.assert_violation("socket 0 has a broken stream");
}

#[test]
fn finds_two_accepted_answers() {
    let mut it = History::new();
    it.lie("a", "l1");
    it.lie("a", "l9");
    it.assert_violation("a has two accepted answers");
}

#[test]
fn finds_a_repeat_with_another_answer() {
    let mut it = History::new();
    it.lie("a", "l1");
    it.lie("a", "l1");
    it.assert_violation("action l1 of a was acknowledged as 7 and as 8");
}

#[test]
fn finds_an_order_against_time() {
    let mut it = History::new();
    it.lie("a", "l1");
    it.lie("b", "l2");
    let Some(Record::Action(last)) = it.records.last_mut() else { panic!("an action is last") };
    // The number belongs to an event before the answer of `a`, which ended before `b` answered.
    last.seq = Some(1);
    it.assert_violation("action l2 of b took effect at 1, before it was sent");
}

#[test]
fn accepts_a_number_that_the_store_lost_and_gave_again() {
    let mut it = History::new();
    it.lie("a", "l1");
    let lost = it.seq;
    it.lie("b", "l2");
    // The store returns without the last answer, and accepts another one before the epoch changes.
    let start_us = it.now_us + 1;
    it.seq = lost;
    it.acknowledge("b", "l3", Operation::Other, start_us);
    it.roll_back(lost);
    let Verdict { violations, .. } = it.check();
    assert_eq!(violations, Vec::<String>::new());
}

#[test]
fn accepts_a_number_given_again_to_an_action_from_before_the_loss() {
    let mut it = History::new();
    it.lie("a", "l1");
    let lost = it.seq;
    it.lie("b", "l2");
    // The action is under way when the last event arrives, and reaches the store after the loss.
    let start_us = it.now_us + 1;
    it.event("progress", None, json!({"answered": ["b"]}));
    it.seq = lost;
    it.acknowledge("a", "l3", Operation::Other, start_us);
    it.roll_back(lost);
    let Verdict { violations, .. } = it.check();
    assert_eq!(violations, Vec::<String>::new());
}

#[test]
fn finds_an_effect_before_its_cause() {
    let mut it = History::new();
    it.event("progress", None, json!({"answered": ["a"]}));
    let start_us = it.now_us + 500;
    it.acknowledge("a", "l1", Operation::Lie { question: QUESTION, suggested: false }, start_us);
    it.assert_violation("event 7 contains action l1 of a before it was sent");
}

#[test]
fn reports_what_it_cannot_verify() {
    let mut it = History::new();
    it.lie("a", "l1");
    let verdict = it.check();
    assert_eq!((verdict.violations.len(), verdict.unverified), (0, vec!["S: the game has no end".to_owned()]));
}

#[test]
fn refuses_what_is_no_history() {
    let error = check("{}".as_bytes()).unwrap_err();
    assert!(error.to_string().starts_with("line 1 is no record of a history"), "{error}");
}
