//! Counts one guitarist's chords during a practice.

use wpp_game::time::Timestamp;

use super::handler::REPORT_INTERVAL_MS;
use crate::tally::{RINGS_MS, Tally, wobble};

/// Milliseconds by which the phone's clock may differ from the server's over one interval. Beyond that,
/// the server's clock counts.
const JITTER_MS: f64 = 250.0;

/// The chords of one practice.
#[derive(Debug, Default)]
pub(super) struct PracticeCounter {
    pub number: u32,
    /// Whether the practice is over.
    pub over: bool,
    /// The guitarist's participation.
    pub participation: Participation,
    /// Chords since the last report.
    pub tally: Tally,
    /// Whether any chord was counted.
    pub has_chords: bool,
    /// The latest chord.
    ringing: Option<Ringing>,
    /// The interval before the latest chord, in milliseconds.
    interval: Option<f64>,
    /// When the next report is due.
    pub due: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Participation {
    /// The guitarist has not joined the practice.
    #[default]
    None,
    /// The guitarist played a chord, so the handler will join the practice on their behalf.
    Joining,
    /// The guitarist is playing.
    Plays,
    /// The guitarist put the guitar down; the last report is due.
    Left,
    /// The last report was sent.
    Reported,
}

#[derive(Debug, Clone, Copy)]
struct Ringing {
    /// When the chord was played, by the server's clock.
    since: Timestamp,
    /// Up to when the chord counts as played.
    counted: Timestamp,
    /// When the chord was played, by the phone's clock.
    phone_ms: Option<f64>,
}

impl PracticeCounter {
    /// Creates the counter of practice `number`, before any chord.
    pub fn new(number: u32) -> Self {
        Self { number, ..Self::default() }
    }

    /// Counts a chord.
    pub fn strike(&mut self, now: Timestamp, phone_ms: Option<f64>) {
        if self.over || matches!(self.participation, Participation::Left | Participation::Reported) {
            return;
        }
        if self.participation == Participation::None && !self.has_chords {
            self.participation = Participation::Joining;
        }
        self.settle(now);
        self.has_chords = true;
        self.tally.chords = self.tally.chords.saturating_add(1);
        let interval = self.ringing.and_then(|before| before.until(now, phone_ms));
        if let Some((before, after)) = self.interval.zip(interval) {
            self.tally.pairs = self.tally.pairs.saturating_add(1);
            self.tally.wobble = self.tally.wobble.saturating_add(wobble(before, after));
        }
        self.interval = interval;
        self.ringing = Some(Ringing { since: now, counted: now, phone_ms });
        self.due.get_or_insert(now.plus_ms(REPORT_INTERVAL_MS));
    }

    /// Adds the time for which the latest chord has been ringing up to `now`.
    pub fn settle(&mut self, now: Timestamp) {
        if let Some(ringing) = &mut self.ringing {
            let upto = now.min(ringing.since.plus_ms(RINGS_MS));
            self.tally.played_ms = self.tally.played_ms.saturating_add(upto.ms_since(ringing.counted));
            ringing.counted = ringing.counted.max(upto);
        }
    }

    /// Stops the latest chord at the start of a pause.
    pub fn pause(&mut self, at: Timestamp) {
        self.settle(at);
        self.ringing = None;
        self.interval = None;
    }

    /// Ends the guitarist's participation.
    pub fn leave(&mut self) {
        if matches!(self.participation, Participation::Plays | Participation::Joining) {
            self.participation = Participation::Left;
        }
        self.ringing = None;
        self.interval = None;
    }
}

impl Ringing {
    /// Returns the milliseconds from this chord to one played `now`; `None` after a rest.
    fn until(self, now: Timestamp, phone_ms: Option<f64>) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "an interval has far fewer than 52 bits")]
        let ours = now.ms_since(self.since) as f64;
        let theirs = self.phone_ms.zip(phone_ms).map(|(before, after)| after - before);
        let believed = theirs.filter(|theirs| *theirs > 0.0 && (theirs - ours).abs() <= JITTER_MS).unwrap_or(ours);
        #[expect(clippy::cast_precision_loss, reason = "a constant of a few thousand")]
        let rests = believed >= RINGS_MS as f64;
        (!rests && believed > 0.0).then_some(believed)
    }
}
