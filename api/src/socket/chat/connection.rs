//! One client at the chat's own socket.

use axum::response::Response;
use tokio_tungstenite::tungstenite::Utf8Bytes;
use wpp_game::contract::ErrorCode;
use wpp_game::ids::SessionCode;
use wpp_runtime::chat::SessionKey;

use super::{
    dialect::Chat,
    message::{self, Reply, tagged},
};
use crate::{
    app::App,
    chat::{Speaker, typing},
    error::ApiError,
    extract::Query,
    socket::{
        Upgrade,
        admission::Ticket,
        close::Close,
        connection::admitted,
        guarded::guarded,
        line::{Line, Next, Stop},
        outlet::framed,
        pace::Pace,
        presence,
        room::Member,
    },
};

/// Messages read from the database at a time.
const PAGE: u64 = 200;

/// Somebody who may come in, and what they will have missed when they are in.
struct Guest {
    ticket: Ticket,
    speaker: Speaker,
    session: SessionKey,
    /// The last message before the handshake.
    last: i64,
}

/// Judges who wants to come in, accepts the socket, and only then says what came of it, so that a
/// browser sees the close code.
pub async fn open(upgrade: Upgrade, app: App, code: Option<SessionCode>, query: Query) -> Response {
    let judged = judge(&app, code, &query).await;
    upgrade.open(move |stream, read| async move {
        let mut line = Line::over(stream, read, app.sessions.clock().now()).await;
        let ended = match judged {
            Ok(guest) => Box::pin(serve(&mut line, &app, &guest)).await,
            Err(reason) => Err(reason),
        };
        if let Err(reason) = ended {
            Box::pin(line.say_goodbye(reason)).await;
        }
    })
}

async fn judge(app: &App, code: Option<SessionCode>, query: &Query) -> Result<Guest, Close> {
    let code = code.ok_or(Close::SessionOver)?;
    let ticket = Ticket::read(query, app).await?;
    // A screen without a token is shown the game, but not what people say to each other.
    let speaker = ticket.speaker().ok_or(Close::NoToken)?;
    let session = SessionKey::of(&admitted(app, &code, &ticket).await?);
    let last = app.chat.log.last_number(&session).await.map_err(|error| away(&error))?;
    Ok(Guest { ticket, speaker, session, last })
}

/// Serves a socket to its end. `Ok` when the client left by itself.
async fn serve(line: &mut Line, app: &App, guest: &Guest) -> Result<(), Close> {
    let _room_for_one = app.limits.place().ok_or(Close::Restart)?;
    let (player, code) = (guest.ticket.player(), &guest.session.code);
    let outlet = line.outlet().clone();
    let member = Member { player: player.clone(), host: guest.ticket.is_host(), dialect: &Chat, outlet, ear: None };
    // From here on nothing is missed: what is said waits until the client is greeted.
    let place = app.hub.enter(code, member).await.map_err(crate::socket::connection::unavailable)?;
    if let Some(player) = &player {
        presence::note(app, code, player, place.sockets_of(player)).await;
    }
    let served = guarded(code, async {
        // Somebody may have been removed between the judgement and the room.
        drop(admitted(app, code, &guest.ticket).await?);
        let mut connection = Connection { line, app, guest, pace: Pace::new(&app.limits) };
        connection.catch_up(guest.last).await?;
        for typing in typing::now(app, &guest.session, &guest.speaker) {
            if let Some(frame) = tagged("typing", &typing) {
                connection.line.outlet().reliable(&framed(frame));
            }
        }
        connection.run().await
    })
    .await;
    typing::note(app, &guest.session, &guest.speaker, false).await;

    let room = place.room.clone();
    drop(place);
    if let Some(player) = &player {
        presence::note(app, code, player, room.sockets_of(player)).await;
    }
    served
}

struct Connection<'a> {
    line: &'a mut Line,
    app: &'a App,
    guest: &'a Guest,
    pace: Pace,
}

impl Connection<'_> {
    /// Listens until either side ends it. What others say comes to the client by itself, from the hub.
    async fn run(&mut self) -> Result<(), Close> {
        loop {
            let done = match self.line.next().await {
                Ok(Next::Message(text)) => self.hear(text.as_ref()).await,
                Ok(Next::StartOver) => {
                    let known = i64::try_from(self.line.outlet().known()).unwrap_or(i64::MAX);
                    self.catch_up(known).await.map_err(Stop::from)
                }
                Err(stop) => Err(stop),
            };
            match done {
                Ok(()) => {}
                Err(Stop::Gone) => return Ok(()),
                Err(Stop::Because(reason)) => return Err(reason),
            }
        }
    }

    /// Tells everything behind the message `number`, and from there on what the hub hears.
    async fn catch_up(&mut self, mut number: i64) -> Result<(), Close> {
        loop {
            let missed = self.app.chat.log.messages_after(&self.guest.session, number, PAGE).await;
            let missed = missed.map_err(|error| away(&error))?;
            let whole = (missed.len() as u64) < PAGE;
            for message in missed {
                number = message.number;
                if let Some(frame) = tagged("message", &message).filter(|_| !message.removed) {
                    self.line.outlet().reliable(&framed(frame));
                }
            }
            if whole {
                self.line.outlet().greeted(u64::try_from(number).unwrap_or_default());
                return Ok(());
            }
        }
    }

    /// Answers a message; `None` is one that is not text.
    async fn hear(&mut self, text: Option<&Utf8Bytes>) -> Result<(), Stop> {
        // What the client does not know yet comes by the channel, as it does to everybody.
        let known = self.line.outlet().known();
        let reply = match text {
            _ if !self.pace.admit()? => {
                message::refusal(ApiError::too_many_requests(1), text.and_then(|text| message::id_of(text)))
            }
            None => message::refusal(ApiError::new(ErrorCode::InvalidInput, "Messages are JSON in text frames."), None),
            Some(text) => Box::pin(message::obey(self.app, &self.guest.session, &self.guest.speaker, text)).await,
        };
        let outlet = self.line.outlet();
        match reply {
            Reply::None => {}
            Reply::Frame(frame) => drop(outlet.reliable(&framed(frame))),
            Reply::Again { number, frame } if number <= known => drop(outlet.reliable(&framed(frame))),
            Reply::Again { .. } => {}
        }
        Ok(())
    }
}

/// The database failed: another process, or this one in a moment, may do better.
fn away(error: &sea_orm::DbErr) -> Close {
    tracing::warn!(error = error as &dyn std::error::Error, "a chat socket is sent away to come back");
    Close::Restart
}
