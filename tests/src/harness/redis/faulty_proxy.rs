//! A TCP proxy in front of Redis whose connections can become silent, and that can change its target.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU16, AtomicUsize, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    task::{AbortHandle, JoinSet},
};

/// The direction in which a connection passes no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// No command reaches Redis.
    Commands,
    /// No answer and no published message reaches the process.
    Answers,
    /// Nothing passes.
    Both,
}

/// A proxy on a free port of loopback. Dropping it closes all connections.
#[derive(Debug)]
pub struct FaultyProxy {
    address: SocketAddr,
    target: Arc<AtomicU16>,
    opened: Arc<AtomicUsize>,
    /// The number of connections that are silent, from the first one on, and the direction.
    silence: watch::Sender<(usize, Silence)>,
    task: AbortHandle,
}

impl FaultyProxy {
    /// Starts a proxy to `target`, a port on loopback.
    ///
    /// # Panics
    /// Panics if no port is free.
    pub async fn start(target: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (target, opened) = (Arc::new(AtomicU16::new(target)), Arc::<AtomicUsize>::default());
        let (silence, silenced) = watch::channel((0, Silence::Both));
        let task = tokio::spawn(serve(listener, target.clone(), opened.clone(), silenced)).abort_handle();
        Self { address, target, opened, silence, task }
    }

    /// Returns the address for settings.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://{}", self.address)
    }

    /// Makes all present connections silent for ever. They stay open, and new connections work.
    pub fn silence(&self, direction: Silence) {
        self.silence.send_replace((self.opened.load(Ordering::SeqCst), direction));
    }

    /// Connects new connections to another port. Present connections keep their target.
    pub fn redirect(&self, target: u16) {
        self.target.store(target, Ordering::SeqCst);
    }
}

impl Drop for FaultyProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    listener: TcpListener,
    target: Arc<AtomicU16>,
    opened: Arc<AtomicUsize>,
    silence: watch::Receiver<(usize, Silence)>,
) {
    // Dropping the set ends all connections.
    let mut pumps = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        let number = opened.fetch_add(1, Ordering::SeqCst);
        let Ok(server) = TcpStream::connect(("127.0.0.1", target.load(Ordering::SeqCst))).await else { continue };
        let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
        pumps.spawn(pump(from_client, to_server, number, Silence::Commands, silence.clone()));
        pumps.spawn(pump(from_server, to_client, number, Silence::Answers, silence.clone()));
    }
}

/// Copies one direction of a connection.
async fn pump(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    number: usize,
    direction: Silence,
    mut silence: watch::Receiver<(usize, Silence)>,
) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        let passes =
            |(silent, which): &(usize, Silence)| number >= *silent || (*which != direction && *which != Silence::Both);
        if silence.wait_for(passes).await.is_err() || to.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}
