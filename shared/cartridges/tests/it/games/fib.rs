//! Random play of Fib.

use serde_json::{Value, json};
use wpp_fib::{EMOJI, Fib};
use wpp_game::{
    content::{Content, Question},
    driver::{REMOVED, Secret},
    ids::PlayerId,
};

use crate::{
    playable::{Playable, action, nonsense, word},
    world::{RecordedEvent, World},
};

impl Playable for Fib {
    const BOT_REJECTIONS: &'static [&'static str] = &["too_close_to_truth"];

    fn config(pick: u32) -> Value {
        let (timers, all_in) = match pick % 6 {
            5 => ("off", true),
            4 => ("extended", false),
            3 => ("on", false),
            _ => ("on", true),
        };
        let quick = pick.is_multiple_of(2);
        json!({
            "rounds": 1 + pick % 2,
            "questions_per_round": 2,
            "question_ms": 300,
            "lie_ms": if quick { 1_500 } else { 6_000 },
            "guess_ms": if quick { 1_200 } else { 5_000 },
            "reveal_step_ms": 200,
            "scores_ms": 200,
            "scoreboard_ms": 250,
            "late_join": pick % 4 < 2,
            "all_in_advances": all_in,
            "timers": timers,
        })
    }

    fn action(world: &World<Self>, player: &PlayerId, pick: u32) -> (String, Value) {
        let (dice, pick) = (pick % 16, pick / 16);
        let lie = |text: &str| action("lie.submit", json!({ "text": text }));
        let guess = || {
            let options = options(world);
            let option_id = options.get(pick as usize % options.len().max(1)).map(|(id, _)| id.as_str());
            action("guess.submit", json!({"option_id": option_id.unwrap_or("o1")}))
        };
        let react = || action("reaction.send", json!({"emoji": EMOJI[pick as usize % EMOJI.len()]}));
        let question = current(world);
        match (world.session.phase_name(), dice) {
            (_, 0) => nonsense::<Self>(pick),
            (_, 1) => lie(&word(pick)),
            (_, 2) => guess(),
            (_, 3) => react(),
            (Some("lie"), 4) => action("lie.suggest", json!({})),
            (Some("lie"), 5) => lie(&question.answer.to_uppercase()),
            (Some("lie"), 6) => lie(&question.decoys[pick as usize % question.decoys.len()]),
            // Several players submit the same lie.
            (Some("lie"), 7 | 8) => lie(&word(1_000_000)),
            (Some("lie"), _) => lie(&word(2_000_000 + pick)),
            (Some("guess"), 4..=6) => react(),
            (Some("guess"), 7) => {
                let own = &world.snapshot(Some(player))["you"]["lie_option_id"];
                action("guess.submit", json!({ "option_id": own }))
            }
            (Some("guess"), _) => guess(),
            _ => react(),
        }
    }

    fn secrets_now(world: &World<Self>, log: &[RecordedEvent]) -> Vec<Secret> {
        let is_shown = |text: &str| log.iter().any(|event| event.contains("phase.guess_started", text));
        let mut secrets = Vec::new();
        for question in questions(world) {
            if !is_shown(&question.answer) {
                secrets.push(Secret::from_everybody(&question.answer));
            }
            if !is_revealed(question, log) {
                secrets.extend(
                    question.explanation.iter().chain(&question.source).map(|text| Secret::from_everybody(text)),
                );
            }
            // Aliases are never published.
            secrets.extend(question.aliases.iter().map(|alias| Secret::from_everybody(alias)));
        }
        let lies = world.accepted.iter().filter(|(_, kind, _)| kind == "lie.submit");
        let lies = lies.filter_map(|(player, _, data)| Some((player, data["text"].as_str()?)));
        // Equal lies and decoys are known to several players.
        let is_own = |text: &str| {
            let offered = questions(world).iter().any(|question| question.decoys.iter().any(|decoy| decoy == text));
            !offered && text != word(1_000_000)
        };
        secrets.extend(
            lies.filter(|(_, text)| is_own(text) && !is_shown(text))
                .map(|(player, text)| Secret::known_to(player, text)),
        );
        secrets
    }

    /// Checks that no object connects a hidden option with its kind, its authors or its pickers.
    fn audit(log: &[RecordedEvent], shown: &Value, viewer: Option<&PlayerId>) -> Result<(), String> {
        let hidden = hidden(log);
        objects(shown, &mut |object| {
            let fields = object.as_object().into_iter().flatten();
            // Several options can have the text that replaces a removed one.
            let is_hidden = |value: &Value, text: &str| value == text && text != REMOVED;
            let names_hidden = |value: &Value| hidden.iter().any(|(id, text)| value == id || is_hidden(value, text));
            if !fields.clone().any(|(_, value)| names_hidden(value)) {
                return Ok(());
            }
            let text = object.to_string();
            let mut players = text.match_indices("\"player-").filter_map(|(at, _)| text[at + 1..].split('"').next());
            let event = players.find(|player| viewer.is_none_or(|viewer| viewer.as_str() != *player));
            match event {
                Some(other) => Err(format!("{other} appears with an option that is not revealed")),
                None if fields.clone().any(|(field, _)| matches!(field.as_str(), "kind" | "authors" | "pickers")) => {
                    Err("an option that is not revealed is described".to_owned())
                }
                None => Ok(()),
            }
        })
    }
}

