//! A timer that is exact to a fraction of a millisecond, where the system has one.
//!
//! The runtime's counts whole milliseconds from a moment of its own and rounds up: by median it is 0.8 ms late, and
//! everybody who plays would wait for that. On Linux a timer can be a file, for which the runtime waits as for a
//! socket; it is late by less than a tenth of a millisecond. Elsewhere it is the runtime's.

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

    /// Sleeps, one sleep after the other.
    pub(in crate::queue) struct PrecisionTimer(Option<AsyncFd<OwnedFd>>);

    impl PrecisionTimer {
        /// Without such files, should the system give none, it is no finer than the runtime's.
        pub(in crate::queue) fn new() -> Self {
            #[expect(
                deprecated,
                reason = "its successor is unsafe, for types whose descriptor may change; an owned one does not"
            )]
            let made = timerfd_create(TimerfdClockId::Monotonic, TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC)
                .map_err(io::Error::from)
                .and_then(|file| AsyncFd::with_interest(file, Interest::READABLE));
            if let Err(error) = &made {
                tracing::warn!(%error, "no fine timer can be had; deadlines are met a millisecond later");
            }
            Self(made.ok())
        }

        /// Sleeps for so long. A sleep that is not awaited to its end leaves nothing behind.
        pub(in crate::queue) async fn sleep(&mut self, length: Duration) {
            let exactly = match &self.0 {
                Some(file) => sleep(file, length).await,
                None => Err(io::ErrorKind::Unsupported.into()),
            };
            if exactly.is_err() {
                tokio::time::sleep(length).await;
            }
        }
    }

    async fn sleep(file: &AsyncFd<OwnedFd>, length: Duration) -> io::Result<()> {
        let none = Timespec::default();
        // Nothing would mean never.
        let length =
            Timespec::try_from(length.max(Duration::from_nanos(1))).map_err(|_| io::ErrorKind::InvalidInput)?;
        let once = Itimerspec { it_interval: none, it_value: length };
        timerfd_settime(file, TimerfdTimerFlags::empty(), &once)?;
        loop {
            let mut ready = file.readable().await?;
            match read(file, &mut [0; 8]) {
                // That was an earlier sleep's end.
                Err(Errno::AGAIN) => ready.clear_ready(),
                ended => return ended.map(drop).map_err(io::Error::from),
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod coarse {
    use std::time::Duration;

    /// Sleeps, one sleep after the other.
    pub(in crate::queue) struct PrecisionTimer;

    impl PrecisionTimer {
        pub(in crate::queue) fn new() -> Self {
            Self
        }

        /// Sleeps for so long.
        pub(in crate::queue) async fn sleep(&mut self, length: Duration) {
            tokio::time::sleep(length).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;
    use crate::clock::{Clock, SystemClock};

    #[tokio::test]
    async fn it_sleeps_as_long_as_it_should() {
        let mut timer = PrecisionTimer::new();
        for micros in [0, 1, 100, 2_500] {
            let start = SystemClock.micros();
            timer.sleep(Duration::from_micros(micros)).await;
            let slept = u64::try_from(SystemClock.micros() - start).unwrap();
            // The two clocks may differ by the reading.
            assert!(slept + 1 >= micros, "{slept} of {micros} µs");
        }
    }

    #[tokio::test]
    async fn a_sleep_that_was_cut_short_does_not_shorten_the_next() {
        let mut timer = PrecisionTimer::new();
        for cut in [0, 1, 4] {
            let _ = timeout(Duration::from_millis(cut), timer.sleep(Duration::from_millis(2))).await;
            let start = SystemClock.micros();
            timer.sleep(Duration::from_millis(20)).await;
            assert!(SystemClock.micros() - start >= 19_999, "after one of {cut} ms");
        }
    }
}
