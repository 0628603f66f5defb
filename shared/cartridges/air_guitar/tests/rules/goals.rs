//! Goals, stars and streaks.

use serde_json::json;
use wpp_game::session::Command;

use crate::band::{Band, id};

fn band() -> Band {
    Band::on_stage(&["Ana", "Bo"], json!({"practice_ms": 100_000, "goal_percent": 60, "practices": 50}))
}

/// Both guitarists play a whole practice, for the given milliseconds.
fn practice(band: &mut Band, ana: u64, bo: u64) {
    band.starts("Ana");
    band.starts("Bo");
    band.wait(100_000);
    band.played("Ana", ana, true);
    band.played("Bo", bo, true);
    assert_eq!(band.phase(), "summary");
}

#[test]
fn streak_needs_every_goal() {
    let mut band = band();
    practice(&mut band, 60_000, 90_000);
    assert_eq!(
        (&band.last("phase.summary")["reached"], &band.last("phase.summary")["streak"]),
        (&json!(true), &json!(1))
    );
    practice(&mut band, 70_000, 60_000);
    assert_eq!(band.last("phase.summary")["streak"], 2);
    practice(&mut band, 70_000, 59_999);
    let summary = band.last("phase.summary");
    assert_eq!(
        (&summary["reached"], &summary["streak"], &summary["best_streak"]),
        (&json!(false), &json!(0), &json!(2))
    );
    assert_eq!(
        (&band.line("Ana")["streak"], &band.line("Bo")["streak"]),
        (&json!(3), &json!(0)),
        "personal streaks are independent"
    );
}

#[test]
fn absent_guitarists_do_not_break_it() {
    let mut band = band();
    practice(&mut band, 80_000, 0);
    assert_eq!(band.last("phase.summary")["streak"], 1, "Bo did not play");
    assert_eq!(band.line("Bo"), json!(null));
    band.starts("Ana");
    band.starts("Bo");
    band.wait(40_000);
    band.played("Bo", 10_000, false);
    band.connected("Bo", false);
    band.wait(60_000);
    band.played("Ana", 80_000, true);
    assert_eq!(band.last("phase.summary")["streak"], 2);
    assert_eq!((&band.line("Bo")["reached"], &band.line("Bo")["streak"]), (&json!(false), &json!(0)));
}

#[test]
fn false_start_keeps_the_streak() {
    let mut band = band();
    practice(&mut band, 60_000, 60_000);
    band.starts("Bo");
    band.ends("Bo");
    band.wait(1_000);
    assert_eq!((band.phase(), &band.shown()["view"]["streak"]), ("ready", &json!(1)));
    practice(&mut band, 60_000, 60_000);
    assert_eq!(band.last("phase.summary")["streak"], 2);
}

#[test]
fn latecomers_have_a_shorter_goal() {
    let mut band = band();
    band.starts("Ana");
    band.wait(50_000);
    band.starts("Bo");
    assert_eq!(band.last("practice.joined"), json!({"player_id": "bo", "goal_ms": 30_000}));
    band.wait(50_000);
    band.played("Ana", 60_000, true);
    band.played("Bo", 30_000, true);
    assert_eq!(band.last("phase.summary")["streak"], 1);
}

#[test]
fn early_stop_can_reach_the_goal() {
    let mut band = band();
    band.starts("Ana");
    band.wait(70_000);
    band.ends("Ana");
    band.played("Ana", 65_000, true);
    assert_eq!((&band.line("Ana")["reached"], &band.last("phase.summary")["streak"]), (&json!(true), &json!(1)));
}

#[test]
fn tallies_add_up_within_the_time() {
    let mut band = band();
    band.starts("Ana");
    band.wait(10_000);
    band.played("Ana", 4_000, false);
    band.played("Ana", 3_000, false);
    assert_eq!(band.last("practice.progress")["played_ms"], 7_000);
    band.played("Ana", 9_000, false);
    assert_eq!(band.last("practice.progress")["played_ms"], 10_000);
}

#[test]
fn summary_omits_removed_guitarists() {
    let mut band = band();
    band.starts("Ana");
    band.starts("Bo");
    band.wait(50_000);
    band.played("Bo", 1_000, false);
    band.must(Command::Remove { player_id: id("Bo") });
    assert_eq!(band.last("practice.left")["player_id"], "bo");
    band.wait(50_000);
    band.played("Ana", 60_000, true);
    let summary = band.last("phase.summary");
    assert_eq!((summary["lines"].as_array().unwrap().len(), &summary["streak"]), (1, &json!(1)));
}
