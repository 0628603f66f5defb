//! The chat socket, `/ws/sessions/{code}/?token=…`: flat messages, for clients that need only the chat.
//!
//! ```text
//! ─► {"type":"message","content","id"?}      ◄─ {"type":"message","message_id","content","sender_id",
//!                                                 "sender_name","created_at","number","client_id"?}
//! ─► {"type":"typing","is_typing"}           ◄─ {"type":"typing","sender_id","is_typing"}
//! ─► {"type":"read","message_id"}            ◄─ {"type":"read","read_up_to","unread"}
//! ─► {"type":"ping","timestamp"?}            ◄─ {"type":"pong","timestamp","server_time"}
//!                                            ◄─ {"type":"message_removed","message_id"}
//!                                            ◄─ {"type":"error","code","message","id"?}
//! ```
//!
//! # Invariants
//!
//! - A client receives every message posted after the handshake, once and in the order of the numbers. There is no first
//!   frame to wait for: the last number is read *before* the handshake is answered, and messages posted until the socket
//!   enters the room are read from the database.
//! - A gap in the numbers reveals messages that the channel lost. They are read from the database as well.
//! - Players, the audience and the host can open the socket. A screen without a token cannot, because the chat is private.

mod encoder;
mod message;

use axum::response::Response;
use sea_orm::DbErr;
use tokio_tungstenite::tungstenite::Utf8Bytes;
use wpp_game::{ids::SessionCode, session::Session};
use wpp_runtime::chat::SessionKey;
use wpp_runtime::telemetry::chain;

pub use self::message::ChatError;
use self::{
    encoder::ChatEncoder,
    message::{Reply, message_id, tagged},
};
use super::{Connection, Protocol};
use crate::{
    app::App,
    chat::Participant,
    error::ApiError,
    realtime::encoder::FrameEncoder,
    wire::{
        close::Close,
        writer::{SocketWriter, text_frame},
    },
    ws::{
        client_socket::Stop,
        lifecycle::{self, Admitted},
        routes::Client,
        upgrade::Upgrade,
    },
};

/// Number of messages that one database query reads.
const PAGE: u64 = 200;

/// Opens the socket. The token is checked before the handshake is answered; an error is sent as a close code after it.
pub(in crate::ws) async fn open(upgrade: Upgrade, app: App, client: Client) -> Response {
    let admitted = admit(&app, &client).await;
    lifecycle::open(upgrade, app, admitted, |_, _, admitted| std::future::ready(Ok(admitted)))
}

async fn admit(app: &App, client: &Client) -> Result<(SessionCode, Admitted<ChatProtocol>), Close> {
    let (code, mut auth) = client.check(app)?;
    auth.check_login(app).await?;
    let participant = auth.participant().ok_or(Close::NoToken)?;
    let session = SessionKey::of(&auth.load_session(app, &code).await?);
    let last = app.chat.log().last_number(&session).await.map_err(|error| unavailable(&error))?;
    Ok((code, Admitted { auth, protocol: ChatProtocol { session, participant, last } }))
}

struct ChatProtocol {
    session: SessionKey,
    participant: Participant,
    /// Number of the last message before the handshake.
    last: i64,
}

impl Protocol for ChatProtocol {
    fn encoder(&self) -> &'static dyn FrameEncoder {
        &ChatEncoder
    }

    async fn first_frame(&mut self, connection: &mut Connection, session: Session) -> Result<(), Close> {
        drop(session);
        self.catch_up(connection, self.last).await?;
        for typing in connection.app.chat.typing_in(&self.session, &self.participant) {
            if let Some(frame) = tagged("typing", &typing) {
                send(&connection.writer, frame);
            }
        }
        Ok(())
    }

    async fn start_over(&mut self, connection: &mut Connection) -> Result<(), Close> {
        let last_sent = i64::try_from(connection.writer.last_sent()).unwrap_or(i64::MAX);
        self.catch_up(connection, last_sent).await
    }

    async fn on_client_message(&mut self, connection: &mut Connection, text: Option<&Utf8Bytes>) -> Result<(), Stop> {
        // Read before the message is posted: a message with a higher number reaches this client through the channel.
        let last_sent = connection.writer.last_sent();
        let reply = if !connection.limiter.check()? {
            let id = text.and_then(|text| message_id(text));
            message::error_reply(ApiError::too_many_requests(1), id)
        } else if let Some(text) = text {
            Box::pin(message::execute(&connection.app, &self.session, &self.participant, text)).await
        } else {
            message::error_reply(ApiError::invalid("Messages are JSON in text frames."), None)
        };
        match reply {
            Reply::None => {}
            Reply::Frame(frame) => send(&connection.writer, frame),
            Reply::Repeat { number, frame } if number <= last_sent => send(&connection.writer, frame),
            Reply::Repeat { .. } => {}
        }
        Ok(())
    }

    async fn on_close(&mut self, connection: &Connection) {
        connection.app.chat.set_typing(&self.session, &self.participant, false).await;
    }
}

impl ChatProtocol {
    /// Sends all stored messages after `number`, and then the messages that the hub receives.
    async fn catch_up(&self, connection: &Connection, mut number: i64) -> Result<(), Close> {
        let log = connection.app.chat.log();
        loop {
            let messages =
                log.messages_after(&self.session, number, PAGE).await.map_err(|error| unavailable(&error))?;
            let is_last_page = (messages.len() as u64) < PAGE;
            for message in messages {
                number = message.number;
                if let Some(frame) = tagged("message", &message).filter(|_| !message.removed) {
                    send(&connection.writer, frame);
                }
            }
            if is_last_page {
                connection.writer.first_frame_sent(u64::try_from(number).unwrap_or_default());
                return Ok(());
            }
        }
    }
}

fn send(writer: &SocketWriter, text: String) {
    writer.send_reliable(&text_frame(text));
}

/// Converts a database error into a close code. The client reconnects, possibly to another process.
fn unavailable(error: &DbErr) -> Close {
    tracing::warn!(error = %chain(error), "chat socket closed: database not available");
    Close::Restart
}
