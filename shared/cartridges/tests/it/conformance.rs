//! What every cartridge has to pass: one line each, below.
//!
//! `kind => Driver` runs all laws over the driver, which says by [`Playable`](crate::playable::Playable) how to play it at random.
//! With `, declared` behind it, that is taken from what the driver declares: its settings, its actions,
//! its bots and its secrets.

macro_rules! conformance {
    ($($name:ident => $driver:ty $(, $how:ident)?;)+) => {
        $(
            mod $name {
                use crate::laws::*;

                laws!($driver:
                    time_before_commands::a_command_after_a_wakeup_is_the_same_as_a_command,
                    wakeups_are_hints::the_outcome_is_the_same_however_the_wakeups_come,
                    advance_is_idempotent::a_second_look_and_a_refusal_change_nothing,
                    retries_draw_the_same::a_step_taken_again_is_the_same_step,
                    no_runaway::no_call_however_late_runs_away,
                    no_runaway::an_unattended_game_ends_or_rests,
                    no_leak::nobody_reads_a_secret_before_its_time,
                    snapshot_and_events::events_lead_from_one_snapshot_to_the_next,
                    snapshot_and_events::a_hole_or_another_epoch_is_never_papered_over,
                    states_read_back::what_is_stored_and_shown_reads_back_the_same,
                    any_input_is_answered::whatever_is_said_is_taken_or_refused,
                    the_manifest_is_true::phases_are_those_of_the_manifest,
                    bots_play_by_the_rules::bots_answer_in_time_and_by_the_rules,
                );
            }

            $(
                #[doc = concat!("Played as ", stringify!($how), ".")]
                impl crate::playable::Playable for $driver {}
            )?
        )+

        #[test]
        fn every_cartridge_is_here() {
            use wpp_game::driver::GameDriver;
            let covered = [$(<$driver>::KIND),+];
            for kind in wpp_cartridges::registry().kinds() {
                assert!(covered.contains(&kind), "{kind} needs its line in tests/it/conformance.rs");
            }
        }
    };
}

/// One test a law.
macro_rules! laws {
    ($driver:ty: $($file:ident :: $law:ident,)+) => {
        $(
            #[test]
            fn $law() {
                $file::$law::<$driver>();
            }
        )+
    };
}

conformance! {
    example_game => crate::example_game::ExampleGame;
    fib => wpp_fib::Fib;
    quiz => wpp_quiz::Quiz;
    air_guitar => wpp_air_guitar::AirGuitar;
    lounge => wpp_lounge::Lounge;
}
