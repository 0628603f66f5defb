//! Practices: start, end, counting, pauses.

use serde_json::json;
use wpp_game::session::Command;

use crate::band::{Band, id};

#[test]
fn deadline_ends_the_practice() {
    let mut band = Band::on_stage(&["Ana", "Bo"], json!({"practice_ms": 60_000}));
    assert_eq!((band.phase(), band.session.deadline()), ("ready", None), "nobody is hurried");
    band.starts("Ana");
    assert_eq!(band.shown()["phase"]["remaining_ms"], 60_000);
    band.wait(10_000);
    band.starts("Bo");
    band.wait(50_000);
    assert_eq!(band.phase(), "counting");
    band.played("Ana", 50_000, true);
    assert_eq!(band.phase(), "counting", "Bo's is still to come");
    band.played("Bo", 40_000, true);
    assert_eq!(band.phase(), "summary");
    assert_eq!((&band.line("Ana")["played_ms"], &band.line("Ana")["chords"]), (&json!(50_000), &json!(100)));
    assert_eq!(band.line("Ana")["steadiness"], 100);
    band.wait(30_000);
    assert_eq!(band.phase(), "ready");
}

#[test]
fn counting_ends_after_a_second() {
    let mut band = Band::on_stage(&["Ana"], json!({"practice_ms": 5_000}));
    band.starts("Ana");
    band.wait(2_000);
    band.played("Ana", 2_000, false);
    band.wait(3_000);
    assert_eq!(band.phase(), "counting");
    band.wait(1_000);
    assert_eq!((band.phase(), &band.line("Ana")["played_ms"]), ("summary", &json!(2_000)));
}

#[test]
fn last_guitarist_ends_the_practice() {
    let mut band = Band::on_stage(&["Ana", "Bo"], json!({}));
    band.starts("Ana");
    band.starts("Bo");
    band.wait(20_000);
    band.ends("Ana");
    assert_eq!(band.phase(), "practice");
    band.starts("Ana");
    band.ends("Ana");
    band.ends("Bo");
    assert_eq!(band.phase(), "counting");
    assert_eq!(band.rejected_with("Bo", "practice.start"), "wrong_phase");
}

#[test]
fn lost_soloist_ends_the_practice() {
    let mut band = Band::on_stage(&["Ana", "Bo"], json!({}));
    band.starts("Ana");
    band.must(Command::Leave { player_id: id("Ana") });
    assert_eq!(band.phase(), "ready", "there was nothing to sum up");
    band.starts("Bo");
    band.connected("Bo", false);
    band.wait(60_000);
    assert_eq!(band.phase(), "practice", "the practice waits for its deadline when nobody is present");
}

#[test]
fn pause_keeps_practice_and_goal() {
    let mut band = Band::on_stage(&["Ana"], json!({"practice_ms": 60_000, "goal_percent": 50}));
    band.starts("Ana");
    band.wait(20_000);
    band.must(Command::Pause { by: None });
    band.wait(300_000);
    assert_eq!(band.rejected_with("Ana", "practice.end"), "paused");
    band.must(Command::Play { content: None });
    assert_eq!(band.shown()["phase"]["remaining_ms"], 40_000);
    band.wait(10_000);
    // More than can have been played: half a minute went by, however long the pause was.
    band.played("Ana", 200_000, false);
    assert_eq!(band.last("practice.progress")["played_ms"], 30_000);
    band.wait(30_000);
    band.played("Ana", 0, true);
    assert_eq!((&band.line("Ana")["goal_ms"], &band.line("Ana")["reached"]), (&json!(30_000), &json!(true)));
}

#[test]
fn guitarist_starts_from_the_lobby() {
    let mut band = Band::meets(&["Ana"], json!({}));
    assert_eq!(band.rejected_with("Ana", "practice.end"), "wrong_phase");
    band.starts("Ana");
    assert_eq!(band.phase(), "practice");
    assert_eq!(band.rejected_with("Ana", "practice.start"), "already_submitted");
}

#[test]
fn game_ends_after_the_last_practice() {
    let mut band = Band::on_stage(&["Ana", "Bo"], json!({"practices": 2, "practice_ms": 10_000}));
    for _ in 0..2 {
        band.starts("Ana");
        band.wait(10_000);
        band.played("Ana", 9_000, true);
        assert_eq!(band.phase(), "summary");
        // A guitarist can skip the summary, except after the last practice.
        if band.last("phase.summary")["practice"] == 2 {
            assert_eq!(band.rejected_with("Ana", "practice.start"), "wrong_phase");
        }
        band.wait(30_000);
    }
    assert!(band.is_over());
    let finale = band.last("phase.game_over");
    assert_eq!((&finale["goals"], &finale["best_streak"]), (&json!(2), &json!(2)));
    assert_eq!(finale["ranking"].as_array().unwrap().len(), 1, "who never played is not ranked");
    assert_eq!(finale["ranking"][0]["score"], 6, "three stars each");
}

#[test]
fn a_false_start_is_no_practice() {
    let mut band = Band::on_stage(&["Ana"], json!({"practices": 1}));
    band.starts("Ana");
    band.ends("Ana");
    band.wait(1_000);
    assert_eq!((band.phase(), &band.shown()["view"]["practice"]), ("ready", &json!(1)));
}
