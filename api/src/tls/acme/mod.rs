//! A certificate from an ACME server (RFC 8555), for a public domain.
//!
//! The task orders a certificate when there is none, and renews it after two thirds of its validity. The certificate is a
//! file, which every process that shares the folder reads as soon as it changes. A failed order changes nothing: the
//! certificate in use stays, and the next attempt follows after a pause. ([0156](../../../../docs/decisions/0156-certificates-over-acme.md))

mod challenges;
mod client;
mod error;
mod folder;
mod order;
mod settings;
mod validity;

use std::{path::Path, sync::Arc, time::Duration};

use tokio::sync::Notify;
use wpp_game::time::Timestamp;
use wpp_runtime::{clock::SharedClock, telemetry::chain};

pub(super) use self::folder::AcmeFolder;
pub use self::{challenges::ChallengeAnswers, settings::AcmeSettings};
use self::{
    error::AcmeError,
    folder::{Failures, OrderClaim},
    order::OrderContext,
};

const MINUTE_MS: u64 = 60 * 1000;

/// Pause after a first failure. Each further one waits four times as long: Let's Encrypt accepts five failed checks of a name
/// in an hour.
const FIRST_PAUSE_MS: u64 = MINUTE_MS;

/// The longest pause after a failure.
const LONGEST_PAUSE_MS: u64 = 6 * 60 * MINUTE_MS;

/// The shortest pause after the server refused further orders.
const RATE_LIMIT_PAUSE_MS: u64 = 60 * MINUTE_MS;

/// The longest time between two looks at the clock, which somebody may set.
const LONGEST_SLEEP: Duration = Duration::from_secs(60 * 60);

/// Pause while another process orders.
const OTHER_PROCESS: Duration = Duration::from_secs(10);

/// Orders and renews the certificate of one domain.
pub(super) struct AcmeRenewal {
    settings: AcmeSettings,
    folder: AcmeFolder,
    clock: SharedClock,
    /// Is notified when the file of the certificate has changed.
    renewed: Arc<Notify>,
}

impl AcmeRenewal {
    /// Returns the renewal of the certificate that is kept below `certificates`.
    pub(super) fn new(settings: &AcmeSettings, certificates: &Path, clock: SharedClock, renewed: Arc<Notify>) -> Self {
        Self { folder: AcmeFolder::new(certificates, settings), settings: settings.clone(), clock, renewed }
    }

    /// Renews the certificate until the process stops.
    pub(super) async fn run(self, answers: ChallengeAnswers) {
        // The person who restarts the process may have removed the cause of the failures, and waits for the certificate.
        let mut longest_pause_ms = FIRST_PAUSE_MS;
        loop {
            let sleep = match self.renew_if_due(&answers, longest_pause_ms).await {
                Ok(next_at) => Duration::from_millis(next_at.ms_since(self.clock.now())).min(LONGEST_SLEEP),
                Err(Postponed::Claimed) => OTHER_PROCESS,
                Err(Postponed::Failed { pause_ms }) => {
                    longest_pause_ms = LONGEST_PAUSE_MS;
                    Duration::from_millis(pause_ms)
                }
            };
            tokio::time::sleep(sleep).await;
        }
    }

    /// Orders a certificate if it is time. Returns the time of the next look.
    async fn renew_if_due(&self, answers: &ChallengeAnswers, longest_pause_ms: u64) -> Result<Timestamp, Postponed> {
        if let Some(renew_at) = self.renew_at().filter(|renew_at| self.clock.now() < *renew_at) {
            return Ok(renew_at);
        }
        let mut claim = match self.folder.claim() {
            Ok(claim) => claim.ok_or(Postponed::Claimed)?,
            Err(error) => return Err(self.report(&error, Failures::default().after(&error, self.clock.now()))),
        };
        let failures = claim.failures();
        let paused_until = failures.next_at().min(Timestamp::from_millis(failures.last_at).plus_ms(longest_pause_ms));
        let now = self.clock.now();
        // Another process may have renewed the certificate, or failed, since the look above.
        match self.renew_at() {
            Some(renew_at) if now < renew_at => return Ok(renew_at),
            // A failure of the future is from a clock that was wrong.
            _ if failures.last_at <= now.millis() && now < paused_until => return Ok(paused_until),
            _ => {}
        }
        let context = OrderContext { settings: &self.settings, folder: &self.folder, answers };
        let placed = Box::pin(context.place()).await.and_then(|pem| self.folder.store_certificate(&pem));
        self.finish(placed, &mut claim, failures)
    }

    /// Records the outcome of an order.
    fn finish(
        &self,
        placed: Result<(), AcmeError>,
        claim: &mut OrderClaim,
        failures: Failures,
    ) -> Result<Timestamp, Postponed> {
        let failures = match &placed {
            Ok(()) => Failures::default(),
            Err(error) => failures.after(error, self.clock.now()),
        };
        if let Err(source) = claim.store(&failures) {
            tracing::warn!(error = %chain(&self.folder.error(source)), "order of a certificate not recorded");
        }
        if let Err(error) = placed {
            return Err(self.report(&error, failures));
        }
        self.renewed.notify_one();
        let renew_at = self.renew_at().unwrap_or_else(|| self.clock.now().plus_ms(FIRST_PAUSE_MS));
        tracing::info!(domain = self.settings.domain, renewal = renew_at.rfc3339(), "certificate from the ACME server");
        Ok(renew_at)
    }

    fn report(&self, error: &AcmeError, failures: Failures) -> Postponed {
        let (domain, next) = (&self.settings.domain, failures.next_at().rfc3339());
        tracing::warn!(domain, error = %chain(error), next_attempt = next, "no new certificate; the server continues without it");
        Postponed::Failed { pause_ms: failures.pause_ms }
    }

    /// Returns when the kept certificate is renewed; `None` without one.
    fn renew_at(&self) -> Option<Timestamp> {
        self.folder.validity().map(|validity| validity.renew_at())
    }
}

/// Why no order was placed, or why it gave no certificate.
enum Postponed {
    /// Another process orders.
    Claimed,
    /// The order failed.
    Failed { pause_ms: u64 },
}

impl Failures {
    /// Returns the failures with one more.
    fn after(self, error: &AcmeError, now: Timestamp) -> Self {
        let pause_ms = FIRST_PAUSE_MS.saturating_mul(4_u64.saturating_pow(self.count)).min(LONGEST_PAUSE_MS);
        let shortest = if error.is_rate_limit() { RATE_LIMIT_PAUSE_MS } else { 0 };
        Self { count: self.count.saturating_add(1), last_at: now.millis(), pause_ms: pause_ms.max(shortest) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_respect_rate_limits() {
        let now = Timestamp::from_millis(1_795_000_000_000);
        let mut failures = Failures::default();
        let pauses = [(); 7].map(|()| {
            failures = failures.after(&AcmeError::Late, now);
            failures.pause_ms / MINUTE_MS
        });
        assert_eq!(pauses, [1, 4, 16, 64, 256, 360, 360]);
        let limited = Failures::default().after(&AcmeError::RateLimited(String::new()), now);
        assert_eq!(limited.next_at(), now.plus_ms(RATE_LIMIT_PAUSE_MS));
    }
}
