//! What a player says beside the game, at one socket: read and counted by the game's companion, passed
//! on over the session's channel, stored nowhere.

use std::{sync::Arc, time::Duration};
use wpp_game::contract::ErrorCode;

use serde_json::value::RawValue;
use tokio::task::JoinHandle;
use wpp_game::{
    driver::{ActionError, Move},
    ephemeral::{EphemeralHandler, EphemeralPosition},
    ids::{PlayerId, SessionCode},
    session::{Envelope, Session},
    time::Timestamp,
};
use wpp_runtime::{
    broadcast::{Broadcast, BroadcastLane},
    session_service::SessionError,
};

use super::{close::Close, pace::Pace};
use crate::{
    act::{Action, hand_in},
    app::App,
    error::ApiError,
};

/// Reports handed in at a time, of a companion that has always one more.
const MOST_REPORTS: usize = 8;

/// One socket's companion, and what it needs to be heard.
pub(super) struct Beside {
    app: App,
    code: SessionCode,
    cartridge: String,
    player: PlayerId,
    /// `None` once it has failed: it is not asked again.
    companion: Option<Box<dyn EphemeralHandler>>,
    /// When it wants to report.
    reports_at: Option<Timestamp>,
    pace: Pace,
    /// When the socket opened, and how many asides it has said.
    opened: i64,
    said: u64,
    /// The last event the companion knows.
    cursor: u64,
}

impl Beside {
    /// The companion of `player` at a socket that has just opened; `None` when the game has none.
    pub(super) async fn of(app: &App, session: &Session, player: &PlayerId) -> Option<Self> {
        // Who only watches has nothing to say beside the game either.
        session.player(player)?;
        let (registry, cartridge) = (app.sessions.registry().clone(), session.cartridge().to_owned());
        if !registry.get(&cartridge)?.has_ephemeral_messages() {
            return None;
        }
        let (kind, of) = (cartridge.clone(), player.clone());
        let made = app.sessions.run_ephemeral(&cartridge, move || registry.get(&kind)?.ephemeral_handler(&of)).await;
        let companion = made.inspect_err(|error| failed(session.code(), error)).ok()??;
        let mut beside = Self {
            app: app.clone(),
            code: session.code().clone(),
            cartridge,
            player: player.clone(),
            companion: Some(companion),
            reports_at: None,
            pace: Pace::of_asides(&app.limits),
            opened: app.sessions.clock().micros(),
            said: 0,
            cursor: 0,
        };
        beside.see(session).await;
        Some(beside)
    }

    /// Whether a message of this type is an aside.
    pub(super) fn knows(&self, kind: &str) -> bool {
        self.app.sessions.registry().get(&self.cartridge).is_some_and(|cartridge| cartridge.is_ephemeral(kind))
    }

    /// Passes an aside on to everybody.
    ///
    /// # Errors
    /// Why it is not, for the player; or the close code for who floods.
    pub(super) async fn say(&mut self, kind: &str, data: Option<&RawValue>) -> Result<Result<(), ApiError>, Close> {
        if !self.pace.admit()? {
            return Ok(Err(ApiError::too_many_requests(1)));
        }
        let now = self.app.sessions.clock().now();
        let (kind, data) = (kind.to_owned(), data.unwrap_or(RawValue::NULL).to_owned());
        let heard = self
            .ask(move |companion| {
                let read = companion.receive(&kind, &data, now);
                let reports = if matches!(read, Ok(Some(_))) { due_reports(companion, now, false) } else { Vec::new() };
                (read, reports)
            })
            .await;
        let Some((read, reports)) = heard else {
            let words = "This game has a fault here. Come back, and it is tried again.";
            return Ok(Err(ApiError::new(ErrorCode::Unavailable, words)));
        };
        let read = match read {
            Ok(Some(read)) => read,
            Ok(None) => return Ok(Ok(())),
            Err(ActionError::Unknown) => {
                return Ok(Err(ApiError::new(ErrorCode::InvalidInput, "This is nothing to say here.")));
            }
            Err(ActionError::Invalid(words)) => return Ok(Err(ApiError::new(ErrorCode::InvalidInput, words))),
        };
        self.said += 1;
        let aside = Broadcast {
            kind: read.kind.to_owned(),
            lane: BroadcastLane::Latest,
            from: Some(self.player.clone()),
            echo: true,
            private: false,
            number: None,
            order: Some(EphemeralPosition { opened: self.opened, number: self.said, count: read.count }),
            at: now,
            data: read.data,
        };
        self.hand_in(reports);
        Ok(self.app.sessions.broadcast(&self.code, &aside).await.map_err(ApiError::from))
    }

