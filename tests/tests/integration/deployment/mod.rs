//! The platform as operators run it: behind reverse proxies, with settings, logs and metrics.

mod proxies;
mod subprotocol;
mod units;
