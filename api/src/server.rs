//! Listening, background tasks, and the order of the shutdown.

use std::time::Duration;

use futures_util::{
    FutureExt as _,
    future::{BoxFuture, LocalBoxFuture},
};
use socket2::SockRef;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use wpp_library::packs::Packs;
use wpp_runtime::{presence::RENEW_EVERY_MS, secure_rng::SecureRng, telemetry::Metrics};

use crate::{
    app::App,
    connections::{self, ConnectionLimits},
    router::{metrics_router, router},
    settings::Settings,
};

/// Time for calls in flight and for sockets to close.
const GRACE: Duration = Duration::from_secs(5);

/// Interval between two searches for unfinished changes of packs.
const SWEEP_INTERVAL: Duration = Duration::from_secs(10);

/// Size of the kernel's send buffer per socket in bytes. A client that stopped reading fills this buffer and then its
/// outbox, and is closed as slow. The kernel's default of megabytes would hold minutes of outdated events.
const SEND_BUFFER: usize = 64 * 1024;

/// Number of unsent bytes in the send buffer at which the kernel reports the socket as not writable. Reliable frames wait
/// behind at most this many bytes, and replaceable frames stay in the outbox, where newer ones replace them.
#[cfg(target_os = "linux")]
const UNSENT: u32 = 16 * 1024;

/// The API, connected to its backends and listening. Connections wait until [`serve`](Self::serve).
pub struct Server {
    listener: TcpListener,
    app: App,
    metrics: MetricsServer,
}

/// The separate listener for metrics.
struct MetricsServer {
    /// Accepts the connections of scrapers.
    listener: TcpListener,
    /// Renders the metrics.
    metrics: Metrics,
}

impl MetricsServer {
    async fn run(self) {
        let router = metrics_router(self.metrics);
        let limits = ConnectionLimits::new(false);
        connections::serve(self.listener, router, configure, limits, std::future::pending()).await;
    }
}

impl Server {
    /// Listens, connects to the database and to Redis, and migrates the database.
    ///
    /// # Errors
    /// A sentence that names the unusable address or the unavailable service.
    pub fn start(
        settings: &Settings,
        rng: SecureRng,
        metrics: Metrics,
    ) -> LocalBoxFuture<'_, Result<Self, Box<dyn std::error::Error>>> {
        Self::connect(settings, rng, metrics).boxed_local()
    }

    async fn connect(
        settings: &Settings,
        rng: SecureRng,
        metrics: Metrics,
    ) -> Result<Self, Box<dyn std::error::Error>> {
        let listener = TcpListener::bind(settings.web.listen)
            .await
            .map_err(|error| format!("cannot listen on {} ({error}); choose another PORT", settings.web.listen))?;
        let app = App::connect(settings, rng, &metrics).await?;
        let metrics = MetricsServer { listener: settings.web.metrics.bind().await?, metrics };
        Ok(Self { listener, app, metrics })
    }

    /// Serves until `stop` is cancelled. The shutdown then stops accepting connections, closes every socket with 1012, waits up
    /// to five seconds for calls in flight, and gives up the presence lease.
    ///
    /// # Errors
    /// The listener fails.
    pub fn serve(self, stop: CancellationToken) -> BoxFuture<'static, std::io::Result<()>> {
        // Boxed, so that this crate compiles the server, and not the program that calls it.
        async move {
            let Self { listener, app, metrics } = self;
            let (address, metrics_address) = (listener.local_addr()?, metrics.listener.local_addr()?);
            tracing::info!(%address, %metrics_address, "API started");
            serve(listener, app, metrics, stop).await
        }
        .boxed()
    }
}

async fn serve(
    listener: TcpListener,
    app: App,
    metrics: MetricsServer,
    stop: CancellationToken,
) -> std::io::Result<()> {
    let background = spawn_background_tasks(&app, metrics);
    let (stopping, stopped) = tokio::sync::oneshot::channel();
    let closing = app.clone();
    let stop = async move {
        stop.cancelled_owned().await;
        tracing::info!("the API stops");
        closing.hub.close_all();
        let _ = stopping.send(());
    };
    let limits = ConnectionLimits::new(app.settings.trusted_hops.is_some());
    let server = connections::serve(listener, router(app.clone()), configure, limits, stop);
    // The server does not track upgraded connections, so the sockets are awaited separately.
    let ended = async {
        server.await;
        app.limits.all_sockets_closed().await;
    };
    tokio::select! {
        () = ended => {}
        () = async { let _ = stopped.await; tokio::time::sleep(GRACE).await } => {
            tracing::warn!("connections still open after the grace period");
        }
    }
    for task in background {
        task.abort();
    }
    if let Err(error) = app.presence.leave().await {
        tracing::warn!(%error, "presence lease not given up; it expires");
    }
    Ok(())
}

fn spawn_background_tasks(app: &App, metrics: MetricsServer) -> [tokio::task::JoinHandle<()>; 5] {
    let (renewing, typing, limits) = (app.clone(), app.clone(), app.limits.clone());
    [
        tokio::spawn(renew_presence(renewing)),
        tokio::spawn(metrics.run()),
        tokio::spawn(async move { typing.chat.run_typing_expiry().await }),
        tokio::spawn(async move { limits.run_cleanup().await }),
        tokio::spawn(sweep_packs(app.packs.clone())),
    ]
}

/// Configures an accepted connection. Errors are ignored: the connection then works with the system's defaults.
fn configure(stream: &TcpStream) {
    // Events are small and urgent, so the kernel must not delay them to fill a packet.
    let _ = stream.set_nodelay(true);
    let socket = SockRef::from(stream);
    let _ = socket.set_send_buffer_size(SEND_BUFFER);
    #[cfg(target_os = "linux")]
    let _ = socket.set_tcp_notsent_lowat(UNSENT);
}

/// Renews the presence lease until the process stops.
async fn renew_presence(app: App) {
    let mut interval = tokio::time::interval(Duration::from_millis(RENEW_EVERY_MS));
    loop {
        interval.tick().await;
        if let Err(error) = app.presence.renew(app.sessions.clock().now()).await {
            tracing::warn!(%error, "presence lease not renewed");
        }
    }
}

/// Undoes the changes of packs whose process died, until the process stops.
async fn sweep_packs(packs: Packs) {
    let mut interval = tokio::time::interval(SWEEP_INTERVAL);
    loop {
        interval.tick().await;
        match packs.sweep().await {
            Ok(0) => {}
            Ok(packs) => tracing::info!(packs, "unfinished changes of packs undone"),
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "packs not swept; it will be repeated")
            }
        }
    }
}
