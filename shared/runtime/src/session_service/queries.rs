//! Questions to cartridges that change no session: snapshots, bots' choices, required content, ephemeral messages.
//!
//! All of them run on the [executors](super::executors). A failure neither changes nor pauses the session: the
//! caller gets the error and may repeat the question.

use serde_json::value::RawValue;
use wpp_game::{
    content::ContentNeed,
    driver::{Ballot, Move},
    engine::{self, EngineError},
    ids::PlayerId,
    session::{Rejected, Session, Texts, snapshot::Snapshot},
};

use super::{
    error::{RequestError, SessionError},
    executors::cartridge_failed,
    service::SessionService,
};

impl SessionService {
    /// Returns the session as `viewer` may see it now; `None` is the public.
    ///
    /// # Errors
    /// [`SessionError::CartridgeFailed`] when the cartridge fails.
    pub async fn snapshot(
        &self,
        session: &Session,
        viewer: Option<&PlayerId>,
    ) -> Result<Snapshot<Box<RawValue>>, SessionError> {
        let now = self.deps.clock.now();
        if !session.has_game() {
            // The snapshot of a lobby does not call the cartridge.
            let snapshot = session.snapshot(&self.deps.registry, viewer, now);
            return snapshot.map_err(|error| cartridge_failed(session.cartridge(), &error));
        }
        let (registry, viewed, viewer) = (self.deps.registry.clone(), session.clone(), viewer.cloned());
        // Boxed, because the future is large and long-lived socket tasks contain it.
        Box::pin(self.executors.view(session, move || viewed.snapshot(&registry, viewer.as_ref(), now))).await
    }

    /// Returns the texts that people wrote in the game.
    ///
    /// # Errors
    /// [`SessionError::CartridgeFailed`] when the cartridge fails.
    pub async fn texts(&self, session: &Session) -> Result<Texts, SessionError> {
        let (registry, viewed) = (self.deps.registry.clone(), session.clone());
        self.executors.view(session, move || viewed.texts(&registry)).await
    }

    /// Returns the next move of the bot `player`, chosen from the snapshot of its seat. `None` when the bot is
    /// done for now. `tries` counts its moves in this scene; `seed` determines the random numbers.
    ///
    /// # Errors
    /// [`SessionError::CartridgeFailed`] when the cartridge fails.
    pub async fn choose_bot_move(
        &self,
        session: &Session,
        player: &PlayerId,
        tries: u32,
        seed: [u8; 32],
    ) -> Result<Option<Move>, SessionError> {
        let now = self.deps.clock.now();
        let (registry, viewed, player) = (self.deps.registry.clone(), session.clone(), player.clone());
        let work = move || {
            let kind = viewed.cartridge();
            let cartridge = registry.get(kind).ok_or_else(|| EngineError::UnknownCartridge(kind.to_owned()))?;
            let snapshot = viewed.snapshot(&registry, Some(&player), now)?;
            cartridge.bot(snapshot, tries, &mut engine::generator(seed, 0))
        };
        self.executors.view(session, work).await
    }

    /// Returns what each action of the audience counts for. An action is its type and its data.
    ///
    /// # Errors
    /// [`SessionError::CartridgeFailed`] when the cartridge fails.
    pub(crate) async fn check_ballots(
        &self,
        session: &Session,
        actions: Vec<(String, Box<RawValue>)>,
    ) -> Result<Vec<Result<Ballot, Rejected>>, SessionError> {
        let (registry, checked) = (self.deps.registry.clone(), session.clone());
        self.executors.view(session, move || checked.ballots(&registry, &actions)).await
    }

    /// Returns the content that a session of this cartridge requires. A `config` of `None` means the defaults.
    ///
    /// # Errors
    /// [`RequestError::Rejected`] for an invalid configuration or an unknown cartridge;
    /// [`RequestError::Failed`] when the cartridge fails.
    pub async fn content_need(&self, cartridge: &str, config: Option<&RawValue>) -> Result<ContentNeed, RequestError> {
        let (registry, kind, config) =
            (self.deps.registry.clone(), cartridge.to_owned(), config.map(ToOwned::to_owned));
        let work = move || match registry.get(&kind) {
            Some(cartridge) => cartridge.content_need(config.as_deref()),
            None => Err(Rejected::invalid("cartridge", format!("there is no cartridge {kind:?}"))),
        };
        let need = self.executors.views.run(cartridge, work).await;
        Ok(need.map_err(|error| cartridge_failed(cartridge, &error))??)
    }

    /// Runs work of a cartridge's ephemeral handler, which belongs to no session's state.
    ///
    /// # Errors
    /// [`SessionError::CartridgeFailed`] when the work panics or does not return. Values moved into the work are
    /// lost then.
    pub async fn run_ephemeral<T: Send + 'static>(
        &self,
        cartridge: &str,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, SessionError> {
        let result = Box::pin(self.executors.ephemeral.run(cartridge, work)).await;
        result.map_err(|error| cartridge_failed(cartridge, &error))
    }
}
