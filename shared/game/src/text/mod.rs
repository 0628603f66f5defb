//! What people type: cleaned before it is kept, and compared the way a reader would.
//!
//! - [`clean`] makes a text fit to be shown to others, or says what is wrong with it;
//! - [`clean_lines`] does the same for a text that may have several lines;
//! - [`Key`] is a text with everything taken away that a reader would not call a difference, and
//!   [`Key::near`] also forgives small slips of the thumb;
//! - [`Profanity`] refuses what a room does not want to read.

mod clean;
mod fold;
mod key;
mod lines;
mod profanity;
mod typo;
mod word;

pub(crate) use clean::is_invisible;
pub use clean::{BadText, clean};
pub use key::{Key, near};
pub use lines::clean_lines;
pub use profanity::{Profane, Profanity};
