//! Compares what the sockets of one session received: one order of events with equal contents.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use crate::loadtest::messages::{Head, Snapshot};

use super::score_oracle::{READ, ScoreOracle};

/// Upper bound of the events in a session; higher numbers are ignored.
const MOST: u64 = 1_000_000;

/// The events of one session, merged from all its sockets.
///
/// The first socket that receives an event passes it to the [`ScoreOracle`]. Later copies are compared by a
/// hash of their bytes.
#[derive(Debug)]
pub struct ConsistencyChecker {
    /// The expected scores.
    pub oracle: ScoreOracle,
    epoch: String,
    base: u64,
    next: u64,
    hashes: Vec<u64>,
    /// Events that arrived before one of their predecessors.
    early: BTreeMap<u64, Option<(String, String)>>,
}

/// Results of one event.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Another socket received a different event under the same number.
    pub contradicts: bool,
    /// Differences between the server's scores and the oracle's.
    pub disagreements: Vec<String>,
}

impl ConsistencyChecker {
    /// Creates a checker whose first event follows event `seq` of `epoch`.
    #[must_use]
    pub fn new(oracle: ScoreOracle, epoch: String, seq: u64) -> Self {
        Self { oracle, epoch, base: seq, next: seq + 1, hashes: Vec::new(), early: BTreeMap::new() }
    }

    /// Records an event from any socket of the session.
    pub fn record(&mut self, head: &Head<'_>, seq: u64) -> Findings {
        if head.epoch != self.epoch {
            head.epoch.clone_into(&mut self.epoch);
            (self.base, self.next) = (seq.saturating_sub(1), seq);
            self.hashes.clear();
            self.early.clear();
            self.oracle.skip();
        }
        let Some(at) = seq.checked_sub(self.base + 1).filter(|at| *at < MOST).and_then(|at| usize::try_from(at).ok())
        else {
            return Findings::default();
        };
        let hash = hash(head);
        if self.hashes.len() <= at {
            self.hashes.resize(at + 1, 0);
        }
        match self.hashes.get_mut(at) {
            Some(known) if *known == 0 => *known = hash,
            known => return Findings { contradicts: known.is_some_and(|known| *known != hash), ..Findings::default() },
        }
        if seq != self.next {
            if seq > self.next {
                self.early.insert(seq, to_read(head).map(|(kind, data)| (kind.to_owned(), data.to_owned())));
            }
            return Findings::default();
        }
        self.next += 1;
        let mut disagreements = to_read(head).map(|(kind, data)| self.oracle.feed(kind, data)).unwrap_or_default();
        self.catch_up(&mut disagreements);
        Findings { contradicts: false, disagreements }
    }

    /// Records the snapshot of a lobby. Events before it do not affect scores, and no socket may have received
    /// them, so they leave no gap.
    pub fn record_lobby(&mut self, epoch: &str, seq: u64) -> Vec<String> {
        let mut disagreements = Vec::new();
        if epoch == self.epoch && seq >= self.next {
            self.next = seq + 1;
            self.early = self.early.split_off(&self.next);
            self.catch_up(&mut disagreements);
        }
        disagreements
    }

    /// Compares the scores of a snapshot, if the oracle has read exactly the events up to it.
    #[must_use]
    pub fn check(&self, snapshot: &Snapshot) -> Vec<String> {
        let phase = snapshot.phase.as_ref().map(|phase| phase.name.as_str());
        // During the reveal a snapshot may or may not include the points of the current option.
        if snapshot.epoch != self.epoch || snapshot.seq + 1 != self.next || phase == Some("reveal") {
            return Vec::new();
        }
        self.oracle.check_scores(snapshot.players.iter().map(|player| (player.player_id.as_str(), player.score)))
    }

    /// Passes the remaining events to the oracle, over gaps that no socket filled.
    pub fn close(&mut self) -> Vec<String> {
        let mut disagreements = Vec::new();
        while let Some(seq) = self.early.keys().next().copied() {
            self.oracle.skip();
            self.next = seq;
            self.catch_up(&mut disagreements);
        }
        disagreements
    }

    fn catch_up(&mut self, disagreements: &mut Vec<String>) {
        while let Some(read) = self.early.remove(&self.next) {
            self.next += 1;
            disagreements.extend(read.map(|(kind, data)| self.oracle.feed(&kind, &data)).unwrap_or_default());
        }
    }
}

fn to_read<'a>(head: &Head<'a>) -> Option<(&'a str, &'a str)> {
    READ.contains(&head.kind).then(|| (head.kind, head.data.get()))
}

/// Returns a hash other than zero, because zero marks an event that has not arrived.
fn hash(head: &Head<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    (head.kind, head.data.get()).hash(&mut hasher);
    hasher.finish().max(1)
}

#[cfg(test)]
mod tests {
    use serde_json::Map;

    use super::*;
    use crate::loadtest::checks::rules::Rules;

    fn checker() -> ConsistencyChecker {
        ConsistencyChecker::new(ScoreOracle::new(Rules::of(&Map::new()), ["a".to_owned()]), "e".to_owned(), 4)
    }

    fn frame(seq: u64, kind: &str, data: &str) -> String {
        format!(r#"{{"type":"{kind}","epoch":"e","seq":{seq},"data":{data}}}"#)
    }

    fn record(checker: &mut ConsistencyChecker, seq: u64, kind: &str, data: &str) -> Findings {
        checker.record(&Head::read(&frame(seq, kind, data)).unwrap(), seq)
    }

    const WRONG: &str = r#"{"round":1,"multiplier":1,"deltas":[{"player_id":"a","delta":5,"total":5}]}"#;

    #[test]
    fn accepts_equal_events() {
        let mut checker = checker();
        for _ in 0..2 {
            assert_eq!(record(&mut checker, 5, "progress", "{}"), Findings::default());
        }
    }

    #[test]
    fn finds_contradicting_events() {
        let mut checker = checker();
        assert!(!record(&mut checker, 5, "progress", "{}").contradicts);
        assert!(record(&mut checker, 5, "progress", r#"{"answered":[]}"#).contradicts);
    }

    #[test]
    fn reports_wrong_scores_once() {
        let mut checker = checker();
        assert_eq!(record(&mut checker, 5, "phase.scores_calculated", WRONG).disagreements.len(), 2);
        assert_eq!(record(&mut checker, 5, "phase.scores_calculated", WRONG).disagreements.len(), 0);
    }

    #[test]
    fn holds_back_early_events() {
        let mut checker = checker();
        assert_eq!(record(&mut checker, 6, "phase.scores_calculated", WRONG), Findings::default());
        assert_eq!(record(&mut checker, 5, "progress", "{}").disagreements.len(), 2);
        assert!(checker.oracle.is_whole());
    }

    #[test]
    fn lobby_snapshot_leaves_no_gap() {
        let mut checker = checker();
        assert_eq!(record(&mut checker, 7, "phase.scores_calculated", WRONG), Findings::default());
        assert_eq!(checker.record_lobby("e", 6).len(), 2);
        assert!(checker.close().is_empty() && checker.oracle.is_whole());
    }

    #[test]
    fn unfilled_gap_makes_result_partial() {
        let mut checker = checker();
        assert_eq!(record(&mut checker, 6, "phase.scores_calculated", WRONG), Findings::default());
        assert_eq!(checker.close(), Vec::<String>::new());
        assert!(!checker.oracle.is_whole());
    }
}
