//! The migrations, one file each, ordered by number.

pub mod chat {
    //! The chat of a session.

    pub mod m0005_chat;
    pub mod m0017_chat_numbers;
}
pub mod m0001_question_packs;
pub mod m0002_accounts;
pub mod m0003_presets;
pub mod m0004_packs_of_people;
pub mod m0006_fib_presets;
pub mod m0007_air_guitar_presets;
pub mod m0008_quiz_presets;
pub mod m0009_lounge_presets;
pub mod m0010_changes_of_packs;
pub mod m0011_last_word_presets;
pub mod m0013_question_kinds;
pub mod m0014_quiz_teams_and_seats;
pub mod m0015_operators;
pub mod m0016_sketch_presets;
pub mod m0021_media;
mod parts;

pub use self::chat::{m0005_chat, m0017_chat_numbers};

use parts::preset_columns;
