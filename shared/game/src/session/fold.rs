//! The reference client: applies numbered events to a public snapshot.
//!
//! A client may apply an event of the same epoch whose `seq` is one above the snapshot's. Every other
//! event means that the client must fetch a snapshot.

use super::{Envelope, SessionEvent, Status};
use crate::{
    contract::{
        event::Connection,
        ids::PlayerId,
        snapshot::Snapshot,
        time::{Countdown, Timestamp},
    },
    driver::GameDriver,
};

/// The last event of every game. Its fold sets the session's status to finished.
pub const GAME_OVER: &str = "phase.game_over";

/// The result of folding an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// The snapshot now includes the event.
    Applied,
    /// The snapshot already included the event, or the event has no number.
    Stale,
    /// An event is missing or cannot be decoded: fetch a snapshot.
    Gap,
}

/// Applies a server message to the public part of a snapshot. `server_time` and `remaining_ms` depend
/// on the time at which the event was sent, not on the state alone.
pub fn fold<D: GameDriver>(snapshot: &mut Snapshot<D::View>, envelope: &Envelope) -> Folded {
    let Some(seq) = envelope.seq else { return Folded::Stale };
    if envelope.epoch != snapshot.epoch {
        return Folded::Gap;
    }
    fold_body::<D>(snapshot, seq, envelope.sent_at, &envelope.body())
}

/// Applies an event given by its number, the time it was sent, and its `{"type":…,"data":…}`.
pub fn fold_body<D: GameDriver>(snapshot: &mut Snapshot<D::View>, seq: u64, sent_at: Timestamp, body: &str) -> Folded {
    if seq <= snapshot.seq {
        return Folded::Stale;
    }
    if seq != snapshot.seq + 1 {
        return Folded::Gap;
    }
    if let Ok(event) = serde_json::from_str::<SessionEvent>(body) {
        if fold_session::<D>(snapshot, event).is_none() {
            return Folded::Gap;
        }
    } else if snapshot.cartridge == D::KIND
        && let Ok(event) = serde_json::from_str::<D::Event>(body)
    {
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

/// Applies an event of the session. Returns `None` when the snapshot lacks what the event refers to.
fn fold_session<D: GameDriver>(snapshot: &mut Snapshot<D::View>, event: SessionEvent) -> Option<()> {
    match event {
        SessionEvent::PlayerJoined { player } => {
            snapshot.waiting.retain(|person| person.player_id != player.player_id);
            snapshot.players.push(player);
        }
        SessionEvent::PlayerLeft { player_id } | SessionEvent::PlayerKicked { player_id } => {
            snapshot.players.retain(|player| player.player_id != player_id);
        }
        SessionEvent::AudienceJoined { member } => {
            snapshot.waiting.retain(|person| person.player_id != member.player_id);
            snapshot.audience.push(member);
        }
        SessionEvent::AudienceLeft { player_id } => {
            snapshot.audience.retain(|member| member.player_id != player_id);
        }
        SessionEvent::LockChanged { locked } => snapshot.locked = locked,
        SessionEvent::ApprovalChanged { required } => snapshot.approval = required,
        SessionEvent::JoinRequested { person } => snapshot.waiting.push(person),
        SessionEvent::JoinDeclined { player_id } => snapshot.waiting.retain(|person| person.player_id != player_id),
        SessionEvent::ModerationChanged { moderation } => snapshot.moderation = moderation,
        SessionEvent::TextsChanged { .. } if snapshot.cartridge != D::KIND => return None,
        SessionEvent::TextsChanged { view } => snapshot.view = Some(serde_json::from_value(view).ok()?),
        SessionEvent::VipChanged { vip } => snapshot.vip = vip,
        SessionEvent::PlayerRenamed { player_id, nickname } => *name(snapshot, &player_id)? = nickname,
        SessionEvent::SeatReleased { .. } => {}
        SessionEvent::GameChanged { cartridge, players, min_players, max_players, features } => {
            (snapshot.cartridge, snapshot.players, snapshot.features) = (cartridge, players, features);
            (snapshot.min_players, snapshot.max_players) = (min_players, max_players);
            (snapshot.view, snapshot.phase, snapshot.pause) = (None, None, None);
            snapshot.status = Status::Lobby;
        }
        // The view of another game has another type.
        SessionEvent::Started { .. } if snapshot.cartridge != D::KIND => return None,
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

/// Returns the nickname of a player or spectator.
fn name<'a, V>(snapshot: &'a mut Snapshot<V>, id: &PlayerId) -> Option<&'a mut String> {
    let players = snapshot.players.iter_mut().map(|player| (&player.player_id, &mut player.nickname));
    let audience = snapshot.audience.iter_mut().map(|member| (&member.player_id, &mut member.nickname));
    players.chain(audience).find(|(known, _)| *known == id).map(|(_, nickname)| nickname)
}

/// Returns the `connected` field of a player or spectator.
fn connected<'a, V>(snapshot: &'a mut Snapshot<V>, id: &PlayerId) -> Option<&'a mut bool> {
    let players = snapshot.players.iter_mut().map(|player| (&player.player_id, &mut player.connected));
    let audience = snapshot.audience.iter_mut().map(|member| (&member.player_id, &mut member.connected));
    players.chain(audience).find(|(known, _)| *known == id).map(|(_, connected)| connected)
}
