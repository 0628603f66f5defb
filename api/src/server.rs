//! Listening, background tasks, and the order of the shutdown.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use futures_util::{
    FutureExt as _,
    future::{BoxFuture, LocalBoxFuture},
};
use socket2::SockRef;
use tokio::{
    net::{TcpListener, TcpStream},
    time::MissedTickBehavior,
};
use tokio_util::sync::CancellationToken;
use wpp_game::registry::Registry;
use wpp_library::packs::Packs;
use wpp_runtime::{
    clock::SystemClock,
    presence::RENEW_EVERY_MS,
    process_reports,
    secure_rng::SecureRng,
    telemetry::{Chain, Metrics},
};

use crate::{
    app::{Addresses, App},
    connections::{self, ConnectionLimits, Listener, listen},
    local_name::LocalName,
    realtime::presence::CONFIRM_EVERY_MS,
    router::{metrics_router, router},
    settings::{Settings, WebSettings},
    tls::{Certificate, HttpsSettings},
};

/// Time for calls in flight and for sockets to close.
const GRACE: Duration = Duration::from_secs(5);

/// Interval between two searches for unfinished changes of packs.
const SWEEP_INTERVAL: Duration = Duration::from_secs(10);

/// Time between two deletions of unused pictures and sounds. Uploads that no question uses are kept for an hour.
const MEDIA_SWEEP_INTERVAL: Duration = Duration::from_secs(600);

/// Length of the name of a process on the operator's page.
const PROCESS_LETTERS: usize = 10;

/// Size of the kernel's send buffer per socket in bytes. A client that stopped reading fills this buffer and then its
/// outbox, and is closed as slow. The kernel's default of megabytes would hold minutes of outdated events.
const SEND_BUFFER: usize = 64 * 1024;

/// Number of unsent bytes in the send buffer at which the kernel reports the socket as not writable. Reliable frames wait
/// behind at most this many bytes, and replaceable frames stay in the outbox, where newer ones replace them.
#[cfg(target_os = "linux")]
const UNSENT: u32 = 16 * 1024;

/// The API, connected to its backends and listening. Connections wait until [`serve`](Self::serve).
pub struct Server {
    http: Listener,
    https: Option<HttpsServer>,
    app: App,
    metrics: MetricsServer,
}

/// The listener of HTTPS.
struct HttpsServer {
    listener: Listener,
    /// Is renewed while the server runs.
    certificate: Certificate,
}

impl HttpsServer {
    /// Listens, and reads or creates the certificate.
    async fn start(settings: &HttpsSettings, limits: ConnectionLimits) -> Result<Self, Box<dyn std::error::Error>> {
        let tcp = listen(settings.listen)
            .await
            .map_err(|error| format!("cannot listen on {} ({error}); choose another HTTPS_PORT", settings.listen))?;
        let certificate = Certificate::load(&settings.certificate, Arc::new(SystemClock))?;
        let tls = Some(certificate.acceptor()?);
        Ok(Self { listener: Listener { tcp, tls, configure, limits }, certificate })
    }

    /// Starts HTTPS if the settings ask for it. `None` also if an optional HTTPS cannot start, which is logged.
    async fn start_if_set(
        settings: &WebSettings,
        limits: ConnectionLimits,
    ) -> Result<Option<Self>, Box<dyn std::error::Error>> {
        let Some(https) = &settings.https else { return Ok(None) };
        match Self::start(https, limits).await {
            Ok(server) => Ok(Some(server)),
            Err(error) if https.is_required => Err(error),
            Err(error) => {
                tracing::warn!(error = %Chain::of(&*error), "no HTTPS; phones cannot keep their screens on");
                Ok(None)
            }
        }
    }
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
        let listener = Listener { tcp: self.listener, tls: None, configure, limits };
        connections::serve(listener, router, std::future::pending()).await;
    }
}

