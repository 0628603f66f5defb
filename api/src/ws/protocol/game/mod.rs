//! The game socket, `/ws/game/{code}/`: the numbered event stream of a session, its players' actions, and its chat.

mod chat;
mod command;
pub(in crate::ws) mod encoder;
mod reply;
pub(in crate::ws) mod resume;
mod sender;

use axum::response::Response;
use serde::Serialize;
use tokio_tungstenite::tungstenite::Utf8Bytes;
use wpp_game::{
    ids::{Epoch, PlayerId, SessionCode},
    session::Session,
};
use wpp_runtime::chat::SessionKey;

use self::{command::Message, encoder::GameEncoder, reply::Reply, resume::Start, sender::Sender};
use super::{Connection, Protocol};
use crate::{
    app::App,
    error::ApiError,
    realtime::{
        encoder::FrameEncoder,
        event_subscription::{RoomEvent, Scope},
        room::EventForm,
    },
    wire::{
        close::Close,
        frames::{Frame, ResumedData, SnapshotData, message_id},
        writer::send_frame,
    },
    ws::{
        auth::{Resume, SocketAuth},
        client_socket::Stop,
        ephemeral::{self, EphemeralError, EphemeralSession},
        errors::unavailable,
        lifecycle::{self, Admitted},
        routes::Client,
        upgrade::Upgrade,
    },
};

/// Opens the socket. The token is checked after the socket is accepted.
pub(in crate::ws) fn open(upgrade: Upgrade, app: App, client: Client) -> Response {
    let checked = client.check(&app);
    lifecycle::open(upgrade, app, checked, admit)
}

async fn admit(app: App, code: SessionCode, mut auth: SocketAuth) -> Result<Admitted<GameProtocol>, Close> {
    auth.check_login(&app).await?;
    let session = auth.load_session(&app, &code).await?;
    let player = auth.player();
    let has_handler = player.is_some() && has_ephemeral_messages(&app, &session);
    let protocol = GameProtocol {
        sender: Sender {
            session: SessionKey::of(&session),
            cartridge: session.cartridge().to_owned(),
            player,
            participant: auth.participant(),
            in_audience: auth.is_in_audience(),
        },
        epoch: session.epoch().clone(),
        resume: auth.resume.take(),
        form: auth.form,
        game: None,
        has_handler,
        ephemeral: None,
    };
    Ok(Admitted { auth, protocol })
}

struct GameProtocol {
    sender: Sender,
    epoch: Epoch,
    resume: Option<Resume>,
    form: EventForm,
    /// [`Session::games_chosen`] of the game that the handler belongs to.
    game: Option<u32>,
    /// Whether the game has ephemeral messages. Only their handler needs the room's events in this task.
    has_handler: bool,
    ephemeral: Option<EphemeralSession>,
}

