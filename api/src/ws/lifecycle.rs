//! The life of a connection, for every protocol: accept, authenticate, enter the room, serve, leave.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::response::Response;
use tokio::{
    sync::{OwnedSemaphorePermit, mpsc},
    time::{Interval, MissedTickBehavior},
};
use wpp_game::ids::{PlayerId, SessionCode};

use super::{
    auth::SocketAuth,
    client_socket::{ClientSocket, SocketEvent, Stop},
    errors::unavailable,
    panics::catch_panics,
    protocol::{Connection, Protocol},
    rate_limiter::RateLimiter,
    upgrade::Upgrade,
};
use crate::{
    app::App,
    limits::OpenSocket,
    realtime::{
        event_subscription::{EventSubscription, RoomEvent},
        room::Member,
    },
    wire::{close::Close, writer::SocketWriter},
};

/// Interval at which the login of an account's socket is checked. Another process may have ended the login.
const LOGIN_CHECK: Duration = Duration::from_secs(5);

/// An authenticated client and the protocol it uses.
pub(super) struct Admitted<P> {
    pub(super) auth: SocketAuth,
    pub(super) protocol: P,
}

/// Accepts the socket and serves it in a new task. `checked` is what the caller knows before the process reserves a
/// socket; `admit` completes the authentication. An error of either is sent as a close code on the accepted socket.
pub(super) fn open<P: Protocol, C: Send + 'static, A>(
    upgrade: Upgrade,
    app: App,
    checked: Result<(SessionCode, C), Close>,
    admit: impl FnOnce(App, SessionCode, C) -> A + Send + 'static,
) -> Response
where
    A: Future<Output = Result<Admitted<P>, Close>> + Send + 'static,
{
    upgrade.accept(move |connection, read| async move {
        let socket = ClientSocket::new(connection, read);
        let entered = match checked {
            Ok((code, checked)) => {
                let admission = admit(app.clone(), code.clone(), checked);
                enter(app, code, socket.writer().clone(), admission).await
            }
            Err(reason) => Err(reason),
        };
        match entered {
            // Another task, because this one has the size of everything until here.
            Ok(entered) => drop(tokio::spawn(serve(Box::new(Served { socket, entered })))),
            Err(reason) => socket.close(reason.into()).await,
        }
    })
}

/// A client in its room, and what is reserved for it.
struct Entered<P> {
    auth: SocketAuth,
    protocol: P,
    connection: Connection,
    events: Option<mpsc::Receiver<RoomEvent>>,
    /// The participant as the session knows it; `None` for a screen and for the audience, which is counted and not listed.
    present: Option<PlayerId>,
    reserved: (OwnedSemaphorePermit, OpenSocket, Option<OpenSocket>),
}

/// Authenticates the client and adds it to the room.
async fn enter<P: Protocol>(
    app: App,
    code: SessionCode,
    writer: Arc<SocketWriter>,
    admission: impl Future<Output = Result<Admitted<P>, Close>>,
) -> Result<Entered<P>, Close> {
    // A full process answers "reconnect": the client may reach another process, or this one after a socket has closed.
    let permit = app.limits.socket_permit().ok_or(Close::Restart)?;
    let Admitted { auth, protocol } = admission.await?;
    let participant = auth.participant();
    let from_address = app.limits.open_from(auth.address).ok_or(Close::TooManyMessages)?;
    let of_participant = match &participant {
        Some(participant) => Some(app.limits.open_as(&code, participant.id()).ok_or(Close::TooManyMessages)?),
        None => None,
    };
    let (subscription, events) = protocol.subscription().map(EventSubscription::new).unzip();
    let member = Member {
        player: auth.player(),
        in_audience: auth.is_in_audience(),
        holder: auth.holder(),
        host: auth.is_host(),
        encoder: protocol.encoder(),
        writer: writer.clone(),
        subscription,
    };
    // From here on the writer receives every event, so the session can be read without a race.
    let membership = app.hub.enter(&code, member).await.map_err(unavailable)?;
    let present = participant.as_ref().filter(|_| !auth.is_in_audience());
    let present = present.map(|participant| PlayerId(participant.id().to_owned()));
    if let Some(present) = &present {
        app.presence.update(&code, present, membership.sockets_of(present)).await;
    }
    if auth.is_in_audience() {
        app.audience_counter.request(&code);
    }
    let limiter = RateLimiter::for_messages(&app.limits, &code, participant.as_ref());
    let connection = Connection { app, code, writer, membership, limiter };
    Ok(Entered { auth, protocol, connection, events, present, reserved: (permit, from_address, of_participant) })
}

