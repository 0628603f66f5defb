//! Wrong passwords do not grow the memory of the process. The only test here, because it measures the process.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use wpp_library::accounts::{Password, password::Passwords};
use wpp_runtime::secure_rng::SecureRng;

/// Returns the resident memory of this process in KiB.
fn resident_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_attempts_do_not_grow_the_memory() {
    let passwords = Passwords::new(2, SecureRng::from_seed([3; 32])).unwrap();
    let before = resident_kib();
    // One after another, and two at the same time.
    for round in 0..200 {
        let password = Password::typed("a wrong password");
        let (one, other) = if round % 2 == 0 {
            (passwords.verify(&password, None, None).await, passwords.verify(&password, None, None).await)
        } else {
            tokio::join!(passwords.verify(&password, None, None), passwords.verify(&password, None, None))
        };
        assert!(!one.unwrap() && !other.unwrap());
    }
    let growth = resident_kib().saturating_sub(before);
    assert!(growth < 30 * 1024, "the process grew by {growth} KiB");
}
