//! The socket of a foreign protocol, `/ws/<path>/{code}/`: clients of another program, such as the air-guitar app.
//!
//! The cartridge's [`ForeignProtocol`] translates the session's events and broadcasts for these clients, and their
//! messages into actions. The hub writes nothing to these sockets; the connection's task subscribes to the room.

use std::sync::Arc;

use axum::response::Response;
use serde_json::value::RawValue;
use tokio_tungstenite::tungstenite::Utf8Bytes;
use wpp_game::{
    contract::ErrorCode,
    driver::foreign_protocol::{ClientMessage, ForeignProtocol},
    ids::{PlayerId, SessionCode},
    session::{Envelope, Session},
};
use wpp_runtime::broadcast::Broadcast;

use super::{
    Connection, Protocol,
    game::resume::{self, Start},
};
use crate::{
    actions::Action,
    app::App,
    error::ApiError,
    realtime::{
        encoder::{FrameEncoder, NoFrames},
        event_subscription::{RoomEvent, Scope},
        latest_cache::LatestCache,
    },
    wire::{
        close::Close,
        writer::{SocketWriter, text_frame},
    },
    ws::{
        auth::SocketAuth,
        client_socket::Stop,
        ephemeral::{self, EphemeralError, EphemeralSession},
        errors::unavailable,
        lifecycle::{self, Admitted},
        routes::Client,
        upgrade::Upgrade,
    },
};

/// Opens the socket. The token is checked after the socket is accepted.
pub(in crate::ws) fn open(
    upgrade: Upgrade,
    app: App,
    translator: &'static dyn ForeignProtocol,
    client: Client,
) -> Response {
    let checked = client.check(&app);
    lifecycle::open(upgrade, app, checked, move |app, code, auth| admit(app, translator, code, auth))
}

async fn admit(
    app: App,
    translator: &'static dyn ForeignProtocol,
    code: SessionCode,
    mut auth: SocketAuth,
) -> Result<Admitted<ForeignClient>, Close> {
    auth.check_login(&app).await?;
    let session = auth.load_session(&app, &code).await?;
    let cartridge = app.sessions.registry().get(session.cartridge());
    let protocol = cartridge.and_then(|cartridge| cartridge.foreign_protocol());
    // Sessions of other games do not exist for these clients.
    if protocol.is_none_or(|protocol| protocol.path() != translator.path()) {
        return Err(Close::SessionOver);
    }
    let protocol = ForeignClient {
        translator,
        cartridge: session.cartridge().to_owned(),
        game: None,
        player: auth.player(),
        ephemeral: None,
        broadcasts: LatestCache::default(),
        cursor: 0,
    };
    Ok(Admitted { auth, protocol })
}

struct ForeignClient {
    translator: &'static dyn ForeignProtocol,
    cartridge: String,
    /// [`Session::games_chosen`] of the game that the handler belongs to.
    game: Option<u32>,
    player: Option<PlayerId>,
    ephemeral: Option<EphemeralSession>,
    /// The broadcasts that this client has received.
    broadcasts: LatestCache,
    /// `seq` of the last event that this client has received.
    cursor: u64,
}

impl Protocol for ForeignClient {
    fn encoder(&self) -> &'static dyn FrameEncoder {
        &NoFrames
    }

    fn subscription(&self) -> Option<Scope> {
        Some(Scope::EventsAndBroadcasts)
    }

    async fn first_frame(&mut self, connection: &mut Connection, session: Session) -> Result<(), Close> {
        self.greet(connection, (session, connection.membership.checks_begun())).await?;
        for broadcast in connection.membership.room().latest_broadcasts() {
            self.forward(connection, &broadcast);
        }
        Ok(())
    }

    async fn start_over(&mut self, connection: &mut Connection) -> Result<(), Close> {
        let checks_begun = connection.membership.room().checks_begun();
        let session = connection.app.sessions.load(&connection.code).await.map_err(unavailable)?;
        self.greet(connection, (session, checks_begun)).await
    }

    async fn on_client_message(&mut self, connection: &mut Connection, text: Option<&Utf8Bytes>) -> Result<(), Stop> {
        let message = match text.map(|text| self.translator.parse(text)) {
            Some(Ok(message)) => message,
            Some(Err(detail)) => return self.reject_malformed(connection, &detail),
            None => return self.reject_malformed(connection, "messages are JSON in text frames"),
        };
        match message {
            ClientMessage::Message { kind, data }
                if self.ephemeral.as_ref().is_some_and(|session| session.accepts(kind)) =>
            {
                let Some(ephemeral) = &mut self.ephemeral else { return Ok(()) };
                match Box::pin(ephemeral.send(kind, Some(&data))).await {
                    Ok(()) => {}
                    Err(EphemeralError::Closed(reason)) => return Err(reason.into()),
                    Err(EphemeralError::Rejected(error)) => self.send_error(connection, &error),
                }
            }
            _ if !connection.limiter.check()? => self.send_error(connection, &ApiError::too_many_requests(1)),
            ClientMessage::Ping { timestamp } => {
                let now = connection.app.sessions.clock().now();
                send(&connection.writer, self.translator.encode_pong(timestamp.as_deref(), now));
            }
            ClientMessage::Message { kind, data } => Box::pin(self.submit_action(connection, kind, data)).await,
        }
        Ok(())
    }

    async fn on_room_event(&mut self, connection: &mut Connection, event: RoomEvent) {
        match event {
            RoomEvent::Event { seq, envelope } => {
                if let Some(ephemeral) = &mut self.ephemeral {
                    Box::pin(ephemeral.on_event(seq, &envelope)).await;
                }
                if seq > self.cursor {
                    self.cursor = seq;
                    if let Ok(event) = serde_json::from_str::<Envelope>(&envelope) {
                        self.translator
                            .encode_event(&event)
                            .into_iter()
                            .for_each(|text| send(&connection.writer, text));
                    }
                }
            }
            RoomEvent::Broadcast(broadcast) => self.forward(connection, &broadcast),
        }
    }

    async fn timeout(&self, _: &Connection) {
        ephemeral::report_due(self.ephemeral.as_ref()).await;
    }

    async fn on_timeout(&mut self, _: &mut Connection) {
        if let Some(ephemeral) = &mut self.ephemeral {
            ephemeral.report().await;
        }
    }

    async fn on_close(&mut self, _: &Connection) {
        if let Some(ephemeral) = self.ephemeral.take() {
            ephemeral.close().await;
        }
    }
}

