//! A client of another program, which speaks of a game in words of its own.
//!
//! The cartridge translates both ways; this is the connection. It hears of its room through an
//! ear (`ear.rs`), and tells its client what the cartridge makes of it.

use axum::response::Response;
use serde_json::value::RawValue;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Utf8Bytes;
use wpp_game::contract::ErrorCode;
use wpp_game::{
    driver::foreign_protocol::{ClientMessage, ForeignProtocol},
    ids::{PlayerId, SessionCode},
    session::{Envelope, Session},
};

use super::{
    admission::Ticket,
    beside::{self, Beside},
    close::Close,
    connection::{admitted, unavailable},
    dialect::Silent,
    ear::{Ear, Heard},
    guarded::guarded,
    line::{Line, Next, Stop},
    newest::Newest,
    outlet::framed,
    pace::Pace,
    presence,
    room::Member,
    upgrade::Upgrade,
};
use crate::{
    act::{Action, act},
    app::App,
    error::ApiError,
    extract::Query,
};

/// Accepts the socket, then judges it, so that a browser sees the close code.
pub fn open(
    upgrade: Upgrade,
    app: App,
    dialect: &'static dyn ForeignProtocol,
    code: Option<SessionCode>,
    query: Query,
) -> Response {
    upgrade.open(move |stream, read| async move {
        let mut line = Line::over(stream, read, app.sessions.clock().now()).await;
        let ended = match code.ok_or(Close::SessionOver) {
            Ok(code) => Box::pin(serve(&mut line, &app, dialect, &code, &query)).await,
            Err(reason) => Err(reason),
        };
        if let Err(reason) = ended {
            Box::pin(line.say_goodbye(reason)).await;
        }
    })
}

/// Serves a socket to its end. `Ok` when the client left by itself.
async fn serve(
    line: &mut Line,
    app: &App,
    dialect: &'static dyn ForeignProtocol,
    code: &SessionCode,
    query: &Query,
) -> Result<(), Close> {
    let _room_for_one = app.limits.place().ok_or(Close::Restart)?;
    let ticket = Ticket::read(query, app).await?;
    let session = admitted(app, code, &ticket).await?;
    // A session of another game is none to these clients.
    let spoken = app.sessions.registry().get(session.cartridge()).and_then(|cartridge| cartridge.foreign_protocol());
    if spoken.is_none_or(|spoken| spoken.path() != dialect.path()) {
        return Err(Close::SessionOver);
    }
    drop(session);

    let player = ticket.player();
    let (ear, heard) = Ear::open(true);
    let member = Member {
        player: player.clone(),
        host: ticket.is_host(),
        dialect: &Silent,
        outlet: line.outlet().clone(),
        ear: Some(ear),
    };
    let place = app.hub.enter(code, member).await.map_err(unavailable)?;
    if let Some(player) = &player {
        presence::note(app, code, player, place.sockets_of(player)).await;
    }

    let served = guarded(code, async {
        let session = admitted(app, code, &ticket).await?;
        let beside = match &player {
            Some(player) => Box::pin(Beside::of(app, &session, player)).await,
            None => None,
        };
        let mut guest = Guest {
            app,
            code,
            dialect,
            cartridge: session.cartridge().to_owned(),
            beside,
            player: player.as_ref(),
            pace: Pace::new(&app.limits),
            newest: Newest::default(),
            cursor: 0,
            line,
        };
        guest.greet(&session).await?;
        drop(session);
        for aside in place.room.newest() {
            guest.pass(&aside);
        }
        let ended = guest.run(heard).await;
        if let Some(beside) = guest.beside.take() {
            Box::pin(beside.close()).await;
        }
        ended
    })
    .await;

    let room = place.room.clone();
    drop(place);
    if let Some(player) = &player {
        presence::note(app, code, player, room.sockets_of(player)).await;
    }
    served
}

struct Guest<'a> {
    line: &'a mut Line,
    app: &'a App,
    code: &'a SessionCode,
    dialect: &'static dyn ForeignProtocol,
    cartridge: String,
    player: Option<&'a PlayerId>,
    beside: Option<Beside>,
    pace: Pace,
    /// What this client has heard beside the events.
    newest: Newest,
    /// The last event this client was told.
    cursor: u64,
}

