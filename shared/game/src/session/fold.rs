//! The reference client: how numbered events change a public snapshot.
//!
//! The snapshot is the authority. An event of the same epoch with `seq` one above is exact and is
//! applied here; anything else is only a hint that there is something to fetch.

use super::{Envelope, SessionEvent, Status, event::Connection, snapshot::Snapshot};
use crate::{
    driver::GameDriver,
    ids::PlayerId,
    time::{Countdown, Timestamp},
};

/// The event with which every cartridge ends its game; the session is finished with it.
pub const GAME_OVER: &str = "phase.game_over";

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// The snapshot now includes it.
    Applied,
    /// The snapshot included it already, or it is not part of the numbered stream.
    Stale,
    /// Something lies between, or it cannot be understood: fetch a snapshot.
    Gap,
}

/// Applies a server message to the public part of a snapshot. `server_time` and `remaining_ms`
/// follow the time at which the event was sent; they are no part of the state.
pub fn fold<D: GameDriver>(snapshot: &mut Snapshot<D::View>, envelope: &Envelope) -> Folded {
    let Some(seq) = envelope.seq else { return Folded::Stale };
    if envelope.epoch != snapshot.epoch {
        return Folded::Gap;
    }
    fold_body::<D>(snapshot, seq, envelope.sent_at, &envelope.body())
}

/// The same with the event's parts: its number, the time it was sent, its `{"type":…,"data":…}`.
pub fn fold_body<D: GameDriver>(snapshot: &mut Snapshot<D::View>, seq: u64, sent_at: Timestamp, body: &str) -> Folded {
    if seq <= snapshot.seq {
        return Folded::Stale;
    }
    if seq != snapshot.seq + 1 {
        return Folded::Gap;
    }
    if let Ok(event) = serde_json::from_str::<SessionEvent>(body) {
        if fold_session(snapshot, event).is_none() {
            return Folded::Gap;
        }
    } else if let Ok(event) = serde_json::from_str::<D::Event>(body) {
        D::fold(snapshot, &event);
        if serde_json::from_str::<Kind>(body).is_ok_and(|kind| kind.name == GAME_OVER) {
            snapshot.status = Status::Finished;
            if let Some(phase) = &mut snapshot.phase {
                phase.countdown = Countdown::NONE;
            }
        }
    } else {
        return Folded::Gap;
    }
    snapshot.seq = seq;
    snapshot.server_time = sent_at;
    Folded::Applied
}

#[derive(serde::Deserialize)]
struct Kind<'a> {
    #[serde(rename = "type", borrow)]
    name: std::borrow::Cow<'a, str>,
}

/// `None` when the event does not fit the snapshot.
fn fold_session<V: serde::de::DeserializeOwned>(snapshot: &mut Snapshot<V>, event: SessionEvent) -> Option<()> {
    match event {
        SessionEvent::PlayerJoined { player } => snapshot.players.push(player),
        SessionEvent::PlayerLeft { player_id } | SessionEvent::PlayerKicked { player_id } => {
            snapshot.players.retain(|player| player.player_id != player_id);
        }
        SessionEvent::AudienceJoined { member } => snapshot.audience.push(member),
        SessionEvent::AudienceLeft { player_id } => {
            snapshot.audience.retain(|member| member.player_id != player_id);
        }
        SessionEvent::Started { phase, players, view } => {
            snapshot.view = Some(serde_json::from_value(view).ok()?);
            snapshot.status = Status::Running;
            snapshot.phase = phase;
            snapshot.players = players;
        }
        SessionEvent::ResumedPlay { phase } => {
            snapshot.status = Status::Running;
            snapshot.pause = None;
            snapshot.phase = phase;
        }
        SessionEvent::Paused { phase, pause } => {
            snapshot.status = Status::Paused;
            snapshot.pause = Some(pause);
            snapshot.phase = phase;
        }
        SessionEvent::Exited {} => {}
        SessionEvent::ConnectionUpdate { player_id, status } => {
            *connected(snapshot, &player_id)? = status == Connection::Connected;
        }
    }
    Some(())
}

/// Whether this person, at the table or in the audience, is connected.
fn connected<'a, V>(snapshot: &'a mut Snapshot<V>, id: &PlayerId) -> Option<&'a mut bool> {
    let players = snapshot.players.iter_mut().map(|player| (&player.player_id, &mut player.connected));
    let audience = snapshot.audience.iter_mut().map(|member| (&member.player_id, &mut member.connected));
    players.chain(audience).find(|(known, _)| *known == id).map(|(_, connected)| connected)
}
