//! Random play of Air guitar.

use serde_json::{Value, json};
use wpp_air_guitar::{AirGuitar, REPORT};
use wpp_game::{driver::Secret, ids::PlayerId};

use crate::{
    playable::{Playable, action, nonsense},
    world::{RecordedEvent, World},
};

impl Playable for AirGuitar {
    fn config(pick: u32) -> Value {
        let percent = [1, 40, 100][pick as usize % 3];
        json!({
            "practice_ms": if pick.is_multiple_of(2) { 1_500 } else { 6_000 },
            "practices": 1 + pick % 3,
            "goal_percent": percent,
            "summary_ms": 250,
        })
    }

    fn action(world: &World<Self>, _player: &PlayerId, pick: u32) -> (String, Value) {
        let (dice, pick) = (pick % 8, pick / 8);
        let practice = world.snapshot(None)["view"]["practice"].as_u64().unwrap_or(1);
        let tally = |last: bool| {
            let data = json!({
                "practice": practice, "chords": pick % 40, "played_ms": u64::from(pick % 5_000), "pairs": pick % 40,
                "wobble": u64::from(pick % 9_000), "last": last,
            });
            action(REPORT, data)
        };
        match dice {
            0 => nonsense::<Self>(pick),
            1 => action("practice.end", json!({})),
            2 => action(REPORT, json!({"practice": practice + 1, "last": true})),
            3 | 4 => tally(false),
            5 => tally(true),
            _ => action("practice.start", json!({})),
        }
    }

    /// The game has no secrets.
    fn secrets_now(_world: &World<Self>, _log: &[RecordedEvent]) -> Vec<Secret> {
        Vec::new()
    }
}
