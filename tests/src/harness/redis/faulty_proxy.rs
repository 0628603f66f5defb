//! A TCP proxy whose network can fail: between the processes and Redis, or between phones and the processes.

mod condition;

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    task::{AbortHandle, JoinSet},
};

use self::condition::State;
pub use self::condition::{Network, Silence};

/// A proxy on a free port of loopback. Dropping it closes all connections.
#[derive(Debug)]
pub struct FaultyProxy {
    address: SocketAddr,
    opened: Arc<AtomicUsize>,
    state: watch::Sender<State>,
    task: AbortHandle,
}

impl FaultyProxy {
    /// Starts a proxy to `target`, a port on loopback.
    ///
    /// # Panics
    /// Panics if no port is free.
    pub async fn start(target: u16) -> Self {
        Self::start_balanced(vec![target]).await
    }

    /// Starts a proxy to several ports on loopback. New connections take turns; a port that refuses is skipped.
    ///
    /// # Panics
    /// Panics if no port is free.
    pub async fn start_balanced(targets: Vec<u16>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let opened = Arc::<AtomicUsize>::default();
        let (state, states) = watch::channel(State::new(targets));
        let task = tokio::spawn(serve(listener, opened.clone(), states)).abort_handle();
        Self { address, opened, state, task }
    }

    /// Returns the listening address.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the address as a setting for Redis.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://{}", self.address)
    }

    /// Makes all present connections silent for ever. They stay open, and new connections work.
    pub fn silence(&self, direction: Silence) {
        let opened = self.opened.load(Ordering::SeqCst);
        self.state.send_modify(|state| state.silent = (opened, direction));
    }

    /// Closes all present connections. New connections work.
    pub fn cut(&self) {
        let opened = self.opened.load(Ordering::SeqCst);
        self.state.send_modify(|state| state.cut = opened);
    }

    /// Changes the network of all present and future connections.
    pub fn set(&self, network: Network) {
        self.state.send_modify(|state| state.network = network);
    }

    /// Connects new connections to another port. Present connections keep their target.
    pub fn redirect(&self, target: u16) {
        self.state.send_modify(|state| state.targets = vec![target]);
    }
}

impl Drop for FaultyProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, opened: Arc<AtomicUsize>, state: watch::Receiver<State>) {
    // Dropping the set ends all connections.
    let mut connections = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        let number = opened.fetch_add(1, Ordering::SeqCst);
        connections.spawn(carry(client, number, state.clone()));
        // Forgets the connections that have ended.
        while connections.try_join_next().is_some() {}
    }
}

/// Carries one connection to its end.
async fn carry(client: TcpStream, number: usize, state: watch::Receiver<State>) {
    let targets = state.borrow().targets.clone();
    let Some(server) = connect(&targets, number).await else { return };
    // Delayed acknowledgements of small frames would show as lateness.
    if client.set_nodelay(true).and_then(|()| server.set_nodelay(true)).is_err() {
        return;
    }
    let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
    let mut cut = state.clone();
    tokio::select! {
        _ = cut.wait_for(|state| number < state.cut) => {}
        () = pump(from_client, to_server, number, Silence::Commands, state.clone()) => {}
        () = pump(from_server, to_client, number, Silence::Answers, state) => {}
    }
}

/// Connects to the first target that accepts, beginning with the one whose turn it is.
async fn connect(targets: &[u16], number: usize) -> Option<TcpStream> {
    for at in 0..targets.len() {
        let port = targets[(number + at) % targets.len()];
        if let Ok(server) = TcpStream::connect(("127.0.0.1", port)).await {
            return Some(server);
        }
    }
    None
}

/// Copies one direction of a connection.
async fn pump(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    number: usize,
    direction: Silence,
    mut state: watch::Receiver<State>,
) {
    let mut buffer = vec![0; 64 * 1024];
    // A fixed seed for each connection and direction makes losses repeatable.
    let mut rng = ChaCha8Rng::seed_from_u64(number as u64 * 2 + u64::from(direction == Silence::Answers));
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        let delay = state.borrow().network.delay(&mut rng);
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        // Ends the borrow of the state before the write, which can take long.
        let proxy_ended = state.wait_for(|state| state.passes(number, direction)).await.is_err();
        if proxy_ended || to.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}
