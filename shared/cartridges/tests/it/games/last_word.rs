//! Random play of Last Word.

use serde_json::{Value, json};
use wpp_game::ids::PlayerId;
use wpp_last_word::LastWord;

use crate::{
    playable::Playable,
    world::{RecordedEvent, World},
};

impl Playable for LastWord {
    fn config(pick: u32) -> Value {
        let language = ["en", "da"][pick as usize % 2];
        let own = json!({
            "rounds": 1 + pick % 2,
            "language": language,
            "write_ms": if pick.is_multiple_of(2) { 1_200 } else { 5_000 },
            "vote_ms": if pick.is_multiple_of(3) { 900 } else { 4_000 },
            "result_ms": 250,
            "scoreboard_ms": 250,
        });
        crate::playable::with_common_settings(pick, own)
    }

    /// Usually answers an open prompt of the player or votes for an answer of another player.
    fn action(world: &World<Self>, player: &PlayerId, pick: u32) -> (String, Value) {
        let you = world.snapshot(Some(player))["you"].take();
        let view = world.snapshot(None)["view"].take();
        let open = you["prompts"].as_array().into_iter().flatten().find(|prompt| prompt["answer"].is_null());
        if let Some(prompt) = open.filter(|_| !pick.is_multiple_of(7)) {
            let text = crate::playable::word(pick % 50);
            return ("answer.submit".to_owned(), json!({ "prompt_id": prompt["prompt_id"], "text": text }));
        }
        let options = view["options"].as_array().cloned().unwrap_or_default();
        if options.is_empty() || pick.is_multiple_of(11) {
            return crate::declared::action(world, player, pick);
        }
        let option = &options[pick as usize % options.len()];
        ("vote.submit".to_owned(), json!({ "prompt_id": view["prompt_id"], "option_id": option["option_id"] }))
    }

    /// Checks that an answer is shown without its author until the result, and that prompts and votes are
    /// private.
    fn audit(log: &[RecordedEvent], shown: &Value, viewer: Option<&PlayerId>) -> Result<(), String> {
        let texts = [&shown["prompt"], &shown["view"]["prompt"]].into_iter();
        let own = shown["prompts"].as_array().into_iter().flatten().map(|prompt| &prompt["prompt"]);
        if texts.chain(own).any(|prompt| prompt == "") {
            return Err("a prompt is blank".to_owned());
        }
        let last = log.iter().rev().find(|event| event.kind.starts_with("phase.") || event.kind == "session.started");
        let phase = last.map_or("", |event| event.kind.as_str());
        if phase == "phase.write_started" && viewer.is_none() && shown.to_string().contains("\"prompt\":\"") {
            return Err("a prompt is published while everybody writes".to_owned());
        }
        if phase != "phase.vote_started" || viewer.is_some() {
            return Ok(());
        }
        let options = shown["options"].as_array().or_else(|| shown["view"]["options"].as_array());
        for option in options.into_iter().flatten() {
            let extra = option.as_object().unwrap().keys().find(|key| !matches!(key.as_str(), "option_id" | "text"));
            if let Some(key) = extra {
                return Err(format!("an answer is published with its {key}"));
            }
        }
        Ok(())
    }
}
