//! Ephemeral messages from one player's socket.
//!
//! The cartridge's [`EphemeralHandler`] validates and counts them, the session's channel broadcasts them, and nothing
//! stores them. The handler's counts are submitted as internal actions.

use std::{sync::Arc, time::Duration};
use wpp_runtime::telemetry::chain;

use serde_json::value::RawValue;
use tokio::task::JoinHandle;
use wpp_game::{
    contract::ErrorCode,
    driver::{ActionError, Move},
    ephemeral::{EphemeralHandler, EphemeralMessage, EphemeralPosition},
    ids::{PlayerId, SessionCode},
    session::{Envelope, Session},
    time::Timestamp,
};
use wpp_runtime::{
    broadcast::{Broadcast, BroadcastLane},
    session_service::SessionError,
};

use super::rate_limiter::RateLimiter;
use crate::{actions::Action, app::App, error::ApiError, wire::close::Close};

/// Maximum number of reports that are submitted at once. Bounds a handler that always has another report.
const MAX_REPORTS: usize = 8;

/// The reason for which an ephemeral message was not broadcast.
pub(super) enum EphemeralError {
    /// The message was rejected. The client receives the error.
    Rejected(ApiError),
    /// The socket must be closed.
    Closed(Close),
}

impl From<ApiError> for EphemeralError {
    fn from(error: ApiError) -> Self {
        Self::Rejected(error)
    }
}

impl From<Close> for EphemeralError {
    fn from(reason: Close) -> Self {
        Self::Closed(reason)
    }
}

/// One socket's [`EphemeralHandler`] and its state.
pub(super) struct EphemeralSession {
    app: App,
    code: SessionCode,
    cartridge: String,
    player: PlayerId,
    /// `None` after the handler panicked or failed to start.
    handler: Option<Box<dyn EphemeralHandler>>,
    /// Time of the handler's next report.
    reports_at: Option<Timestamp>,
    limiter: RateLimiter,
    /// Time at which the socket opened, in microseconds since 1970.
    opened: i64,
    /// Number of messages that this socket has broadcast.
    sent: u64,
    /// `seq` of the last event that the handler has received.
    cursor: u64,
}

impl EphemeralSession {
    /// Creates the handler of `player` for a socket that has just opened. Returns `None` if the game has no ephemeral
    /// messages, or if `player` is in the audience.
    pub(super) async fn open(app: &App, session: &Session, player: &PlayerId) -> Option<Self> {
        session.player(player)?;
        let (registry, cartridge) = (app.sessions.registry().clone(), session.cartridge().to_owned());
        if !registry.get(&cartridge)?.has_ephemeral_messages() {
            return None;
        }
        let (kind, id) = (cartridge.clone(), player.clone());
        let created = app.sessions.run_ephemeral(&cartridge, move || registry.get(&kind)?.ephemeral_handler(&id)).await;
        let handler = created.inspect_err(|error| log_failure(session.code(), error)).ok()??;
        let mut ephemeral = Self {
            app: app.clone(),
            code: session.code().clone(),
            cartridge,
            player: player.clone(),
            handler: Some(handler),
            reports_at: None,
            limiter: RateLimiter::for_ephemeral(&app.limits, session.code(), player.as_str()),
            opened: app.sessions.clock().micros(),
            sent: 0,
            cursor: 0,
        };
        ephemeral.start_over(session).await;
        Some(ephemeral)
    }

    /// Reports whether messages of this type are ephemeral.
    pub(super) fn accepts(&self, kind: &str) -> bool {
        self.app.sessions.registry().get(&self.cartridge).is_some_and(|cartridge| cartridge.is_ephemeral(kind))
    }

    /// Validates a message and broadcasts it. A message that the handler considers outdated is dropped.
    ///
    /// # Errors
    /// The handler or the rate limit rejects the message, the store is unavailable, or the client floods the socket.
    pub(super) async fn send(&mut self, kind: &str, data: Option<&RawValue>) -> Result<(), EphemeralError> {
        if !self.limiter.check()? {
            return Err(ApiError::too_many_requests(1).into());
        }
        let now = self.app.sessions.clock().now();
        let Some(message) = self.validate(kind, data, now).await? else { return Ok(()) };
        self.sent += 1;
        let broadcast = Broadcast {
            kind: message.kind.to_owned(),
            lane: BroadcastLane::Latest,
            from: Some(self.player.clone()),
            echo: true,
            private: false,
            screens_only: message.screens_only,
            number: None,
            order: Some(EphemeralPosition { opened: self.opened, number: self.sent, count: message.count }),
            at: now,
            data: message.data,
        };
        Ok(self.app.sessions.broadcast(&self.code, &broadcast).await.map_err(ApiError::from)?)
    }

    /// Passes the current state of the session to the handler.
    pub(super) async fn start_over(&mut self, session: &Session) {
        match self.app.sessions.snapshot(session, None).await {
            Ok(snapshot) => drop(self.call(move |handler| handler.on_snapshot(&snapshot)).await),
            Err(error) => log_failure(&self.code, &error),
        }
        self.cursor = session.seq();
    }

