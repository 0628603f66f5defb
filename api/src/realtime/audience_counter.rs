//! The number of people in each audience who have a socket in this process.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::Arc,
    time::Duration,
};

use wpp_game::ids::SessionCode;
use wpp_runtime::{
    clock::{self, SharedClock},
    telemetry::chain,
};

use super::{hub::Hub, presence::PresenceTracker};
use crate::{audience::Audience, wire::lock::Lock};

/// Pause before a count. People who arrive or leave meanwhile are part of it.
const PAUSE: Duration = Duration::from_millis(100);

/// Writes the size of each audience in this process to Redis, at most once per pause and session. Cheap to clone.
#[derive(Clone)]
pub struct AudienceCounter(Arc<Shared>);

struct Shared {
    hub: Hub,
    presence: Arc<PresenceTracker>,
    audience: Audience,
    clock: SharedClock,
    /// Sessions with a count under way, and whether another one is necessary after it.
    counting: Lock<BTreeMap<SessionCode, bool>>,
}

impl AudienceCounter {
    /// Creates the counter of a process.
    #[must_use]
    pub fn new(hub: Hub, presence: Arc<PresenceTracker>, audience: Audience, clock: SharedClock) -> Self {
        Self(Arc::new(Shared { hub, presence, audience, clock, counting: Lock::default() }))
    }

    /// Requests a count, because somebody of the audience arrived or left.
    pub(crate) fn request(&self, code: &SessionCode) {
        match self.0.counting.lock().entry(code.clone()) {
            Entry::Occupied(mut again) => *again.get_mut() = true,
            Entry::Vacant(entry) => {
                entry.insert(false);
                tokio::spawn(self.clone().run(code.clone()));
            }
        }
    }

    /// Requests a count of every audience, because Redis may have lost the earlier ones.
    pub(crate) fn request_all(&self) {
        self.0.hub.codes().iter().filter(|code| self.0.hub.audience(code) > 0).for_each(|code| self.request(code));
    }

    async fn run(self, code: SessionCode) {
        loop {
            clock::sleep(&*self.0.clock, PAUSE).await;
            // Requests until now are part of this count.
            self.0.counting.lock().insert(code.clone(), false);
            self.0.count(&code).await;
            let mut counting = self.0.counting.lock();
            if counting.get(&code) != Some(&true) {
                counting.remove(&code);
                return;
            }
        }
    }
}

impl Shared {
    async fn count(&self, code: &SessionCode) {
        let people = self.hub.audience(code);
        // The session is listed before its first person and until after its last one, so that a sweep finds it after a crash.
        if people > 0 {
            self.presence.update_session(code).await;
        }
        if let Err(error) = self.audience.set_connected(code, self.presence.instance(), people).await {
            tracing::warn!(%code, error = %chain(&error), "number of people in the audience not written");
        }
        if people == 0 {
            self.presence.update_session(code).await;
        }
    }
}
