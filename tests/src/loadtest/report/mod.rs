//! The result of a load test.

mod print;
pub mod tally;

use std::collections::BTreeMap;

use serde::Serialize;

use self::tally::{Quantiles, Spread, Tally};

/// The result of a load test. Durations are in milliseconds unless the name has another unit.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Number of sessions.
    pub sessions: usize,
    /// Players in each session.
    pub players: usize,
    /// Sockets held open.
    pub sockets: usize,
    /// Sessions of which every socket saw the end of the game.
    pub finished: usize,
    /// All other sessions.
    pub unfinished: usize,
    /// Seconds until all players were connected.
    pub set_up_s: f64,
    /// Seconds from the first start to the end of the last game.
    pub wall_s: f64,
    /// Text frames received.
    pub messages: u64,
    /// Frames that are not an envelope of the contract.
    pub unreadable: u64,
    /// Events that a socket did not receive although it received later ones.
    pub lost: i64,
    /// Events that a socket received twice.
    pub doubled: i64,
    /// Events that a socket received after later ones, or before a snapshot.
    pub out_of_order: i64,
    /// Events that differ between sockets of one session.
    pub contradictions: u64,
    /// Scores that differ from the score oracle's.
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
    /// Snapshots in place of missed events (`recovered: false`), or during a stream.
    pub snapshots: u64,
    /// Events received before the deadline that caused them.
    pub early: u64,
    /// Time from deadline to receipt, over all events that a deadline caused.
    pub lateness_ms: Quantiles,
    /// Time from deadline to receipt, by type of event.
    pub lateness_ms_by_event: BTreeMap<String, Quantiles>,
    /// Time between the earliest and the latest first deadline, with `--same-instant`.
    pub instant_spread_ms: Option<f64>,
    /// Time from a message to its answer.
    pub ack_ms: Quantiles,
    /// Duration of REST calls, by name.
    pub rest_ms: BTreeMap<String, Quantiles>,
    /// Refusals by code.
    pub errors: BTreeMap<String, u64>,
    /// Sockets that the server closed or that broke, by close code.
    pub closes: BTreeMap<String, u64>,
    /// Processor time of the load test for each received message, in microseconds, while games run.
    pub own_cpu_us_per_message: f64,
    /// The first failures, as text.
    pub notes: Vec<String>,
}

impl Report {
    pub(in crate::loadtest) fn take(mut self, tally: Tally) -> Self {
        self.messages = tally.messages;
        self.unreadable = tally.unreadable;
        self.lost = tally.faults.lost;
        self.doubled = tally.faults.doubled;
        self.out_of_order = tally.faults.out_of_order;
        self.contradictions = tally.contradictions;
        self.misscored = tally.misscored;
        self.answers_lost = tally.answers_lost;
        self.unreckoned = tally.unreckoned;
        self.left_behind = tally.left_behind;
        self.reconnects = tally.reconnects;
        self.resumed = tally.resumed;
        self.snapshots = tally.snapshots;
        self.early = tally.early;
        self.lateness_ms = tally.lateness();
        self.lateness_ms_by_event = named(tally.lateness_of);
        self.ack_ms = tally.acks.quantiles();
        self.rest_ms = named(tally.rest.into_iter().map(|(call, spread)| (call.to_owned(), spread)));
        self.errors = tally.errors;
        self.closes = tally.closes;
        self.notes = tally.notes;
        self
    }

    pub(in crate::loadtest) fn of_nothing(sessions: usize, players: usize, sockets: usize) -> Self {
        Self {
            sessions,
            players,
            sockets,
            finished: 0,
            unfinished: sessions,
            set_up_s: 0.0,
            wall_s: 0.0,
            messages: 0,
            unreadable: 0,
            lost: 0,
            doubled: 0,
            out_of_order: 0,
            contradictions: 0,
            misscored: 0,
            answers_lost: 0,
            unreckoned: 0,
            left_behind: 0,
            reconnects: 0,
            resumed: 0,
            snapshots: 0,
            early: 0,
            lateness_ms: Quantiles::default(),
            lateness_ms_by_event: BTreeMap::new(),
            instant_spread_ms: None,
            ack_ms: Quantiles::default(),
            rest_ms: BTreeMap::new(),
            errors: BTreeMap::new(),
            closes: BTreeMap::new(),
            own_cpu_us_per_message: 0.0,
            notes: Vec::new(),
        }
    }

    /// Returns one sentence for each kind of failure; empty when there is none.
    #[must_use]
    pub fn failures(&self) -> Vec<String> {
        let counts = [
            (self.unfinished as u64, "games unfinished"),
            (self.lost.unsigned_abs(), "events lost"),
            (self.doubled.unsigned_abs(), "events doubled"),
            (self.out_of_order.unsigned_abs(), "events out of order"),
            (self.contradictions, "events that differ between sockets"),
            (self.misscored, "scores wrong"),
            (self.answers_lost, "acknowledged answers lost"),
            (self.left_behind, "sessions left behind after exit"),
            (self.unreadable, "frames unreadable"),
        ];
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect()
    }
}

fn named(spreads: impl IntoIterator<Item = (String, Spread)>) -> BTreeMap<String, Quantiles> {
    spreads.into_iter().map(|(name, spread)| (name, spread.quantiles())).collect()
}
