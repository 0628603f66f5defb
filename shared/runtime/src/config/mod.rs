//! The settings of both processes, and the reader that other crates use for theirs.
//!
//! There is one struct per concern. Each field's documentation names its variable and default. An unusable
//! value stops the start with an error that names the variable and what to write. [`SETTINGS`] lists all of them.
//!
//! | settings | read by |
//! |---|---|
//! | [`Backends`], [`Logs`] | both processes |
//! | `wpp_library::accounts::AccountSettings` | the web process |
//! | `wpp_api::settings::WebSettings` | the web process |
//! | `wpp_worker::settings::WorkerSettings` | the worker |

mod backends;
mod env;
mod in_force;
mod logs;
mod names;
mod public_url;

pub use self::{
    backends::{Backends, MAX_QUEUE_SHARDS, database_url, redis_address},
    env::{ConfigError, Env},
    in_force::{SettingInForce, in_force},
    logs::Logs,
    names::{Process, SETTINGS, Setting, help, page},
};
