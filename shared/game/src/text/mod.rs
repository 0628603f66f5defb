//! Cleaning, comparing and filtering of typed texts.
//!
//! - [`clean`] normalises a text for display, or rejects it;
//! - [`clean_lines`] does the same for a text of several lines;
//! - [`Key`] compares texts without case, accents, punctuation, articles and plurals;
//!   [`Key::near`] also tolerates small typos;
//! - [`Profanity`] rejects offensive words.

mod clean;
mod direction;
mod fold;
mod key;
mod lines;
mod marks;
mod profanity;
mod typo;
mod word;

pub(crate) use clean::is_invisible;
pub use clean::{BadText, clean};
pub use key::{Key, near};
pub use lines::clean_lines;
pub use marks::{has_loose_mark, has_too_many_marks};
pub use profanity::{Profane, Profanity};
