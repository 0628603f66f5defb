//! Law 7: folding public events into a public snapshot yields the later public snapshot.

use proptest::{prelude::*, test_runner::Config};
use wpp_game::{
    ids::Epoch,
    session::{
        Envelope,
        fold::{Folded, fold},
        snapshot::Snapshot,
    },
};

use super::cases;
use crate::{
    playable::Playable,
    script::scripts,
    world::{World, strip_clock},
};

pub fn folding_events_yields_the_snapshot<D: Playable>() {
    proptest!(cases(), |(script in scripts())| {
        let mut folded: Option<Snapshot<D::View>> = None;
        World::<D>::record(&script, |moment| {
            let world = moment.world;
            let client = folded.get_or_insert_with(|| {
                let lobby = moment.before.snapshot(&world.registry, None, moment.now).unwrap();
                serde_json::from_value(serde_json::to_value(lobby).unwrap()).unwrap()
            });
            for event in &moment.step.events {
                let text = event.envelope(world.session.code(), world.session.epoch(), moment.now);
                let envelope: Envelope = serde_json::from_str(&text).unwrap();
                assert_eq!(fold::<D>(client, &envelope), Folded::Applied, "{text}");
                assert_eq!(fold::<D>(client, &envelope), Folded::Stale, "{text}");
            }
            let (mut folded_view, mut shown) = (serde_json::to_value(&*client).unwrap(), world.snapshot(None));
            strip_clock(&mut folded_view);
            strip_clock(&mut shown);
            let events: Vec<_> = moment.step.events.iter().map(|event| &event.body).collect();
            assert_eq!(folded_view, shown, "after {events:#?}");
        });
    });
}

pub fn gaps_require_a_snapshot<D: Playable>() {
    proptest!(Config { cases: 8, ..cases() }, |(script in scripts())| {
        let recording = World::<D>::record(&script, |_| {});
        let (world, opening) = (&recording.outcome, &recording.opening);
        let envelope = |n: usize| -> Envelope {
            let text = world.log[n].event.envelope(world.session.code(), world.session.epoch(), world.now);
            serde_json::from_str(&text).unwrap()
        };
        let lobby = opening.typed_snapshot();
        let next = opening.log.len();
        if world.log.len() > next + 1 {
            let mut client = lobby.clone();
            prop_assert_eq!(fold::<D>(&mut client, &envelope(next + 1)), Folded::Gap);
            let foreign = Envelope { epoch: Epoch("e2".into()), ..envelope(next) };
            prop_assert_eq!(fold::<D>(&mut client, &foreign), Folded::Gap);
            let unknown = Envelope { kind: "phase.unheard_of".into(), ..envelope(next) };
            prop_assert_eq!(fold::<D>(&mut client, &unknown), Folded::Gap);
            let unnumbered = Envelope { seq: None, ..envelope(next) };
            prop_assert_eq!(fold::<D>(&mut client, &unnumbered), Folded::Stale);
            prop_assert_eq!(client, lobby);
        }
    });
}
