//! What a player says beside the game, at one socket: read and counted by the game's companion, passed
//! on over the session's channel, stored nowhere.

use std::{sync::Arc, time::Duration};

use serde_json::value::RawValue;
use tokio::task::JoinHandle;
use wpp_game::{
    aside::{Companion, Order},
    driver::{BadAction, Move},
    ids::{PlayerId, SessionCode},
    session::{Envelope, Session},
};
use wpp_platform::aside::{Aside, AsideLane};

use super::{close::Close, pace::Pace};
use crate::{
    act::{Action, hand_in},
    app::App,
    error::Problem,
};

/// One socket's companion, and what it needs to be heard.
pub(super) struct Beside {
    app: App,
    code: SessionCode,
    cartridge: String,
    player: PlayerId,
    companion: Box<dyn Companion>,
    pace: Pace,
    /// When the socket opened, and how many asides it has said.
    opened: i64,
    said: u64,
    /// The last event the companion knows.
    cursor: u64,
}

impl Beside {
    /// The companion of `player` at a socket that has just opened; `None` when the game has none.
    pub(super) fn of(app: &App, session: &Session, player: &PlayerId) -> Option<Self> {
        // Who only watches has nothing to say beside the game either.
        session.player(player)?;
        let companion = app.table.registry().get(session.cartridge())?.companion(player)?;
        let mut beside = Self {
            app: app.clone(),
            code: session.code().clone(),
            cartridge: session.cartridge().to_owned(),
            player: player.clone(),
            companion,
            pace: Pace::of_asides(&app.limits),
            opened: app.table.clock().micros(),
            said: 0,
            cursor: 0,
        };
        beside.see(session);
        Some(beside)
    }

    /// Whether a message of this type is an aside.
    pub(super) fn knows(&self, kind: &str) -> bool {
        self.companion.knows(kind)
    }

    /// Passes an aside on to everybody.
    ///
    /// # Errors
    /// Why it is not, for the player; or the close code for who floods.
    pub(super) async fn say(&mut self, kind: &str, data: Option<&RawValue>) -> Result<Result<(), Problem>, Close> {
        if !self.pace.admit()? {
            return Ok(Err(Problem::too_many_requests(1)));
        }
        let now = self.app.table.clock().now();
        let read = match self.companion.say(kind, data.unwrap_or(RawValue::NULL), now) {
            Ok(Some(read)) => read,
            Ok(None) => return Ok(Ok(())),
            Err(BadAction::Unknown) => return Ok(Err(Problem::new("invalid_input", "This is nothing to say here."))),
            Err(BadAction::Invalid(words)) => return Ok(Err(Problem::new("invalid_input", words))),
        };
        self.said += 1;
        let aside = Aside {
            kind: read.kind.to_owned(),
            lane: AsideLane::Latest,
            from: Some(self.player.clone()),
            echo: true,
            private: false,
            number: None,
            order: Some(Order { opened: self.opened, nth: self.said, count: read.count }),
            at: now,
            data: read.data,
        };
        self.report(false);
        Ok(self.app.table.say(&self.code, &aside).await.map_err(Problem::from))
    }

    /// Starts over from the session as it stands.
    pub(super) fn see(&mut self, session: &Session) {
        let now = self.app.table.clock().now();
        match session.snapshot(self.app.table.registry(), None, now) {
            Ok(snapshot) => self.companion.see(&snapshot),
            Err(error) => tracing::error!(code = %self.code, %error, "a companion cannot be shown the session"),
        }
        self.cursor = session.seq();
    }

    /// Hears the next event, and hands in what follows from it.
    pub(super) fn hear(&mut self, seq: u64, envelope: &Arc<str>) {
        if seq <= self.cursor {
            return;
        }
        self.cursor = seq;
        if let Ok(event) = serde_json::from_str::<Envelope>(envelope) {
            self.companion.hear(&event);
        }
        self.report(false);
    }

    /// How long until there is something to [`report`](Self::report).
    pub(super) fn rests(&self) -> Option<Duration> {
        let now = self.app.table.clock().now();
        self.companion.reports_at().map(|at| Duration::from_millis(at.ms_since(now)))
    }

    /// The socket closes: hands in everything, and waits until that is taken, as the process may be about
    /// to end.
    pub(super) async fn close(mut self) {
        if let Some(taken) = self.report(true) {
            // It fails only if handing in panicked, which is logged by itself.
            let _ = taken.await;
        }
    }

    /// Hands in what is due, or everything when `closing`. Does not wait for its effect: the player's
    /// next chord would wait as well.
    pub(super) fn report(&mut self, closing: bool) -> Option<JoinHandle<()>> {
        let now = self.app.table.clock().now();
        let mut last = None;
        while closing || self.companion.reports_at().is_some_and(|at| at <= now) {
            let Some(Move { kind, data }) = self.companion.report(now, closing) else { break };
            let action = Action {
                id: format!("c{}", self.app.entropy.word(16)),
                kind: kind.to_owned(),
                data: RawValue::from_string(data.to_string()).ok(),
            };
            let (app, code, cartridge) = (self.app.clone(), self.code.clone(), self.cartridge.clone());
            let player = self.player.clone();
            last = Some(tokio::spawn(async move {
                if let Err(problem) = hand_in(&app, &code, &cartridge, player.clone(), action).await {
                    tracing::debug!(%code, %player, reason = problem.code, "a companion's report was not taken");
                }
            }));
        }
        last
    }
}

/// Resolves when something is to be reported; never, if there is nothing.
pub(super) async fn due(beside: Option<&Beside>) {
    match beside.and_then(Beside::rests) {
        Some(rest) => tokio::time::sleep(rest).await,
        None => std::future::pending().await,
    }
}
