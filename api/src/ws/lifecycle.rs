//! The life of a connection, for every protocol: accept, authenticate, enter the room, serve, leave.

use std::{convert::Infallible, time::Duration};

use axum::response::Response;
use tokio::{sync::mpsc, time::MissedTickBehavior};
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
    realtime::{
        event_subscription::{EventSubscription, RoomEvent},
        room::Member,
    },
    wire::close::Close,
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
        let mut socket = ClientSocket::new(connection, read).await;
        let stop = match checked {
            Ok((code, checked)) => {
                let admission = admit(app.clone(), code.clone(), checked);
                let Err(stop) = Box::pin(serve(&mut socket, &app, &code, admission)).await;
                stop
            }
            Err(reason) => reason.into(),
        };
        Box::pin(socket.close(stop)).await;
    })
}

/// Serves a socket until it ends. Returns how it ends.
///
/// A process holds thousands of tasks like this for hours. Futures that run once or rarely are boxed, so that the task is
/// no larger than waiting requires.
async fn serve<P: Protocol>(
    socket: &mut ClientSocket,
    app: &App,
    code: &SessionCode,
    admission: impl Future<Output = Result<Admitted<P>, Close>>,
) -> Result<Infallible, Stop> {
    // A full process answers "reconnect": the client may reach another process, or this one after a socket has closed.
    let _permit = app.limits.socket_permit().ok_or(Close::Restart)?;
    let Admitted { mut auth, mut protocol } = Box::pin(admission).await?;
    let participant = auth.participant();
    let _from_address = app.limits.open_from(auth.address).ok_or(Close::TooManyMessages)?;
    let _of_participant = match &participant {
        Some(participant) => Some(app.limits.open_as(code, participant.id()).ok_or(Close::TooManyMessages)?),
        None => None,
    };
    let (subscription, events) = protocol.subscription().map(EventSubscription::new).unzip();
    let member = Member {
        player: auth.player(),
        in_audience: auth.is_in_audience(),
        holder: auth.holder(),
        host: auth.is_host(),
        encoder: protocol.encoder(),
        writer: socket.writer().clone(),
        subscription,
    };
    // From here on the writer receives every event, so the session can be read without a race.
    let membership = Box::pin(app.hub.enter(code, member)).await.map_err(unavailable)?;
    // The audience is counted and not listed.
    let present = participant.as_ref().filter(|_| !auth.is_in_audience());
    let present = present.map(|participant| PlayerId(participant.id().to_owned()));
    if let Some(present) = &present {
        Box::pin(app.presence.update(code, present, membership.sockets_of(present))).await;
    }
    if auth.is_in_audience() {
        app.audience_counter.request(code);
    }

    let mut connection = Connection {
        app,
        code,
        writer: socket.writer().clone(),
        membership: &membership,
        limiter: RateLimiter::for_messages(&app.limits, code, participant.as_ref()),
    };
    let served = catch_panics(code, async {
        // Checked again, because the host may have removed the player or released the seat before the socket entered the room.
        let session = Box::pin(auth.load_session(app, code)).await?;
        Box::pin(protocol.first_frame(&mut connection, session)).await?;
        run(socket, &auth, &mut connection, &mut protocol, events).await
    })
    .await;
    // A panic here is logged, and does not change how the connection ends.
    let _ = Box::pin(catch_panics::<_, Close>(code, async {
        protocol.on_close(&connection).await;
        Ok(())
    }))
    .await;
    drop(connection);

    let remaining = membership.leave(present.as_ref());
    if let Some(present) = &present {
        Box::pin(app.presence.update(code, present, remaining)).await;
    }
    if auth.is_in_audience() {
        app.audience_counter.request(code);
    }
    served
}

/// Passes client messages, room events and timeouts to the protocol until the connection ends.
async fn run<P: Protocol>(
    socket: &mut ClientSocket,
    auth: &SocketAuth,
    connection: &mut Connection<'_>,
    protocol: &mut P,
    mut events: Option<mpsc::Receiver<RoomEvent>>,
) -> Result<Infallible, Stop> {
    subscribe(connection, protocol, &mut events).await?;
    let mut login_check = tokio::time::interval(LOGIN_CHECK);
    login_check.reset();
    login_check.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            // Room events first: a client message refers to the state after them.
            biased;
            _ = login_check.tick(), if auth.is_account() => Box::pin(auth.check_login(connection.app)).await?,
            Some(event) = next_event(events.as_mut()) => {
                protocol.on_room_event(connection, event).await;
            }
            next = socket.next() => match next? {
                SocketEvent::Message(text) => protocol.on_client_message(connection, text.as_ref()).await?,
                SocketEvent::StartOver => {
                    Box::pin(protocol.start_over(connection)).await?;
                    subscribe(connection, protocol, &mut events).await?;
                }
            },
            () = protocol.timeout(connection) => Box::pin(protocol.on_timeout(connection)).await,
        }
    }
}

/// Starts or ends the task's subscription if the protocol's need has changed, which another game of the room causes.
async fn subscribe<P: Protocol>(
    connection: &mut Connection<'_>,
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
        Box::pin(protocol.start_over(connection)).await?;
    }
    Ok(())
}

/// Waits for the next room event. Never resolves without a subscription.
async fn next_event(events: Option<&mut mpsc::Receiver<RoomEvent>>) -> Option<RoomEvent> {
    match events {
        Some(events) => events.recv().await,
        None => std::future::pending().await,
    }
}
