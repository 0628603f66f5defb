//! What the sockets of one session agree on: one order of events, the same words for all.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use super::{
    messages::{Head, Snapshot},
    score_oracle::{READ, ScoreOracle},
};

/// Events a session may plausibly have; a number beyond is not written down.
const MOST: u64 = 1_000_000;

/// One session's events, put together from what all its sockets hear.
///
/// Whoever hears an event first has it read by the [`ScoreOracle`]; all others are compared with it by
/// a hash of their bytes, which costs little and shows any difference.
#[derive(Debug)]
pub struct ConsistencyChecker {
    /// The scores.
    pub oracle: ScoreOracle,
    epoch: String,
    base: u64,
    next: u64,
    hashes: Vec<u64>,
    /// Findings before an event that precedes it.
    early: BTreeMap<u64, Option<(String, String)>>,
}

/// What hearing an event brought to light.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Another socket was told something else under the same number.
    pub contradicts: bool,
    /// Scores that are not what they should be.
    pub disagreements: Vec<String>,
}

impl ConsistencyChecker {
    /// A checker that begins after event `seq` of `epoch`.
    #[must_use]
    pub fn new(oracle: ScoreOracle, epoch: String, seq: u64) -> Self {
        Self { oracle, epoch, base: seq, next: seq + 1, hashes: Vec::new(), early: BTreeMap::new() }
    }

    /// Takes an event from any of the session's sockets.
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

    /// Takes a lobby's snapshot. What happened before it has nothing to do with scores, and perhaps
    /// no socket hears it; so it leaves no hole.
    pub fn gather(&mut self, epoch: &str, seq: u64) -> Vec<String> {
        let mut disagreements = Vec::new();
        if epoch == self.epoch && seq >= self.next {
            self.next = seq + 1;
            self.early = self.early.split_off(&self.next);
            self.catch_up(&mut disagreements);
        }
        disagreements
    }

    /// Compares a snapshot's scores, if every event up to it was reckoned with and none since.
    #[must_use]
    pub fn check(&self, snapshot: &Snapshot) -> Vec<String> {
        let phase = snapshot.phase.as_ref().map(|phase| phase.name.as_str());
        // While options are revealed a snapshot may hold the points given so far or not yet.
        if snapshot.epoch != self.epoch || snapshot.seq + 1 != self.next || phase == Some("reveal") {
            return Vec::new();
        }
        self.oracle.check_scores(snapshot.players.iter().map(|player| (player.player_id.as_str(), player.score)))
    }

    /// Reckons with what is left, over holes that no socket has filled.
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

/// Never zero, which stands for "not findings yet".
fn hash(head: &Head<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    (head.kind, head.data.get()).hash(&mut hasher);
    hasher.finish().max(1)
}

#[cfg(test)]
mod tests {
    use serde_json::Map;

    use super::*;
    use crate::loadtest::rules::Rules;

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
    fn two_sockets_that_are_told_the_same_agree() {
        let mut checker = checker();
        for _ in 0..2 {
            assert_eq!(record(&mut checker, 5, "progress", "{}"), Findings::default());
        }
    }

    #[test]
    fn two_sockets_that_are_told_different_things_contradict_each_other() {
        let mut checker = checker();
        assert!(!record(&mut checker, 5, "progress", "{}").contradicts);
        assert!(record(&mut checker, 5, "progress", r#"{"answered":[]}"#).contradicts);
    }

    #[test]
    fn wrong_scores_are_found_once_whoever_hears_them_first() {
        let mut checker = checker();
        assert_eq!(record(&mut checker, 5, "phase.scores_calculated", WRONG).disagreements.len(), 2);
        assert_eq!(record(&mut checker, 5, "phase.scores_calculated", WRONG).disagreements.len(), 0);
    }

    #[test]
    fn an_event_that_is_heard_early_waits_for_those_before_it() {
        let mut checker = checker();
        assert_eq!(record(&mut checker, 6, "phase.scores_calculated", WRONG), Findings::default());
        assert_eq!(record(&mut checker, 5, "progress", "{}").disagreements.len(), 2);
        assert!(checker.oracle.is_whole());
    }

    #[test]
    fn what_a_lobby_snapshot_covers_is_no_hole() {
        let mut checker = checker();
        assert_eq!(record(&mut checker, 7, "phase.scores_calculated", WRONG), Findings::default());
        assert_eq!(checker.gather("e", 6).len(), 2);
        assert!(checker.close().is_empty() && checker.oracle.is_whole());
    }

    #[test]
    fn a_hole_that_nobody_fills_makes_the_reckoning_partial() {
        let mut checker = checker();
        assert_eq!(record(&mut checker, 6, "phase.scores_calculated", WRONG), Findings::default());
        assert_eq!(checker.close(), Vec::<String>::new());
        assert!(!checker.oracle.is_whole());
    }
}