impl Guest<'_> {
    /// Tells and obeys until either side ends it.
    async fn run(&mut self, mut heard: mpsc::Receiver<Heard>) -> Result<(), Close> {
        loop {
            let step = tokio::select! {
                biased;
                heard = heard.recv() => {
                    self.tell(heard).await;
                    Ok(())
                }
                next = self.line.next() => match next {
                    Ok(Next::Message(text)) => self.hear(text.as_ref()).await,
                    Ok(Next::StartOver) => self.start_over().await,
                    Err(stop) => Err(stop),
                },
                () = beside::due(self.beside.as_ref()) => {
                    if let Some(beside) = &mut self.beside {
                        Box::pin(beside.report()).await;
                    }
                    Ok(())
                }
            };
            match step {
                Ok(()) => {}
                Err(Stop::Gone) => return Ok(()),
                Err(Stop::Because(reason)) => return Err(reason),
            }
        }
    }

    /// Says where everything stands.
    async fn greet(&mut self, session: &Session) -> Result<(), Close> {
        let snapshot = self.app.sessions.snapshot(session, None).await.map_err(unavailable)?;
        self.dialect.encode_snapshot(&snapshot).into_iter().for_each(|text| self.say(text));
        self.cursor = session.seq();
        // Nothing numbered is told: what has no number may be, from here on.
        self.line.outlet().greeted(session.seq());
        Ok(())
    }

    async fn start_over(&mut self) -> Result<(), Stop> {
        let session = self.app.sessions.load(self.code).await.map_err(unavailable)?;
        if let Some(beside) = &mut self.beside {
            Box::pin(beside.see(&session)).await;
        }
        Ok(self.greet(&session).await?)
    }

    async fn tell(&mut self, heard: Option<Heard>) {
        match heard {
            Some(Heard::Event { seq, envelope }) => {
                if let Some(beside) = &mut self.beside {
                    Box::pin(beside.hear(seq, &envelope)).await;
                }
                if seq > self.cursor {
                    self.cursor = seq;
                    if let Ok(event) = serde_json::from_str::<Envelope>(&envelope) {
                        self.dialect.encode_event(&event).into_iter().for_each(|text| self.say(text));
                    }
                }
            }
            Some(Heard::Broadcast(aside)) => self.pass(&aside),
            // The room drops its end only together with this connection's place.
            None => {}
        }
    }

    fn pass(&mut self, aside: &std::sync::Arc<wpp_runtime::broadcast::Broadcast>) {
        if !self.newest.note(aside) {
            return;
        }
        if let Some(text) = self.dialect.encode_ephemeral(&aside.kind, aside.from.as_ref(), aside.at, &aside.data) {
            self.line.outlet().latest(&aside.key(), &framed(text));
        }
    }

    async fn hear(&mut self, text: Option<&Utf8Bytes>) -> Result<(), Stop> {
        let said = match text.map(|text| self.dialect.parse(text)) {
            Some(Ok(said)) => said,
            Some(Err(words)) => return self.refuse_misspoken(&words),
            None => return self.refuse_misspoken("messages are JSON in text frames"),
        };
        match said {
            ClientMessage::Message { kind, data } if self.beside.as_ref().is_some_and(|beside| beside.knows(kind)) => {
                if let Some(beside) = &mut self.beside
                    && let Err(problem) = Box::pin(beside.say(kind, Some(&data))).await?
                {
                    self.refuse(&problem);
                }
                Ok(())
            }
            _ if !self.pace.admit()? => {
                self.refuse(&ApiError::too_many_requests(1));
                Ok(())
            }
            ClientMessage::Ping { timestamp } => {
                let now = self.app.sessions.clock().now();
                self.say(self.dialect.encode_pong(timestamp.as_deref(), now));
                Ok(())
            }
            ClientMessage::Message { kind, data } => {
                self.act(kind, data).await;
                Ok(())
            }
        }
    }

    /// What cannot be understood counts against the pace as well, and is answered while that lasts.
    fn refuse_misspoken(&mut self, words: &str) -> Result<(), Stop> {
        let problem = if self.pace.admit()? {
            ApiError::new(ErrorCode::InvalidInput, words)
        } else {
            ApiError::too_many_requests(1)
        };
        self.refuse(&problem);
        Ok(())
    }

    async fn act(&mut self, kind: &str, data: Box<RawValue>) {
        let Some(player) = self.player.cloned() else {
            return self.refuse(&ApiError::new(ErrorCode::NotAllowed, "only players act; this is a screen"));
        };
        // These clients name no ids: each message is meant once.
        let id = format!("g{}", self.app.entropy.word(16));
        let action = Action { id, kind: kind.to_owned(), data: Some(data) };
        if let Err(problem) = act(self.app, self.code, &self.cartridge, player, action).await {
            self.refuse(&problem);
        }
    }

    fn refuse(&self, problem: &ApiError) {
        self.say(self.dialect.encode_error(problem.code.as_str(), &problem.detail));
    }

    fn say(&self, text: String) {
        self.line.outlet().reliable(&framed(text));
    }
}
