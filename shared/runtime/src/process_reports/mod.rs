//! The reports of each process about itself, for the operator's page.
//!
//! Every process sends a small report every [`IDLE_MS`]. While an operator watches anywhere, it sends its figures and the newest
//! lines of its log every [`WATCHED_MS`].
//!
//! | key | type | content |
//! |---|---|---|
//! | `wpp:processes` | sorted set | process → end of its lease, ms since 1970 |
//! | `wpp:process:<id>` | string | the newest report of a process, as JSON |
//! | `wpp:operators:watching` | string | exists while an operator watches |

mod reporter;
mod store;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::{reporter::run, store::ProcessReports};
use crate::telemetry::LogLine;

/// Interval between two reports while nobody watches, in milliseconds.
pub const IDLE_MS: u64 = 5_000;

/// Interval between two reports while somebody watches, in milliseconds.
pub const WATCHED_MS: u64 = 1_000;

/// Time after its last report at which a process counts as ended, in milliseconds.
pub const LEASE_MS: u64 = 15_000;

/// A report of a process.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ProcessReport {
    /// Name of the process, which no other process has used.
    pub process: String,
    /// The roles: `web`, `worker`, or both.
    pub roles: Vec<String>,
    /// The version of the program.
    pub version: String,
    /// The id of the process on its machine.
    pub pid: u32,
    /// The name of its machine.
    pub machine: String,
    /// Time of the start, in ms since 1970.
    pub started_at: i64,
    /// Time of the report, in ms since 1970.
    pub sent_at: i64,
    /// Values of metrics by series, such as `wpp_sockets`; empty while nobody watches.
    pub values: BTreeMap<String, f64>,
    /// The newest lines of the log; empty while nobody watches.
    pub log: Vec<LogLine>,
}
