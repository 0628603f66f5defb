//! One-time links that open the host's controls on another device. The session stores digests of their secrets.

use serde::{Deserialize, Serialize};

use super::{CommandError, Rejected, step::SessionStep, stored};
use crate::contract::{ErrorCode, time::Timestamp};

/// How long a link is valid, in milliseconds.
pub const HOST_LINK_MS: u64 = 120_000;

/// Number of unused links that a session stores. A further link replaces the oldest one.
const MAX_LINKS: usize = 8;

/// An unused link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct HostLink {
    /// Digest of the secret.
    #[serde(rename = "d")]
    digest: String,
    #[serde(rename = "u", with = "stored::millis")]
    expires_at: Timestamp,
}

impl SessionStep<'_> {
    /// Stores a link that expires at `expires_at`.
    pub fn add_host_link(&mut self, digest: &str, expires_at: Timestamp) {
        self.remove_expired_links();
        let links = &mut self.session.host_links;
        // A repeated command adds nothing: a link works once.
        links.retain(|link| link.digest != digest);
        links.drain(..(links.len() + 1).saturating_sub(MAX_LINKS));
        links.push(HostLink { digest: digest.to_owned(), expires_at });
        self.changed = true;
    }

    /// Uses up a link.
    pub fn use_host_link(&mut self, digest: &str) -> Result<(), CommandError> {
        self.remove_expired_links();
        let links = &mut self.session.host_links;
        let index = links.iter().position(|link| link.digest == digest).ok_or_else(|| {
            Rejected::new(
                ErrorCode::NotAllowed,
                "this link was used before or has expired; create a new one on the host's screen",
            )
        })?;
        links.remove(index);
        self.changed = true;
        Ok(())
    }

    fn remove_expired_links(&mut self) {
        let now = self.now;
        self.session.host_links.retain(|link| link.expires_at > now);
    }
}
