//! The laws, tested for every cartridge: one line each at the end of this file.
//!
//! `kind => Driver` tests a driver that implements [`Playable`](crate::playable::Playable) for random play.
//! `kind => Driver, declared` derives random play from the driver's settings, actions, bots and
//! secrets.

mod journal;
mod law;
mod lines;
mod reports;

pub use self::{
    journal::{attempt, inputs, note, outcome},
    law::Law,
    lines::{answer, assert_same, command, event, events, ms, shorten},
};

use wpp_game::{
    driver::GameDriver,
    manifest::{Field, FieldType},
};

macro_rules! conformance {
    ($($name:ident => $driver:ty $(, $how:ident)?;)+) => {
        $(
            mod $name {
                use crate::laws::*;

                laws!($name, $driver:
                    time_before_commands::wakeup_before_command_changes_nothing,
                    wakeups_are_hints::outcome_does_not_depend_on_wakeups,
                    advance_is_idempotent::repeated_and_rejected_commands_change_nothing,
                    retries_draw_the_same::repeated_step_is_identical,
                    no_runaway::late_calls_do_not_run_away,
                    no_runaway::unattended_game_ends_or_idles,
                    moderation_changes_no_score::replaced_texts_count,
                    no_leak::no_secret_leaks,
                    secrets_cost_a_try::secret_is_confirmed_five_times,
                    snapshot_and_patches::patches_yield_the_snapshots_of_everybody,
                    states_read_back::stored_text_decodes_to_the_same_value,
                    any_input_is_answered::every_input_is_accepted_or_rejected,
                    the_manifest_is_true::phases_match_the_manifest,
                    bots_play_by_the_rules::bots_answer_within_the_rules,
                    content_fits_the_people::any_number_of_people_can_start,
                    content_fits_the_people::only_played_items_count_as_known,
                );
            }

            $(
                #[doc = concat!("Played as ", stringify!($how), ".")]
                impl crate::playable::Playable for $driver {}
            )?
        )+

        #[test]
        fn games_in_which_people_write_list_their_texts() {
            $(assert_texts_are_listed::<$driver>();)+
        }

        #[test]
        fn every_cartridge_is_tested() {
            let covered = [$(<$driver>::KIND),+];
            for kind in wpp_cartridges::registry().kinds() {
                assert!(covered.contains(&kind), "{kind} needs its line in tests/it/conformance.rs");
            }
        }
    };
}

/// Defines one test for each law.
macro_rules! laws {
    ($game:ident, $driver:ty: $($file:ident :: $law:ident,)+) => {
        $(
            #[test]
            fn $law() {
                $file::$law::<$driver>(crate::conformance::Law::new(stringify!($game), stringify!($law)));
            }
        )+
    };
}

/// Checks that a moderator can hold back the texts of a game's actions.
fn assert_texts_are_listed<D: GameDriver>() {
    let is_text =
        |field: &&Field| field.kind == FieldType::Text && field.name != "emoji" && !field.name.ends_with("_id");
    let text = D::ACTIONS.iter().flat_map(|action| action.fields).find(is_text);
    let is_released = wpp_cartridges::registry().kinds().any(|kind| kind == D::KIND);
    assert!(
        text.is_none() || D::CAPABILITIES.written_texts.is_some() || !is_released,
        "{}: people write {:?}, and no moderator can read it first",
        D::KIND,
        text.map(|field| field.name),
    );
}

conformance! {
    example_game => crate::example_game::ExampleGame;
    item_game => crate::item_game::ItemGame;
    fib => wpp_fib::Fib;
    quiz => wpp_quiz::Quiz;
    last_word => wpp_last_word::LastWord;
    sketch => wpp_sketch::Sketch;
    air_guitar => wpp_air_guitar::AirGuitar;
    lounge => wpp_lounge::Lounge;
}
