//! Pictures and sounds of questions and of settings.

pub mod get;
pub mod list;
pub mod remove;
pub mod upload;
