//! Logs and metrics, set up once per process.

mod chain;
mod library_levels;
mod logs;
mod metric_list;
mod metrics;
pub mod names;
mod process;
mod recent_log;

pub use self::{
    chain::{Chain, chain},
    logs::{log_panics, report_failure, start_logs},
    metric_list::{Kind, METRICS, Metric},
    metrics::{Metrics, start_metrics},
    recent_log::{LogLine, recent_log},
};
