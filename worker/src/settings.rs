//! Settings of the worker process, read once at the start.

use wpp_runtime::{
    config::{Backends, ConfigError, Env},
    metrics_address::MetricsAddress,
    secure_rng::SecureRng,
};

/// All settings of the worker process.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Addresses and secrets that both processes use.
    pub backends: Backends,
    /// Concurrency and address of the worker.
    pub worker: WorkerSettings,
    /// Sentences about settings that have no effect, for the log.
    pub warnings: Vec<String>,
}

/// Concurrency and address of the worker.
#[derive(Debug, Clone)]
pub struct WorkerSettings {
    /// `WORKER_CONCURRENCY`: deadlines one process awaits or handles at a time; default 4000, 1 to 20000
    /// ([the queue's limit](crate::queue::MAX_CONCURRENCY)).
    pub concurrency: usize,
    /// `METRICS_PORT`: port of `/healthz`, `/readyz` and `/metrics`; default 9090, or the next free one. `METRICS_ADDR`
    /// sets the IP address to listen on; default `127.0.0.1`. `None` in a program that serves them elsewhere.
    pub metrics: Option<MetricsAddress>,
}

impl Settings {
    /// Reads all settings.
    ///
    /// # Errors
    /// [`ConfigError`] for the first unusable setting.
    pub fn read(env: &Env<'_>, rng: &SecureRng) -> Result<Self, ConfigError> {
        Ok(Self {
            backends: Backends::read(env, rng)?,
            worker: WorkerSettings {
                concurrency: env.number("WORKER_CONCURRENCY", 4000, 1, crate::queue::MAX_CONCURRENCY)?,
                metrics: Some(MetricsAddress::read(env, "METRICS_PORT", 9090)?),
            },
            warnings: env.misspelt_names(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Settings, ConfigError> {
        let lookup = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Settings::read(&Env::new(&lookup), &SecureRng::from_seed([7; 32]))
    }

    #[test]
    fn an_empty_environment_gives_the_defaults() {
        let settings = read(&[]).unwrap();
        assert_eq!(settings.worker.concurrency, 4000);
    }

    #[test]
    fn rejects_more_concurrency_than_the_queue_bears() {
        let error = read(&[("WORKER_CONCURRENCY", "30000")]).expect_err("must be rejected").to_string();
        assert!(error.ends_with("1 to 20000"), "{error}");
    }
}
