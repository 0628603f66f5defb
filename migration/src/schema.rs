//! The migrations, one file each, ordered by number.

pub mod m0001_question_packs;
pub mod m0002_accounts;
pub mod m0003_presets;
pub mod m0004_packs_of_people;
pub mod m0005_chat;
pub mod m0010_changes_of_packs;
pub mod m0013_question_kinds;
pub mod m0015_operators;
pub mod m0017_chat_numbers;
pub mod m0019_prompts;
pub mod m0021_media;
pub mod m0023_word_lists_and_pairs;
pub mod m0024_pictures;
pub mod parts;
pub mod presets;
