//! The actions of one bot: those without an answer, and the acknowledged ones that the server may lose.
//!
//! Phones behave in the same way: they send an unanswered action again, and after a loss of the store they offer the
//! acknowledged actions of the phase again, always with the same id.

use serde_json::json;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite;

use super::{
    bot_policy::Message,
    checks::score_oracle::Question,
    clock,
    messages::{Head, Snapshot, Started},
};

/// Number of action ids that the server stores for each player. An older one could take effect twice.
const MOST: usize = 16;

/// The phase in which an action was sent. A phase that starts again has another deadline.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PhaseId {
    name: String,
    question: Question,
    deadline_at: Option<String>,
}

/// An action of a bot.
#[derive(Debug, Clone)]
pub struct SentAction {
    /// The id.
    pub id: String,
    /// The content.
    pub message: Message,
    /// Time of the first attempt, in microseconds since 1970.
    pub started_us: i64,
    /// Time of the last attempt.
    pub sent: Instant,
    phase: Option<PhaseId>,
}

/// The actions of a bot.
#[derive(Debug, Default)]
pub struct SentActions {
    unanswered: Vec<SentAction>,
    /// Acknowledged actions, with the number in their acknowledgement.
    acknowledged: Vec<(SentAction, u64)>,
    phase: Option<PhaseId>,
    /// Whether acknowledged actions became unanswered and wait for [`repeat`](Self::repeat).
    offers: bool,
}

impl SentActions {
    /// Adds an action and returns its frame.
    pub fn send(&mut self, id: String, message: Message) -> tungstenite::Message {
        let frame = frame(&id, &message);
        let phase = self.phase.clone();
        self.unanswered.push(SentAction { id, message, started_us: clock::wall_us(), sent: clock::now(), phase });
        frame
    }

    /// Returns the frames of all actions without an answer, to send them again.
    pub fn repeat(&mut self) -> Vec<tungstenite::Message> {
        self.offers = false;
        let again = |action: &mut SentAction| {
            action.sent = clock::now();
            frame(&action.id, &action.message)
        };
        self.unanswered.iter_mut().map(again).collect()
    }

    /// Returns whether acknowledged actions wait to be offered again.
    #[must_use]
    pub fn has_offers(&self) -> bool {
        self.offers
    }

    /// Returns the actions without an answer.
    #[must_use]
    pub fn unanswered(&self) -> &[SentAction] {
        &self.unanswered
    }

    /// Returns the action that an answer belongs to. `seq` is the number in an acknowledgement.
    pub fn answered(&mut self, id: &str, seq: Option<u64>) -> Option<SentAction> {
        let at = self.unanswered.iter().position(|action| action.id == id)?;
        let action = self.unanswered.remove(at);
        if let Some(seq) = seq.filter(|_| action.phase.is_some()) {
            self.acknowledged.push((action.clone(), seq));
            self.acknowledged.drain(..self.acknowledged.len().saturating_sub(MOST));
        }
        Some(action)
    }

    /// Follows the phases of the game.
    pub fn event(&mut self, head: &Head<'_>) {
        let name = match head.kind {
            "phase.lie_started" => "lie",
            "phase.guess_started" => "guess",
            "phase.question_shown" | "reveal.step" => return self.phase = None,
            _ => return,
        };
        let Some(Started { round, question, deadline_at, .. }) = head.data() else { return };
        let last = self.phase.as_ref().map_or((0, 0), |phase| phase.question);
        let question = if round == 0 { last } else { (round, question) };
        self.phase = Some(PhaseId { name: name.to_owned(), question, deadline_at });
    }

    /// Continues from a snapshot. After a loss of the store, the acknowledged actions of its phase become unanswered.
    pub fn snapshot(&mut self, snapshot: &Snapshot, may_lack: bool) {
        let phase = snapshot.phase.as_ref().map(|phase| PhaseId {
            name: phase.name.clone(),
            question: (phase.round, phase.question),
            deadline_at: phase.deadline_at.clone(),
        });
        self.phase = phase.filter(|phase| ["lie", "guess"].contains(&phase.name.as_str()));
        if may_lack {
            let phase = self.phase.clone();
            self.offer_again(|action, _| phase.is_some() && action.phase == phase);
            self.acknowledged.clear();
        }
    }

