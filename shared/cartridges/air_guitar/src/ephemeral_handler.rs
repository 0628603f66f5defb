//! The ear beside a guitarist's socket: passes their chords on, and counts them while a practice is on.

use serde::Deserialize;
use serde_json::{json, value::RawValue};

use super::{
    action::{REPORT, START},
    chord::{Sounding, Strum},
    event::{Joined, Left, PracticeStarted},
    tally::{RINGS_MS, Tally, wobble},
    view::View,
};
use wpp_game::{
    driver::{ActionError, Move},
    ephemeral::{EphemeralHandler, EphemeralMessage},
    ids::PlayerId,
    session::{
        Envelope,
        snapshot::{Snapshot, Status},
    },
    time::Timestamp,
};

/// Between two tallies of a practice that is on. Late screens see progress no older than that, and a
/// process that is killed loses no more.
pub const EVERY_MS: u64 = 15_000;

/// How far the phone's clock may be from ours over one interval before ours is believed.
const JITTER_MS: f64 = 250.0;

pub(super) const CHORD: &str = "chord_change";

/// What one socket's player does with their guitar.
#[derive(Debug)]
pub struct Ear {
    me: PlayerId,
    /// The phone's own count of its latest chord.
    count: Option<u64>,
    paused: bool,
    practice: Option<Practice>,
}

/// A practice, as far as it is heard.
#[derive(Debug, Default)]
struct Practice {
    number: u32,
    /// Its time is up.
    over: bool,
    /// Where this player is in it.
    part: Part,
    /// What is counted and not handed in.
    tally: Tally,
    /// Whether anything was counted here at all.
    heard: bool,
    /// The latest chord: when it was struck, by our clock and by the phone's, and up to when it has
    /// been counted as played.
    ringing: Option<Ringing>,
    /// The interval before it.
    interval: Option<f64>,
    /// When to hand in next.
    due: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    /// They have not picked up their guitar.
    #[default]
    None,
    /// They strummed, which is as good, and the game is about to hear so.
    Asking,
    /// They play.
    Plays,
    /// They put it down; what was played is to be handed in.
    Left,
    /// It is.
    Counted,
}

#[derive(Debug, Clone, Copy)]
struct Ringing {
    since: Timestamp,
    counted: Timestamp,
    phone_ms: Option<f64>,
}

impl Ear {
    /// The ear of `player`.
    #[must_use]
    pub fn of(player: PlayerId) -> Self {
        Self { me: player, count: None, paused: false, practice: None }
    }

    fn begin(&mut self, number: u32) {
        if self.practice.as_ref().is_none_or(|known| known.number != number) {
            self.practice = Some(Practice { number, ..Practice::default() });
        }
    }

    fn finish(&mut self) {
        if let Some(practice) = &mut self.practice {
            practice.over = true;
            practice.leave();
        }
    }

    /// Time stands still: nothing rings on.
    fn pause(&mut self, at: Timestamp) {
        self.paused = true;
        if let Some(practice) = &mut self.practice {
            practice.settle(at);
            practice.ringing = None;
            practice.interval = None;
        }
    }
}

impl EphemeralHandler for Ear {
    fn say(&mut self, _kind: &str, data: &RawValue, now: Timestamp) -> Result<Option<EphemeralMessage>, ActionError> {
        let strum = Strum::read(data)?;
        if strum.seq.is_some() && strum.seq <= self.count {
            return Ok(None);
        }
        self.count = strum.seq.or(self.count);
        if !strum.held
            && !self.paused
            && let Some(practice) = &mut self.practice
        {
            practice.strike(now, strum.at_ms);
        }
        let Strum { chord, stroke, held, .. } = &strum;
        let sounding = Sounding { chord, player_id: &self.me, timestamp: now, stroke: *stroke, held: *held };
        let data = serde_json::value::to_raw_value(&sounding).map_err(|e| ActionError::Invalid(e.to_string()))?;
        Ok(Some(EphemeralMessage { kind: CHORD, data, count: strum.seq }))
    }

    fn see(&mut self, snapshot: &Snapshot<Box<RawValue>>) {
        self.paused = snapshot.status == Status::Paused;
        let view = snapshot.view.as_ref().and_then(|view| serde_json::from_str::<View>(view.get()).ok());
        match (snapshot.phase.as_ref().map(|phase| phase.name.as_str()), view) {
            (Some("practice"), Some(view)) => {
                self.begin(view.practice);
                let part = view.parts.iter().find(|part| part.player_id == self.me);
                if let Some((practice, part)) = self.practice.as_mut().zip(part) {
                    if part.playing { practice.part = Part::Plays } else { practice.leave() }
                }
            }
            (Some("counting"), Some(view)) if self.practice.as_ref().is_some_and(|p| p.number == view.practice) => {
                self.finish();
            }
            _ => self.practice = None,
        }
    }

