//! The changes that a step makes to the snapshots of everybody.
//!
//! A step computes them once, from the session before it and the session after it, and its last event carries them. See
//! `docs/decisions/0120-patches-in-events.md`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value, value::RawValue};

use super::{Player, Session};
use crate::{
    contract::{
        event::Patches,
        ids::PlayerId,
        merge_patch::diff,
        snapshot::{PhaseView, Snapshot},
        time::Timestamp,
    },
    engine::{EngineError, Game, registry::Cartridge},
};

/// A session at one moment, with its decoded game.
pub(super) struct Moment<'a> {
    pub session: &'a Session,
    pub cartridge: &'a dyn Cartridge,
    /// `None` when there is no game, and when the game is the same at both moments.
    pub game: Option<&'a dyn Game>,
}

/// Returns the changes from one moment to the other, as of `now`.
pub(super) fn between(before: &Moment<'_>, after: &Moment<'_>, now: Timestamp) -> Result<Patches, EngineError> {
    let public = |moment: &Moment<'_>| moment.session.public(moment.cartridge, moment.game, now);
    let public = public_patch(&public(before)?, &public(after)?)?;
    Ok(Patches {
        public: (!public.is_empty()).then(|| Value::Object(public).to_string()),
        private: private(before, after)?,
    })
}

/// Returns the changes of a pause that does not decode the game.
pub(super) fn of_pause(before: &Session, after: &Session, now: Timestamp) -> Result<Patches, EngineError> {
    let mut patch = Map::new();
    compare(&mut patch, "status", &before.status, &after.status)?;
    compare(&mut patch, "pause", &before.pause, &after.pause)?;
    if let Some(change) = phase(before.phase_view(now).as_ref(), after.phase_view(now).as_ref())? {
        patch.insert("phase".to_owned(), change);
    }
    Ok(Patches { public: Some(Value::Object(patch).to_string()), private: BTreeMap::new() })
}

/// Returns whether `people` see a difference between two moments of a game.
pub(super) fn is_visible(before: &dyn Game, after: &dyn Game, people: &[PlayerId]) -> Result<bool, EngineError> {
    if before.view()?.get() != after.view()?.get() || before.phase() != after.phase() {
        return Ok(true);
    }
    for person in people {
        if before.standing(person) != after.standing(person) || before.you(person)?.get() != after.you(person)?.get() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Compares the fields that steps change. `seq` and `server_time` follow from the envelope.
fn public_patch(
    before: &Snapshot<Box<RawValue>>,
    after: &Snapshot<Box<RawValue>>,
) -> Result<Map<String, Value>, EngineError> {
    let mut patch = Map::new();
    let (view_before, view_after) =
        (before.view.as_deref().map(RawValue::get), after.view.as_deref().map(RawValue::get));
    compare(&mut patch, "cartridge", &before.cartridge, &after.cartridge)?;
    compare(&mut patch, "status", &before.status, &after.status)?;
    compare(&mut patch, "pause", &before.pause, &after.pause)?;
    compare(&mut patch, "players", &before.players, &after.players)?;
    compare(&mut patch, "audience", &before.audience, &after.audience)?;
    compare(&mut patch, "min_players", &before.min_players, &after.min_players)?;
    compare(&mut patch, "max_players", &before.max_players, &after.max_players)?;
    compare(&mut patch, "features", &before.features, &after.features)?;
    compare(&mut patch, "locked", &before.locked, &after.locked)?;
    // Snapshots leave these fields out when they are empty, so a patch removes them.
    let required = |snapshot: &Snapshot<_>| snapshot.approval.then_some(true);
    compare(&mut patch, "approval", &required(before), &required(after))?;
    compare(&mut patch, "waiting", &unless_empty(&before.waiting), &unless_empty(&after.waiting))?;
    compare(&mut patch, "moderation", &before.moderation, &after.moderation)?;
    compare(&mut patch, "teams", &before.teams, &after.teams)?;
    compare(&mut patch, "vip", &before.vip, &after.vip)?;
    if view_before != view_after {
        patch.extend(diff(&parsed(view_before)?, &parsed(view_after)?).map(|change| ("view".to_owned(), change)));
    }
    if let Some(change) = phase(before.phase.as_ref(), after.phase.as_ref())? {
        patch.insert("phase".to_owned(), change);
    }
    Ok(patch)
}

/// Returns the change of the phase. The patch of a phase that has changed contains its countdown in any case: the remaining
/// time that a client has is older than the one that this step started from.
fn phase(before: Option<&PhaseView>, after: Option<&PhaseView>) -> Result<Option<Value>, EngineError> {
    let is_same = match (before, after) {
        (Some(before), Some(after)) => before == after,
        (before, after) => before.is_none() && after.is_none(),
    };
    if is_same {
        return Ok(None);
    }
    let mut change = diff(&json(&before)?, &json(&after)?);
    if let (Some(Value::Object(fields)), Some(after)) = (&mut change, after)
        && let Value::Object(countdown) = json(&after.countdown)?
    {
        fields.extend(countdown);
    }
    Ok(change)
}

/// Returns the changes of `you`, for the people who are part of both moments and can have a socket.
fn private(before: &Moment<'_>, after: &Moment<'_>) -> Result<BTreeMap<PlayerId, String>, EngineError> {
    let mut patches = BTreeMap::new();
    if before.game.is_none() && after.game.is_none() {
        return Ok(patches);
    }
    let people = after.session.everybody().filter(|person| !person.bot);
    for Player { player_id, .. } in people.filter(|person| before.session.member(&person.player_id).is_some()) {
        let own = |moment: &Moment<'_>| moment.game.map(|game| game.you(player_id)).transpose();
        let (own_before, own_after) = (own(before)?, own(after)?);
        if own_before.as_deref().map(RawValue::get) == own_after.as_deref().map(RawValue::get) {
            continue;
        }
        let you = |moment: &Moment<'_>, own: Option<&RawValue>| moment.session.you(player_id, own);
        let change = diff(&you(before, own_before.as_deref())?, &you(after, own_after.as_deref())?);
        patches.extend(change.map(|change| (player_id.clone(), change.to_string())));
    }
    Ok(patches)
}

fn compare<T: PartialEq + Serialize>(
    patch: &mut Map<String, Value>,
    name: &str,
    before: &T,
    after: &T,
) -> Result<(), EngineError> {
    if before != after
        && let Some(change) = diff(&json(before)?, &json(after)?)
    {
        patch.insert(name.to_owned(), change);
    }
    Ok(())
}

fn unless_empty<T>(list: &[T]) -> Option<&[T]> {
    (!list.is_empty()).then_some(list)
}

fn json(value: &impl Serialize) -> Result<Value, EngineError> {
    serde_json::to_value(value).map_err(|e| EngineError::Unwritable { what: "snapshot", cause: e.to_string() })
}

fn parsed(view: Option<&str>) -> Result<Value, EngineError> {
    let parsed = view.map_or(Ok(Value::Null), serde_json::from_str);
    parsed.map_err(|e| EngineError::Unreadable { what: "view", cause: e.to_string() })
}