    /// Continues at event `seq` after a reconnect. The server cannot know that it lost an action whose event this
    /// client never received.
    pub fn resume(&mut self, seq: u64) {
        self.offer_again(|_, acknowledged| acknowledged > seq);
    }

    /// Returns the last action of the phase that is a lie or a guess and waits to be offered again.
    #[must_use]
    pub fn offered_answer(&self) -> Option<&Message> {
        let answers = self.unanswered.iter().map(|action| &action.message);
        answers.rev().find(|message| self.offers && matches!(message, Message::Lie { .. } | Message::Guess { .. }))
    }

    fn offer_again(&mut self, is_lost: impl Fn(&SentAction, u64) -> bool) {
        let (lost, kept) =
            std::mem::take(&mut self.acknowledged).into_iter().partition(|(action, seq)| is_lost(action, *seq));
        self.acknowledged = kept;
        let lost: Vec<(SentAction, u64)> = lost;
        self.offers |= !lost.is_empty();
        let started_us = clock::wall_us();
        let offered = lost.into_iter().map(|(action, _)| SentAction { started_us, ..action });
        // Before unanswered actions, which the bot sent later.
        self.unanswered.splice(0..0, offered);
    }
}

/// Returns a message in the contract's format.
fn frame(id: &str, message: &Message) -> tungstenite::Message {
    let (kind, data) = match message {
        Message::Lie { text, .. } => ("lie.submit", json!({"text": text})),
        Message::Suggest => ("lie.suggest", json!({})),
        Message::Guess { option_id, .. } => ("guess.submit", json!({"option_id": option_id})),
        Message::React { emoji } => ("reaction.send", json!({"emoji": emoji})),
    };
    tungstenite::Message::text(json!({"type": kind, "id": id, "data": data}).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(phase: &str, question: u32, deadline_at: &str) -> Snapshot {
        let phase = json!({"name": phase, "round": 1, "question": question, "deadline_at": deadline_at,
                           "remaining_ms": 1});
        let text = json!({"epoch": "e", "seq": 1, "status": "running", "phase": phase, "players": []});
        serde_json::from_value(text).unwrap()
    }

    /// Returns the actions of a bot with an acknowledged lie.
    fn acknowledged() -> SentActions {
        let mut actions = SentActions::default();
        actions.snapshot(&snapshot("lie", 1, "later"), false);
        let lie = Message::Lie { question: (1, 1), text: "cheese".to_owned(), suggested: false };
        let _frame = actions.send("a1".to_owned(), lie);
        assert!(actions.answered("a1", Some(7)).is_some());
        actions
    }

    #[test]
    fn offers_again_what_a_phase_lost() {
        let mut actions = acknowledged();
        actions.snapshot(&snapshot("lie", 1, "later"), true);
        assert!(matches!(actions.offered_answer(), Some(Message::Lie { .. })));
        assert_eq!(actions.repeat().len(), 1);
        assert!(actions.answered("a1", Some(6)).is_some());
        assert_eq!(actions.repeat().len(), 0);
    }

    #[test]
    fn offers_nothing_in_another_phase() {
        for (phase, question, deadline_at) in [("guess", 1, "later"), ("lie", 2, "later"), ("lie", 1, "even later")] {
            let mut actions = acknowledged();
            actions.snapshot(&snapshot(phase, question, deadline_at), true);
            assert!(!actions.has_offers(), "{phase} {question} {deadline_at}");
        }
    }

    #[test]
    fn offers_nothing_after_an_ordinary_snapshot() {
        let mut actions = acknowledged();
        actions.snapshot(&snapshot("lie", 1, "later"), false);
        assert!(!actions.has_offers());
    }

    #[test]
    fn resume_offers_what_has_no_event_yet() {
        let mut actions = acknowledged();
        actions.resume(7);
        assert!(!actions.has_offers());
        actions.resume(6);
        assert!(actions.has_offers());
    }
}
