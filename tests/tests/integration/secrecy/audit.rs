//! The search for secrets in recordings.

use serde_json::Value;

use super::{
    secrets::{QUESTIONS, Secret, Stage, prompt_word},
    wiretap::Recording,
};

/// Keys that describe an option or a pick, which are empty until the outcome is shown.
const TELLTALE_KEYS: [&str; 9] =
    ["authors", "pickers", "picked", "awarded", "solution", "revealed", "correct", "explanation", "results"];

/// What the receiver of a message knows: the current question in the pack, and how much of it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Context {
    question: usize,
    stage: Stage,
}

/// Checks the recordings of one game.
pub struct Audit {
    pub secrets: Vec<Secret>,
    /// The questions of the pack in the order in which the game asked them.
    pub asked: Vec<usize>,
}

impl Audit {
    /// Returns every leak as a sentence.
    pub fn leaks(&self, recordings: &[Recording]) -> Vec<String> {
        recordings.iter().flat_map(|recording| self.leaks_in(recording)).collect()
    }

    fn leaks_in(&self, recording: &Recording) -> Vec<String> {
        let (mut leaks, mut context) = (Vec::new(), None);
        for text in &recording.texts {
            let message: Value = serde_json::from_str(text).unwrap_or_default();
            // A list of missed events is as many messages.
            let missed = message["data"]["events"].as_array().filter(|_| message["type"] == "session.resumed");
            match missed {
                Some(events) => {
                    for event in events {
                        context = context_after(context, event);
                        self.search(recording, &event.to_string(), event, context, &mut leaks);
                    }
                }
                None => {
                    context = context_after(context, &message);
                    self.search(recording, text, &message, context, &mut leaks);
                }
            }
        }
        leaks
    }

    fn search(
        &self,
        recording: &Recording,
        text: &str,
        message: &Value,
        context: Option<Context>,
        leaks: &mut Vec<String>,
    ) {
        let found = self.secrets.iter().filter(|secret| text.contains(&secret.word));
        let early = found.filter(|secret| !self.may_read(secret, &recording.viewer, context));
        leaks.extend(early.map(|secret| format!("{}: {} at {context:?} in {text}", recording.name, secret.word)));
        let is_open = context.is_some_and(|context| context.stage >= Stage::Reveal);
        if !is_open && let Some(key) = telltale(message) {
            leaks.push(format!("{}: {key} at {context:?} in {text}", recording.name));
        }
        if let Some(other) = foreign_view(message, &recording.viewer) {
            leaks.push(format!("{}: the private view of {other} in {text}", recording.name));
        }
    }

    fn may_read(&self, secret: &Secret, viewer: &str, context: Option<Context>) -> bool {
        let Some(Context { question, stage }) = context else {
            return secret.readers.iter().any(|reader| reader == viewer);
        };
        let position = |question: usize| self.asked.iter().position(|asked| *asked == question);
        let (Some(of_secret), Some(current)) = (position(secret.question), position(question)) else { return false };
        let is_reader = secret.readers.iter().any(|reader| reader == viewer);
        of_secret < current || (of_secret == current && (stage >= secret.opens || is_reader))
    }
}

/// Returns the context after a message.
fn context_after(context: Option<Context>, message: &Value) -> Option<Context> {
    for snapshot in [message, &message["snapshot"], &message["data"]["snapshot"]] {
        if snapshot["phase"]["name"].is_string() && snapshot["view"].is_object() {
            return of_snapshot(snapshot);
        }
    }
    let stage = |stage: Stage| context.map(|context| Context { stage, ..context });
    match message["type"].as_str().unwrap_or_default() {
        "session.started" => of_prompt(&message["data"]["view"]["prompt"]),
        "phase.question_shown" => of_prompt(&message["data"]["prompt"]),
        "phase.guess_started" | "phase.answer_started" => stage(Stage::Options),
        "reveal.step" if message["data"]["kind"] == "truth" => stage(Stage::Solution),
        "reveal.step" => stage(Stage::Reveal),
        "phase.solution_shown" | "phase.scores_calculated" | "phase.scoreboard" | "phase.game_over" => {
            stage(Stage::Solution)
        }
        _ => context,
    }
}

fn of_prompt(prompt: &Value) -> Option<Context> {
    let prompt = prompt.as_str()?;
    let question = (0..QUESTIONS).find(|n| prompt.contains(&prompt_word(*n)))?;
    Some(Context { question, stage: Stage::Prompt })
}

fn of_snapshot(snapshot: &Value) -> Option<Context> {
    let view = &snapshot["view"];
    let is_truth_shown = view["revealed"].as_array().is_some_and(|all| all.iter().any(|one| one["kind"] == "truth"));
    let stage = match snapshot["phase"]["name"].as_str()? {
        "question" | "lie" => Stage::Prompt,
        "guess" | "answer" => Stage::Options,
        "reveal" if !is_truth_shown => Stage::Reveal,
        _ => Stage::Solution,
    };
    of_prompt(&view["prompt"]).map(|context| Context { stage, ..context })
}

/// Returns a key that distinguishes an option, or names who wrote or picked it.
pub fn telltale(value: &Value) -> Option<String> {
    match value {
        Value::Object(fields) => {
            let is_option = fields.contains_key("option_id");
            let own = fields.iter().find_map(|(key, value)| {
                let is_empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
                let is_telltale = TELLTALE_KEYS.contains(&key.as_str()) && !is_empty;
                let distinguishes = is_option && key != "option_id" && key != "text";
                (is_telltale || distinguishes).then(|| key.clone())
            });
            own.or_else(|| fields.values().find_map(telltale))
        }
        Value::Array(items) => items.iter().find_map(telltale),
        _ => None,
    }
}

/// Returns the owner of a private view in the message, if the owner is not the viewer.
pub fn foreign_view(value: &Value, viewer: &str) -> Option<String> {
    match value {
        Value::Object(fields) => {
            let owner = fields.get("you").and_then(|you| you["player_id"].as_str());
            let foreign = owner.filter(|owner| *owner != viewer).map(str::to_owned);
            foreign.or_else(|| fields.values().find_map(|value| foreign_view(value, viewer)))
        }
        Value::Array(items) => items.iter().find_map(|item| foreign_view(item, viewer)),
        _ => None,
    }
}
