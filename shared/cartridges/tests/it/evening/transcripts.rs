//! Transcripts of short evenings: what a screen and a player's phone receive, and the snapshots that follow from it. The
//! app's test `api/web/test/core/transcripts.test.ts` replays them.

use std::fmt::Write as _;

use wpp_game::contract::{compact_event::compact_envelope, event::with_you_patch};

use super::{Evening, person};
use crate::playable::Playable;

/// Number of people, of whom the first one's phone is recorded.
const PEOPLE: usize = 3;

/// Steps after which a game without an end stops.
const MAX_STEPS: usize = 80;

/// Returns one JSON object a line: `{"viewer", "snapshot"}` or `{"viewer", "event"}`.
fn record<D: Playable>() -> String {
    let (mut text, mut phase) = (String::new(), None);
    Evening::<D, _>::play(&D::config(0), PEOPLE, MAX_STEPS, |world, step| {
        let session = &world.session;
        if session.players().len() < PEOPLE {
            return;
        }
        for (viewer, player) in [("screen", None), ("phone", Some(person(0)))] {
            for event in &step.events {
                let whole = event.envelope(session.code(), session.epoch(), world.now);
                let mut frame = compact_envelope(&whole, event.patches.compact.as_deref().unwrap_or_default());
                if let Some(patch) = player.as_ref().and_then(|player| event.patches.private.get(player)) {
                    frame = with_you_patch(&frame, patch);
                }
                writeln!(text, r#"{{"viewer":"{viewer}","event":{frame}}}"#).unwrap();
            }
            if phase.as_deref() != Some(session.phase_name().unwrap_or_default()) {
                writeln!(text, r#"{{"viewer":"{viewer}","snapshot":{}}}"#, world.snapshot(player.as_ref())).unwrap();
            }
        }
        phase = Some(session.phase_name().unwrap_or_default().to_owned());
    });
    text
}

macro_rules! transcripts {
    ($($name:ident => $driver:ty;)+) => {
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!(stringify!($name), record::<$driver>());
            }
        )+
    };
}

transcripts! {
    fib => wpp_fib::Fib;
    quiz => wpp_quiz::Quiz;
    last_word => wpp_last_word::LastWord;
    sketch => wpp_sketch::Sketch;
    air_guitar => wpp_air_guitar::AirGuitar;
    lounge => wpp_lounge::Lounge;
}