impl ForeignClient {
    /// Brings the handler of ephemeral messages up to date. While the room plays a game of another protocol, the client
    /// stays connected and receives no events of that game.
    async fn follow_game(&mut self, app: &App, session: &Session) {
        if self.game == Some(session.games_chosen()) {
            if let Some(ephemeral) = &mut self.ephemeral {
                ephemeral.start_over(session).await;
            }
            return;
        }
        self.game = Some(session.games_chosen());
        session.cartridge().clone_into(&mut self.cartridge);
        self.ephemeral = match &self.player {
            Some(player) => EphemeralSession::open(app, session, player).await,
            None => None,
        };
    }

    /// Sends the current state of the session. `loaded` is as for [`resume::start`].
    async fn greet(&mut self, connection: &Connection, loaded: (Session, u64)) -> Result<(), Close> {
        let (app, room) = (&connection.app, connection.membership.room());
        let Start { session, .. } = resume::start(&app.sessions, &app.hub, room, loaded, None, None).await?;
        self.follow_game(app, &session).await;
        let snapshot = app.sessions.snapshot(&session, None).await.map_err(unavailable)?;
        self.translator.encode_snapshot(&snapshot).into_iter().for_each(|text| send(&connection.writer, text));
        self.cursor = session.seq();
        // The writer sends no numbered events here. This call only opens it for replaceable frames.
        connection.writer.first_frame_sent(session.seq());
        Ok(())
    }

    /// Sends a broadcast, unless this client has received a newer one of the same kind and sender.
    fn forward(&mut self, connection: &Connection, broadcast: &Arc<Broadcast>) {
        if !self.broadcasts.insert(broadcast) {
            return;
        }
        let (kind, from) = (&broadcast.kind, broadcast.from.as_ref());
        if let Some(text) = self.translator.encode_ephemeral(kind, from, broadcast.at, &broadcast.data) {
            connection.writer.send_latest(&broadcast.key(), &text_frame(text));
        }
    }

    /// Rejects a malformed message. Malformed messages count towards the rate limit.
    fn reject_malformed(&self, connection: &mut Connection, detail: &str) -> Result<(), Stop> {
        let accepted = connection.limiter.check()?;
        let error = if accepted { ApiError::invalid(detail) } else { ApiError::too_many_requests(1) };
        self.send_error(connection, &error);
        Ok(())
    }

    async fn submit_action(&self, connection: &Connection, kind: &str, data: Box<RawValue>) {
        let app = &connection.app;
        let Some(player) = self.player.clone() else {
            let detail = "Only players can act, and this is a screen. Join as a player.";
            return self.send_error(connection, &ApiError::new(ErrorCode::NotAllowed, detail));
        };
        // These clients send no ids, so the server assigns one and repeats are separate actions.
        let id = format!("g{}", app.entropy.word(16));
        let action = Action { id, kind: kind.to_owned(), data: Some(data) };
        if let Err(error) = app.actions.submit_action(&connection.code, &self.cartridge, player, action).await {
            self.send_error(connection, &error);
        }
    }

    fn send_error(&self, connection: &Connection, error: &ApiError) {
        send(&connection.writer, self.translator.encode_error(error.code.as_str(), &error.detail));
    }
}

fn send(writer: &SocketWriter, text: String) {
    writer.send_reliable(&text_frame(text));
}
