//! Law 7: a snapshot and the patches after it yield the later snapshot, for the public and for everybody's own part. Compact
//! events yield the same, and the same data. A key that is gone from a map is gone from the client's map.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use wpp_game::{
    contract::{compact_event, event::with_you_patch},
    ids::PlayerId,
    session::{AUDIENCE_ID, Command, Emitted},
};

use crate::{
    conformance::{Law, assert_same},
    playable::Playable,
    script::scripts,
    world::{self, Maps, Moment, World, comparable},
};

pub fn patches_yield_the_snapshots_of_everybody<D: Playable>(law: Law) {
    let maps = Maps::of::<D>();
    law.on_few_cases(3).check(scripts(), |script| {
        maps.assert_values_are_present();
        let mut clients = BTreeMap::new();
        // Extra time changes without an event. Devices that did not change it learn of it with the next event.
        let mut unaware = BTreeSet::new();
        World::<D>::record_with_audience(&script, |moment| {
            if clients.is_empty() {
                let opening = snapshots(&moment, true);
                clients = opening.iter().map(|(viewer, shown)| (viewer.clone(), Client::at(shown))).collect();
            }
            for (viewer, client) in &mut clients {
                moment.step.events.iter().for_each(|event| receive(&moment, viewer.as_ref(), client, event, &maps));
            }
            if moment.step.events.is_empty() {
                unaware.extend(moment.commands.iter().filter_map(extra_time_of));
            } else {
                unaware.clear();
            }
            let shown = snapshots(&moment, false);
            for (viewer, shown) in &shown {
                // A newcomer starts from a snapshot.
                let client = clients.entry(viewer.clone()).or_insert_with(|| Client::at(shown));
                let is_unaware = viewer.as_ref().is_some_and(|viewer| unaware.contains(viewer));
                for (form, client) in [("", &client.whole), ("compact ", &client.compact)] {
                    let viewer = viewer.as_ref().map_or("the public", PlayerId::as_str);
                    let what = format!("The {form}patches do not yield the snapshot of {viewer}");
                    let [shown, client] = [shown, client].map(|snapshot| visible(snapshot, &maps, is_unaware));
                    assert_same(&what, &shown, &client);
                }
            }
            clients.retain(|viewer, _| shown.contains_key(viewer));
        });
    });
}

/// Returns the player whose extra time the command sets.
fn extra_time_of(command: &Command) -> Option<PlayerId> {
    match command {
        Command::SetExtraTime { player_id, .. } => Some(player_id.clone()),
        _ => None,
    }
}

/// Returns the comparable parts of a snapshot.
fn visible(snapshot: &Value, maps: &Maps, without_extra_time: bool) -> Value {
    let mut snapshot = comparable(snapshot, maps);
    if without_extra_time && let Some(Value::Object(own)) = snapshot.get_mut("you") {
        own.remove("extra_time");
    }
    snapshot
}

/// Returns the snapshot of the public and of everybody, before or after the step.
fn snapshots<D: Playable>(moment: &Moment<'_, D>, before: bool) -> BTreeMap<Option<PlayerId>, Value> {
    let session = if before { moment.before } else { &moment.world.session };
    let people = session.players().iter().filter(|person| !person.bot);
    let audience = (session.audience_count() > 0).then(|| Some(PlayerId(AUDIENCE_ID.into())));
    let viewers = people.map(|person| Some(person.player_id.clone())).chain(audience).chain([None]);
    let snapshot = |viewer: Option<PlayerId>| {
        let snapshot = session.snapshot(&moment.world.registry, viewer.as_ref(), moment.now).unwrap();
        (viewer, serde_json::to_value(snapshot).unwrap())
    };
    viewers.map(snapshot).collect()
}

/// The snapshots of a viewer's sockets.
struct Client {
    /// Follows envelopes with merge patches.
    whole: Value,
    /// Follows compact envelopes.
    compact: Value,
}

impl Client {
    fn at(snapshot: &Value) -> Self {
        Self { whole: snapshot.clone(), compact: snapshot.clone() }
    }
}

/// Applies an event as the envelopes of a viewer's sockets carry it.
fn receive<D>(moment: &Moment<'_, D>, viewer: Option<&PlayerId>, client: &mut Client, event: &Emitted, maps: &Maps) {
    let session = &moment.step.session;
    let mut whole = event.envelope(session.code(), session.epoch(), moment.now);
    let mut compact = compact_event::compact_envelope(&whole, event.patches.compact.as_deref().unwrap_or_default());
    if let Some(patch) = viewer.and_then(|viewer| event.patches.private.get(viewer)) {
        (whole, compact) = (with_you_patch(&whole, patch), with_you_patch(&compact, patch));
    }
    let whole: Value = serde_json::from_str(&whole).unwrap();
    world::receive(&mut client.whole, &whole);
    let mut compact = serde_json::from_str(&compact).unwrap();
    compact_event::receive(&mut client.compact, &mut compact);
    let (completed, data) = (comparable(&compact["data"], maps), comparable(&whole["data"], maps));
    for (name, value) in data.as_object().into_iter().flatten() {
        assert_eq!(completed.get(name), Some(value), "{name} of {}", event.body);
    }
}
