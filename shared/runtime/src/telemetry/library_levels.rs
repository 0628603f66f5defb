//! The most detailed level at which libraries may log.

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;

/// Libraries that process secrets, with the most detailed level at which they log none. Their more detailed entries contain
/// frames with tokens, request heads, SQL parameters, or commands for Redis. A name covers all that start with it.
const LEVELS: [(&str, LevelFilter); 12] = [
    ("apalis", LevelFilter::INFO),
    ("axum", LevelFilter::INFO),
    ("hyper", LevelFilter::INFO),
    ("redis", LevelFilter::INFO),
    ("rustls", LevelFilter::INFO),
    ("sea_orm", LevelFilter::INFO),
    ("sea_query", LevelFilter::INFO),
    // Slow statements are warnings.
    ("sqlx", LevelFilter::ERROR),
    ("tokio_tungstenite", LevelFilter::INFO),
    ("tokio_util", LevelFilter::INFO),
    ("tungstenite", LevelFilter::INFO),
    ("tower_http", LevelFilter::DEBUG),
];

/// Returns a filter that applies in addition to `RUST_LOG`, so that no value of `RUST_LOG` makes a library log secrets.
pub(super) fn library_levels() -> Targets {
    Targets::new().with_default(LevelFilter::TRACE).with_targets(LEVELS)
}

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    #[test]
    fn no_library_logs_frames_or_statements() {
        let levels = library_levels();
        for target in [
            "tungstenite::protocol",
            "tungstenite::protocol::frame",
            "tokio_tungstenite::compat",
            "sqlx::query",
            "sqlx_core::logger",
            "hyper::proto::h1::io",
            "hyper_util::client",
            "redis::cmd",
            "sea_orm::driver::sqlx_sqlite",
            "rustls::client",
        ] {
            assert!(!levels.would_enable(target, &Level::TRACE), "{target}");
            assert!(!levels.would_enable(target, &Level::DEBUG), "{target}");
        }
        assert!(levels.would_enable("wpp_api::ws", &Level::TRACE));
        assert!(levels.would_enable("sqlx::pool", &Level::ERROR));
    }
}
