//! What cartridges are asked besides steps: what people are shown, what bots do, what content is needed
//! and dealt, what is said beside a game. All of it under the guard of the [runner](super::runner).
//!
//! A cartridge that fails here has its session neither changed nor paused: whoever asked is told, and
//! asks again when they like. One that does not return from showing a session is not asked again for
//! that state of it, or each phone that comes back would cost a thread.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde_json::value::RawValue;
use wpp_game::{
    content::ContentNeed,
    driver::Move,
    engine::{self, EngineError},
    ids::{PlayerId, SessionCode},
    registry::Cartridge,
    session::{NewSession, Rejected, Session, snapshot::Snapshot},
    time::Timestamp,
};

use super::{
    SessionError, SessionService,
    executor::{BUDGET, Failed, STALLED, StepExecutor},
};

/// States of sessions remembered that no view returned from.
const BLIND: usize = 64;

/// The threads apart, and what became of what was asked there.
pub(super) struct Executors {
    /// Steps.
    pub(super) steps: StepExecutor,
    /// What people and bots are shown, and what sessions are made of.
    views: StepExecutor,
    /// What is said beside games.
    asides: StepExecutor,
    /// The latest states that no view returned from, by code, birth and version.
    blind: Mutex<VecDeque<(SessionCode, Timestamp, u64)>>,
}

impl Default for Executors {
    fn default() -> Self {
        let line = || StepExecutor::new(BUDGET, STALLED);
        Self { steps: line(), views: line(), asides: line(), blind: Mutex::default() }
    }
}

impl SessionService {
    /// The session as `viewer` may see it now; `None` is the public.
    ///
    /// # Errors
    /// [`SessionError::CartridgeFailed`] when its cartridge cannot show it.
    pub async fn snapshot(
        &self,
        session: &Session,
        viewer: Option<&PlayerId>,
    ) -> Result<Snapshot<Box<RawValue>>, SessionError> {
        let now = self.deps.clock.now();
        if !session.has_game() {
            // A lobby is shown without the cartridge.
            let shown = session.snapshot(&self.deps.registry, viewer, now);
            return shown.map_err(|fault| faulty(session.cartridge(), &fault));
        }
        let (registry, shown, viewer) = (self.deps.registry.clone(), session.clone(), viewer.cloned());
        // Executors, too, what waits for it: sockets wait for little else, and live much longer.
        Box::pin(self.look(session, move || shown.snapshot(&registry, viewer.as_ref(), now))).await
    }

    /// What the bot `player` does next, seeing what a phone in its seat would show; `None` when it is
    /// done for now. `tries` counts what it did in this scene already, and `seed` is all its randomness.
    ///
    /// # Errors
    /// [`SessionError::CartridgeFailed`] when the cartridge cannot say.
    pub async fn think(
        &self,
        session: &Session,
        player: &PlayerId,
        tries: u32,
        seed: [u8; 32],
    ) -> Result<Option<Move>, SessionError> {
        let now = self.deps.clock.now();
        let (registry, shown, player) = (self.deps.registry.clone(), session.clone(), player.clone());
        let work = move || {
            let kind = shown.cartridge();
            let cartridge = registry.get(kind).ok_or_else(|| EngineError::UnknownCartridge(kind.to_owned()))?;
            let seen = shown.snapshot(&registry, Some(&player), now)?;
            cartridge.bot(seen, tries, &mut engine::generator(seed, 0))
        };
        self.look(session, work).await
    }

    /// What has to be loaded before a session of this cartridge is made (`config` of `None`: the defaults).
    ///
    /// # Errors
    /// The inner result for a configuration out of bounds or a cartridge that is not there; the outer one
    /// when the cartridge fails.
    pub async fn content_need(
        &self,
        cartridge: &str,
        config: Option<&RawValue>,
    ) -> Result<Result<ContentNeed, Rejected>, SessionError> {
        let config = config.map(ToOwned::to_owned);
        self.of(cartridge, move |cartridge| cartridge.content_need(config.as_deref())).await
    }

    /// Has something done that is said beside a game of `cartridge`: a companion's work, which belongs to
    /// no session's state.
    ///
    /// # Errors
    /// [`SessionError::CartridgeFailed`] when it panics or does not return; what was lent to it is lost then.
    pub async fn beside<T: Send + 'static>(
        &self,
        cartridge: &str,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, SessionError> {
        Box::pin(self.executors.asides.run(cartridge, work)).await.map_err(|failed| faulty(cartridge, &failed))
    }

    /// A session as `new` says, at `now`.
    pub(super) async fn make(
        &self,
        new: NewSession<'_>,
        now: Timestamp,
    ) -> Result<Result<Session, Rejected>, SessionError> {
        let NewSession { code, epoch, seed, owner, cartridge, config, pack_ids, content } = new;
        let (registry, kind, config) =
            (self.deps.registry.clone(), cartridge.to_owned(), config.map(ToOwned::to_owned));
        let work = move || {
            let (cartridge, config) = (kind.as_str(), config.as_deref());
            let new = NewSession { code, epoch, seed, owner, cartridge, config, pack_ids, content };
            Session::create(&registry, new, now)
        };
        self.executors.views.run(cartridge, work).await.map_err(|failed| faulty(cartridge, &failed))
    }

    /// Asks a cartridge for what depends on no session.
    async fn of<T: Send + 'static>(
        &self,
        kind: &str,
        ask: impl FnOnce(&dyn Cartridge) -> Result<T, Rejected> + Send + 'static,
    ) -> Result<Result<T, Rejected>, SessionError> {
        let (registry, name) = (self.deps.registry.clone(), kind.to_owned());
        let work = move || match registry.get(&name) {
            Some(cartridge) => ask(cartridge),
            None => Err(Rejected::invalid("cartridge", format!("there is no cartridge {name:?}"))),
        };
        self.executors.views.run(kind, work).await.map_err(|failed| faulty(kind, &failed))
    }

    /// Looks at a session as it stands, unless that is known not to return.
    async fn look<T: Send + 'static>(
        &self,
        session: &Session,
        work: impl FnOnce() -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, SessionError> {
        let (kind, state) = (session.cartridge(), state_of(session));
        if self.blind().contains(&state) {
            return Err(faulty(kind, &Failed::TimedOut));
        }
        match self.executors.views.run(kind, work).await {
            Ok(Ok(seen)) => Ok(seen),
            Ok(Err(fault)) => Err(faulty(kind, &fault)),
            Err(failed) => {
                if failed == Failed::TimedOut {
                    let mut blind = self.blind();
                    blind.push_back(state);
                    let too_many = blind.len().saturating_sub(BLIND);
                    drop(blind.drain(..too_many));
                }
                Err(faulty(kind, &failed))
            }
        }
    }

    /// Nothing may be awaited while it is held.
    fn blind(&self) -> MutexGuard<'_, VecDeque<(SessionCode, Timestamp, u64)>> {
        self.executors.blind.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn state_of(session: &Session) -> (SessionCode, Timestamp, u64) {
    (session.code().clone(), session.created_at(), session.version())
}

fn faulty(cartridge: &str, cause: &dyn std::fmt::Display) -> SessionError {
    SessionError::CartridgeFailed { cartridge: cartridge.to_owned(), cause: cause.to_string() }
}
