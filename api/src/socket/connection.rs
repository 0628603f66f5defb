//! One phone or screen.

use std::{pin::pin, task::Poll, time::Duration};

use axum::extract::{
    WebSocketUpgrade,
    ws::{Message, Utf8Bytes, WebSocket},
};
use axum::response::Response;
use futures_util::{SinkExt, poll};
use governor::DefaultDirectRateLimiter;
use serde::Serialize;
use serde_json::value::RawValue;
use tokio::{
    sync::mpsc,
    time::{Interval, MissedTickBehavior, timeout},
};
use wpp_game::{
    ids::{Epoch, PlayerId, SessionCode},
    session::Session,
};
use wpp_platform::table::TableError;

use super::{
    admission::{Resume, Ticket},
    close::Close,
    command::{self, Reply},
    frames::{Aside, ResumedData, SnapshotData},
    presence,
    room::Delivery,
};
use crate::{
    app::App,
    extract::Query,
    limits::{MAX_MESSAGE, PATIENCE},
};

/// tungstenite reserves this for every socket; by default 128 KiB, which is 1.3 GB at 10,000.
const READ_BUFFER: usize = 1024;

/// A phone that takes nothing for so long is gone, whatever TCP still hopes.
const SEND_TIMEOUT: Duration = Duration::from_secs(10);

/// How often a silent phone is asked whether it is there; silent twice, it is gone.
const HEARTBEAT: Duration = Duration::from_secs(25);

/// Accepts the socket, then judges it, so that a browser sees the close code.
pub fn open(upgrade: WebSocketUpgrade, app: App, code: Option<SessionCode>, query: Query) -> Response {
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .max_write_buffer_size(8 * 1024 * 1024)
        .max_message_size(MAX_MESSAGE)
        .max_frame_size(MAX_MESSAGE)
        .on_upgrade(move |mut socket| async move {
            let ended = match code.ok_or(Close::SessionOver) {
                Ok(code) => Box::pin(serve(&mut socket, &app, &code, &query)).await,
                Err(reason) => Err(reason),
            };
            if let Err(reason) = ended {
                // It may be gone already; then there is nobody to tell.
                let _ = timeout(SEND_TIMEOUT, say_goodbye(&mut socket, reason)).await;
            }
        })
}

/// Serves a socket to its end. `Ok` when the phone left by itself.
async fn serve(socket: &mut WebSocket, app: &App, code: &SessionCode, query: &Query) -> Result<(), Close> {
    // Another process, or this one in a moment, may have room.
    let _room_for_one = app.limits.place().ok_or(Close::Restart)?;
    let ticket = Ticket::read(query, &app.tokens)?;
    drop(admitted(app, code, &ticket).await?);
    let player = ticket.player();
    // From here on the inbox misses nothing, so the snapshot may be read at leisure.
    let (place, inbox) = app.hub.enter(code, player.clone()).await.map_err(unavailable)?;
    if let Some(player) = &player {
        presence::note(app, code, player, place.sockets_of(player)).await;
    }

    let served = async {
        let session = admitted(app, code, &ticket).await?;
        let mut connection = Connection {
            socket,
            app,
            code,
            cartridge: session.cartridge().to_owned(),
            epoch: session.epoch().clone(),
            cursor: session.seq(),
            player: player.as_ref(),
            limiter: app.limits.socket(),
            refused: 0,
        };
        connection.greet(&session, ticket.resume.as_ref()).await?;
        // A socket waits for hours: it keeps none of the kilobytes it needed to begin with.
        drop(session);
        connection.run(inbox).await
    }
    .await;

    let room = place.room.clone();
    drop(place);
    if let Some(player) = &player {
        presence::note(app, code, player, room.sockets_of(player)).await;
    }
    served
}

/// The session, if it is there and the ticket is good for it.
async fn admitted(app: &App, code: &SessionCode, ticket: &Ticket) -> Result<Session, Close> {
    let session = app.table.load(code).await.map_err(unavailable)?;
    ticket.admit(&session)?;
    Ok(session)
}

