//! Whether browsers accept the certificate that is in use.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use wpp_game::time::Timestamp;

/// The end of the time in which browsers accept the certificate. Clones share it with the task that renews the certificate.
#[derive(Debug, Clone)]
pub struct CertificateTrust(Arc<AtomicI64>);

impl Default for CertificateTrust {
    /// Returns the trust in a certificate that browsers do not accept.
    fn default() -> Self {
        Self(Arc::new(AtomicI64::new(i64::MIN)))
    }
}

impl CertificateTrust {
    /// Reports whether browsers accept the certificate now. Redirects to HTTPS would otherwise lead guests to a warning.
    #[must_use]
    pub fn holds(&self, now: Timestamp) -> bool {
        now.millis() < self.0.load(Ordering::Relaxed)
    }

    /// Sets the end; `None` for a certificate that browsers do not accept.
    pub(super) fn set_end(&self, end: Option<Timestamp>) {
        self.0.store(end.map_or(i64::MIN, Timestamp::millis), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trust_ends_with_the_certificate() {
        let [before, end] = [999, 1000].map(Timestamp::from_millis);
        let trust = CertificateTrust::default();
        assert!(!trust.holds(before));
        trust.set_end(Some(end));
        assert!(trust.holds(before) && !trust.holds(end));
        trust.set_end(None);
        assert!(!trust.holds(before));
    }
}
