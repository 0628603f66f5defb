//! One phone or screen at the game's own socket.

use axum::response::Response;
use serde::Serialize;
use serde_json::value::RawValue;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Utf8Bytes;
use wpp_game::{
    ids::{Epoch, SessionCode},
    session::Session,
};
use wpp_runtime::{chat::SessionKey, session_service::SessionError};

use super::{
    admission::{Resume, Ticket},
    beside::{self, Beside},
    close::Close,
    command::{self, Message, Reply, Who},
    dialect::Game,
    ear::{Ear, Heard},
    frames::{Frame, ResumedData, SnapshotData},
    guarded::guarded,
    hub::Place,
    line::{Line, Next, Stop},
    pace::Pace,
    presence,
    room::Member,
    upgrade::Upgrade,
};
use crate::{app::App, extract::Query};

/// Accepts the socket, then judges it, so that a browser sees the close code.
pub fn open(upgrade: Upgrade, app: App, code: Option<SessionCode>, query: Query) -> Response {
    upgrade.open(move |stream, read| async move {
        let mut line = Line::over(stream, read, app.sessions.clock().now()).await;
        let ended = match code.ok_or(Close::SessionOver) {
            Ok(code) => Box::pin(serve(&mut line, &app, &code, &query)).await,
            Err(reason) => Err(reason),
        };
        if let Err(reason) = ended {
            Box::pin(line.say_goodbye(reason)).await;
        }
    })
}

/// Serves a socket to its end. `Ok` when the phone left by itself.
///
/// A socket waits for hours, and there are thousands: what it does once, or seldom, is boxed, so that its task
/// is no larger than waiting needs.
async fn serve(line: &mut Line, app: &App, code: &SessionCode, query: &Query) -> Result<(), Close> {
    // Another process, or this one in a moment, may have room.
    let _room_for_one = app.limits.place().ok_or(Close::Restart)?;
    let ticket = Ticket::read(query, app).await?;
    let cartridge = Box::pin(admitted(app, code, &ticket)).await?.cartridge().to_owned();
    let player = ticket.player();
    // Only a companion has to hear what the client is told.
    let has_ephemeral_messages =
        app.sessions.registry().get(&cartridge).is_some_and(|cartridge| cartridge.has_ephemeral_messages());
    let (ear, heard) = player.as_ref().filter(|_| has_ephemeral_messages).map(|_| Ear::open(false)).unzip();
    // From here on the outlet misses nothing, so the snapshot may be read at leisure.
    let outlet = line.outlet().clone();
    let member = Member { player: player.clone(), host: ticket.is_host(), dialect: &Game, outlet, ear };
    let place = Box::pin(app.hub.enter(code, member)).await.map_err(unavailable)?;
    if let Some(player) = &player {
        Box::pin(presence::note(app, code, player, place.sockets_of(player))).await;
    }

    let served = guarded(code, async {
        let session = Box::pin(admitted(app, code, &ticket)).await?;
        let beside = match &player {
            Some(player) => Box::pin(Beside::of(app, &session, player)).await,
            None => None,
        };
        let mut connection = Connection {
            line,
            app,
            code,
            who: Who {
                cartridge,
                session: SessionKey::of(&session),
                player: player.as_ref(),
                speaker: ticket.speaker(),
            },
            epoch: session.epoch().clone(),
            place: &place,
            beside,
            pace: Pace::new(&app.limits),
        };
        Box::pin(connection.greet(&session, ticket.resume.as_ref())).await?;
        // Kilobytes, too, that only the beginning needed.
        drop(session);
        let ended = connection.run(heard).await;
        if let Some(beside) = connection.beside.take() {
            Box::pin(beside.close()).await;
        }
        Box::pin(connection.who.hangs_up(app)).await;
        ended
    })
    .await;

    let room = place.room.clone();
    drop(place);
    if let Some(player) = &player {
        Box::pin(presence::note(app, code, player, room.sockets_of(player))).await;
    }
    served
}

/// The session, if it is there and the ticket is good for it.
pub(super) async fn admitted(app: &App, code: &SessionCode, ticket: &Ticket) -> Result<Session, Close> {
    let session = app.sessions.load(code).await.map_err(unavailable)?;
    ticket.admit(&session)?;
    Ok(session)
}

struct Connection<'a> {
    line: &'a mut Line,
    app: &'a App,
    code: &'a SessionCode,
    who: Who<'a>,
    place: &'a Place,
    /// What the player says beside the game, where there is anything to say.
    beside: Option<Beside>,
    epoch: Epoch,
    pace: Pace,
}

