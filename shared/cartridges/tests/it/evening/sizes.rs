//! Bytes of the events of an evening with eight players. `docs/decisions/0165-compact-events.md` explains the limit.

use serde_json::json;
use wpp_game::{
    contract::{compact_event::compact_envelope, event::with_you_patch},
    session::{Emitted, Patches},
};

use super::{Evening, person};
use crate::playable::Playable;

/// Bytes of all events of an evening.
#[derive(Debug, Default)]
struct Sizes {
    events: usize,
    /// With the data alone.
    data: usize,
    /// With merge patches, on a screen.
    whole: usize,
    /// In the compact form, on a screen.
    compact: usize,
    /// Private patches of one player.
    private: usize,
    /// Events that exist for private patches only.
    updates: usize,
}

#[expect(clippy::print_stdout, reason = "a line of the table of the decision")]
fn measure<D: Playable>() -> Sizes {
    let mut sizes = Sizes::default();
    Evening::<D, _>::play(&json!({}), 8, 2_000, |world, step| {
        for event in &step.events {
            let session = &world.session;
            let envelope = |event: &Emitted| event.envelope(session.code(), session.epoch(), world.now);
            let whole = envelope(event);
            if let Some(own) = event.patches.private.get(&person(0)) {
                sizes.private += with_you_patch(&whole, own).len() - whole.len();
            }
            if event.body.contains("session.updated") {
                sizes.updates += whole.len();
                continue;
            }
            sizes.events += 1;
            sizes.data += envelope(&Emitted { patches: Patches::default(), ..event.clone() }).len();
            sizes.whole += whole.len();
            sizes.compact += compact_envelope(&whole, event.patches.compact.as_deref().unwrap_or_default()).len();
        }
    });
    let Sizes { events, data, whole, compact, private, updates } = sizes;
    println!("| {} | {events} | {data} | {whole} | {compact} | {private} | {updates} |", D::KIND);
    sizes
}

/// Checks that compact patches add at most so many percent.
fn check<D: Playable>(percent: usize) {
    let Sizes { data, compact, .. } = measure::<D>();
    assert!(compact * 100 <= data * (100 + percent), "{compact} bytes with compact patches, {data} without patches");
}

#[test]
fn patches_of_fib_cost_a_tenth_at_most() {
    check::<wpp_fib::Fib>(10);
}

#[test]
fn patches_of_quiz_cost_a_tenth_at_most() {
    check::<wpp_quiz::Quiz>(10);
}

#[test]
fn patches_of_last_word_cost_a_tenth_at_most() {
    check::<wpp_last_word::LastWord>(10);
}

/// Most events of Sketch are short, and the view has a list of those whom the phase waits for.
#[test]
fn patches_of_sketch_cost_little() {
    check::<wpp_sketch::Sketch>(11);
}
