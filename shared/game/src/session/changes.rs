//! The changes that a step makes to the snapshots of everybody.
//!
//! A step computes them once, from the session before it and the session after it, and its last event carries them. See
//! `docs/decisions/0120-patches-in-events.md`.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Serialize;

use super::{AUDIENCE_ID, Session};
use crate::{
    contract::{
        compact_event::{self, Shown},
        compact_patch,
        event::Patches,
        ids::PlayerId,
        json_text::{Fields, ObjectText},
        merge_patch,
        snapshot::Snapshot,
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

impl Moment<'_> {
    fn public(&self, now: Timestamp) -> Result<Snapshot<String>, EngineError> {
        let view = |game: &dyn Game| text(|view| game.write_view(view));
        Ok(self.session.public(self.cartridge, self.game, self.game.map(view).transpose()?, now))
    }
}

/// Returns the changes from one moment to the other, as of `now`. `body` is the event that carries them.
pub(super) fn between(
    before: &Moment<'_>,
    after: &Moment<'_>,
    body: &str,
    now: Timestamp,
) -> Result<Patches, EngineError> {
    let (public, compact) = public_patch(&before.public(now)?, &after.public(now)?, body)?;
    Ok(Patches { public, compact, private: private(before, after)? })
}

/// Returns the changes of a pause that does not decode the game.
pub(super) fn of_pause(before: &Session, after: &Session, now: Timestamp) -> Result<Patches, EngineError> {
    let mut patch = PatchText::default();
    patch.compare("status", &before.status, &after.status)?;
    patch.compare("pause", &before.pause, &after.pause)?;
    let (phase_before, phase_after) = (before.phase_view(now), after.phase_view(now));
    if phase_before != phase_after {
        patch.compare_phases(&json(&phase_before)?, &json(&phase_after)?);
    }
    Ok(Patches { public: Some(patch.merge.end()), ..Patches::default() })
}

/// Returns whether `people` see a difference between two moments of a game.
pub(super) fn is_visible(before: &dyn Game, after: &dyn Game, people: &[PlayerId]) -> Result<bool, EngineError> {
    let mut texts = Texts::default();
    if before.phase() != after.phase() || texts.differ(Some(before), Some(after), |game, text| game.write_view(text))? {
        return Ok(true);
    }
    for person in people {
        if before.standing(person) != after.standing(person)
            || texts.differ(Some(before), Some(after), |game, text| game.write_you(person, text))?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Compares the fields that steps change. `seq` and `server_time` follow from the envelope. Returns the patch, and the compact
/// form of the event `body` with it.
fn public_patch(
    before: &Snapshot<String>,
    after: &Snapshot<String>,
    body: &str,
) -> Result<(Option<String>, Option<String>), EngineError> {
    let mut patch = PatchText::default();
    patch.compare("cartridge", &before.cartridge, &after.cartridge)?;
    patch.compare("status", &before.status, &after.status)?;
    patch.compare("pause", &before.pause, &after.pause)?;
    patch.compare("players", &before.players, &after.players)?;
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
    let phase = json(&after.phase)?;
    let is_phase_new = before.phase != after.phase;
    if is_phase_new {
        patch.compare_phases(&json(&before.phase)?, &phase);
    }
    let view = after.view.as_deref().unwrap_or("null");
    let view_patch = patch.compare_texts("view", before.view.as_deref().unwrap_or("null"), view);
    if patch.merge.is_empty() {
        return Ok((None, None));
    }
    let (view, phase) = (Fields::of(view).unwrap_or_default(), Fields::of(&phase).unwrap_or_default());
    let shown =
        Shown { view: &view, phase: &phase, is_phase_new, view_patch: view_patch.as_deref(), players: &after.players };
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
    fn add(&mut self, name: &str, change: &str) {
        self.merge.add(name, change);
        self.compact.add(name, change);
    }

    fn compare<T: PartialEq + Serialize>(&mut self, name: &str, before: &T, after: &T) -> Result<(), EngineError> {
        if before != after {
            self.compare_texts(name, &json(before)?, &json(after)?);
        }
        Ok(())
    }

    /// Compares two JSON texts. Returns the compact form of the change.
    fn compare_texts(&mut self, name: &str, before: &str, after: &str) -> Option<String> {
        let (merge, compact) = merge_patch::diff(before, after).zip(compact_patch::diff(before, after))?;
        self.merge.add(name, &merge);
        self.compact.add(name, &compact);
        Some(compact.into_owned())
    }

    /// Compares two phases that differ. The patch contains the whole countdown: the remaining time that a client has is older
    /// than the one that this step started from.
    fn compare_phases(&mut self, before: &str, after: &str) {
        let Some((before, after)) = Fields::of(before).zip(Fields::of(after)) else {
            return self.add("phase", after);
        };
        let mut change = ObjectText::default();
        for (name, value) in after.iter() {
            if matches!(name, "deadline_at" | "remaining_ms") || before.get(name) != Some(value) {
                change.add(name, value);
            }
        }
        self.add("phase", &change.end());
    }
}

/// Returns the changes of `you`, for the people who are part of both moments and can have a socket. All members of the
/// audience have the same changes.
fn private(before: &Moment<'_>, after: &Moment<'_>) -> Result<BTreeMap<PlayerId, String>, EngineError> {
    let mut patches = BTreeMap::new();
    let has_extra_time = before.session.has_extra_time(after.session);
    if before.game.is_none() && after.game.is_none() && !has_extra_time {
        return Ok(patches);
    }
    let people = after.session.players.iter().filter(|person| !person.bot).map(|person| person.player_id.clone());
    let players = people.filter(|person| before.session.player(person).is_some());
    let audience = (after.session.audience_count() > 0).then(|| PlayerId(AUDIENCE_ID.to_owned()));
    let mut texts = Texts::default();
    for player_id in players.chain(audience) {
        let mut patch = ObjectText::default();
        if texts.differ(before.game, after.game, |game, text| write_own(game, &player_id, text))?
            && let Some(change) = merge_patch::diff(as_text(&texts.before)?, as_text(&texts.after)?)
        {
            add_game_part(&mut patch, &change);
        }
        if has_extra_time && let Some(change) = extra_time(before, after, &player_id)? {
            patch.add("extra_time", &change);
        }
        if !patch.is_empty() {
            patches.insert(player_id, patch.end());
        }
    }
    Ok(patches)
}

/// Returns the change of a person's extra time.
fn extra_time(before: &Moment<'_>, after: &Moment<'_>, person: &PlayerId) -> Result<Option<String>, EngineError> {
    let view = |moment: &Moment<'_>| moment.session.extra_time_view(person, moment.game);
    let (own_before, own_after) = (view(before), view(after));
    let is_new = |session: &Session| session.player(person).is_some_and(|player| player.extra_time_after.is_some());
    if (is_new(before.session) || is_new(after.session))
        && let Some(own) = &own_after
    {
        // Only some devices of the person know the setting before this event, so the patch contains all fields.
        let mut change = ObjectText::default();
        change.add("percent", &json(&own.percent)?);
        change.add("most_percent", &json(&own.most_percent)?);
        change.add("ms", &json(&own.ms)?);
        return Ok(Some(change.end()));
    }
    Ok(merge_patch::diff(&json(&own_before)?, &json(&own_after)?).map(Cow::into_owned))
}

/// Writes what only `person` may see. A view that is no object adds nothing to `you`.
fn write_own(game: &dyn Game, person: &PlayerId, text: &mut Vec<u8>) -> Result<(), EngineError> {
    game.write_you(person, text)?;
    if !text.starts_with(b"{") {
        text.clear();
        text.extend_from_slice(b"{}");
    }
    Ok(())
}

/// Adds the change of a game's private view to `patch`, without the fields that the session sets.
fn add_game_part(patch: &mut ObjectText, change: &str) {
    let fields = Fields::of(change).unwrap_or_default();
    for (name, value) in fields.iter().filter(|(name, _)| !matches!(*name, "player_id" | "role" | "extra_time")) {
        patch.add(name, value);
    }
}

/// The JSON texts of a view before and after a step. Each view uses the buffers again.
#[derive(Default)]
struct Texts {
    before: Vec<u8>,
    after: Vec<u8>,
}

impl Texts {
    /// Writes the view with `write`. Returns whether the texts differ.
    fn differ(
        &mut self,
        before: Option<&dyn Game>,
        after: Option<&dyn Game>,
        write: impl Fn(&dyn Game, &mut Vec<u8>) -> Result<(), EngineError>,
    ) -> Result<bool, EngineError> {
        for (text, game) in [(&mut self.before, before), (&mut self.after, after)] {
            text.clear();
            match game {
                Some(game) => write(game, text)?,
                None => text.extend_from_slice(b"{}"),
            }
        }
        Ok(self.before != self.after)
    }
}

fn unless_empty<T>(list: &[T]) -> Option<&[T]> {
    (!list.is_empty()).then_some(list)
}

fn json(value: &impl Serialize) -> Result<String, EngineError> {
    text(|text| serde_json::to_writer(text, value).map_err(|cause| unwritable(&cause)))
}

/// Returns the JSON text that `write` writes. Most are shorter than the initial capacity.
fn text(write: impl FnOnce(&mut Vec<u8>) -> Result<(), EngineError>) -> Result<String, EngineError> {
    let mut text = Vec::with_capacity(2048);
    write(&mut text)?;
    String::from_utf8(text).map_err(|cause| unwritable(&cause))
}

fn as_text(json: &[u8]) -> Result<&str, EngineError> {
    std::str::from_utf8(json).map_err(|cause| unwritable(&cause))
}

fn unwritable(cause: &dyn std::error::Error) -> EngineError {
    EngineError::Unwritable { what: "snapshot", cause: cause.to_string() }
}