impl Connection<'_> {
    /// Obeys until either side ends it. Events come to the phone by themselves, from the hub.
    async fn run(&mut self, mut heard: Option<mpsc::Receiver<Heard>>) -> Result<(), Close> {
        loop {
            let done = tokio::select! {
                // What is said counts for the game as it stands when it is said.
                biased;
                Some(Heard::Event { seq, envelope }) = overhear(heard.as_mut()) => {
                    if let Some(beside) = &mut self.beside {
                        Box::pin(beside.hear(seq, &envelope)).await;
                    }
                    Ok(())
                }
                next = self.line.next() => match next {
                    Ok(Next::Message(text)) => self.hear(text.as_ref()).await,
                    Ok(Next::StartOver) => Box::pin(self.start_over()).await,
                    Err(stop) => Err(stop),
                },
                () = beside::due(self.beside.as_ref()) => {
                    if let Some(beside) = &mut self.beside {
                        Box::pin(beside.report()).await;
                    }
                    Ok(())
                }
            };
            match done {
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
        match tail {
            Some(events) => self.say("session.resumed", ResumedData { recovered: true, events }),
            None => self.say_snapshot(session).await?,
        }
        self.place.greeted(session.seq());
        Ok(())
    }

    async fn start_over(&mut self) -> Result<(), Stop> {
        let session = self.app.sessions.load(self.code).await.map_err(unavailable)?;
        if let Some(beside) = &mut self.beside {
            Box::pin(beside.see(&session)).await;
        }
        self.say_snapshot(&session).await?;
        self.place.greeted(session.seq());
        Ok(())
    }

    async fn say_snapshot(&mut self, session: &Session) -> Result<(), Close> {
        let snapshot = self.app.sessions.snapshot(session, self.who.player).await.map_err(unavailable)?;
        self.epoch = session.epoch().clone();
        self.say("session.snapshot", SnapshotData { recovered: false, snapshot });
        Ok(())
    }

    /// Answers a message; `None` is one that is not text.
    async fn hear(&mut self, text: Option<&Utf8Bytes>) -> Result<(), Stop> {
        if let Some(beside) = &mut self.beside
            && let Some((text, message)) = text.and_then(|text| Some((text, Message::read(text)?)))
            && beside.knows(&message.kind)
        {
            // Heard without an answer: the next one is on its way already.
            if let Err(problem) = Box::pin(beside.say(&message.kind, message.data.as_deref())).await? {
                let Reply::Error(data) = Reply::from((command::id_of(text), problem)) else { return Ok(()) };
                self.say("error", data);
            }
            return Ok(());
        }
        match self.judge(text).await? {
            Reply::None => {}
            Reply::Pong(data) => self.say("pong", data),
            Reply::Ack(data) => self.say("ack", data),
            Reply::Error(data) => self.say("error", data),
        }
        Ok(())
    }

    async fn judge(&mut self, text: Option<&Utf8Bytes>) -> Result<Reply, Stop> {
        if !self.pace.admit()? {
            let id = text.and_then(|text| command::id_of(text));
            return Ok(Reply::from((id, crate::error::ApiError::too_many_requests(1))));
        }
        Ok(match text {
            Some(text) => Box::pin(command::obey(self.app, &self.who, text)).await,
            None => Reply::refuse(None, "invalid_input", "Messages are JSON in text frames."),
        })
    }

    /// Tells this phone alone.
    fn say<T: Serialize>(&self, kind: &'static str, data: T) {
        let sent_at = self.app.sessions.clock().now();
        self.line.say(&Frame { kind, session: self.code, epoch: &self.epoch, sent_at, due_at: None, data });
    }
}

/// What the companion hears; nothing, where there is none.
async fn overhear(heard: Option<&mut mpsc::Receiver<Heard>>) -> Option<Heard> {
    match heard {
        Some(heard) => heard.recv().await,
        None => std::future::pending().await,
    }
}

/// Every event after `resume`, or `None` when one is not there any more.
async fn missed(app: &App, session: &Session, resume: &Resume) -> Option<Vec<Box<RawValue>>> {
    let behind = session.seq().checked_sub(resume.since)?;
    if resume.epoch != session.epoch().0 || behind > wpp_runtime::store::TAIL_LENGTH as u64 {
        return None;
    }
    let events = app.sessions.store().events(session.code(), resume.since, session.seq()).await.ok()?;
    let whole = events.len() as u64 == behind && events.iter().zip(resume.since + 1..).all(|((seq, _), n)| *seq == n);
    whole.then_some(())?;
    events.into_iter().map(|(_, envelope)| RawValue::from_string(envelope).ok()).collect()
}

pub(super) fn unavailable(error: SessionError) -> Close {
    match error {
        SessionError::Unknown => Close::SessionOver,
        error => {
            tracing::warn!(error = &error as &dyn std::error::Error, "a socket is sent away to come back");
            Close::Restart
        }
    }
}