/// A socket and its client in the room.
struct Served<P> {
    socket: ClientSocket,
    entered: Entered<P>,
}

/// Serves a socket until it ends.
///
/// A process holds thousands of tasks like this for hours. Futures that run once or rarely are boxed, so that the task is
/// no larger than waiting requires.
async fn serve<P: Protocol>(mut served: Box<Served<P>>) {
    let stop = match catch_panics(served.run()).await {
        Ok(Err(stop)) => stop,
        Err(panicked) => panicked.report(&served.entered.connection.code).into(),
    };
    Box::pin(served.end(stop)).await;
}

impl<P: Protocol> Served<P> {
    /// Sends the first frame, and passes client messages, room events and timeouts to the protocol until the connection ends.
    async fn run(&mut self) -> Result<Infallible, Stop> {
        let Self { socket, entered: Entered { auth, protocol, connection, events, .. } } = self;
        Box::pin(begin(auth, connection, protocol, events)).await?;
        let mut login_check = auth.is_account().then(login_check);
        loop {
            tokio::select! {
                // Room events first: a client message refers to the state after them.
                biased;
                () = next_check(login_check.as_mut()) => Box::pin(auth.check_login(&connection.app)).await?,
                Some(event) = next_event(events.as_mut()) => {
                    Box::pin(protocol.on_room_event(connection, event)).await;
                }
                next = socket.next() => match next? {
                    SocketEvent::Message(text) => {
                        Box::pin(protocol.on_client_message(connection, text.as_ref())).await?;
                    }
                    SocketEvent::StartOver => {
                        Box::pin(protocol.start_over(connection)).await?;
                        Box::pin(subscribe(connection, protocol, events)).await?;
                    }
                },
                () = protocol.timeout(connection) => Box::pin(protocol.on_timeout(connection)).await,
            }
        }
    }

    /// Leaves the room and closes the connection.
    async fn end(self: Box<Self>, stop: Stop) {
        let Self { socket, entered: Entered { auth, mut protocol, connection, present, reserved, .. } } = *self;
        // A panic here does not change how the connection ends.
        if let Err(panicked) = catch_panics(protocol.on_close(&connection)).await {
            panicked.report(&connection.code);
        }
        let Connection { app, code, membership, .. } = connection;
        let remaining = membership.leave(present.as_ref());
        if let Some(present) = &present {
            app.presence.update(&code, present, remaining).await;
        }
        if auth.is_in_audience() {
            app.audience_counter.request(&code);
        }
        drop(reserved);
        socket.close(stop).await;
    }
}

/// Sends the first frame.
async fn begin<P: Protocol>(
    auth: &mut SocketAuth,
    connection: &mut Connection,
    protocol: &mut P,
    events: &mut Option<mpsc::Receiver<RoomEvent>>,
) -> Result<(), Close> {
    // Checked again, because the host may have removed the player or released the seat before the socket entered the room.
    let session = auth.load_session(&connection.app, &connection.code).await?;
    protocol.first_frame(connection, session).await?;
    subscribe(connection, protocol, events).await
}

/// Starts or ends the task's subscription if the protocol's need has changed, which another game of the room causes.
async fn subscribe<P: Protocol>(
    connection: &mut Connection,
    protocol: &mut P,
    events: &mut Option<mpsc::Receiver<RoomEvent>>,
) -> Result<(), Close> {
    let scope = protocol.subscription();
    if scope.is_some() == events.is_some() {
        return Ok(());
    }
    let (subscription, receiver) = scope.map(EventSubscription::new).unzip();
    connection.membership.subscribe(subscription);
    *events = receiver;
    if events.is_some() {
        // Events since the protocol read the session did not reach the subscription.
        protocol.start_over(connection).await?;
    }
    Ok(())
}

/// Returns the times at which the login of an account's socket is checked.
fn login_check() -> Interval {
    let mut times = tokio::time::interval(LOGIN_CHECK);
    times.reset();
    times.set_missed_tick_behavior(MissedTickBehavior::Delay);
    times
}

/// Waits for the next check of the login. Never resolves for a socket without an account.
async fn next_check(times: Option<&mut Interval>) {
    match times {
        Some(times) => drop(times.tick().await),
        None => std::future::pending().await,
    }
}

/// Waits for the next room event. Never resolves without a subscription.
async fn next_event(events: Option<&mut mpsc::Receiver<RoomEvent>>) -> Option<RoomEvent> {
    match events {
        Some(events) => events.recv().await,
        None => std::future::pending().await,
    }
}
