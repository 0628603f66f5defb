//! The platform as operators run it: behind reverse proxies, with settings, logs and metrics.

mod backup;
mod command_lines;
mod doctor;
mod logs;
mod metrics;
mod proxies;
mod settings;
mod start_errors;
mod subprotocol;
mod support;
mod units;
