//! The metrics of a process, in the text format of Prometheus.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use sea_orm::{DatabaseConnection, DbBackend};

use super::{Kind, METRICS, names, process};
use crate::config::Process;

/// Renders the metrics of a process. Cheap to clone.
#[derive(Clone)]
pub struct Metrics {
    recorder: PrometheusHandle,
    roles: Arc<[Process]>,
    /// The pools whose connections are counted: one for each role.
    databases: Arc<Mutex<Vec<DatabaseConnection>>>,
}

/// Installs the recorder of a program that runs `roles`, and sets their metrics to 0.
///
/// # Errors
/// [`BuildError`] when a recorder is installed already or the buckets are rejected.
pub fn start_metrics(roles: &[Process]) -> Result<Metrics, BuildError> {
    let mut builder = PrometheusBuilder::new();
    for metric in METRICS {
        if let Kind::Histogram(buckets) = metric.kind {
            builder = builder.set_buckets_for_metric(Matcher::Full(metric.name.to_owned()), buckets)?;
        }
    }
    let recorder = builder.install_recorder()?;
    for metric in METRICS.iter().filter(|metric| metric.process.is_none_or(|only| roles.contains(&only))) {
        match metric.kind {
            Kind::Counter => describe_counter!(metric.name, metric.about),
            Kind::Gauge => describe_gauge!(metric.name, metric.about),
            Kind::Histogram(_) => describe_histogram!(metric.name, metric.about),
        }
        match metric.initial {
            None => {}
            Some([]) => start(metric.kind, metric.name, &[]),
            Some(labels) => labels.iter().for_each(|label| start(metric.kind, metric.name, &[*label])),
        }
    }
    gauge!(names::BUILD_INFO, "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    process::describe();
    Ok(Metrics { recorder, roles: roles.into(), databases: Arc::default() })
}

/// Creates a metric with the value 0.
fn start(kind: Kind, name: &'static str, labels: &[(&'static str, &'static str)]) {
    match kind {
        Kind::Counter => counter!(name, labels).increment(0),
        Kind::Gauge => gauge!(name, labels).set(0.0),
        // Registered without a sample.
        Kind::Histogram(_) => drop(histogram!(name, labels)),
    }
}

impl Metrics {
    /// Counts the connections of this pool from now on.
    pub fn watch_database(&self, db: &DatabaseConnection) {
        self.databases.lock().unwrap_or_else(PoisonError::into_inner).push(db.clone());
    }

    /// Returns the roles of the program.
    #[must_use]
    pub fn roles(&self) -> &[Process] {
        &self.roles
    }

    /// Returns the values of some metrics by series, such as `wpp_queue_depth{state="active"}`. A histogram has the series of its
    /// buckets, its sum and its count.
    #[must_use]
    pub fn values(&self, metrics: &[&str]) -> BTreeMap<String, f64> {
        values_of(&self.render(), metrics)
    }

    /// Returns all metrics as text.
    #[must_use]
    pub fn render(&self) -> String {
        process::collect();
        count_connections(&self.databases.lock().unwrap_or_else(PoisonError::into_inner));
        self.recorder.render()
    }
}

/// Reads the values of some metrics from the text format.
fn values_of(text: &str, metrics: &[&str]) -> BTreeMap<String, f64> {
    let is_wanted = |series: &str| {
        let name = series.split('{').next().unwrap_or(series);
        let of_histogram = ["_bucket", "_sum", "_count"].iter().find_map(|suffix| name.strip_suffix(suffix));
        metrics.iter().any(|wanted| *wanted == name || Some(*wanted) == of_histogram)
    };
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.rsplit_once(' ')).filter(|(series, _)| is_wanted(series));
    pairs.filter_map(|(series, value)| Some((series.to_owned(), value.parse().ok()?))).collect()
}

/// Sets the gauges of connections to the sums over all pools.
fn count_connections(pools: &[DatabaseConnection]) {
    if pools.is_empty() {
        return;
    }
    let (mut all, mut idle) = (0, 0);
    for pool in pools {
        let (of_pool, idle_of_pool) = connections(pool);
        all += of_pool;
        // The two are read one after the other.
        idle += u32::try_from(idle_of_pool).unwrap_or(of_pool).min(of_pool);
    }
    gauge!(names::DATABASE_CONNECTIONS, "state" => "idle").set(f64::from(idle));
    gauge!(names::DATABASE_CONNECTIONS, "state" => "used").set(f64::from(all - idle));
}

/// Returns the number of connections of a pool, and how many of them are idle.
fn connections(db: &DatabaseConnection) -> (u32, usize) {
    match db.get_database_backend() {
        DbBackend::Sqlite => {
            let pool = db.get_sqlite_connection_pool();
            (pool.size(), pool.num_idle())
        }
        DbBackend::Postgres => {
            let pool = db.get_postgres_connection_pool();
            (pool.size(), pool.num_idle())
        }
        _ => (0, 0),
    }
}

impl std::fmt::Debug for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_values_from_the_text_format() {
        let text = "# TYPE wpp_sockets gauge\nwpp_sockets 3\nwpp_sockets_by_role{role=\"host\"} 1\n\
                    wpp_late_bucket{le=\"0.001\"} 5\nwpp_late_count 7\n\nwpp_other_total 9\n";
        let values = values_of(text, &["wpp_sockets", "wpp_late"]);
        let expected = [("wpp_late_bucket{le=\"0.001\"}", 5.0), ("wpp_late_count", 7.0), ("wpp_sockets", 3.0)];
        assert_eq!(values, expected.map(|(series, value)| (series.to_owned(), value)).into());
    }
}