/// Returns whether the truth was revealed, also if its text was removed before.
fn is_revealed(question: &Question, log: &[RecordedEvent]) -> bool {
    let mut is_current = false;
    log.iter().any(|event| {
        if event.kind == "phase.question_shown" {
            is_current = event.event.body.contains(&question.prompt);
        }
        is_current && event.contains("reveal.step", r#""kind":"truth""#)
    })
}

fn questions(world: &World<Fib>) -> &[Question] {
    match &world.content {
        Content::Questions(questions) => questions,
        Content::None => &[],
    }
}

/// Returns the current question; the first one before the game starts.
fn current(world: &World<Fib>) -> &Question {
    let prompt = &world.snapshot(None)["view"]["prompt"];
    let questions = questions(world);
    questions.iter().find(|question| *prompt == question.prompt).unwrap_or(&questions[0])
}

/// Returns the current options: id and text.
fn options(world: &World<Fib>) -> Vec<(String, String)> {
    world.last_event("phase.guess_started").map(listed).unwrap_or_default()
}

fn listed(started: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let options = started["options"].as_array().unwrap().iter();
    options.map(|option| (text(&option["option_id"]), text(&option["text"]))).collect()
}

/// Returns the options that are not yet revealed.
fn hidden(log: &[RecordedEvent]) -> Vec<(String, String)> {
    let is_over = |event: &RecordedEvent| matches!(event.kind.as_str(), "phase.scores_calculated" | "session.started");
    let Some(start) = log.iter().rposition(|event| event.kind == "phase.guess_started") else { return Vec::new() };
    let since = &log[start..];
    if since.iter().any(is_over) {
        return Vec::new();
    }
    let mut hidden = listed(&since[0].data);
    for step in since.iter().filter(|event| event.kind == "reveal.step") {
        hidden.retain(|(id, _)| step.data["option_id"] != **id);
    }
    hidden
}

/// Visits every nested object.
fn objects(value: &Value, visit: &mut impl FnMut(&Value) -> Result<(), String>) -> Result<(), String> {
    match value {
        Value::Object(fields) => {
            visit(value)?;
            fields.values().try_for_each(|field| objects(field, visit))
        }
        Value::Array(items) => items.iter().try_for_each(|item| objects(item, visit)),
        _ => Ok(()),
    }
}

#[test]
fn audit_finds_data_of_hidden_options() {
    let options = json!([{"option_id": "o1", "text": "badu"}, {"option_id": "o2", "text": "kilo"}]);
    let started = RecordedEvent::new(&event("phase.guess_started", &json!({ "options": options })));
    let audit = |shown: Value, viewer: Option<&PlayerId>| Fib::audit(std::slice::from_ref(&started), &shown, viewer);
    let me = PlayerId("player-1".into());

    assert_eq!(audit(json!({"options": options, "waiting": ["player-0"]}), None), Ok(()));
    assert_eq!(audit(json!({"player_id": "player-1", "lie": "badu"}), Some(&me)), Ok(()));
    assert!(audit(json!([{"text": "badu", "authors": []}]), None).is_err());
    assert!(audit(json!({"player_id": "player-0", "guess": "o2"}), None).is_err());
    assert!(audit(json!({"player_id": "player-0", "guess": "o2"}), Some(&me)).is_err());
}

fn event(kind: &str, data: &Value) -> wpp_game::session::Emitted {
    let body = json!({"type": kind, "data": data}).to_string();
    wpp_game::session::Emitted { seq: 1, due_at: None, body, patches: wpp_game::session::Patches::default() }
}
