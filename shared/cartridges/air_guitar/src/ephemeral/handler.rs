//! The ephemeral handler of one guitarist's socket: broadcasts chords and counts them during a practice.

use serde::Deserialize;
use serde_json::{json, value::RawValue};
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

use super::{
    chord::{CHORD, ChordBroadcast, Strum},
    practice_counter::{Participation, PracticeCounter},
};
use crate::{
    contract::{
        action::{REPORT, START},
        event::{Joined, Left, PracticeStarted},
        view::View,
    },
    tally::Tally,
};

/// Milliseconds between two reports during a practice. Screens show progress with this delay, and a
/// killed process loses at most this much.
pub const REPORT_INTERVAL_MS: u64 = 15_000;

/// Broadcasts and counts the chords of one socket.
#[derive(Debug)]
pub struct ChordHandler {
    player: PlayerId,
    /// The phone's sequence number of its latest chord.
    count: Option<u64>,
    paused: bool,
    practice: Option<PracticeCounter>,
}

impl ChordHandler {
    /// Creates the handler of a socket of `player`.
    #[must_use]
    pub fn new(player: PlayerId) -> Self {
        Self { player, count: None, paused: false, practice: None }
    }

    fn begin(&mut self, number: u32) {
        if self.practice.as_ref().is_none_or(|known| known.number != number) {
            self.practice = Some(PracticeCounter::new(number));
        }
    }

    fn finish(&mut self) {
        if let Some(practice) = &mut self.practice {
            practice.over = true;
            practice.leave();
        }
    }

    fn pause(&mut self, at: Timestamp) {
        self.paused = true;
        if let Some(practice) = &mut self.practice {
            practice.pause(at);
        }
    }
}

impl EphemeralHandler for ChordHandler {
    fn receive(
        &mut self,
        _kind: &str,
        data: &RawValue,
        now: Timestamp,
    ) -> Result<Option<EphemeralMessage>, ActionError> {
        let strum = Strum::parse(data)?;
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
        let broadcast = ChordBroadcast { chord, player_id: &self.player, timestamp: now, stroke: *stroke, held: *held };
        let data = serde_json::value::to_raw_value(&broadcast).map_err(|e| ActionError::Invalid(e.to_string()))?;
        Ok(Some(EphemeralMessage { kind: CHORD, data, screens_only: false, count: strum.seq }))
    }

    fn on_snapshot(&mut self, snapshot: &Snapshot<Box<RawValue>>) {
        self.paused = snapshot.status == Status::Paused;
        let view = snapshot.view.as_ref().and_then(|view| serde_json::from_str::<View>(view.get()).ok());
        match (snapshot.phase.as_ref().map(|phase| phase.name.as_str()), view) {
            (Some("practice"), Some(view)) => {
                self.begin(view.practice);
                let part = view.parts.iter().find(|part| part.player_id == self.player);
                if let Some((practice, part)) = self.practice.as_mut().zip(part) {
                    if part.playing { practice.participation = Participation::Plays } else { practice.leave() }
                }
            }
            (Some("counting"), Some(view)) if self.practice.as_ref().is_some_and(|p| p.number == view.practice) => {
                self.finish();
            }
            _ => self.practice = None,
        }
    }

    fn on_event(&mut self, event: &Envelope) {
        match event.kind.as_str() {
            "phase.practice_started" => {
                if let Some(started) = read::<PracticeStarted>(event) {
                    // A new game starts again at practice 1.
                    self.practice = None;
                    self.begin(started.practice);
                }
            }
            "practice.joined" if read::<Joined>(event).is_some_and(|joined| joined.player_id == self.player) => {
                if let Some(practice) = &mut self.practice {
                    practice.participation = Participation::Plays;
                }
            }
            "practice.left" if read::<Left>(event).is_some_and(|left| left.player_id == self.player) => {
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

    fn next_report_at(&self) -> Option<Timestamp> {
        let practice = self.practice.as_ref()?;
        match practice.participation {
            Participation::Joining => Some(Timestamp::from_millis(0)),
            Participation::Left if practice.has_chords => Some(Timestamp::from_millis(0)),
            Participation::Plays => practice.due,
            Participation::None | Participation::Left | Participation::Reported => None,
        }
    }

    fn report(&mut self, now: Timestamp, closing: bool) -> Option<Move> {
        let paused = self.paused;
        let practice = self.practice.as_mut()?;
        if practice.participation == Participation::Joining {
            // One attempt is enough, even if the game rejects it.
            practice.participation = Participation::None;
            return Some(Move { kind: START, data: json!({}) });
        }
        let last = practice.participation == Participation::Left && practice.has_chords;
        let due = practice.due.is_some_and(|due| due <= now);
        if !paused && practice.participation == Participation::Plays {
            practice.settle(now);
        }
        if !last && !((due || closing) && !practice.tally.is_empty() && practice.participation == Participation::Plays)
        {
            return None;
        }
        practice.due = (!last).then(|| now.plus_ms(REPORT_INTERVAL_MS));
        if last {
            practice.participation = Participation::Reported;
        }
        let Tally { chords, played_ms, pairs, wobble } = std::mem::take(&mut practice.tally);
        let number = practice.number;
        let data = json!({
            "practice": number, "chords": chords, "played_ms": played_ms, "pairs": pairs, "wobble": wobble, "last": last,
        });
        Some(Move { kind: REPORT, data })
    }
}

fn read<'a, T: Deserialize<'a>>(event: &'a Envelope) -> Option<T> {
    serde_json::from_str(event.data.get()).ok()
}
