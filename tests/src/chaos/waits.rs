//! How long phones waited: for the events of deadlines, for answers, and for connections.

use std::{
    collections::BTreeMap,
    io::{self, BufRead},
    time::Duration,
};

use crate::loadtest::history::Record;

/// Waits of all phones in one run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Waits {
    /// Longest wait since the injection of the fault.
    pub from_injection: Duration,
    /// Longest wait that began at the healing, or after it.
    pub from_healing: Duration,
    /// Number of connections that broke. Failed attempts to connect again do not count.
    pub broken_connections: usize,
    /// Number of waits that began after the healing.
    pub after_healing: usize,
}

/// Measures the waits in a history. Times are microseconds since 1970.
///
/// A phone waits for an event from its deadline on, for the answer to an action from the action on, and for a frame from
/// the end of its connection on. A wait that began before a moment counts from the moment.
///
/// # Errors
/// Returns an error if the history cannot be read.
pub fn measure(history: impl BufRead, injected_us: i64, healed_us: i64) -> io::Result<Waits> {
    let mut waits = Waits::default();
    let (mut broken, mut broken_connections) = (BTreeMap::new(), 0);
    let mut wait = |since_us: i64, at_us: i64| {
        for (from_us, longest) in [(injected_us, &mut waits.from_injection), (healed_us, &mut waits.from_healing)] {
            let us = at_us.saturating_sub(since_us.max(from_us));
            *longest = Duration::from_micros(u64::try_from(us).unwrap_or(0)).max(*longest);
        }
        waits.after_healing += usize::from(since_us > healed_us);
    };
    for line in history.lines() {
        let (session, socket, at_us) = match serde_json::from_str(&line?)? {
            Record::Session(_) | Record::Loss(_) | Record::Absence(_) => continue,
            Record::Action(action) => {
                wait(action.start_us, action.end_us);
                continue;
            }
            Record::Break(lost) => {
                broken.entry((lost.session, lost.socket)).or_insert_with(|| {
                    broken_connections += 1;
                    lost.at_us
                });
                continue;
            }
            Record::Event(event) => {
                event.due_us.into_iter().for_each(|due_us| wait(due_us, event.at_us));
                (event.session, event.socket, event.at_us)
            }
            Record::Snapshot(snapshot) => (snapshot.session, snapshot.socket, snapshot.at_us),
        };
        broken.remove(&(session, socket)).into_iter().for_each(|since_us| wait(since_us, at_us));
    }
    waits.broken_connections = broken_connections;
    Ok(waits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(at_us: i64, due_us: i64) -> String {
        format!(
            r#"{{"record":"event","session":"A","socket":1,"at_us":{at_us},"epoch":"e","seq":1,"kind":"k","due_us":{due_us},"data":{{}}}}"#
        )
    }

    fn action(start_us: i64, end_us: i64) -> String {
        format!(
            r#"{{"record":"action","session":"A","player":"p","id":"1","operation":{{"type":"other"}},"start_us":{start_us},"end_us":{end_us},"epoch":"e","seq":2,"code":null}}"#
        )
    }

    fn broken(at_us: i64) -> String {
        format!(r#"{{"record":"break","session":"A","socket":1,"at_us":{at_us}}}"#)
    }

    fn snapshot(at_us: i64) -> String {
        format!(
            r#"{{"record":"snapshot","session":"A","socket":1,"at_us":{at_us},"epoch":"e","seq":1,"question":null}}"#
        )
    }

    /// Measures with an injection at 1,000 and a healing at 2,000.
    fn measured(lines: &[String]) -> (u128, u128) {
        let waits = measure(lines.join("\n").as_bytes(), 1_000, 2_000).unwrap();
        (waits.from_injection.as_micros(), waits.from_healing.as_micros())
    }

    #[test]
    fn an_event_waits_from_its_deadline() {
        assert_eq!(measured(&[event(1_500, 1_200)]), (300, 0));
        assert_eq!(measured(&[event(2_600, 2_500)]), (100, 100));
    }

    #[test]
    fn an_earlier_deadline_counts_from_the_fault() {
        assert_eq!(measured(&[event(2_100, 500)]), (1_100, 100));
    }

    #[test]
    fn an_answer_waits_from_its_action() {
        assert_eq!(measured(&[action(1_900, 2_050)]), (150, 50));
    }

    #[test]
    fn a_frame_waits_from_the_end_of_the_connection() {
        assert_eq!(measured(&[broken(1_100), snapshot(2_300)]), (1_200, 300));
    }

    #[test]
    fn a_connection_that_breaks_again_waits_from_the_first_end() {
        let lines = [broken(1_100), broken(1_400), snapshot(1_500), broken(1_600)];
        assert_eq!(measured(&lines), (400, 0));
        let waits = measure(lines.join("\n").as_bytes(), 1_000, 2_000).unwrap();
        assert_eq!(waits.broken_connections, 2);
    }

    #[test]
    fn a_frame_without_a_break_is_no_wait() {
        assert_eq!(measured(&[snapshot(2_300)]), (0, 0));
    }
}