impl Protocol for GameProtocol {
    fn encoder(&self) -> &'static dyn FrameEncoder {
        GameEncoder::of(self.form)
    }

    fn subscription(&self) -> Option<Scope> {
        self.has_handler.then_some(Scope::Events)
    }

    /// Sends the missed events if all of them are stored, otherwise a snapshot.
    async fn first_frame(&mut self, connection: &mut Connection, session: Session) -> Result<(), Close> {
        let app = &connection.app;
        let (room, resume) = (connection.membership.room(), self.resume.take());
        let loaded = (session, connection.membership.checks_begun());
        let patches = self.sender.patches();
        let Start { session, missed } =
            resume::start(&app.sessions, &app.hub, room, loaded, patches.as_ref(), resume).await?;
        self.sender.session = SessionKey::of(&session);
        self.epoch = session.epoch().clone();
        self.follow_game(app, &session).await;
        match missed {
            Some(events) => self.send(connection, "session.resumed", ResumedData { recovered: true, events }),
            None => self.send_snapshot(connection, &session).await?,
        }
        connection.membership.first_frame_sent(session.seq());
        Ok(())
    }

    async fn start_over(&mut self, connection: &mut Connection) -> Result<(), Close> {
        let (app, room) = (&connection.app, connection.membership.room());
        let checks_begun = room.checks_begun();
        let session = app.sessions.load(&connection.code).await.map_err(unavailable)?;
        let Start { session, .. } =
            resume::start(&app.sessions, &app.hub, room, (session, checks_begun), None, None).await?;
        self.follow_game(app, &session).await;
        self.send_snapshot(connection, &session).await?;
        connection.membership.first_frame_sent(session.seq());
        Ok(())
    }

    async fn on_client_message(&mut self, connection: &mut Connection, text: Option<&Utf8Bytes>) -> Result<(), Stop> {
        if let Some(ephemeral) = &mut self.ephemeral
            && let Some((text, message)) = text.and_then(|text| Some((text, Message::parse(text)?)))
            && ephemeral.accepts(&message.kind)
        {
            // An accepted ephemeral message has no answer: the client sends the next one within moments.
            match Box::pin(ephemeral.send(&message.kind, message.data.as_deref())).await {
                Ok(()) => {}
                Err(EphemeralError::Closed(reason)) => return Err(reason.into()),
                Err(EphemeralError::Rejected(error)) => self.reply(connection, Reply::error(message_id(text), error)),
            }
            return Ok(());
        }
        let reply = if !connection.limiter.check()? {
            let id = text.and_then(|text| message_id(text));
            Reply::error(id, ApiError::too_many_requests(1))
        } else if let Some(text) = text {
            let room = connection.membership.room();
            Box::pin(command::execute(&connection.app, room, &self.sender, text)).await
        } else {
            Reply::error(None, ApiError::invalid("Messages are JSON in text frames."))
        };
        self.reply(connection, reply);
        Ok(())
    }

    async fn on_room_event(&mut self, _: &mut Connection, event: RoomEvent) {
        if let Some(ephemeral) = &mut self.ephemeral
            && let RoomEvent::Event { seq, envelope } = event
        {
            Box::pin(ephemeral.on_event(seq, &envelope)).await;
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

    async fn on_close(&mut self, connection: &Connection) {
        if let Some(ephemeral) = self.ephemeral.take() {
            ephemeral.close().await;
        }
        if let Some(participant) = &self.sender.participant {
            connection.app.chat.set_typing(&self.sender.session, participant, false).await;
        }
    }
}

impl GameProtocol {
    /// Brings the handler of ephemeral messages up to date. Another game has another handler; counts of the earlier game
    /// are dropped with it.
    async fn follow_game(&mut self, app: &App, session: &Session) {
        if self.game == Some(session.games_chosen()) {
            if let Some(ephemeral) = &mut self.ephemeral {
                ephemeral.start_over(session).await;
            }
            return;
        }
        self.game = Some(session.games_chosen());
        session.cartridge().clone_into(&mut self.sender.cartridge);
        self.ephemeral = match &self.sender.player {
            Some(player) => EphemeralSession::open(app, session, player).await,
            None => None,
        };
        self.has_handler = self.sender.player.is_some() && has_ephemeral_messages(app, session);
    }

    async fn send_snapshot(&mut self, connection: &Connection, session: &Session) -> Result<(), Close> {
        let viewer: Option<&PlayerId> = self.sender.player.as_ref();
        let app = &connection.app;
        let mut snapshot = app.sessions.snapshot(session, viewer).await.map_err(unavailable)?;
        if let Some(id) = viewer.filter(|_| self.sender.in_audience) {
            app.audience.complete_you(id, &mut snapshot).await.map_err(|_| Close::Restart)?;
        }
        self.epoch = session.epoch().clone();
        self.send(connection, "session.snapshot", SnapshotData { recovered: false, snapshot });
        Ok(())
    }

    fn reply(&self, connection: &Connection, reply: Reply) {
        match reply {
            Reply::None => {}
            Reply::Pong(data) => self.send(connection, "pong", data),
            Reply::Ack(data) => self.send(connection, "ack", data),
            Reply::Error(data) => self.send(connection, "error", data),
        }
    }

    /// Sends a frame without a `seq` to this client. Does not wait until it is written.
    fn send<T: Serialize>(&self, connection: &Connection, kind: &'static str, data: T) {
        let sent_at = connection.app.sessions.clock().now();
        let frame = Frame { kind, session: &connection.code, epoch: &self.epoch, sent_at, due_at: None, data };
        send_frame(&connection.writer, &frame);
    }
}

fn has_ephemeral_messages(app: &App, session: &Session) -> bool {
    app.sessions.registry().get(session.cartridge()).is_some_and(|cartridge| cartridge.has_ephemeral_messages())
}
