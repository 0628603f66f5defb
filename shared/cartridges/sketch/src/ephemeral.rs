//! Strokes on their way to the TV: ephemeral messages while everybody draws.
//!
//! A message repeats the current stroke from its start, so that a lost message costs nothing. A stroke without points
//! removes itself and all later ones. See `docs/decisions/0175-drawings-and-strokes.md`.

use serde::{Deserialize, Serialize, de::IgnoredAny};
use serde_json::value::RawValue;
use wpp_game::{
    contract::from_object,
    driver::{ActionError, EphemeralMessages, Move},
    ephemeral::{EphemeralHandler, EphemeralMessage},
    ids::PlayerId,
    manifest::{EphemeralKind, Field, FieldType},
    session::{
        Envelope,
        snapshot::{Snapshot, Status},
    },
    time::Timestamp,
};

use crate::{
    Sketch,
    drawing::{COLOURS, MAX_STROKES, decode_points},
};

/// The type of the messages.
pub(crate) const STROKE: &str = "stroke";

/// Maximum number of points of a message. A longer stroke continues as another one.
pub const MAX_POINTS: usize = 64;
/// Characters that encode one point.
const POINT_CHARS: usize = 4;

/// The description of every ephemeral message.
pub(crate) const KINDS: &[EphemeralKind] = &[EphemeralKind {
    kind: STROKE,
    description: "A stroke of a player who draws, from its start, never stored. Only screens receive it. Points are \
                  encoded as in `drawing.submit`. A stroke without points removes itself and all later ones.",
    sent: &[
        Field::new("points", FieldType::Text),
        Field::new("colour", FieldType::Integer),
        Field::new("stroke", FieldType::Integer),
    ],
    received: &[
        Field::new("player_id", FieldType::Text),
        Field::new("round", FieldType::Integer),
        Field::new("points", FieldType::Text),
        Field::new("colour", FieldType::Integer),
        Field::new("stroke", FieldType::Integer),
    ],
}];

impl EphemeralMessages for Sketch {
    fn kinds(&self) -> &'static [EphemeralKind] {
        KINDS
    }

    fn handler(&self, player: &PlayerId) -> Box<dyn EphemeralHandler> {
        Box::new(StrokeHandler::new(player.clone()))
    }

    fn is_internal_action(&self, _action: &str) -> bool {
        false
    }
}

/// `stroke` from a phone.
#[derive(Debug, Deserialize)]
struct Stroke {
    points: String,
    colour: u8,
    /// Index of the stroke in the drawing.
    stroke: usize,
}

/// `stroke` for everybody.
#[derive(Debug, Serialize)]
struct StrokeBroadcast<'a> {
    player_id: &'a PlayerId,
    round: u32,
    points: &'a str,
    colour: u8,
    stroke: usize,
}

/// Broadcasts the strokes of one socket while its player draws.
///
/// The handler drops strokes in other phases, during a pause, and after the player has submitted the drawing. While a
/// moderator approves texts, it drops all strokes, because nobody can approve them.
#[derive(Debug)]
pub struct StrokeHandler {
    player: PlayerId,
    /// The round in which the player draws; `None` while the player does not draw.
    round: Option<u32>,
    paused: bool,
    moderated: bool,
}

impl StrokeHandler {
    /// Creates the handler of a socket of `player`.
    #[must_use]
    pub fn new(player: PlayerId) -> Self {
        Self { player, round: None, paused: false, moderated: false }
    }
}

impl EphemeralHandler for StrokeHandler {
    fn receive(
        &mut self,
        _kind: &str,
        data: &RawValue,
        _now: Timestamp,
    ) -> Result<Option<EphemeralMessage>, ActionError> {
        let Stroke { points, colour, stroke } = parse(data)?;
        let Some(round) = self.round.filter(|_| !self.paused && !self.moderated) else { return Ok(None) };
        let broadcast = StrokeBroadcast { player_id: &self.player, round, points: &points, colour, stroke };
        let data = serde_json::value::to_raw_value(&broadcast).map_err(|e| ActionError::Invalid(e.to_string()))?;
        Ok(Some(EphemeralMessage { kind: STROKE, data, screens_only: true, count: None }))
    }

    fn on_snapshot(&mut self, snapshot: &Snapshot<Box<RawValue>>) {
        self.paused = snapshot.status == Status::Paused;
        self.moderated = snapshot.moderation.is_some();
        let is_done = snapshot.players.iter().any(|player| player.player_id == self.player && player.answered);
        let draws = snapshot.phase.as_ref().filter(|phase| phase.name == "draw" && !is_done);
        self.round = draws.map(|phase| phase.round);
    }

    fn on_event(&mut self, event: &Envelope) {
        #[derive(Deserialize)]
        struct Round {
            round: u32,
        }
        #[derive(Deserialize)]
        struct Answered {
            answered: Vec<PlayerId>,
        }
        #[derive(Deserialize)]
        struct Moderation {
            moderation: Option<IgnoredAny>,
        }
        match event.kind.as_str() {
            "phase.draw_started" => self.round = read::<Round>(event).map(|data| data.round),
            "progress" if read::<Answered>(event).is_some_and(|data| data.answered.contains(&self.player)) => {
                self.round = None;
            }
            "session.moderation_changed" => {
                self.moderated = read::<Moderation>(event).is_some_and(|data| data.moderation.is_some());
            }
            "session.paused" => self.paused = true,
            "session.resumed_play" => self.paused = false,
            kind if kind.starts_with("phase.") => self.round = None,
            _ => {}
        }
    }

    fn next_report_at(&self) -> Option<Timestamp> {
        None
    }

    fn report(&mut self, _now: Timestamp, _closing: bool) -> Option<Move> {
        None
    }
}

fn parse(data: &RawValue) -> Result<Stroke, ActionError> {
    let usage = || {
        let text = format!(
            "stroke takes {{points, colour, stroke}}: up to {MAX_POINTS} points of four characters each, a colour from \
             0 to {}, and the index of the stroke",
            COLOURS - 1
        );
        ActionError::Invalid(text)
    };
    let stroke: Stroke = from_object(data.get()).map_err(|_malformed| usage())?;
    let fits = stroke.points.len() <= MAX_POINTS * POINT_CHARS
        && (stroke.points.is_empty() || decode_points(&stroke.points).is_some())
        && stroke.colour < COLOURS
        && stroke.stroke < MAX_STROKES;
    if fits { Ok(stroke) } else { Err(usage()) }
}

fn read<'a, T: Deserialize<'a>>(event: &'a Envelope) -> Option<T> {
    serde_json::from_str(event.data.get()).ok()
}
