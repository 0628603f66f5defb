//! The protocols of the sockets. Each implements `Protocol`; `ws::lifecycle` calls it.

pub mod chat;
pub(super) mod foreign;
pub(super) mod game;

use std::sync::Arc;

use tokio_tungstenite::tungstenite::Utf8Bytes;
use wpp_game::{ids::SessionCode, session::Session};

use super::{client_socket::Stop, rate_limiter::RateLimiter};
use crate::{
    app::App,
    realtime::{
        encoder::FrameEncoder,
        event_subscription::{RoomEvent, Scope},
        hub::RoomMembership,
    },
    wire::{close::Close, writer::SocketWriter},
};

/// The parts of a connection that every protocol uses.
pub(super) struct Connection {
    pub(super) app: App,
    pub(super) code: SessionCode,
    pub(super) writer: Arc<SocketWriter>,
    pub(super) membership: RoomMembership,
    pub(super) limiter: RateLimiter,
}

/// The messages of one kind of socket. A value serves one connection.
pub(super) trait Protocol: Send + 'static {
    /// Returns the encoder with which the hub writes events and broadcasts to this socket.
    fn encoder(&self) -> &'static dyn FrameEncoder;

    /// Returns the room events that [`on_room_event`](Self::on_room_event) receives, if any.
    fn subscription(&self) -> Option<Scope> {
        None
    }

    /// Sends the first frame. `session` is loaded after the socket entered the room.
    fn first_frame(
        &mut self,
        connection: &mut Connection,
        session: Session,
    ) -> impl Future<Output = Result<(), Close>> + Send;

    /// Brings the client up to date after a gap in its events.
    fn start_over(&mut self, connection: &mut Connection) -> impl Future<Output = Result<(), Close>> + Send;

    /// Handles a client message; `None` is a message that is not text.
    fn on_client_message(
        &mut self,
        connection: &mut Connection,
        text: Option<&Utf8Bytes>,
    ) -> impl Future<Output = Result<(), Stop>> + Send;

    /// Handles a room event of the [`subscription`](Self::subscription).
    fn on_room_event(&mut self, _connection: &mut Connection, _event: RoomEvent) -> impl Future<Output = ()> + Send {
        std::future::ready(())
    }

    /// Resolves when [`on_timeout`](Self::on_timeout) is due. Cancel safe. The default never resolves.
    fn timeout(&self, _connection: &Connection) -> impl Future<Output = ()> + Send {
        std::future::pending()
    }

    /// Does the work that [`timeout`](Self::timeout) announced.
    fn on_timeout(&mut self, _connection: &mut Connection) -> impl Future<Output = ()> + Send {
        std::future::ready(())
    }

    /// Cleans up. Called once at the end of every connection that entered the room.
    fn on_close(&mut self, connection: &Connection) -> impl Future<Output = ()> + Send;
}