struct Connection<'a> {
    socket: &'a mut WebSocket,
    app: &'a App,
    code: &'a SessionCode,
    cartridge: String,
    player: Option<&'a PlayerId>,
    epoch: Epoch,
    /// The last event this client knows.
    cursor: u64,
    limiter: DefaultDirectRateLimiter,
    /// Messages refused for coming too fast, less those that were not.
    refused: u32,
}

/// Why a connection ends without a close code: the phone is gone.
enum Stop {
    Gone,
    Because(Close),
}

impl From<Close> for Stop {
    fn from(reason: Close) -> Self {
        Self::Because(reason)
    }
}

impl Connection<'_> {
    /// Relays and obeys until either side ends it.
    async fn run(&mut self, mut inbox: mpsc::Receiver<Delivery>) -> Result<(), Close> {
        let mut heartbeat = tokio::time::interval(HEARTBEAT);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        heartbeat.reset();
        let mut silent = 0;
        loop {
            let step = tokio::select! {
                biased;
                delivery = inbox.recv() => match delivery {
                    Some(delivery) => self.deliver(delivery, &mut inbox).await,
                    None => Err(Close::Slow.into()),
                },
                message = self.socket.recv() => {
                    silent = 0;
                    self.hear(message).await
                }
                _ = tick(&mut heartbeat) => {
                    silent += 1;
                    if silent > 2 { Err(Stop::Gone) } else { self.send(Message::Ping(Vec::new().into())).await }
                }
            };
            match step {
                Ok(()) => {}
                Err(Stop::Gone) => return Ok(()),
                Err(Stop::Because(reason)) => return Err(reason),
            }
        }
    }

    /// The first frame: the missed tail if all of it is there, else a snapshot.
    async fn greet(&mut self, session: &Session, resume: Option<&Resume>) -> Result<(), Close> {
        let tail = match resume {
            Some(resume) => missed(self.app, session, resume).await,
            None => None,
        };
        let greeted = match tail {
            Some(events) => self.aside("session.resumed", ResumedData { recovered: true, events }).await,
            None => self.snapshot(session).await,
        };
        match greeted {
            Ok(()) => Ok(()),
            Err(Stop::Gone) => Err(Close::Slow),
            Err(Stop::Because(reason)) => Err(reason),
        }
    }

    async fn snapshot(&mut self, session: &Session) -> Result<(), Stop> {
        let now = self.app.table.clock().now();
        let snapshot = session.snapshot(self.app.table.registry(), self.player, now).map_err(|error| {
            tracing::error!(code = %session.code(), %error, "a snapshot cannot be made");
            Close::Restart
        })?;
        self.epoch = session.epoch().clone();
        self.cursor = session.seq();
        self.aside("session.snapshot", SnapshotData { recovered: false, snapshot }).await
    }

    /// Sends what the inbox holds, with one flush for all of it.
    async fn deliver(&mut self, first: Delivery, inbox: &mut mpsc::Receiver<Delivery>) -> Result<(), Stop> {
        let mut next = Some(first);
        while let Some(delivery) = next {
            match delivery {
                Delivery::Event { seq, .. } if seq <= self.cursor => {}
                Delivery::Event { seq, envelope } if seq == self.cursor + 1 => {
                    self.cursor = seq;
                    self.feed(Message::Text(envelope)).await?;
                }
                Delivery::Event { .. } | Delivery::StartOver => self.start_over().await?,
                Delivery::Close(reason) => return Err(reason.into()),
            }
            next = inbox.try_recv().ok();
        }
        self.flush().await
    }

    async fn start_over(&mut self) -> Result<(), Stop> {
        let session = self.app.table.load(self.code).await.map_err(unavailable)?;
        self.snapshot(&session).await
    }

    async fn hear(&mut self, message: Option<Result<Message, axum::Error>>) -> Result<(), Stop> {
        match message {
            None | Some(Ok(Message::Close(_))) => Err(Stop::Gone),
            Some(Err(error)) => Err(if too_large(&error) { Close::TooLarge.into() } else { Stop::Gone }),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(()),
            Some(Ok(Message::Text(text))) => {
                let reply = self.judge(Some(&text)).await?;
                self.reply(reply).await
            }
            Some(Ok(Message::Binary(_))) => {
                let reply = self.judge(None).await?;
                self.reply(reply).await
            }
        }
    }

    /// What a message is answered; `None` is one that is not text.
    async fn judge(&mut self, text: Option<&Utf8Bytes>) -> Result<Reply, Stop> {
        if self.limiter.check().is_err() {
            self.refused += 1;
            if self.refused > PATIENCE {
                return Err(Close::TooManyMessages.into());
            }
            let id = text.and_then(|text| command::id_of(text));
            return Ok(Reply::from((id, crate::error::Problem::too_many_requests(1))));
        }
        self.refused = self.refused.saturating_sub(1);
        Ok(match text {
            Some(text) => Box::pin(command::obey(self.app, self.code, &self.cartridge, self.player, text)).await,
            None => Reply::refuse(None, "invalid_input", "Messages are JSON in text frames."),
        })
    }

    async fn reply(&mut self, reply: Reply) -> Result<(), Stop> {
        match reply {
            Reply::Pong(data) => self.aside("pong", data).await,
            Reply::Ack(data) => self.aside("ack", data).await,
            Reply::Error(data) => self.aside("error", data).await,
        }
    }

    async fn aside<T: Serialize>(&mut self, kind: &'static str, data: T) -> Result<(), Stop> {
        let sent_at = self.app.table.clock().now();
        let aside = Aside { kind, session: self.code, epoch: &self.epoch, sent_at, due_at: None, data };
        match serde_json::to_string(&aside) {
            Ok(text) => self.send(Message::text(text)).await,
            Err(error) => {
                tracing::error!(kind, %error, "a frame cannot be written");
                Ok(())
            }
        }
    }

    async fn send(&mut self, message: Message) -> Result<(), Stop> {
        in_time(self.socket.send(message)).await
    }

    async fn feed(&mut self, message: Message) -> Result<(), Stop> {
        in_time(self.socket.feed(message)).await
    }

    async fn flush(&mut self) -> Result<(), Stop> {
        in_time(self.socket.flush()).await
    }
}

