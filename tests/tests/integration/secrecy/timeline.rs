//! The search for secrets of games in which people write for each other: a text opens at a phase of a question.

use serde_json::{Value, json};

use super::{
    audit::{foreign_view, telltale},
    wiretap::Recording,
};

/// A moment of a game: the round, the question in it, and the position of the phase.
pub type Moment = (u64, u64, usize);

/// A text that nobody but `readers` may receive before `opens`.
#[derive(Debug, Clone)]
pub struct Hidden {
    /// A word that occurs nowhere else.
    pub word: String,
    /// `None` if the text stays secret.
    pub opens: Option<Moment>,
    /// Ids of players who may read the text earlier.
    pub readers: Vec<String>,
}

/// Checks the recordings of one game.
pub struct Timeline {
    pub hidden: Vec<Hidden>,
    /// The phases in which no question is shown, before all questions of a round.
    pub private: &'static str,
    /// The phases of a question, in order.
    pub phases: &'static [&'static str],
    /// The first phase that shows who wrote and picked what.
    pub outcome: &'static str,
}

impl Timeline {
    /// Returns the moment at which `phase` of a question begins.
    pub fn at(&self, round: u64, question: u64, phase: &str) -> Option<Moment> {
        let position = self.phases.iter().position(|other| *other == phase);
        (round, question, position.expect("a phase of a question")).into()
    }

    /// Hides `word` from everybody but `readers` until `opens`.
    pub fn hide(&mut self, word: &str, readers: &[&str], opens: Option<Moment>) {
        let readers = readers.iter().map(|&reader| reader.to_owned()).collect();
        self.hidden.push(Hidden { word: word.to_owned(), opens, readers });
    }

    /// Fails with the first leaks, or if no recording contains one of `words`: the search must have found something to judge.
    pub fn check(&self, recordings: &[Recording], words: &[&str]) {
        let leaks: Vec<String> = recordings.iter().flat_map(|recording| self.leaks_in(recording)).collect();
        assert!(leaks.is_empty(), "{} leaks, such as\n{}", leaks.len(), leaks[..leaks.len().min(5)].join("\n"));
        for word in words {
            assert!(
                recordings.iter().any(|recording| recording.texts.iter().any(|text| text.contains(word))),
                "{word}"
            );
        }
    }

    fn leaks_in(&self, recording: &Recording) -> Vec<String> {
        let (mut leaks, mut phase) = (Vec::new(), Value::Null);
        for text in &recording.texts {
            let message: Value = serde_json::from_str(text).unwrap_or_default();
            // A list of missed events is as many messages.
            let missed = message["data"]["events"].as_array().filter(|_| message["type"] == "session.resumed");
            for message in missed.map_or(std::slice::from_ref(&message), Vec::as_slice) {
                phase_after(&mut phase, message);
                // Text that is no JSON is searched, too.
                let text = if missed.is_some() { message.to_string() } else { text.clone() };
                self.search(recording, &text, message, &phase, &mut leaks);
            }
        }
        leaks
    }

    fn search(&self, recording: &Recording, text: &str, message: &Value, phase: &Value, leaks: &mut Vec<String>) {
        let (name, viewer, now) = (&recording.name, &recording.viewer, self.moment(phase));
        for hidden in self.hidden.iter().filter(|hidden| text.contains(&hidden.word)) {
            let is_open = hidden.opens.is_some_and(|opens| now.is_some_and(|now| now >= opens));
            if !is_open && !hidden.readers.contains(viewer) {
                leaks.push(format!("{name}: {} at {now:?} in {text}", hidden.word));
            }
        }
        let outcome = self.phases.iter().position(|phase| *phase == self.outcome);
        if now.is_none_or(|(.., phase)| Some(phase) < outcome)
            && let Some(key) = telltale(message)
        {
            leaks.push(format!("{name}: {key} at {now:?} in {text}"));
        }
        if let Some(other) = foreign_view(message, viewer) {
            leaks.push(format!("{name}: the private view of {other} in {text}"));
        }
    }

    /// Returns the moment of a snapshot's phase. The ranking follows the last question.
    fn moment(&self, phase: &Value) -> Option<Moment> {
        let (name, round) = (phase["name"].as_str()?, phase["round"].as_u64()?);
        if name == self.private {
            return Some((round, 0, 0));
        }
        match self.phases.iter().position(|phase| *phase == name) {
            Some(position) => Some((round, phase["question"].as_u64()?, position)),
            None => Some((round, u64::MAX, self.phases.len())),
        }
    }
}

/// Applies a snapshot's phase, an event that starts a phase, or a patch. Of the events of a step, the last one has the patch.
fn phase_after(phase: &mut Value, message: &Value) {
    for snapshot in [message, &message["snapshot"], &message["data"]["snapshot"]] {
        if snapshot["code"].is_string() && snapshot["players"].is_array() {
            *phase = snapshot["phase"].clone();
            return;
        }
    }
    if !phase.is_object() {
        *phase = json!({});
    }
    let kind = message["type"].as_str().unwrap_or_default();
    if kind.starts_with("phase.") || kind == "reveal.step" {
        // `phase.vote_started` starts `vote`.
        phase["name"] = kind.trim_start_matches("phase.").split(['_', '.']).next().into();
        for key in ["round", "question"].into_iter().filter(|key| message["data"][key].is_u64()) {
            phase[key] = message["data"][key].clone();
        }
    }
    for (key, value) in message["patch"]["phase"].as_object().into_iter().flatten() {
        phase[key] = value.clone();
    }
}
