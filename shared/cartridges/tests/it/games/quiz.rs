//! Random play of Quiz.

use serde_json::{Value, json};
use wpp_game::ids::PlayerId;
use wpp_quiz::Quiz;

use crate::{playable::Playable, world::RecordedEvent};

impl Playable for Quiz {
    fn config(pick: u32) -> Value {
        let teams = ["off", "chosen", "drawn"][pick as usize / 3 % 3];
        let own = json!({
            "rounds": 1 + pick % 2,
            "questions_per_round": 2,
            "question_ms": 300,
            "answer_ms": if pick.is_multiple_of(2) { 1_200 } else { 5_000 },
            "solution_ms": 250,
            "scoreboard_ms": 250,
            "options": 2 + pick % 4,
            "fastest_fingers": pick.is_multiple_of(3),
            "pace": if pick % 7 == 6 { "host" } else { "timed" },
            "teams": teams,
            "team_count": 2 + pick % 3,
            "team_play": if pick.is_multiple_of(4) { "one_phone" } else { "average" },
        });
        crate::playable::with_common_settings(pick, own)
    }

    /// Checks that before the solution an option has only an id and a text, and that answers are private.
    fn audit(log: &[RecordedEvent], shown: &Value, viewer: Option<&PlayerId>) -> Result<(), String> {
        let last = log.iter().rev().find(|event| event.kind.starts_with("phase.") || event.kind == "session.started");
        if last.is_none_or(|event| event.kind != "phase.answer_started") {
            return Ok(());
        }
        visit(shown, &mut |object| {
            let fields = object.as_object().into_iter().flatten();
            let extra = fields.clone().find(|(key, _)| !matches!(key.as_str(), "option_id" | "text"));
            if let Some((key, _)) = extra.filter(|_| object["text"].is_string() && object["option_id"].is_string()) {
                return Err(format!("an option is published with its {key}"));
            }
            match (&object["answer"], &object["player_id"]) {
                (Value::String(_), Value::String(player)) if viewer.is_none_or(|viewer| viewer.as_str() != player) => {
                    Err(format!("the answer of {player} is published"))
                }
                _ => Ok(()),
            }
        })
    }
}

/// Visits every object within.
fn visit(value: &Value, look: &mut impl FnMut(&Value) -> Result<(), String>) -> Result<(), String> {
    match value {
        Value::Object(fields) => {
            look(value)?;
            fields.values().try_for_each(|field| visit(field, look))
        }
        Value::Array(items) => items.iter().try_for_each(|item| visit(item, look)),
        _ => Ok(()),
    }
}
