//! Law 2: wake-ups that are on time, late, doubled, early or missing lead to the same outcome.
//!
//! The reference run wakes the session at every due millisecond. The test repeats the same commands
//! with an unreliable queue.

use wpp_game::{engine::OUTAGE_MS, session::Command, time::Timestamp};

use crate::{
    conformance::{Law, assert_same, note},
    playable::Playable,
    script::{Wakeup, scripts},
    world::{Recording, World},
};

pub fn outcome_does_not_depend_on_wakeups<D: Playable>(law: Law) {
    law.check(scripts(), |script| {
        let recording = World::<D>::record(&script, |_| {});
        note(|| format!("The same inputs, with these wake-ups: {:?}", script.wakes));
        let replayed = replay(&recording, &script.wakes);
        assert_same("Other wake-ups lead to another outcome", &recording.outcome.outcome(), &replayed.outcome());
    });
}

fn replay<D: Playable>(recording: &Recording<D>, wakes: &[Wakeup]) -> World<D> {
    let mut world = recording.opening.fork();
    let mut wakes = wakes.iter().cycle();
    for (now, command) in &recording.commands {
        wake_until(&mut world, *now, &mut wakes);
        world.step(std::slice::from_ref(command), *now);
    }
    wake_until(&mut world, recording.end, &mut wakes);
    world.step(&[Command::Wake], recording.end);
    world
}

/// Delivers the wake-ups that come before `until`.
fn wake_until<'a, D: Playable>(world: &mut World<D>, until: Timestamp, wakes: &mut impl Iterator<Item = &'a Wakeup>) {
    while let Some(due) = world.session.wake_at().filter(|due| *due <= until) {
        let wakeup = wakes.next().unwrap();
        let comes = match wakeup {
            Wakeup::OnTime | Wakeup::Doubled | Wakeup::Early(_) => due,
            Wakeup::Late(lag) => due.plus_ms(*lag),
            // Processes with waiting sockets wake the session before the delay counts as an outage.
            Wakeup::Missing => due.plus_ms(OUTAGE_MS),
        };
        if let Wakeup::Early(by) = wakeup {
            let early = Timestamp::from_millis(due.millis() - i64::try_from(*by).unwrap()).max(world.now);
            let changed = early < due && world.step(&[Command::Wake], early).changed;
            assert!(!changed, "An early wake-up changes something.");
        }
        if comes > until {
            return;
        }
        assert!(world.step(&[Command::Wake], comes).changed, "A wake-up changes nothing.");
        if let Wakeup::Doubled = wakeup {
            assert!(!world.step(&[Command::Wake], comes).changed, "A second wake-up changes something.");
        }
    }
}