/// Every event after `resume`, or `None` when one is not there any more.
async fn missed(app: &App, session: &Session, resume: &Resume) -> Option<Vec<Box<RawValue>>> {
    let behind = session.seq().checked_sub(resume.since)?;
    if resume.epoch != session.epoch().0 || behind > wpp_platform::store::TAIL_LENGTH as u64 {
        return None;
    }
    let events = app.table.store().events(session.code(), resume.since, session.seq()).await.ok()?;
    let whole = events.len() as u64 == behind && events.iter().zip(resume.since + 1..).all(|((seq, _), n)| *seq == n);
    whole.then_some(())?;
    events.into_iter().map(|(_, envelope)| RawValue::from_string(envelope).ok()).collect()
}

async fn in_time(sending: impl Future<Output = Result<(), axum::Error>>) -> Result<(), Stop> {
    let mut sending = pin!(sending);
    // Nearly always the kernel takes it at once: no timer is set up then.
    let sent = match poll!(&mut sending) {
        Poll::Ready(sent) => Ok(sent),
        Poll::Pending => timeout(SEND_TIMEOUT, sending).await,
    };
    match sent {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(Stop::Gone),
    }
}

async fn tick(heartbeat: &mut Interval) {
    heartbeat.tick().await;
}

async fn say_goodbye(socket: &mut WebSocket, reason: Close) -> Result<(), axum::Error> {
    socket.send(reason.frame()).await?;
    // The phone answers with a close of its own; waiting for it lets the code arrive before the
    // connection is reset over what it still had to say.
    while let Some(Ok(message)) = socket.recv().await {
        if matches!(message, Message::Close(_)) {
            break;
        }
    }
    Ok(())
}

fn unavailable(error: TableError) -> Close {
    match error {
        TableError::Unknown => Close::SessionOver,
        error => {
            tracing::warn!(error = &error as &dyn std::error::Error, "a socket is sent away to come back");
            Close::Restart
        }
    }
}

/// Whether reading failed for the size of what was sent. axum hides the cause's type.
fn too_large(error: &axum::Error) -> bool {
    error.to_string().to_ascii_lowercase().contains("too long") || error.to_string().contains("Space limit exceeded")
}
