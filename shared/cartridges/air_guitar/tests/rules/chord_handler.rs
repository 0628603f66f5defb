//! The chord handler: broadcasting and counting of chords.

use serde_json::{Value, json};
use wpp_air_guitar::{
    REPORT,
    ephemeral::{ChordHandler, REPORT_INTERVAL_MS},
};
use wpp_game::{
    driver::Move,
    ephemeral::{EphemeralHandler, EphemeralMessage},
    session::{Command, Origin},
};

use crate::band::{Band, id, raw};

/// A session with the chord handler of Ana's socket.
struct Stage {
    band: Band,
    handler: ChordHandler,
    applied: usize,
}

impl Stage {
    fn set() -> Self {
        let band = Band::on_stage(&["Ana"], json!({"practice_ms": 60_000, "goal_percent": 50}));
        let applied = band.log.len();
        Self { band, handler: ChordHandler::new(id("Ana")), applied }
    }

    /// Passes new events to the handler and applies its reports.
    fn sync(&mut self) -> Vec<Move> {
        let mut moves = Vec::new();
        loop {
            for event in &self.band.log[self.applied..] {
                self.handler.on_event(event);
            }
            self.applied = self.band.log.len();
            let due = self.handler.next_report_at().is_some_and(|at| at <= self.band.now);
            let Some(made) = due.then(|| self.handler.report(self.band.now, false)).flatten() else { return moves };
            self.band.act("Ana", made.kind, made.data.clone()).unwrap();
            moves.push(made);
        }
    }

    fn strum(&mut self, data: Value) -> Option<EphemeralMessage> {
        self.handler.receive("chord_change", &raw(&data), self.band.now).unwrap()
    }

    fn chord(&mut self) {
        assert!(self.strum(json!({"chord": "Am"})).is_some());
    }
}

#[test]
fn broadcasts_chords_in_every_phase() {
    let mut handler = ChordHandler::new(id("Ana"));
    let registry = wpp_game::registry::Registry::empty().with::<wpp_air_guitar::AirGuitar>();
    let game = registry.get("air_guitar").unwrap();
    assert!(game.is_ephemeral("chord_change") && !game.is_ephemeral("practice.start"));
    let now = wpp_game::time::Timestamp::from_millis(1_000);
    let passed =
        handler.receive("chord_change", &raw(&json!({"chord": "Am", "stroke": "up", "x": 1})), now).unwrap().unwrap();
    let data: Value = serde_json::from_str(passed.data.get()).unwrap();
    let expected = json!({"chord": "Am", "player_id": "ana", "timestamp": "1970-01-01T00:00:01.000Z", "stroke": "up"});
    assert_eq!((passed.kind, data), ("chord_change", expected));
}

#[test]
fn drops_outdated_chords() {
    let mut stage = Stage::set();
    assert!(stage.strum(json!({"chord": "A", "seq": 5})).is_some());
    assert!(stage.strum(json!({"chord": "B", "seq": 5})).is_none());
    assert!(stage.strum(json!({"chord": "C", "seq": 4})).is_none());
    assert!(stage.strum(json!({"chord": "D", "seq": 7})).is_some(), "a gap is no matter");
    assert!(stage.strum(json!({"chord": "E"})).is_some(), "who does not count is applied");
    assert!(stage.strum(json!({"chord": "F", "seq": 6})).is_none());
}

#[test]
fn counts_a_whole_practice() {
    let mut stage = Stage::set();
    stage.band.starts("Ana");
    stage.sync();
    for _ in 0..100 {
        stage.chord();
        stage.band.wait(500);
        stage.sync();
    }
    assert_eq!(stage.band.last("practice.progress")["chords"], 90, "at three quarters of a minute, as every quarter");
    stage.band.wait(10_000);
    stage.sync();
    let line = stage.band.line("Ana");
    assert_eq!((&line["chords"], &line["steadiness"]), (&json!(100), &json!(100)));
    assert_eq!(line["played_ms"], 49_500 + 4_000, "the last one rang on for a while");
    assert_eq!(line["reached"], true);
}

