//! Building blocks that several games share.
//!
//! | module | holds |
//! |---|---|
//! | [`step`] | one step of a game: the state, the events to publish, the next deadline |
//! | [`phases`](mod@phases) | phases as a table: lengths, ends and transitions; [`driver_items!`] |
//! | [`players`](mod@players) | the records of players |
//! | [`rejections`] | reasons for rejection that most games have |
//! | [`answers`] | who must answer, progress, and "everybody has answered" |
//! | [`ranking`] | points of players, and ranks with ties |
//! | [`scoreboard`] | the ranking between questions and at the end |
//! | [`awards`] | awards at the end of a game |
//! | [`bluff`] | questions whose options are lies, decoys and the truth |
//! | [`settings`] | bounds and rules of common settings |
//! | [`questions`] | the deck of a question game |
//! | [`prompts`] | the prompts of a game without questions |
//! | [`kinds`] | the kinds of questions: options, checked answers, marks |
//! | [`events`] | events that most games have |
//! | [`bots`] | how long bots wait, and their reactions |
//! | [`highlight`] | the texts that earned awards |
//! | [`reactions`] | emoji that people send, and their awards |
//! | [`teams`] | teams: settings, captains, points and ranks |
//! | [`parsing`] | parsing of actions |
//! | [`votes`] | votes of players and the audience |
//! | [`prelude`] | what most modules of a game use |

pub mod answers;
pub mod awards;
pub mod bluff;
pub mod bots;
pub mod events;
pub mod highlight;
pub mod kinds;
pub mod parsing;
pub mod phases;
pub mod players;
pub mod prelude;
pub mod prompts;
pub mod questions;
pub mod ranking;
pub mod reactions;
pub mod rejections;
pub mod scoreboard;
pub mod settings;
pub mod step;
pub mod teams;
pub mod votes;

pub use self::step::Step;

/// Returns whether a field has its default value. Such fields are not stored:
/// `#[serde(default, skip_serializing_if = "is_default")]`.
pub fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
