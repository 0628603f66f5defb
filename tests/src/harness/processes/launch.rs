//! Starts programs of others, and claims free ports.

use std::{
    net::{TcpListener, UdpSocket},
    ops::Range,
    process::{Child, Command, Stdio},
};

use rand::RngExt as _;
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::ChildStdout,
};
use wpp_runtime::secure_rng::SecureRng;

/// Ports that Linux gives to no connection by default (`ip_local_port_range`), so that a stopped server can listen on its
/// port again. The tests in a browser use those above.
const PORTS: Range<u16> = 10_000..20_000;

/// A port of loopback that nobody listens on. No other test of this machine gets it until the value drops, also while the
/// server of the port starts or is stopped.
#[derive(Debug)]
pub struct FreePort {
    number: u16,
    #[expect(dead_code, reason = "shows other processes that the number is taken; the servers of tests use TCP")]
    claim: UdpSocket,
}

impl FreePort {
    /// Finds a random port.
    ///
    /// # Panics
    /// Panics if the operating system provides no randomness.
    #[must_use]
    pub fn claim() -> Self {
        let random = SecureRng::from_os().expect("randomness");
        loop {
            let number = random.with(|rng| rng.random_range(PORTS));
            let Ok(claim) = UdpSocket::bind(("127.0.0.1", number)) else { continue };
            if TcpListener::bind(("127.0.0.1", number)).is_ok() {
                return Self { number, claim };
            }
        }
    }

    /// Returns the number.
    #[must_use]
    pub fn number(&self) -> u16 {
        self.number
    }
}

/// Starts a command and waits for a line of its log that contains `ready`. Returns `None` if the program ends first.
pub async fn start(mut command: Command, ready: &str) -> Option<Child> {
    let spawned = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut process = spawned.unwrap_or_else(|error| panic!("{command:?} cannot be started: {error}"));
    let output = process.stdout.take().and_then(|pipe| ChildStdout::from_std(pipe).ok()).expect("its output is piped");
    let mut log = BufReader::new(output).lines();
    if logs(&mut log, ready).await {
        // Reads the output, because the server blocks on a full pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = log.next_line().await {} });
        return Some(process);
    }
    let _ = process.kill();
    let _ = process.wait();
    None
}

async fn logs(log: &mut Lines<BufReader<ChildStdout>>, text: &str) -> bool {
    while let Ok(Some(line)) = log.next_line().await {
        if line.contains(text) {
            return true;
        }
    }
    false
}