#[test]
fn reports_regularly_and_at_the_end() {
    let mut stage = Stage::set();
    stage.band.starts("Ana");
    assert!(stage.sync().is_empty());
    stage.chord();
    assert_eq!(stage.handler.next_report_at(), Some(stage.band.now.plus_ms(REPORT_INTERVAL_MS)));
    stage.band.wait(REPORT_INTERVAL_MS - 1);
    assert!(stage.sync().is_empty());
    stage.band.wait(1);
    assert_eq!(stage.sync().len(), 1);
    stage.chord();
    stage.band.wait(100);
    stage.band.ends("Ana");
    let moves = stage.sync();
    assert_eq!((moves.len(), moves[0].kind, &moves[0].data["last"]), (1, REPORT, &json!(true)));
    assert_eq!((stage.band.phase(), &stage.band.line("Ana")["chords"]), ("summary", &json!(2)));
}

#[test]
fn first_chord_joins_the_practice() {
    let mut stage = Stage::set();
    let join = Command::Join { player_id: id("Bo"), nickname: "Bo".into(), avatar: None, origin: Origin::default() };
    stage.band.must(join);
    stage.band.connected("Bo", true);
    stage.band.starts("Bo");
    stage.sync();
    stage.chord();
    assert_eq!(stage.sync()[0].kind, "practice.start");
    assert_eq!(stage.band.shown()["view"]["parts"][1]["player_id"], "ana");
    stage.band.ends("Ana");
    stage.sync();
    stage.chord();
    assert!(stage.sync().is_empty());
}

#[test]
fn ignores_pauses_lobby_and_rests() {
    let mut stage = Stage::set();
    stage.chord();
    stage.band.starts("Ana");
    stage.sync();
    for rest in [500, 500, 500, 6_000, 500, 500, 500, 500, 500, 500, 500, 500] {
        stage.chord();
        stage.band.wait(rest);
    }
    stage.band.must(Command::Pause { by: None });
    stage.sync();
    stage.chord();
    stage.band.wait(100_000);
    stage.band.must(Command::Play { content: None });
    stage.sync();
    stage.band.ends("Ana");
    stage.sync();
    let line = stage.band.line("Ana");
    assert_eq!((&line["chords"], &line["steadiness"]), (&json!(12), &json!(100)));
    assert_eq!(line["played_ms"], 11 * 500 + 4_000);
}

#[test]
fn prefers_a_plausible_phone_clock() {
    let shaken = |clock: fn(f64) -> Value| {
        let mut stage = Stage::set();
        stage.band.starts("Ana");
        stage.sync();
        for n in 0..40 {
            stage.strum(json!({"chord": "E", "at_ms": clock(f64::from(n))}));
            stage.band.wait(if n % 2 == 0 { 400 } else { 600 });
        }
        stage.band.ends("Ana");
        stage.sync();
        stage.band.line("Ana")["steadiness"].as_u64().unwrap()
    };
    assert_eq!(shaken(|n| json!(n * 500.0)), 100);
    assert!(shaken(|_| json!(null)) < 10);
    assert!(shaken(|n| json!(n * 5.0)) < 10);
}

#[test]
fn closing_socket_reports_its_rest() {
    let mut stage = Stage::set();
    stage.band.starts("Ana");
    stage.sync();
    for _ in 0..4 {
        stage.chord();
        stage.band.wait(500);
    }
    let made = stage.handler.report(stage.band.now, true).unwrap();
    assert_eq!((&made.data["chords"], &made.data["last"]), (&json!(4), &json!(false)));
    stage.band.act("Ana", made.kind, made.data).unwrap();
    assert!(stage.handler.report(stage.band.now, true).is_none(), "once");

    stage.handler = ChordHandler::new(id("Ana"));
    let shown = serde_json::from_value(stage.band.shown()).unwrap();
    stage.handler.on_snapshot(&shown);
    stage.chord();
    stage.band.wait(100);
    stage.band.ends("Ana");
    stage.sync();
    assert_eq!(stage.band.line("Ana")["chords"], 5);
}