impl Server {
    /// Listens, connects to the database and to Redis, and migrates the database. The server offers `games`.
    ///
    /// # Errors
    /// A sentence that names the unusable address or the unavailable service.
    pub fn start(
        settings: &Settings,
        games: Registry,
        rng: SecureRng,
        metrics: Metrics,
    ) -> LocalBoxFuture<'_, Result<Self, Box<dyn std::error::Error>>> {
        Self::connect(settings, games, rng, metrics).boxed_local()
    }

    async fn connect(
        settings: &Settings,
        games: Registry,
        rng: SecureRng,
        metrics: Metrics,
    ) -> Result<Self, Box<dyn std::error::Error>> {
        let tcp = listen(settings.web.listen)
            .await
            .map_err(|error| format!("cannot listen on {} ({error}); choose another PORT", settings.web.listen))?;
        let limits = ConnectionLimits::new(settings.web.trusted_hops.is_some());
        let https = HttpsServer::start_if_set(&settings.web, limits).await?;
        let https_port = https.as_ref().and_then(|https| https.listener.tcp.local_addr().ok()).map(|addr| addr.port());
        let local_name = LocalName::announce_if_set(&settings.web, tcp.local_addr()?);
        let trust = https.as_ref().map(|https| https.certificate.trust()).unwrap_or_default();
        let app = App::connect(settings, games, rng, &metrics, Addresses { https_port, local_name, trust }).await?;
        let metrics = MetricsServer { listener: settings.web.metrics.bind().await?, metrics };
        Ok(Self { http: Listener { tcp, tls: None, configure, limits }, https, app, metrics })
    }

    /// Returns the address of HTTP.
    ///
    /// # Errors
    /// The listener fails.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.http.tcp.local_addr()
    }

    /// Returns a new one-time link to the page `/admin`; `None` if the store does not take it, which is logged.
    pub async fn create_operator_link(&self) -> Option<String> {
        let created = self.app.operator_links.create(&self.app.link_base()).await;
        created.inspect_err(|error| tracing::warn!(%error, "no link for operators")).ok()
    }

    /// Serves until `stop` is cancelled. The shutdown then stops accepting connections, closes every socket with 1012, waits up
    /// to five seconds for calls in flight, and gives up the presence lease.
    ///
    /// # Errors
    /// The listener fails.
    pub fn serve(self, stop: CancellationToken) -> BoxFuture<'static, std::io::Result<()>> {
        // Boxed, so that this crate compiles the server, and not the program that calls it.
        async move {
            let Self { http, https, app, metrics } = self;
            let (address, metrics_address) = (http.tcp.local_addr()?, metrics.listener.local_addr()?);
            tracing::info!(%address, %metrics_address, https_port = app.addresses.https_port, "API started");
            serve(http, https, app, metrics, stop).await
        }
        .boxed()
    }
}

async fn serve(
    http: Listener,
    https: Option<HttpsServer>,
    app: App,
    metrics: MetricsServer,
    stop: CancellationToken,
) -> std::io::Result<()> {
    let process = app.entropy.word(PROCESS_LETTERS);
    let reporting = process_reports::run(
        app.reports.clone(),
        metrics.metrics.clone(),
        app.sessions.clock().clone(),
        process.clone(),
    );
    let reporting = tokio::spawn(reporting);
    let background = spawn_background_tasks(&app, metrics);
    let (router, answers) = (router(app.clone()), app.challenge_answers.clone());
    let http = connections::serve(http, router.clone(), stop.cancelled());
    let https = async {
        let Some(HttpsServer { listener, certificate }) = https else { return };
        let renewal = tokio::spawn(certificate.run_renewal(answers));
        connections::serve(listener, router, stop.cancelled()).await;
        renewal.abort();
    };
    // The server does not track upgraded connections, so the sockets are awaited separately.
    let ended = async {
        tokio::join!(http, https);
        app.limits.all_sockets_closed().await;
    };
    let stopping = async {
        stop.cancelled().await;
        tracing::info!("the API stops");
        app.hub.close_all();
        app.admin_feed.close();
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        () = ended => {}
        () = stopping => tracing::warn!("connections still open after the grace period"),
    }
    for task in background.into_iter().chain([reporting]) {
        task.abort();
    }
    if let Err(error) = app.reports.leave(&process).await {
        tracing::debug!(%error, "report of the process not deleted; it expires");
    }
    if let Err(error) = app.presence.leave().await {
        tracing::warn!(%error, "presence lease not given up; it expires");
    }
    Ok(())
}

fn spawn_background_tasks(app: &App, metrics: MetricsServer) -> [tokio::task::JoinHandle<()>; 7] {
    let (renewing, confirming, typing, limits) = (app.clone(), app.clone(), app.clone(), app.limits.clone());
    [
        tokio::spawn(renew_presence(renewing)),
        tokio::spawn(confirm_departures(confirming)),
        tokio::spawn(metrics.run()),
        tokio::spawn(async move { typing.chat.run_typing_expiry().await }),
        tokio::spawn(async move { limits.run_cleanup().await }),
        tokio::spawn(sweep_packs(app.packs.clone())),
        tokio::spawn(sweep_media(app.packs.clone())),
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
        match app.presence.renew().await {
            Ok(true) => {}
            Ok(false) => app.audience_counter.request_all(),
            Err(error) => tracing::warn!(%error, "presence lease not renewed"),
        }
    }
}

/// Reports departures again until the process stops.
async fn confirm_departures(app: App) {
    let mut interval = tokio::time::interval(Duration::from_millis(CONFIRM_EVERY_MS));
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        interval.tick().await;
        app.presence.confirm_departures().await;
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

/// Deletes pictures and sounds that nobody uses, until the process stops.
async fn sweep_media(packs: Packs) {
    let mut interval = tokio::time::interval(MEDIA_SWEEP_INTERVAL);
    loop {
        interval.tick().await;
        match packs.media().sweep().await {
            Ok(0) => {}
            Ok(files) => tracing::info!(files, "unused pictures and sounds deleted"),
            Err(error) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "media not swept; it will be repeated")
            }
        }
    }
}
