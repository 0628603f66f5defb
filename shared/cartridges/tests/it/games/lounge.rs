//! Random play of the lounge.

use serde_json::{Value, json};
use wpp_game::ids::PlayerId;
use wpp_lounge::{EMOJI, Lounge};

use crate::{
    playable::{Playable, action, nonsense, word},
    world::World,
};

impl Playable for Lounge {
    fn config(pick: u32) -> Value {
        json!({ "toasts": pick % 4 != 3, "late_join": pick.is_multiple_of(2), "max_players": 5 })
    }

    fn action(_: &World<Self>, _: &PlayerId, pick: u32) -> (String, Value) {
        let (dice, pick) = (pick % 12, pick / 12);
        match dice {
            0 => nonsense::<Self>(pick),
            1 | 2 => action("status.set", json!({"status": word(pick)})),
            3 => action("status.set", json!({"status": if pick.is_multiple_of(2) { "" } else { "\u{7}" }})),
            4 | 5 => {
                action("toast.raise", json!({"words": if pick.is_multiple_of(3) { String::new() } else { word(pick) }}))
            }
            6..=9 => action("toast.join", json!({})),
            _ => action("reaction.send", json!({"emoji": EMOJI.get(pick as usize % 7).unwrap_or(&"?")})),
        }
    }
}
