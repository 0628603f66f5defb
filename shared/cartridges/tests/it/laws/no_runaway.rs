//! Law 5: a step applies a bounded number of deadlines; an unattended game ends.

use proptest::prelude::*;
use wpp_game::{
    engine::EngineError,
    session::{Command, Status},
};

use crate::{
    conformance::{Law, note},
    playable::Playable,
    runaway,
    script::{Script, scripts},
    world::World,
};

pub fn late_calls_do_not_run_away<D: Playable>(law: Law) {
    law.check((scripts(), 0..31_536_000_000_u64), |(script, late)| {
        note(|| format!("Each input is tested {late} ms late."));
        World::<D>::record(&script, |moment| {
            let late = moment.before.step(&moment.world.registry, moment.commands, moment.now.plus_ms(late));
            // After an outage the next phase starts now, so one step ends few phases.
            assert!(late.unwrap().events.len() < 40, "One step sends 40 events or more.");
        });
    });
}

#[test]
fn due_deadlines_without_end_are_errors() {
    let world = runaway::world(runaway::Bug::SetsDueDeadline);
    let fault = world.session.step(&world.registry, &[Command::Play { content: None }], world.now).unwrap_err();
    assert_eq!(fault, EngineError::Runaway);
}

#[test]
fn kept_deadline_is_an_error() {
    let mut world = runaway::world(runaway::Bug::KeepsDeadline);
    world.step(&[Command::Play { content: None }], world.now);
    let due = world.session.wake_at().unwrap();
    let fault = world.session.step(&world.registry, &[Command::Wake], due).unwrap_err();
    assert_eq!(fault, EngineError::DeadlineKept);

    // The platform pauses the session, and the host can resume it.
    let stopped = world.session.quarantine(due).unwrap();
    assert_eq!((stopped.session.status(), stopped.session.wake_at()), (Status::Paused, None));
    let tried = stopped.session.step(&world.registry, &[Command::Play { content: None }], due.plus_ms(5_000));
    assert_eq!(tried.unwrap_err(), EngineError::DeadlineKept);
}

pub fn unattended_game_ends_or_idles<D: Playable>(law: Law) {
    law.on_few_cases(4).check(any::<u64>(), |seed| {
        // Configuration 0 of every driver has timers throughout.
        let script = Script { seed, players: 3, config: 0, ops: vec![], wakes: vec![] };
        let mut world = World::<D>::new(&script);
        world.step(&[Command::Play { content: None }], world.now);
        for _ in 0..500 {
            let Some(due) = world.session.wake_at() else { break };
            world.step(&[Command::Wake], due);
        }
        if world.session.status() == Status::Finished {
            return;
        }
        // Otherwise the manifest declares that the phase waits for people.
        let phase = world.session.phase_name().unwrap();
        let waits = D::ABOUT.phases.iter().any(|declared| declared.name == phase && !declared.timed);
        assert!(waits, "The game does not end. It is in the phase {phase:?}.");
        assert_eq!(world.session.wake_at(), None, "The phase {phase:?} waits for people and has a deadline.");
    });
}
