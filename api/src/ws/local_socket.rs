//! A game socket without a network, for clients in the same process. The simulation plays over it.
//!
//! Entering the room, presence, the first frame, the outbox and actions are those of the game socket. Tokens, rate limits,
//! chat, heartbeats and the WebSocket protocol itself are left out.

use std::sync::Arc;

use serde::Serialize;
use serde_json::value::RawValue;
use tokio::sync::mpsc;
use wpp_game::ids::{Epoch, PlayerId, SessionCode};
use wpp_runtime::session_service::SessionService;

use super::{
    auth::Resume,
    errors::unavailable,
    protocol::game::{
        encoder::GameEncoder,
        resume::{self, Start},
    },
};
use crate::{
    actions::{Action, ActionService},
    realtime::{
        hub::{Hub, RoomMembership},
        presence::PresenceTracker,
        room::{EventForm, Member},
    },
    wire::{
        close::Close,
        frames::{ErrorData, Frame, ResumedData, SnapshotData},
        outbox::ConnectionTask,
        writer::{SocketWriter, send_frame},
    },
};

pub use crate::wire::writer::Transport;

/// The services of a process that local sockets use.
pub struct LocalServices {
    /// Loads sessions.
    pub sessions: SessionService,
    /// Relays events.
    pub hub: Hub,
    /// Tracks which players are connected.
    pub presence: PresenceTracker,
    /// Submits actions.
    pub actions: ActionService,
}

/// A client that connects.
pub struct LocalClient {
    /// The session.
    pub code: SessionCode,
    /// The player; `None` for a screen.
    pub player: Option<PlayerId>,
    /// Epoch and number of the last event that the client has received, if it reconnects.
    pub resume: Option<(String, u64)>,
    /// The connection to the client, which receives WebSocket frames.
    pub transport: Arc<dyn Transport>,
}

/// An action of a client.
#[derive(Debug)]
pub struct LocalAction {
    /// The client's id of the action.
    pub id: String,
    /// The type of the message.
    pub kind: String,
    /// The data.
    pub data: Box<RawValue>,
}

/// Serves a client until it sends no more actions, or until the server closes the socket for the returned reason.
pub async fn serve(
    services: &LocalServices,
    client: LocalClient,
    actions: mpsc::UnboundedReceiver<LocalAction>,
) -> Option<Close> {
    let LocalClient { code, player, resume, transport } = client;
    let writer = SocketWriter::new(transport);
    let encoder = GameEncoder::of(EventForm::Whole);
    let member = Member {
        player: player.clone(),
        in_audience: false,
        holder: 0,
        host: false,
        encoder,
        writer: writer.clone(),
        subscription: None,
    };
    let membership = match services.hub.enter(&code, member).await {
        Ok(membership) => membership,
        Err(error) => return Some(unavailable(error)),
    };
    if let Some(player) = &player {
        services.presence.update(&code, player, membership.sockets_of(player)).await;
    }
    let resume = resume.map(|(epoch, since)| Resume { epoch, since, form: EventForm::Whole });
    let (epoch, cartridge) = (Epoch(String::new()), String::new());
    let mut socket = LocalSocket { services, code: &code, player, writer, membership, epoch, cartridge };
    let reason = match socket.first_frame(resume).await {
        Ok(()) => socket.run(actions).await,
        Err(reason) => Some(reason),
    };
    let LocalSocket { player, membership, .. } = socket;
    let remaining = membership.leave(player.as_ref());
    if let Some(player) = &player {
        services.presence.update(&code, player, remaining).await;
    }
    reason
}

struct LocalSocket<'a> {
    services: &'a LocalServices,
    code: &'a SessionCode,
    player: Option<PlayerId>,
    writer: Arc<SocketWriter>,
    membership: RoomMembership,
    epoch: Epoch,
    cartridge: String,
}

impl LocalSocket<'_> {
    async fn first_frame(&mut self, resume: Option<Resume>) -> Result<(), Close> {
        let LocalServices { sessions, hub, .. } = self.services;
        let room = self.membership.room();
        let checks_begun = room.checks_begun();
        let session = sessions.load(self.code).await.map_err(unavailable)?;
        if self.player.as_ref().is_some_and(|player| session.player(player).is_none()) {
            return Err(Close::NotAParticipant);
        }
        session.cartridge().clone_into(&mut self.cartridge);
        let Start { session, missed } =
            resume::start(sessions, hub, room, (session, checks_begun), self.player.as_ref(), resume).await?;
        self.epoch = session.epoch().clone();
        match missed {
            Some(events) => self.send("session.resumed", ResumedData { recovered: true, events }),
            None => {
                let snapshot = sessions.snapshot(&session, self.player.as_ref()).await.map_err(unavailable)?;
                self.send("session.snapshot", SnapshotData { recovered: false, snapshot });
            }
        }
        self.membership.first_frame_sent(session.seq());
        Ok(())
    }

    /// Executes the outbox's tasks and the client's actions until the connection ends.
    async fn run(&mut self, mut actions: mpsc::UnboundedReceiver<LocalAction>) -> Option<Close> {
        loop {
            tokio::select! {
                biased;
                task = self.writer.next_task() => match task {
                    ConnectionTask::Flush => self.writer.flush().await.ok()?,
                    ConnectionTask::StartOver => if let Err(reason) = self.first_frame(None).await {
                        return Some(reason);
                    },
                    ConnectionTask::Close(reason) => return Some(reason),
                },
                action = actions.recv() => self.execute(action?).await,
            }
        }
    }

    async fn execute(&self, action: LocalAction) {
        let LocalAction { id, kind, data } = action;
        let Some(player) = self.player.clone() else { return };
        let room = self.membership.room();
        loop {
            let action = Action { id: id.clone(), kind: kind.clone(), data: Some(data.clone()) };
            let checks_begun = room.checks_begun();
            match self.services.actions.submit_action(self.code, &self.cartridge, player.clone(), action).await {
                // As the game socket, repeats an action that another store may have lost.
                Ok(ack) if !room.acknowledge(ack.seq, checks_begun) => continue,
                Ok(ack) => self.send("ack", ack),
                Err(error) => self.send("error", ErrorData { id: Some(id), code: error.code, message: error.detail }),
            }
            return;
        }
    }

    fn send<T: Serialize>(&self, kind: &str, data: T) {
        let sent_at = self.services.sessions.clock().now();
        send_frame(&self.writer, &Frame { kind, session: self.code, epoch: &self.epoch, sent_at, due_at: None, data });
    }
}
