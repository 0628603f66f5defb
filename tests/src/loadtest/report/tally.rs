//! The counts of a load test.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use hdrhistogram::Histogram;
use serde::Serialize;

use crate::loadtest::{checks::continuity::Faults, clock::micros};

/// Upper bound of the failures kept as text.
const NOTES: usize = 20;

/// Upper bound of a recorded duration: a day, in microseconds.
const MOST_US: u64 = 86_400_000_000;

/// A histogram of durations in microseconds, with three significant digits.
#[derive(Debug, Clone)]
pub struct Spread(Option<Histogram<u64>>);

impl Default for Spread {
    fn default() -> Self {
        Self(Histogram::new(3).ok())
    }
}

impl Spread {
    /// Records a duration in microseconds.
    pub fn record(&mut self, us: u64) {
        if let Some(histogram) = &mut self.0 {
            // The histogram grows as needed and holds durations up to a day.
            let _ = histogram.record(us.min(MOST_US));
        }
    }

    /// Records a duration.
    pub fn record_span(&mut self, span: Duration) {
        self.record(micros(span));
    }

    /// Adds all durations of another histogram.
    pub fn add(&mut self, other: &Self) {
        if let (Some(sum), Some(more)) = (&mut self.0, &other.0) {
            // Both histograms grow as needed, so adding cannot fail.
            let _ = sum.add(more);
        }
    }

    /// Returns the quantiles.
    #[must_use]
    pub fn quantiles(&self) -> Quantiles {
        let Some(histogram) = self.0.as_ref().filter(|histogram| !histogram.is_empty()) else {
            return Quantiles::default();
        };
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of a run are far below 2^52")]
        let ms = |us: u64| us as f64 / 1000.0;
        let at = |quantile| ms(histogram.value_at_quantile(quantile));
        Quantiles { count: histogram.len(), p50: at(0.5), p90: at(0.9), p99: at(0.99), max: ms(histogram.max()) }
    }
}

/// Quantiles of a histogram, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Quantiles {
    /// Number of recorded durations.
    pub count: u64,
    /// Median.
    pub p50: f64,
    /// 90th percentile.
    pub p90: f64,
    /// 99th percentile.
    pub p99: f64,
    /// Maximum.
    pub max: f64,
}

/// All counts.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Text frames received.
    pub messages: u64,
    /// Frames that are not an envelope of the contract.
    pub unreadable: u64,
    /// Violations in the streams.
    pub faults: Faults,
    /// Events that differ between sockets of one session.
    pub contradictions: u64,
    /// Scores that differ from the oracle's.
    pub misscored: u64,
    /// Answers that the server acknowledged and never revealed.
    pub answers_lost: u64,
    /// Sessions whose scores are only partly checked, because no socket received all events.
    pub unreckoned: u64,
    /// Sessions that still exist after the host's exit.
    pub left_behind: u64,
    /// Sockets opened again.
    pub reconnects: u64,
    /// Reconnects that received all missed events.
    pub resumed: u64,
    /// Snapshots in place of missed events, or during a stream.
    pub snapshots: u64,
    /// Events received before the deadline that caused them.
    pub early: u64,
    /// Time from the deadline to the receipt of the event it caused, by type of event.
    pub lateness_of: BTreeMap<String, Spread>,
    /// Time from a message to its `ack` or `error`.
    pub acks: Spread,
    /// Duration of REST calls, by name.
    pub rest: BTreeMap<&'static str, Spread>,
    /// Refusals by code, over the socket and over REST.
    pub errors: BTreeMap<String, u64>,
    /// Sockets that the server closed or that broke, by close code.
    pub closes: BTreeMap<String, u64>,
    /// The first failures, as text.
    pub notes: Vec<String>,
}

impl Tally {
    /// Adds violations of a stream.
    pub fn fault(&mut self, faults: Faults) {
        self.faults.lost += faults.lost;
        self.faults.doubled += faults.doubled;
        self.faults.out_of_order += faults.out_of_order;
    }

    /// Records the receipt of an event, `late_us` after its deadline.
    pub fn late(&mut self, kind: &str, late_us: i64) {
        self.early += u64::from(late_us < 0);
        let late_us = u64::try_from(late_us).unwrap_or(0);
        if let Some(spread) = self.lateness_of.get_mut(kind) {
            spread.record(late_us);
        } else {
            self.lateness_of.entry(kind.to_owned()).or_default().record(late_us);
        }
    }

