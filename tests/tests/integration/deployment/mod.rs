//! The platform as operators run it: behind reverse proxies, with settings, logs and metrics.

pub(crate) mod backup;
mod command_lines;
mod doctor;
mod https;
mod ipv6;
mod logs;
mod metrics;
mod offline;
mod party_commands;
mod proxies;
mod settings;
mod start_errors;
mod subprotocol;
pub(crate) mod support;
mod units;