    /// Starts over from the session as it stands.
    pub(super) async fn see(&mut self, session: &Session) {
        match self.app.sessions.snapshot(session, None).await {
            Ok(snapshot) => drop(self.ask(move |companion| companion.on_snapshot(&snapshot)).await),
            Err(error) => failed(&self.code, &error),
        }
        self.cursor = session.seq();
    }

    /// Hears the next event, and hands in what follows from it.
    pub(super) async fn hear(&mut self, seq: u64, envelope: &Arc<str>) {
        if seq <= self.cursor {
            return;
        }
        self.cursor = seq;
        let Ok(event) = serde_json::from_str::<Envelope>(envelope) else { return };
        let now = self.app.sessions.clock().now();
        let reports = self.ask(move |companion| {
            companion.on_event(&event);
            due_reports(companion, now, false)
        });
        let reports = reports.await.unwrap_or_default();
        self.hand_in(reports);
    }

    /// How long until there is something to [`report`](Self::report).
    fn rests(&self) -> Option<Duration> {
        let now = self.app.sessions.clock().now();
        self.reports_at.map(|at| Duration::from_millis(at.ms_since(now)))
    }

    /// Hands in what is due.
    pub(super) async fn report(&mut self) {
        self.report_all(false).await;
    }

    /// The socket closes: hands in everything, and waits until that is taken, as the process may be about
    /// to end.
    pub(super) async fn close(mut self) {
        if let Some(taken) = self.report_all(true).await {
            // It fails only if handing in panicked, which is logged by itself.
            let _ = taken.await;
        }
    }

    async fn report_all(&mut self, closing: bool) -> Option<JoinHandle<()>> {
        let now = self.app.sessions.clock().now();
        let reports = self.ask(move |companion| due_reports(companion, now, closing)).await?;
        self.hand_in(reports)
    }

    /// Hands reports in. Does not wait for their effect: the player's next chord would wait as well.
    fn hand_in(&self, reports: Vec<Move>) -> Option<JoinHandle<()>> {
        let mut last = None;
        for Move { kind, data } in reports {
            let action = Action {
                id: format!("c{}", self.app.entropy.word(16)),
                kind: kind.to_owned(),
                data: RawValue::from_string(data.to_string()).ok(),
            };
            let (app, code, cartridge) = (self.app.clone(), self.code.clone(), self.cartridge.clone());
            let player = self.player.clone();
            last = Some(tokio::spawn(async move {
                if let Err(problem) = hand_in(&app, &code, &cartridge, player.clone(), action).await {
                    tracing::debug!(%code, %player, reason = problem.code.as_str(), "a companion's report was not taken");
                }
            }));
        }
        last
    }

    /// Lends the companion to the thread where cartridges compute. `None` when it has failed, now or
    /// before: then it is lost, and what it has counted with it.
    async fn ask<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut dyn EphemeralHandler) -> T + Send + 'static,
    ) -> Option<T> {
        let mut companion = self.companion.take()?;
        self.reports_at = None;
        let worked = self.app.sessions.run_ephemeral(&self.cartridge, move || {
            let told = work(&mut *companion);
            (told, companion.next_report_at(), companion)
        });
        match worked.await {
            Ok((told, reports_at, companion)) => {
                (self.companion, self.reports_at) = (Some(companion), reports_at);
                Some(told)
            }
            Err(error) => {
                failed(&self.code, &error);
                None
            }
        }
    }
}

/// What a companion has to report at `now`, or all of it when its socket is `closing`.
fn due_reports(companion: &mut dyn EphemeralHandler, now: Timestamp, closing: bool) -> Vec<Move> {
    let mut reports = Vec::new();
    while reports.len() < MOST_REPORTS && (closing || companion.next_report_at().is_some_and(|at| at <= now)) {
        let Some(report) = companion.report(now, closing) else { break };
        reports.push(report);
    }
    reports
}

fn failed(code: &SessionCode, error: &SessionError) {
    tracing::error!(%code, error = error as &dyn std::error::Error, "a companion failed; its player says nothing more here");
}

/// Resolves when something is to be reported; never, if there is nothing.
pub(super) async fn due(beside: Option<&Beside>) {
    match beside.and_then(Beside::rests) {
        Some(rest) => tokio::time::sleep(rest).await,
        None => std::future::pending().await,
    }
}
