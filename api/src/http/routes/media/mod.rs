//! Pictures and sounds of questions.

pub mod get;
pub mod upload;
