use super::*;

fn code(text: &str) -> SessionCode {
    SessionCode::parse(text).unwrap()
}

fn at(ms: i64) -> Timestamp {
    Timestamp::from_millis(ms)
}

/// Returns a monitor with a check of each of `count` sessions at `ms`.
fn monitor_with(count: usize, ms: i64) -> Arc<OverdueMonitor> {
    let monitor = Arc::<OverdueMonitor>::default();
    for number in 0..count {
        let letters = b"BCDFGHKMNP";
        let letter = |place: usize| char::from(letters[number / place % 10]);
        let name: String = [1, 10, 100, 1, 1, 1].map(letter).into_iter().collect();
        monitor.set(&code(&name), at(ms));
    }
    monitor
}

/// Returns the sessions whose checks are due, and ends the checks.
fn due(monitor: &Arc<OverdueMonitor>, ms: i64) -> (Vec<SessionCode>, Option<Duration>) {
    let (due, pause) = monitor.take_due(at(ms));
    (due.iter().map(|check| check.code.clone()).collect(), pause)
}

#[test]
fn check_is_due_once_at_last_set_time() {
    let monitor = Arc::<OverdueMonitor>::default();
    monitor.set(&code("KWXTRN"), at(100));
    monitor.set(&code("KWXTRN"), at(300));
    monitor.set(&code("BCDFGH"), at(200));
    assert_eq!(due(&monitor, 150), (vec![], Some(CHECK_EVERY)));
    assert_eq!(due(&monitor, 200), (vec![code("BCDFGH")], Some(Duration::from_millis(100))));
    assert_eq!(due(&monitor, 300), (vec![code("KWXTRN")], None));
    assert_eq!(due(&monitor, 999), (vec![], None));
}

#[test]
fn cleared_check_is_never_due() {
    let monitor = Arc::<OverdueMonitor>::default();
    monitor.set(&code("KWXTRN"), at(100));
    monitor.clear(&code("KWXTRN"));
    assert_eq!(due(&monitor, 200), (vec![], None));
}

#[test]
fn late_workers_are_not_nudged() {
    let monitor = monitor_with(300, 10_200);
    (0..300).for_each(|n| monitor.record_deadline(at(9_000 + n), at(9_800 + n)));
    assert_eq!(due(&monitor, 10_200).0.len(), 0, "workers are alive and 0.8 s late");
    assert_eq!(monitor.overdue_ms(at(10_200)), 200 + 2 * 800);
    // The rule ends with the last event of a worker.
    assert_eq!(due(&monitor, 12_200).0.len(), 256);
}

#[test]
fn deadlines_of_a_dead_worker_are_nudged_at_once() {
    let monitor = monitor_with(10, 10_200);
    (0..300).for_each(|n| monitor.record_deadline(at(9_000 + n), at(9_001 + n)));
    assert_eq!(due(&monitor, 10_199).0.len(), 0);
    assert_eq!(due(&monitor, 10_202).0.len(), 10);
}

#[test]
fn a_bounded_number_is_nudged_at_a_time() {
    let monitor = monitor_with(MAX_CHECKS + 2, 200);
    let (mut nudged, pause) = monitor.take_due(at(200));
    assert_eq!((nudged.len(), pause), (MAX_CHECKS, Some(CHECK_EVERY)));
    assert_eq!(due(&monitor, 250).0.len(), 0, "all places are taken");
    nudged.truncate(MAX_CHECKS - 1);
    assert_eq!(due(&monitor, 300).0.len(), 1, "a place is free");
}

#[test]
fn an_event_withdraws_a_waiting_check() {
    let monitor = monitor_with(MAX_CHECKS + 1, 200);
    let (_nudged, _) = monitor.take_due(at(200));
    let waiting = monitor.lock().by_session.keys().next().cloned().unwrap();
    monitor.set(&waiting, at(5_000));
    drop(_nudged);
    assert_eq!(due(&monitor, 300).0.len(), 0);
}

#[tokio::test]
async fn earlier_check_wakes_monitor() {
    let monitor = Arc::<OverdueMonitor>::default();
    monitor.set(&code("KWXTRN"), at(1_000_000));
    monitor.earlier.notified().await;
    due(&monitor, 0);
    monitor.set(&code("BCDFGH"), at(2_000_000));
    monitor.set(&code("BCDFGH"), at(500));
    tokio::time::timeout(Duration::from_secs(60), monitor.earlier.notified()).await.unwrap();
}
