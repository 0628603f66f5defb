//! Types of the contract with clients that every other module may use.

mod error_code;

pub use self::error_code::{ErrorCode, GameCode};
