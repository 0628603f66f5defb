//! What a loadtest found.

use std::collections::BTreeMap;

use serde::Serialize;

use super::tally::{Quantiles, Spread, Tally};

/// What a loadtest found. Spans are in milliseconds unless they say otherwise.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Sessions asked for.
    pub sessions: usize,
    /// Players of each.
    pub players: usize,
    /// Sockets held.
    pub sockets: usize,
    /// Sessions of which every socket saw the game's end.
    pub finished: usize,
    /// All others.
    pub unfinished: usize,
    /// Seconds until everybody was at the shared and connected.
    pub set_up_s: f64,
    /// Seconds from the first play to the last game's end.
    pub wall_s: f64,
    /// Text frames received.
    pub messages: u64,
    /// Frames that are no envelope of the contract.
    pub unreadable: u64,
    /// Events that a socket was not told, between two that it was.
    pub lost: i64,
    /// Events that a socket was told twice.
    pub doubled: i64,
    /// Events that a socket was told after later ones, or before any snapshot.
    pub out_of_order: i64,
    /// Events that sockets of one session were told differently.
    pub contradictions: u64,
    /// Scores that disagree with the loadtest's own reckoning.
    pub misscored: u64,
    /// Answers acknowledged and never revealed.
    pub answers_lost: u64,
    /// Sessions of which only part could be reckoned, because nobody findings all events.
    pub unreckoned: u64,
    /// Sessions that were still there after the host's exit.
    pub left_behind: u64,
    /// Sockets opened again.
    pub reconnects: u64,
    /// Of these, told the whole missed tail.
    pub resumed: u64,
    /// Snapshots where a tail was asked for (`recovered: false`), or in mid-stream.
    pub snapshots: u64,
    /// Events received before the deadline that caused them.
    pub early: u64,
    /// From deadline to receipt, of all events a deadline caused.
    pub lateness_ms: Quantiles,
    /// The same by the type of event.
    pub lateness_ms_by_event: BTreeMap<String, Quantiles>,
    /// With `--same-instant`: between the first and the last session's first deadline.
    pub instant_spread_ms: Option<f64>,
    /// From a message to its answer.
    pub ack_ms: Quantiles,
    /// REST calls by name.
    pub rest_ms: BTreeMap<String, Quantiles>,
    /// Refusals by code.
    pub errors: BTreeMap<String, u64>,
    /// Sockets that ended without the loadtest's doing, by close code.
    pub closes: BTreeMap<String, u64>,
    /// The loadtest's own processor time a received message, in microseconds, while games ran.
    pub own_cpu_us_per_message: f64,
    /// The first things that went wrong, in words.
    pub notes: Vec<String>,
}

impl Report {
    pub(super) fn take(mut self, tally: Tally) -> Self {
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

    pub(super) fn of_nothing(sessions: usize, players: usize, sockets: usize) -> Self {
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

    /// What must not be: one sentence each. Empty when all is well.
    #[must_use]
    pub fn failures(&self) -> Vec<String> {
        let counts = [
            (self.unfinished as u64, "games unfinished"),
            (self.lost.unsigned_abs(), "events lost"),
            (self.doubled.unsigned_abs(), "events doubled"),
            (self.out_of_order.unsigned_abs(), "events out of order"),
            (self.contradictions, "events told differently to different sockets"),
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