    fn hear(&mut self, event: &Envelope) {
        match event.kind.as_str() {
            "phase.practice_started" => {
                if let Some(started) = read::<PracticeStarted>(event) {
                    // Practices of different evenings may share a number.
                    self.practice = None;
                    self.begin(started.practice);
                }
            }
            "practice.joined" if read::<Joined>(event).is_some_and(|joined| joined.player_id == self.me) => {
                if let Some(practice) = &mut self.practice {
                    practice.part = Part::Plays;
                }
            }
            "practice.left" if read::<Left>(event).is_some_and(|left| left.player_id == self.me) => {
                if let Some(practice) = &mut self.practice {
                    practice.settle(event.due_at.unwrap_or(event.sent_at));
                    practice.leave();
                }
            }
            "phase.counting" => self.finish(),
            "phase.summary" | "phase.ready" | "phase.game_over" => self.practice = None,
            "session.paused" => self.pause(event.sent_at),
            "session.resumed_play" => self.paused = false,
            _ => {}
        }
    }

    fn reports_at(&self) -> Option<Timestamp> {
        let practice = self.practice.as_ref()?;
        match practice.part {
            Part::Asking => Some(Timestamp::from_millis(0)),
            Part::Left if practice.heard => Some(Timestamp::from_millis(0)),
            Part::Plays => practice.due,
            Part::None | Part::Left | Part::Counted => None,
        }
    }

    fn report(&mut self, now: Timestamp, closing: bool) -> Option<Move> {
        let paused = self.paused;
        let practice = self.practice.as_mut()?;
        if practice.part == Part::Asking {
            // Whatever the game says to it: once is enough.
            practice.part = Part::None;
            return Some(Move { kind: START, data: json!({}) });
        }
        let last = practice.part == Part::Left && practice.heard;
        let due = practice.due.is_some_and(|due| due <= now);
        if !paused && practice.part == Part::Plays {
            practice.settle(now);
        }
        if !last && !((due || closing) && !practice.tally.is_empty() && practice.part == Part::Plays) {
            return None;
        }
        practice.due = (!last).then(|| now.plus_ms(EVERY_MS));
        if last {
            practice.part = Part::Counted;
        }
        let Tally { chords, played_ms, pairs, wobble } = std::mem::take(&mut practice.tally);
        let number = practice.number;
        let data = json!({
            "practice": number, "chords": chords, "played_ms": played_ms, "pairs": pairs, "wobble": wobble, "last": last,
        });
        Some(Move { kind: REPORT, data })
    }
}

impl Practice {
    fn strike(&mut self, now: Timestamp, phone_ms: Option<f64>) {
        if self.over || matches!(self.part, Part::Left | Part::Counted) {
            return;
        }
        if self.part == Part::None && !self.heard {
            self.part = Part::Asking;
        }
        self.settle(now);
        self.heard = true;
        self.tally.chords = self.tally.chords.saturating_add(1);
        let interval = self.ringing.and_then(|before| before.until(now, phone_ms));
        if let Some((before, after)) = self.interval.zip(interval) {
            self.tally.pairs = self.tally.pairs.saturating_add(1);
            self.tally.wobble = self.tally.wobble.saturating_add(wobble(before, after));
        }
        self.interval = interval;
        self.ringing = Some(Ringing { since: now, counted: now, phone_ms });
        self.due.get_or_insert(now.plus_ms(EVERY_MS));
    }

    /// Counts what has rung up to `now`.
    fn settle(&mut self, now: Timestamp) {
        if let Some(ringing) = &mut self.ringing {
            let upto = now.min(ringing.since.plus_ms(RINGS_MS));
            self.tally.played_ms = self.tally.played_ms.saturating_add(upto.ms_since(ringing.counted));
            ringing.counted = ringing.counted.max(upto);
        }
    }

    fn leave(&mut self) {
        if matches!(self.part, Part::Plays | Part::Asking) {
            self.part = Part::Left;
        }
        self.ringing = None;
        self.interval = None;
    }
}

impl Ringing {
    /// Milliseconds from this chord to one struck `now`; `None` when a rest lies between.
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

fn read<'a, T: Deserialize<'a>>(event: &'a Envelope) -> Option<T> {
    serde_json::from_str(event.data.get()).ok()
}
