//! A timer with a precision below a millisecond, where the operating system has one.
//!
//! tokio's timer counts whole milliseconds and rounds up, so it is about 0.8 ms late. Linux offers timers as
//! file descriptors, which tokio awaits like sockets; they are less than 0.1 ms late. Other systems use
//! tokio's timer. `docs/decisions/0006` records the gain.

#[cfg(not(target_os = "linux"))]
pub(super) use self::coarse::PrecisionTimer;
#[cfg(target_os = "linux")]
pub(super) use self::linux::PrecisionTimer;

#[cfg(target_os = "linux")]
mod linux {
    use std::{io, time::Duration};

    use rustix::{
        fd::OwnedFd,
        io::{Errno, read},
        time::{
            Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create, timerfd_settime,
        },
    };
    use tokio::io::{Interest, unix::AsyncFd};

    /// A timer for one sleep at a time.
    pub(in crate::queue) struct PrecisionTimer {
        /// `None` when the system refuses a timer descriptor; then tokio's timer is used.
        file: Option<AsyncFd<OwnedFd>>,
    }

    impl PrecisionTimer {
        /// Creates a timer. Logs a warning and falls back to tokio's timer when the system refuses one.
        pub(in crate::queue) fn new() -> Self {
            #[expect(
                deprecated,
                reason = "its successor is unsafe, for types whose descriptor may change; an owned one does not"
            )]
            let file = timerfd_create(TimerfdClockId::Monotonic, TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC)
                .map_err(io::Error::from)
                .and_then(|file| AsyncFd::with_interest(file, Interest::READABLE));
            if let Err(error) = &file {
                tracing::warn!(%error, "no precision timer available; deadlines are met about 1 ms later");
            }
            Self { file: file.ok() }
        }

        /// Sleeps for `length`. A cancelled sleep does not affect the next one.
        pub(in crate::queue) async fn sleep(&mut self, length: Duration) {
            let slept = match &self.file {
                Some(file) => sleep(file, length).await,
                None => Err(io::ErrorKind::Unsupported.into()),
            };
            if slept.is_err() {
                tokio::time::sleep(length).await;
            }
        }
    }

    async fn sleep(file: &AsyncFd<OwnedFd>, length: Duration) -> io::Result<()> {
        let none = Timespec::default();
        // A length of zero would disarm the timer.
        let length =
            Timespec::try_from(length.max(Duration::from_nanos(1))).map_err(|_| io::ErrorKind::InvalidInput)?;
        let once = Itimerspec { it_interval: none, it_value: length };
        timerfd_settime(file, TimerfdTimerFlags::empty(), &once)?;
        loop {
            let mut ready = file.readable().await?;
            match read(file, &mut [0; 8]) {
                // The readiness belongs to an earlier, cancelled sleep.
                Err(Errno::AGAIN) => ready.clear_ready(),
                ended => return ended.map(drop).map_err(io::Error::from),
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod coarse {
    use std::time::Duration;

    /// tokio's timer.
    pub(in crate::queue) struct PrecisionTimer;

    impl PrecisionTimer {
        pub(in crate::queue) fn new() -> Self {
            Self
        }

        /// Sleeps for `length`.
        pub(in crate::queue) async fn sleep(&mut self, length: Duration) {
            tokio::time::sleep(length).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;
    use wpp_runtime::clock::{Clock, SystemClock};

    use super::*;

    #[tokio::test]
    async fn sleeps_at_least_as_long_as_asked() {
        let mut timer = PrecisionTimer::new();
        for micros in [0, 1, 100, 2_500] {
            let start = SystemClock.micros();
            timer.sleep(Duration::from_micros(micros)).await;
            let slept = u64::try_from(SystemClock.micros() - start).unwrap();
            // The two clocks may differ by one reading.
            assert!(slept + 1 >= micros, "{slept} of {micros} µs");
        }
    }

    #[tokio::test]
    async fn a_cancelled_sleep_keeps_the_next_whole() {
        let mut timer = PrecisionTimer::new();
        for cut in [0, 1, 4] {
            let _ = timeout(Duration::from_millis(cut), timer.sleep(Duration::from_millis(2))).await;
            let start = SystemClock.micros();
            timer.sleep(Duration::from_millis(20)).await;
            assert!(SystemClock.micros() - start >= 19_999, "after one of {cut} ms");
        }
    }
}
