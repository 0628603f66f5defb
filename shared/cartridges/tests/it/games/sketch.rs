//! Random play of Sketch.

use serde_json::{Value, json};
use wpp_cartridge_kit::bluff::FEWEST_OPTIONS;
use wpp_game::{driver::REMOVED, ids::PlayerId};
use wpp_sketch::{
    Sketch,
    drawing::{Point, encode_stroke},
};

use crate::{
    playable::{Playable, action, word},
    world::{RecordedEvent, World},
};

impl Playable for Sketch {
    const BOT_REJECTIONS: &'static [&'static str] = &["too_close_to_truth"];

    fn config(pick: u32) -> Value {
        let language = ["en", "da"][pick as usize % 2];
        let own = json!({
            "rounds": 1 + pick % 2,
            "language": language,
            "draw_ms": if pick.is_multiple_of(2) { 1_500 } else { 5_000 },
            "title_ms": if pick.is_multiple_of(2) { 1_200 } else { 5_000 },
            "guess_ms": if pick.is_multiple_of(3) { 900 } else { 4_000 },
            "reveal_step_ms": 200,
            "scoreboard_ms": 250,
        });
        crate::playable::with_common_settings(pick, own)
    }

    /// Usually draws, writes a title or picks one. Some titles repeat the player's own prompt or another title.
    fn action(world: &World<Self>, player: &PlayerId, pick: u32) -> (String, Value) {
        let (dice, pick) = (pick % 12, pick / 12);
        let title = |text: &str| action("title.submit", json!({ "text": text }));
        match (world.session.phase_name(), dice) {
            (_, 0 | 1) => crate::declared::action(world, player, pick),
            (Some("draw"), _) => {
                let points =
                    [0, 1, 2].map(|n| Point { x: (pick.rotate_left(n) % 4096) as u16, y: (pick % 3072) as u16 });
                action("drawing.submit", json!({ "strokes": [encode_stroke((pick % 6) as u8, &points)] }))
            }
            (Some("title"), 2 | 3) => title(&word(1_000_000)),
            (Some("title"), _) => title(&word(2_000_000 + pick)),
            _ => {
                let view = world.snapshot(None)["view"].take();
                let options = view["options"].as_array().cloned().unwrap_or_default();
                let option = options.get(pick as usize % options.len().max(1)).cloned().unwrap_or_default();
                action("guess.submit", json!({ "option_id": option["option_id"] }))
            }
        }
    }

    /// Checks that no title is described before its reveal, and that no prompt is public while everybody draws.
    fn audit(log: &[RecordedEvent], shown: &Value, viewer: Option<&PlayerId>) -> Result<(), String> {
        if viewer.is_none() && shown["view"].get("prompt").is_some() {
            return Err("a prompt is published".to_owned());
        }
        let Some(start) = log.iter().rposition(|event| event.kind == "phase.guess_started") else { return Ok(()) };
        if log[start].data["options"].as_array().is_none_or(|options| options.len() < FEWEST_OPTIONS) {
            return Err("a guess has too few options".to_owned());
        }
        let revealed: Vec<&Value> = log[start..]
            .iter()
            .filter(|event| event.kind == "reveal.step")
            .map(|event| &event.data["option_id"])
            .collect();
        let listed = [&shown["options"], &shown["view"]["options"], &shown["revealed"], &shown["view"]["revealed"]];
        for option in listed.into_iter().filter_map(Value::as_array).flatten() {
            let is_described = option.get("kind").is_some() || option.get("authors").is_some();
            let is_hidden = !revealed.contains(&&option["option_id"]) && option["text"] != REMOVED;
            if is_described && is_hidden {
                return Err(format!("{option} is described before its reveal"));
            }
        }
        Ok(())
    }
}
