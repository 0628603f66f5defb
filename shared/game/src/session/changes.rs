//! The changes that a step makes to the snapshots of everybody.
//!
//! A step computes them once, from the session before it and the session after it, and its last event carries them. See
//! `docs/decisions/0120-patches-in-events.md`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, value::RawValue};

use super::{AUDIENCE_ID, Session};
use crate::{
    contract::{
        compact_event::{self, Shown},
        compact_patch::{self, Fields, ObjectText, fields},
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

/// Returns the changes from one moment to the other, as of `now`. `body` is the event that carries them.
pub(super) fn between(
    before: &Moment<'_>,
    after: &Moment<'_>,
    body: &str,
    now: Timestamp,
) -> Result<Patches, EngineError> {
    let public = |moment: &Moment<'_>| moment.session.public(moment.cartridge, moment.game, now);
    let (public, compact) = public_patch(&public(before)?, &public(after)?, body)?;
    Ok(Patches { public, compact, private: private(before, after)? })
}

/// Returns the changes of a pause that does not decode the game.
pub(super) fn of_pause(before: &Session, after: &Session, now: Timestamp) -> Result<Patches, EngineError> {
    let mut patch = PatchText::default();
    patch.compare("status", &before.status, &after.status)?;
    patch.compare("pause", &before.pause, &after.pause)?;
    if let Some(change) = phase(before.phase_view(now).as_ref(), after.phase_view(now).as_ref())? {
        patch.add("phase", &change);
    }
    Ok(Patches { public: Some(patch.merge.end()), ..Patches::default() })
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

/// Compares the fields that steps change. `seq` and `server_time` follow from the envelope. Returns the patch, and the compact
/// form of the event `body` with it.
fn public_patch(
    before: &Snapshot<Box<RawValue>>,
    after: &Snapshot<Box<RawValue>>,
    body: &str,
) -> Result<(Option<String>, Option<String>), EngineError> {
    let mut patch = PatchText::default();
    patch.compare("cartridge", &before.cartridge, &after.cartridge)?;
    patch.compare("status", &before.status, &after.status)?;
    patch.compare("pause", &before.pause, &after.pause)?;
    patch.compare_lists("players", &before.players, &after.players)?;
    patch.compare("audience", &before.audience, &after.audience)?;
    patch.compare("min_players", &before.min_players, &after.min_players)?;
    patch.compare("max_players", &before.max_players, &after.max_players)?;
    patch.compare("features", &before.features, &after.features)?;
    patch.compare("locked", &before.locked, &after.locked)?;
    // Snapshots leave these fields out when they are empty, so a patch removes them.
    let required = |snapshot: &Snapshot<_>| snapshot.approval.then_some(true);
    patch.compare("approval", &required(before), &required(after))?;
    patch.compare("waiting", &unless_empty(&before.waiting), &unless_empty(&after.waiting))?;
    patch.compare("moderation", &before.moderation, &after.moderation)?;
    patch.compare("teams", &before.teams, &after.teams)?;
    patch.compare("vip", &before.vip, &after.vip)?;
    patch.compare("host", &before.host, &after.host)?;
    let (view_before, view_after) = (text(before.view.as_deref()), text(after.view.as_deref()));
    let parts = if view_before == view_after { Vec::new() } else { patch.compare_views(view_before, view_after)? };
    let changed_phase = phase(before.phase.as_ref(), after.phase.as_ref())?;
    if let Some(change) = &changed_phase {
        patch.add("phase", change);
    }
    if patch.merge.is_empty() {
        return Ok((None, None));
    }
    let phase = after.phase.as_ref().map(serde_json::to_string).transpose().map_err(unwritable)?;
    let shown = Shown {
        view: fields(view_after).unwrap_or_default(),
        phase: phase.as_deref().and_then(fields).unwrap_or_default(),
        is_phase_new: changed_phase.is_some(),
        parts,
        players: &after.players,
    };
    let (merge, compact) = (patch.merge.end(), patch.compact.end());
    let compact = compact_event::compact(body, &shown, &compact);
    let compact = compact.filter(|compact| compact.len() < body.len() + merge.len());
    Ok((Some(merge), compact))
}

/// The patch of the public snapshot in both forms.
#[derive(Default)]
struct PatchText {
    merge: ObjectText,
    compact: ObjectText,
}

impl PatchText {
    /// Adds a change that has the same text in both forms.
    fn add(&mut self, name: &str, change: &Value) {
        let change = change.to_string();
        self.merge.add(name, &change);
        self.compact.add(name, &change);
    }

    fn compare<T: PartialEq + Serialize>(&mut self, name: &str, before: &T, after: &T) -> Result<(), EngineError> {
        if before != after
            && let Some(change) = diff(&json(before)?, &json(after)?)
        {
            self.add(name, &change);
        }
        Ok(())
    }

    fn compare_lists<T: PartialEq + Serialize>(
        &mut self,
        name: &str,
        before: &[T],
        after: &[T],
    ) -> Result<(), EngineError> {
        if before != after {
            let before = serde_json::to_string(before).map_err(unwritable)?;
            let after = serde_json::to_string(after).map_err(unwritable)?;
            self.compare_texts(name, &before, &after)?;
        }
        Ok(())
    }

    /// Compares two JSON texts. Returns whether they differ.
    fn compare_texts(&mut self, name: &str, before: &str, after: &str) -> Result<bool, EngineError> {
        let Some(compact) = compact_patch::diff(before, after) else { return Ok(false) };
        let is_object = |text: &str| text.starts_with('{');
        if is_object(before) && is_object(after) {
            let Some(merge) = diff(&parsed(before)?, &parsed(after)?) else { return Ok(false) };
            self.merge.add(name, &merge.to_string());
        } else {
            // A merge patch replaces every other value as a whole.
            self.merge.add(name, after);
        }
        self.compact.add(name, &compact);
        Ok(true)
    }

    /// Compares views, each as text. Returns the objects in changed fields.
    fn compare_views<'a>(&mut self, before: &str, after: &'a str) -> Result<Vec<Fields<'a>>, EngineError> {
        let (Some(before), Some(after)) = (fields(before), fields(after)) else {
            self.compare_texts("view", before, after)?;
            return Ok(Vec::new());
        };
        let (mut changes, mut parts) = (Self::default(), Vec::new());
        for (name, after) in &after {
            let before = before.get(name).map_or("null", |before| before.get());
            if changes.compare_texts(&name.0, before, after.get())? {
                parts.extend(compact_event::part(after.get()));
            }
        }
        for (name, before) in &before {
            if before.get() != "null" && !after.contains_key(name) {
                changes.add(&name.0, &Value::Null);
            }
        }
        if !changes.merge.is_empty() {
            self.merge.add("view", &changes.merge.end());
            self.compact.add("view", &changes.compact.end());
        }
        Ok(parts)
    }
}

fn text(view: Option<&RawValue>) -> &str {
    view.map_or("null", RawValue::get)
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

/// Returns the changes of `you`, for the people who are part of both moments and can have a socket. All members of the
/// audience have the same changes.
fn private(before: &Moment<'_>, after: &Moment<'_>) -> Result<BTreeMap<PlayerId, String>, EngineError> {
    let mut patches = BTreeMap::new();
    if before.game.is_none() && after.game.is_none() {
        return Ok(patches);
    }
    let people = after.session.players.iter().filter(|person| !person.bot).map(|person| person.player_id.clone());
    let players = people.filter(|person| before.session.player(person).is_some());
    let audience = (after.session.audience_count() > 0).then(|| PlayerId(AUDIENCE_ID.to_owned()));
    for player_id in &players.chain(audience).collect::<Vec<_>>() {
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

fn unless_empty<T>(list: &[T]) -> Option<&[T]> {
    (!list.is_empty()).then_some(list)
}

fn json(value: &impl Serialize) -> Result<Value, EngineError> {
    serde_json::to_value(value).map_err(unwritable)
}

fn unwritable(cause: serde_json::Error) -> EngineError {
    EngineError::Unwritable { what: "snapshot", cause: cause.to_string() }
}

fn parsed(view: &str) -> Result<Value, EngineError> {
    serde_json::from_str(view).map_err(|e| EngineError::Unreadable { what: "view", cause: e.to_string() })
}