    /// Returns the quantiles over all types of events.
    #[must_use]
    pub fn lateness(&self) -> Quantiles {
        let mut all = Spread::default();
        self.lateness_of.values().for_each(|spread| all.add(spread));
        all.quantiles()
    }

    /// Counts a refusal.
    pub fn error(&mut self, code: &str) {
        *self.errors.entry(code.to_owned()).or_default() += 1;
    }

    /// Counts a socket that the server closed or that broke.
    pub fn close(&mut self, why: String) {
        *self.closes.entry(why).or_default() += 1;
    }

    /// Keeps a failure as text, up to the bound.
    pub fn note(&mut self, sentence: impl Into<String>) {
        if self.notes.len() < NOTES {
            self.notes.push(sentence.into());
        }
    }

    /// Counts differing scores.
    pub fn misscore(&mut self, session: &str, disagreements: Vec<String>) {
        self.misscored += disagreements.len() as u64;
        disagreements.into_iter().for_each(|why| self.note(format!("{session}: {why}")));
    }

    fn add(&mut self, other: &Self) {
        self.messages += other.messages;
        self.unreadable += other.unreadable;
        self.fault(other.faults);
        self.contradictions += other.contradictions;
        self.misscored += other.misscored;
        self.answers_lost += other.answers_lost;
        self.unreckoned += other.unreckoned;
        self.left_behind += other.left_behind;
        self.reconnects += other.reconnects;
        self.resumed += other.resumed;
        self.snapshots += other.snapshots;
        self.early += other.early;
        self.acks.add(&other.acks);
        for (kind, spread) in &other.lateness_of {
            self.lateness_of.entry(kind.clone()).or_default().add(spread);
        }
        for (call, spread) in &other.rest {
            self.rest.entry(call).or_default().add(spread);
        }
        for (code, count) in &other.errors {
            *self.errors.entry(code.clone()).or_default() += count;
        }
        for (code, count) in &other.closes {
            *self.closes.entry(code.clone()).or_default() += count;
        }
        other.notes.iter().for_each(|note| self.note(note.clone()));
    }
}

/// A tally that several tasks share.
#[derive(Debug, Clone, Default)]
pub struct SharedTally(Arc<Mutex<Tally>>);

impl SharedTally {
    /// Locks the tally. Hold the lock briefly.
    pub fn lock(&self) -> MutexGuard<'_, Tally> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One tally for each thread, which avoids contention.
#[derive(Debug)]
pub struct Tallies(Vec<SharedTally>);

impl Tallies {
    /// Creates this many tallies, at least one.
    #[must_use]
    pub fn new(number: usize) -> Self {
        Self(vec![(); number.max(1)].into_iter().map(|()| SharedTally::default()).collect())
    }

    /// Returns the tally of the session with this index.
    #[must_use]
    pub fn of(&self, session: usize) -> SharedTally {
        self.0.get(session % self.0.len()).cloned().unwrap_or_default()
    }

    /// Returns the sum of all tallies.
    #[must_use]
    pub fn sum(&self) -> Tally {
        let mut sum = Tally::default();
        self.0.iter().for_each(|tally| sum.add(&tally.lock()));
        sum
    }

    /// Returns the number of messages received so far.
    #[must_use]
    pub fn messages(&self) -> u64 {
        self.0.iter().map(|tally| tally.lock().messages).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn histogram_grows_as_needed() {
        let mut spread = Spread::default();
        [1_000, 2_000, 90_000_000].into_iter().for_each(|us| spread.record(us));
        let Quantiles { count, p50, max, .. } = spread.quantiles();
        // Histograms keep three significant digits, rounded up.
        assert_eq!((count, p50.round()), (3, 2.0));
        assert!((90_000.0..90_100.0).contains(&max), "{max}");
    }

    #[test]
    fn tallies_of_threads_add_up() {
        let tallies = Tallies::new(2);
        for session in 0..3 {
            let tally = tallies.of(session);
            let mut tally = tally.lock();
            tally.messages += 1;
            tally.late("progress", 5_000);
            tally.late("progress", -1);
            tally.error("own_lie");
        }
        let sum = tallies.sum();
        assert_eq!((sum.messages, sum.early, sum.errors.get("own_lie")), (3, 3, Some(&3)));
        assert_eq!(sum.lateness_of.get("progress").map(|spread| spread.quantiles().count), Some(6));
    }
}