    /// Passes the next event to the handler, and submits the reports that are due.
    pub(super) async fn on_event(&mut self, seq: u64, envelope: &Arc<str>) {
        if seq <= self.cursor {
            return;
        }
        self.cursor = seq;
        let Ok(event) = serde_json::from_str::<Envelope>(envelope) else { return };
        let now = self.app.sessions.clock().now();
        let reports = self.call(move |handler| {
            handler.on_event(&event);
            due_reports(handler, now, false)
        });
        let reports = reports.await.unwrap_or_default();
        self.submit(reports);
    }

    /// Submits the reports that are due.
    pub(super) async fn report(&mut self) {
        self.report_all(false).await;
    }

    /// Submits all remaining reports when the socket closes. Waits until they are committed, because the process may be
    /// stopping.
    pub(super) async fn close(mut self) {
        if let Some(submitted) = self.report_all(true).await {
            // An error means that the task panicked, which tokio has reported.
            let _ = submitted.await;
        }
    }

    /// Lets the handler validate a message, and submits the reports that are due after it.
    async fn validate(
        &mut self,
        kind: &str,
        data: Option<&RawValue>,
        now: Timestamp,
    ) -> Result<Option<EphemeralMessage>, ApiError> {
        let (kind, data) = (kind.to_owned(), data.unwrap_or(RawValue::NULL).to_owned());
        let name = kind.clone();
        let validated = self.call(move |handler| {
            let message = handler.receive(&kind, &data, now);
            let is_accepted = matches!(message, Ok(Some(_)));
            let reports = if is_accepted { due_reports(handler, now, false) } else { Vec::new() };
            (message, reports)
        });
        let Some((message, reports)) = validated.await else {
            let detail = "This game has failed on the server. Reconnect to try again.";
            return Err(ApiError::new(ErrorCode::Unavailable, detail));
        };
        let message = message.map_err(|error| match error {
            ActionError::Unknown => ApiError::invalid(format!("{name:?} is not a message of this game.")),
            ActionError::Invalid(detail) => ApiError::invalid(detail),
        })?;
        self.submit(reports);
        Ok(message)
    }

    async fn report_all(&mut self, closing: bool) -> Option<JoinHandle<()>> {
        let now = self.app.sessions.clock().now();
        let reports = self.call(move |handler| due_reports(handler, now, closing)).await?;
        self.submit(reports)
    }

    /// Submits reports as internal actions. Does not wait for the commits, because the player's next message would wait
    /// as well.
    fn submit(&self, reports: Vec<Move>) -> Option<JoinHandle<()>> {
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
                let submitted = app.actions.submit_internal(&code, &cartridge, player.clone(), action).await;
                if let Err(error) = submitted {
                    tracing::debug!(%code, %player, reason = error.code.as_str(), "ephemeral report rejected");
                }
            }));
        }
        last
    }

    /// Calls the handler on the thread where cartridges run. Returns `None` if the handler fails now or failed before; a
    /// failed handler is dropped together with its counts.
    async fn call<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut dyn EphemeralHandler) -> T + Send + 'static,
    ) -> Option<T> {
        let mut handler = self.handler.take()?;
        self.reports_at = None;
        let called = self.app.sessions.run_ephemeral(&self.cartridge, move || {
            let result = work(&mut *handler);
            (result, handler.next_report_at(), handler)
        });
        match called.await {
            Ok((result, reports_at, handler)) => {
                (self.handler, self.reports_at) = (Some(handler), reports_at);
                Some(result)
            }
            Err(error) => {
                log_failure(&self.code, &error);
                None
            }
        }
    }

    /// Returns the time until the next report, if one is announced.
    fn until_report(&self) -> Option<Duration> {
        let now = self.app.sessions.clock().now();
        self.reports_at.map(|at| Duration::from_millis(at.ms_since(now)))
    }
}

/// Takes the handler's reports that are due at `now`, or all reports if the socket is `closing`.
fn due_reports(handler: &mut dyn EphemeralHandler, now: Timestamp, closing: bool) -> Vec<Move> {
    let mut reports = Vec::new();
    while reports.len() < MAX_REPORTS && (closing || handler.next_report_at().is_some_and(|at| at <= now)) {
        let Some(report) = handler.report(now, closing) else { break };
        reports.push(report);
    }
    reports
}

fn log_failure(code: &SessionCode, error: &SessionError) {
    let error = chain(error);
    tracing::error!(%code, %error, "ephemeral handler failed; this socket sends no more ephemeral messages");
}

/// Resolves when a report is due. Never resolves without a session or without an announced report.
pub(super) async fn report_due(ephemeral: Option<&EphemeralSession>) {
    match ephemeral.and_then(EphemeralSession::until_report) {
        // Boxed: most sockets wait without a report.
        Some(pause) => Box::pin(tokio::time::sleep(pause)).await,
        None => std::future::pending().await,
    }
}
