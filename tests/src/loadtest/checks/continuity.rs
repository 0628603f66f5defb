//! Checks that one socket received every event once and in order.
//!
//! After a snapshot with `seq` n, the events n+1, n+2, … of the same epoch follow. A resume continues at the
//! client's position. Only a snapshot may skip numbers. The checker counts every violation.

use std::collections::BTreeSet;

/// Upper bound of the remembered gaps, which distinguish late events from lost ones.
const HOLES: usize = 10_000;

/// Violations in a stream of events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Faults {
    /// Skipped events that never arrived. A late event lowers the count and raises `out_of_order`.
    pub lost: i64,
    /// Events that arrived twice.
    pub doubled: i64,
    /// Events that arrived after later ones, from another epoch or before a snapshot, and snapshots older than
    /// the stream.
    pub out_of_order: i64,
}

impl Faults {
    /// Returns whether there was no violation.
    #[must_use]
    pub fn none(&self) -> bool {
        *self == Self::default()
    }
}

/// A client's position in the numbered stream. It outlives the client's sockets.
#[derive(Debug, Clone, Default)]
pub struct Continuity {
    place: Option<(String, u64)>,
    missing: BTreeSet<u64>,
}

/// The result of one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Observed {
    /// Whether the client receives the event for the first time.
    pub is_new: bool,
    /// Changes of the counts.
    pub faults: Faults,
}

impl Continuity {
    /// Returns the epoch and number to resume from; `None` before the first snapshot.
    #[must_use]
    pub fn place(&self) -> Option<(&str, u64)> {
        self.place.as_ref().map(|(epoch, seq)| (epoch.as_str(), *seq))
    }

    /// Returns whether this is the next event of the stream.
    #[must_use]
    pub fn follows(&self, epoch: &str, seq: u64) -> bool {
        self.place.as_ref().is_some_and(|(known, last)| known == epoch && *last + 1 == seq)
    }

    /// Records a numbered event.
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

    /// Records a snapshot, which may skip numbers but must not go back.
    pub fn snapshot(&mut self, epoch: &str, seq: u64) -> Faults {
        let back = self.place.as_ref().is_some_and(|(known, last)| known == epoch && seq < *last);
        self.restart(epoch, seq);
        Faults { out_of_order: i64::from(back), ..Faults::default() }
    }

    fn restart(&mut self, epoch: &str, seq: u64) {
        // Earlier gaps stay counted as lost.
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
    fn accepts_consecutive_events() {
        assert!(watch(&[11, 12, 13]).none());
    }

    #[test]
    fn counts_every_event_of_a_gap() {
        assert_eq!(watch(&[11, 14]), Faults { lost: 2, ..Faults::default() });
    }

    #[test]
    fn counts_repeated_event() {
        assert_eq!(watch(&[11, 12, 11]), Faults { doubled: 1, ..Faults::default() });
        assert_eq!(watch(&[10]), Faults { doubled: 1, ..Faults::default() }, "the snapshot held it already");
    }

    #[test]
    fn late_event_is_not_lost() {
        assert_eq!(watch(&[12, 11, 13]), Faults { out_of_order: 1, ..Faults::default() });
        assert_eq!(watch(&[12, 11, 11]), Faults { out_of_order: 1, doubled: 1, ..Faults::default() });
    }

    #[test]
    fn snapshot_may_only_skip_ahead() {
        let mut stream = Continuity::default();
        assert!(stream.snapshot("e", 3).none());
        assert!(stream.snapshot("e", 9).none());
        assert!(stream.event("e", 10).faults.none());
        assert_eq!(stream.snapshot("e", 5).out_of_order, 1);
    }

    #[test]
    fn counts_events_of_other_epochs() {
        let mut stream = Continuity::default();
        assert_eq!(stream.event("e", 1).faults.out_of_order, 1);
        assert_eq!(stream.event("other", 2).faults.out_of_order, 1);
        assert!(stream.event("other", 3).faults.none());
    }
}
