//! A client of HTTPS that trusts one authority.

use std::{io, sync::Arc};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, pem::PemObject as _},
    },
};
use wpp_tests::harness::processes::Process;

/// A process that serves HTTPS, and the certificates that a client trusts.
pub(super) struct Https {
    pub process: Process,
    pub port: u16,
    host: &'static str,
    roots: RootCertStore,
}

impl Https {
    /// Returns the client of a process whose log names the port of HTTPS. The client opens the process as `host`.
    pub(super) fn of(process: Process, host: &'static str, authority: &[u8]) -> Self {
        let text = process.log().text();
        let entries = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let port = entries.filter_map(|entry| entry["https_port"].as_u64()).next().expect("a port of HTTPS");
        Self { process, port: port.try_into().unwrap(), host, roots: roots(authority) }
    }

    /// Opens a connection, which fails unless the certificate is valid for the address.
    pub(super) async fn connect(&self) -> TlsStream<TcpStream> {
        self.try_connect().await.expect("a valid certificate")
    }

    /// Opens a connection, or returns why the client does not accept the certificate.
    pub(super) async fn try_connect(&self) -> io::Result<TlsStream<TcpStream>> {
        connect(self.port, self.host, self.roots.clone()).await
    }

    /// Makes a call and returns the whole answer.
    pub(super) async fn call(&self, method: &str, path: &str, body: &Value) -> String {
        let body = body.to_string();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}:{}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.host,
            self.port,
            body.len()
        );
        exchange(self.connect().await, &request).await
    }
}

/// Returns the body of a page on a port of this machine.
pub(super) async fn get(port: u16, path: &str, authority: &[u8]) -> String {
    let stream = connect(port, "127.0.0.1", roots(authority)).await.expect("a valid certificate");
    let answer = exchange(stream, &format!("GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")).await;
    answer.split_once("\r\n\r\n").expect("a body").1.to_owned()
}

fn roots(authority: &[u8]) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(authority).unwrap()).unwrap();
    roots
}

async fn connect(port: u16, host: &'static str, roots: RootCertStore) -> io::Result<TlsStream<TcpStream>> {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().unwrap().with_root_certificates(roots);
    let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let connector = TlsConnector::from(Arc::new(config.with_no_client_auth()));
    connector.connect(host.try_into().unwrap(), stream).await
}

async fn exchange(mut stream: TlsStream<TcpStream>, request: &str) -> String {
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
