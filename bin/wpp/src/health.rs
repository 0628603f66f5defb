//! `wpp health`: the client for health checks of containers, whose image contains no other client.

use std::{
    error::Error,
    io::{self, Read as _, Write as _},
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream},
    time::Duration,
};

use clap::Args;
use wpp_runtime::config::Env;

/// Time for the connection, and for each part of the answer. `/readyz` answers within a second.
const TIMEOUT: Duration = Duration::from_secs(2);

/// Longest answer that is read, in bytes.
const MAX_ANSWER: u64 = 4_096;

/// Arguments of `wpp health`.
#[derive(Debug, Args)]
pub struct Health {
    /// Port of the server on this machine. Default: `PORT`, then 8080. A worker answers on its `METRICS_PORT`.
    #[arg(long)]
    port: Option<u16>,
}

impl Health {
    /// Asks the server whether it is ready.
    ///
    /// # Errors
    /// When nothing answers, or the server is not ready. The text contains the answer.
    pub fn run(&self, env: &Env<'_>) -> Result<(), Box<dyn Error>> {
        let port = match self.port {
            Some(port) => port,
            None => env.number("PORT", 8080, 0, u16::MAX)?,
        };
        let address = SocketAddr::new(local(env.host()?), port);
        let answer = ask(address).map_err(|error| format!("no server answers on {address} ({error}); start wpp"))?;
        if answer.starts_with("HTTP/1.1 200 ") {
            return Ok(());
        }
        Err(format!("the server on {address} is not ready; its log has the reason: {answer}").into())
    }
}

/// Returns the address under which this machine reaches a server that listens on `listen`.
fn local(listen: IpAddr) -> IpAddr {
    // All addresses of IPv6 include those of IPv4, which every machine has.
    if listen.is_unspecified() { Ipv4Addr::LOCALHOST.into() } else { listen }
}

/// Returns the answer of `/readyz`: status line, headers and body.
fn ask(address: SocketAddr) -> io::Result<String> {
    let mut connection = TcpStream::connect_timeout(&address, TIMEOUT)?;
    connection.set_read_timeout(Some(TIMEOUT))?;
    connection.set_write_timeout(Some(TIMEOUT))?;
    write!(connection, "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    connection.take(MAX_ANSWER).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[cfg(test)]
mod tests {
    use std::{
        io::{BufRead as _, BufReader},
        net::{Ipv6Addr, TcpListener},
        thread,
    };

    use super::*;

    /// Returns the outcome of `wpp health` at a server that gives one answer.
    fn outcome_with(answer: &'static str) -> Result<(), String> {
        let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = server.local_addr().unwrap().port();
        let serving = thread::spawn(move || {
            let (connection, _) = server.accept().unwrap();
            let mut lines = BufReader::new(&connection).lines().map_while(Result::ok);
            let request = lines.next().unwrap();
            assert!(lines.any(|line| line.is_empty()), "the headers end");
            (&connection).write_all(answer.as_bytes()).unwrap();
            request
        });
        let outcome = Health { port: Some(port) }.run(&Env::new(&|_| None)).map_err(|error| error.to_string());
        assert_eq!(serving.join().unwrap(), "GET /readyz HTTP/1.1");
        outcome
    }

    #[test]
    fn a_ready_server_is_healthy() {
        assert_eq!(outcome_with("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"), Ok(()));
    }

    #[test]
    fn an_unready_server_is_named_with_its_answer() {
        let error = outcome_with("HTTP/1.1 503 Service Unavailable\r\n\r\n{\"store\":\"unreachable\"}").unwrap_err();
        assert!(error.contains("not ready") && error.contains("\"store\":\"unreachable\""), "{error}");
    }

    #[test]
    fn a_missing_server_is_an_error() {
        // Port 9 (discard) is closed. A free port could be in use again.
        let error = Health { port: Some(9) }.run(&Env::new(&|_| None)).unwrap_err().to_string();
        assert!(error.contains("no server answers on 127.0.0.1:"), "{error}");
    }

    #[test]
    fn a_server_on_all_addresses_is_asked_on_loopback() {
        assert_eq!(local([0, 0, 0, 0].into()), Ipv4Addr::LOCALHOST);
        assert_eq!(local(Ipv6Addr::UNSPECIFIED.into()), Ipv4Addr::LOCALHOST);
        assert_eq!(local([10, 0, 0, 7].into()), IpAddr::from([10, 0, 0, 7]));
    }
}
