//! Rates and distributions over the last seconds, from the counters of all processes.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;
use utoipa::ToSchema;
use wpp_runtime::{process_reports::ProcessReport, telemetry::names};

/// Number of pictures over which rates are computed.
const PICTURES: usize = 10;

/// Figures of all processes together. Rates and lateness are of the last ten seconds.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Figures {
    /// Number of open sockets.
    pub sockets: f64,
    /// Sockets with the host's token.
    pub hosts: f64,
    /// Sockets of players and of the audience.
    pub participants: f64,
    /// Public screens: sockets without a token.
    pub screens: f64,
    /// Steps of sessions a second.
    pub steps_per_second: f64,
    /// Events sent to sockets a second.
    pub events_per_second: f64,
    /// Wake-ups a second that were sent because a phase was overdue; 0 in normal operation.
    pub nudges_per_second: f64,
    /// Time within which half of the deadlines took effect, in milliseconds, rounded up to a bucket; absent without deadlines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lateness_p50_ms: Option<f64>,
    /// The same for 99 of 100 deadlines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lateness_p99_ms: Option<f64>,
    /// Sessions stopped by a fault of their cartridge, since the start of the processes.
    pub quarantined: f64,
}

/// The increases of counters in the last pictures.
#[derive(Default)]
pub(super) struct Window {
    /// The last values of each process, with the time of the report in ms.
    known: BTreeMap<String, (i64, BTreeMap<String, f64>)>,
    increases: VecDeque<BTreeMap<String, f64>>,
}

impl Window {
    /// Adds the newest reports. Returns the figures of the window.
    pub(super) fn add(&mut self, reports: &[ProcessReport]) -> Figures {
        let mut increases = BTreeMap::<String, f64>::new();
        let mut known = BTreeMap::new();
        for report in reports.iter().filter(|report| !report.values.is_empty()) {
            if let Some((at, earlier)) = self.known.get(&report.process) {
                for (series, value) in &report.values {
                    *increases.entry(series.clone()).or_default() += value - earlier.get(series).unwrap_or(&0.0);
                }
                let ms = u32::try_from(report.sent_at - at).unwrap_or_default();
                *increases.entry(seconds_of(&report.process)).or_default() += f64::from(ms) / 1e3;
            }
            known.insert(report.process.clone(), (report.sent_at, report.values.clone()));
        }
        self.known = known;
        self.increases.push_back(increases);
        if self.increases.len() > PICTURES {
            self.increases.pop_front();
        }
        self.figures(reports)
    }

    fn figures(&self, reports: &[ProcessReport]) -> Figures {
        let now = |series: &str| reports.iter().filter_map(|report| report.values.get(series)).sum::<f64>();
        let of_role = |role: &str| now(&format!("{}{{role=\"{role}\"}}", names::SOCKETS_BY_ROLE));
        Figures {
            sockets: now(names::SOCKETS),
            hosts: of_role("host"),
            participants: of_role("participant"),
            screens: of_role("screen"),
            steps_per_second: self.rate(names::COMMITS),
            events_per_second: self.rate(names::EVENTS_RELAYED),
            nudges_per_second: self.rate(names::NUDGES),
            lateness_p50_ms: self.lateness(0.5),
            lateness_p99_ms: self.lateness(0.99),
            quarantined: now(names::QUARANTINED),
        }
    }

    /// Returns the increase of a series in the window.
    fn increase(&self, series: &str) -> f64 {
        self.increases.iter().filter_map(|picture| picture.get(series)).sum()
    }

    /// Returns the increase a second. The processes report at different moments, so the longest span of reports counts.
    fn rate(&self, series: &str) -> f64 {
        let spans = self.known.keys().map(|process| self.increase(&seconds_of(process)));
        let seconds = spans.fold(0.0, f64::max);
        if seconds > 0.0 { (self.increase(series) / seconds * 10.0).round() / 10.0 } else { 0.0 }
    }

    /// Returns the upper bound in milliseconds of the bucket with this share of all deadlines.
    fn lateness(&self, share: f64) -> Option<f64> {
        let prefix = format!("{}_bucket{{le=\"", names::DEADLINE_LATENESS);
        let mut buckets = BTreeMap::<u32, f64>::new();
        for (series, increase) in self.increases.iter().flatten() {
            let bound = series.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix("\"}"));
            if let Some(seconds) = bound.and_then(|bound| bound.parse::<f64>().ok()).filter(|bound| bound.is_finite()) {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "bounds are 1 to 60,000 ms"
                )]
                let ms = (seconds * 1e3).round() as u32;
                *buckets.entry(ms).or_default() += increase;
            }
        }
        let all = self.increase(&format!("{}_count", names::DEADLINE_LATENESS));
        if all <= 0.0 {
            return None;
        }
        // Above the last bound, the last bound is all that is known.
        let last = buckets.keys().next_back().copied();
        let found = buckets.iter().find(|(_, count)| **count >= share * all).map(|(ms, _)| *ms);
        found.or(last).map(f64::from)
    }
}

/// Returns the series under which the seconds between reports of a process are counted.
fn seconds_of(process: &str) -> String {
    format!("seconds {process}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(process: &str, sent_at: i64, values: &[(&str, f64)]) -> ProcessReport {
        ProcessReport {
            process: process.to_owned(),
            roles: vec!["web".to_owned()],
            version: String::new(),
            pid: 1,
            machine: String::new(),
            started_at: 0,
            sent_at,
            values: values.iter().map(|(series, value)| ((*series).to_owned(), *value)).collect(),
            log: Vec::new(),
        }
    }

    #[test]
    fn rates_are_sums_over_processes() {
        let mut window = Window::default();
        let both = |at, one, other| {
            [report("one", at, &[(names::COMMITS, one)]), report("other", at, &[(names::COMMITS, other)])]
        };
        assert_eq!(window.add(&both(0, 100.0, 7.0)).steps_per_second, 0.0, "the first picture has no rate");
        assert_eq!(window.add(&both(1000, 130.0, 17.0)).steps_per_second, 40.0);
        // A restarted process has another name, and its first report adds nothing.
        let restarted =
            [report("one", 2000, &[(names::COMMITS, 130.0)]), report("third", 2000, &[(names::COMMITS, 900.0)])];
        assert_eq!(window.add(&restarted).steps_per_second, 20.0);
        for at in 3..20 {
            window.add(&both(at * 1000, 130.0, 17.0));
        }
        assert_eq!(window.add(&both(20_000, 130.0, 17.0)).steps_per_second, 0.0, "old increases stay in the window");
    }

    #[test]
    fn lateness_is_the_bound_of_a_bucket() {
        let (low, high, all) = (
            "wpp_deadline_lateness_seconds_bucket{le=\"0.004\"}",
            "wpp_deadline_lateness_seconds_bucket{le=\"0.025\"}",
            "wpp_deadline_lateness_seconds_count",
        );
        let mut window = Window::default();
        let values = |low_count, high_count, count| [(low, low_count), (high, high_count), (all, count)];
        assert_eq!(window.add(&[report("one", 0, &values(5.0, 5.0, 5.0))]).lateness_p99_ms, None);
        let figures = window.add(&[report("one", 1000, &values(14.0, 15.0, 15.0))]);
        assert_eq!((figures.lateness_p50_ms, figures.lateness_p99_ms), (Some(4.0), Some(25.0)));
    }
}
