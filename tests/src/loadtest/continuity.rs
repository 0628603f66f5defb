//! Whether one socket was told every event, once, in order.
//!
//! The contract: after a snapshot with `seq` n of an epoch come n+1, n+2, … of the same epoch; a
//! resume goes on where the client was; only a snapshot may jump. What breaks that is counted.

use std::collections::BTreeSet;

/// Holes kept in policy, to tell a late event from a lost one. A socket with more is broken anyway.
const HOLES: usize = 10_000;

/// What went wrong with a stream's events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Faults {
    /// Skipped and never told later. May sink again: what comes late is out of order, not lost.
    pub lost: i64,
    /// RecordedEvent again.
    pub doubled: i64,
    /// RecordedEvent after a later one, of another epoch, or before any snapshot; a snapshot that goes back.
    pub out_of_order: i64,
}

impl Faults {
    /// Whether nothing went wrong.
    #[must_use]
    pub fn none(&self) -> bool {
        *self == Self::default()
    }
}

/// One client's place in the numbered stream. Outlives its sockets.
#[derive(Debug, Clone, Default)]
pub struct Continuity {
    place: Option<(String, u64)>,
    missing: BTreeSet<u64>,
}

/// How an event fits what the client knew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observed {
    /// Whether the client had not seen this event yet.
    pub is_new: bool,
    /// What it did to the counts.
    pub faults: Faults,
}

impl Continuity {
    /// The epoch and number to resume from; `None` before the first snapshot.
    #[must_use]
    pub fn place(&self) -> Option<(&str, u64)> {
        self.place.as_ref().map(|(epoch, seq)| (epoch.as_str(), *seq))
    }

    /// Whether this is the very event that comes next.
    #[must_use]
    pub fn follows(&self, epoch: &str, seq: u64) -> bool {
        self.place.as_ref().is_some_and(|(known, last)| known == epoch && *last + 1 == seq)
    }

    /// Takes a numbered event.
    pub fn event(&mut self, epoch: &str, seq: u64) -> Observed {
        let mut faults = Faults::default();
        let Some((_, last)) = self.place.as_mut().filter(|(known, _)| known == epoch) else {
            faults.out_of_order = 1;
            self.restart(epoch, seq);
            return Observed { is_new: true, faults };
        };
        let is_new = if seq > *last {
            let skipped = *last + 1..seq;
            faults.lost = i64::try_from(seq - *last - 1).unwrap_or(i64::MAX);
            let room = HOLES.saturating_sub(self.missing.len());
            self.missing.extend(skipped.take(room));
            *last = seq;
            true
        } else if self.missing.remove(&seq) {
            faults = Faults { lost: -1, doubled: 0, out_of_order: 1 };
            true
        } else {
            faults.doubled = 1;
            false
        };
        Observed { is_new, faults }
    }

    /// Takes a snapshot, which may jump ahead but not back.
    pub fn snapshot(&mut self, epoch: &str, seq: u64) -> Faults {
        let back = self.place.as_ref().is_some_and(|(known, last)| known == epoch && seq < *last);
        self.restart(epoch, seq);
        Faults { out_of_order: i64::from(back), ..Faults::default() }
    }

    fn restart(&mut self, epoch: &str, seq: u64) {
        // Holes before this place stay counted as lost: they were seen.
        self.missing.clear();
        self.place = Some((epoch.to_owned(), seq));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watch(seqs: &[u64]) -> Faults {
        let mut stream = Continuity::default();
        let mut sum = stream.snapshot("e", 10);
        for seq in seqs {
            let Observed { faults, .. } = stream.event("e", *seq);
            sum.lost += faults.lost;
            sum.doubled += faults.doubled;
            sum.out_of_order += faults.out_of_order;
        }
        sum
    }

    #[test]
    fn one_after_the_other_is_right() {
        assert!(watch(&[11, 12, 13]).none());
    }

    #[test]
    fn a_hole_is_a_loss_of_all_that_is_in_it() {
        assert_eq!(watch(&[11, 14]), Faults { lost: 2, ..Faults::default() });
    }

    #[test]
    fn a_repeated_event_is_doubled() {
        assert_eq!(watch(&[11, 12, 11]), Faults { doubled: 1, ..Faults::default() });
        assert_eq!(watch(&[10]), Faults { doubled: 1, ..Faults::default() }, "the snapshot held it already");
    }

    #[test]
    fn what_comes_late_is_out_of_order_and_not_lost() {
        assert_eq!(watch(&[12, 11, 13]), Faults { out_of_order: 1, ..Faults::default() });
        assert_eq!(watch(&[12, 11, 11]), Faults { out_of_order: 1, doubled: 1, ..Faults::default() });
    }

    #[test]
    fn only_a_snapshot_may_jump_and_only_ahead() {
        let mut stream = Continuity::default();
        assert!(stream.snapshot("e", 3).none());
        assert!(stream.snapshot("e", 9).none());
        assert!(stream.event("e", 10).faults.none());
        assert_eq!(stream.snapshot("e", 5).out_of_order, 1);
    }

    #[test]
    fn an_event_before_any_snapshot_or_of_another_epoch_is_out_of_order() {
        let mut stream = Continuity::default();
        assert_eq!(stream.event("e", 1).faults.out_of_order, 1);
        assert_eq!(stream.event("other", 2).faults.out_of_order, 1);
        assert!(stream.event("other", 3).faults.none());
    }
}
