//! Listening, and the order in which things stop.

use std::{net::SocketAddr, time::Duration};

use axum::serve::ListenerExt;
use socket2::SockRef;
use tokio::net::TcpListener;
use wpp_runtime::presence::RENEW_EVERY_MS;

use crate::{app::App, chat::typing, routes};

/// Time for calls in flight and for sockets to say goodbye.
const GRACE: Duration = Duration::from_secs(5);

/// Bytes the kernel buffers towards one phone. A phone that stopped reading fills this and then
/// its inbox, and is sent away; with the kernel's own megabytes it would be fed from the past
/// for minutes.
const SEND_BUFFER: usize = 64 * 1024;

/// Of these, bytes the kernel may hold that it has not sent yet: what is urgent waits behind no more
/// than this, and what is only of the moment gives way while it is still ours.
#[cfg(target_os = "linux")]
const UNSENT: u32 = 16 * 1024;

/// Serves until `stop` resolves: then no new connection is taken, every socket is closed with
/// 1012, calls in flight are finished, and the lease on presence is given up.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    app: App,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    tracing::info!(address = %listener.local_addr()?, "the API listens");
    let background = [
        tokio::spawn(keep_presence(app.clone())),
        tokio::spawn(typing::prune(app.clone())),
        tokio::spawn({
            let app = app.clone();
            async move { app.limits.forget_the_idle().await }
        }),
    ];

    let listener = listener.tap_io(|stream| {
        // Events are small and urgent: never hold one back to fill a packet.
        let _ = stream.set_nodelay(true);
        let socket = SockRef::from(&*stream);
        let _ = socket.set_send_buffer_size(SEND_BUFFER);
        #[cfg(target_os = "linux")]
        let _ = socket.set_tcp_notsent_lowat(UNSENT);
    });
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let closing = app.clone();
    let server = axum::serve(listener, routes::router(app.clone()).into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move {
            stop.await;
            tracing::info!("the API stops");
            closing.hub.close_all();
            let _ = stopping.send(());
        });
    // Sockets left the server's sight when they were opened; they end by themselves.
    let ended = async {
        server.await?;
        app.limits.sockets_ended().await;
        Ok::<_, std::io::Error>(())
    };
    tokio::select! {
        ended = ended => ended?,
        () = async { let _ = stopped.await; tokio::time::sleep(GRACE).await } => {
            tracing::warn!("some connections did not end in time");
        }
    }
    for task in background {
        task.abort();
    }
    if let Err(error) = app.presence.leave().await {
        tracing::warn!(%error, "the lease on presence is left to run out");
    }
    Ok(())
}

/// Renews the lease on presence; if it had run out, writes all of it again.
async fn keep_presence(app: App) {
    let mut beat = tokio::time::interval(Duration::from_millis(RENEW_EVERY_MS));
    loop {
        beat.tick().await;
        match app.presence.renew(app.sessions.clock().now()).await {
            Ok(true) => {}
            Ok(false) => crate::socket::restore_presence(&app).await,
            Err(error) => tracing::warn!(%error, "the lease on presence could not be renewed"),
        }
    }
}
