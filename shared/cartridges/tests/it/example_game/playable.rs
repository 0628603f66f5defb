//! Random play of the example game.

use serde_json::Value;

use super::*;
use crate::{
    playable::{Playable, action, nonsense, word},
    world::{RecordedEvent, World},
};

impl Playable for ExampleGame {
    fn config(pick: u32) -> Value {
        match pick % 3 {
            0 => json!({"rounds": 2, "write_ms": 900, "show_ms": 300, "late_join": true}),
            1 => json!({"rounds": 3, "write_ms": 2_500, "show_ms": 0}),
            _ => json!({"rounds": 1, "write_ms": 25_000, "show_ms": 700, "max_players": 2}),
        }
    }

    fn action(world: &World<Self>, _: &PlayerId, pick: u32) -> (String, Value) {
        let writing = world.session.phase_name() == Some("write");
        match (pick % 8, writing) {
            (0, _) => nonsense::<Self>(pick / 8),
            (1, _) => action("note.hint", json!({})),
            (2 | 3, true) => action("note.hint", json!({})),
            (_, true) => action("note.write", json!({"text": word(pick)})),
            (_, false) => action("cheer", json!({})),
        }
    }

    fn secrets_now(world: &World<Self>, log: &[RecordedEvent]) -> Vec<Secret> {
        let Content::Questions(questions) = &world.content else { return Vec::new() };
        let shown = |text: &str| log.iter().any(|event| event.contains("phase.shown", text));
        let truths = questions.iter().map(|question| Secret::from_everybody(&question.answer));
        let notes = world
            .accepted
            .iter()
            .filter_map(|(player, _, data)| Some(Secret::known_to(player, data["text"].as_str()?)));
        truths.chain(notes).filter(|secret| !shown(&secret.text)).collect()
    }
}
