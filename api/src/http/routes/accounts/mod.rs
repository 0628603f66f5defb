//! Accounts, for frequent hosts. Games need no account.

pub mod delete;
pub mod export;
pub mod get;
pub mod log_in;
pub mod log_out;
pub mod password;
pub mod refresh;
pub mod register;
pub mod sessions;

mod answer;

pub use self::answer::{AccountView, KeepRefresh, LoggedIn};
