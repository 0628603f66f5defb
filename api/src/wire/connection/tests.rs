use std::{future::poll_fn, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tokio_rustls::{
    TlsAcceptor, TlsConnector,
    client::TlsStream,
    rustls::{
        ClientConfig, RootCertStore, ServerConfig,
        crypto::ring,
        pki_types::{PrivateKeyDer, pem::PemObject as _},
    },
};

use super::*;
use crate::wire::{outbox::ConnectionTask, writer::text_frame};

const LIMIT: Duration = Duration::from_secs(60);

/// Returns both ends of an encrypted connection whose kernel buffers are small.
async fn connect() -> (Wire, TlsStream<TcpStream>) {
    let made = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let provider = Arc::new(ring::default_provider());
    let key = PrivateKeyDer::from_pem_slice(made.signing_key.serialize_pem().as_bytes()).unwrap();
    let server = ServerConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions().unwrap();
    let server = server.with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(made.cert.der().clone()).unwrap();
    let client = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let client = TlsConnector::from(Arc::new(client.with_root_certificates(roots).with_no_client_auth()));

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (outgoing, incoming) = tokio::join!(TcpStream::connect(listener.local_addr().unwrap()), listener.accept());
    let (outgoing, incoming) = (outgoing.unwrap(), incoming.unwrap().0);
    SockRef::from(&outgoing).set_recv_buffer_size(4096).unwrap();
    SockRef::from(&incoming).set_send_buffer_size(4096).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(server));
    let (client, server) =
        tokio::join!(client.connect("127.0.0.1".try_into().unwrap(), outgoing), acceptor.accept(incoming));
    (Wire::new(Connection::Tls(Box::new(TlsConnection::new(server.unwrap()))), Vec::new()), client.unwrap())
}

/// Reads until the end of the stream, in pieces of `piece` bytes.
async fn read_all(wire: &mut Wire, piece: usize) -> String {
    let (mut received, mut buffer) = (Vec::new(), vec![0; piece]);
    loop {
        match wire.read(&mut buffer) {
            Ok(0) => return String::from_utf8(received).unwrap(),
            Ok(read) => received.extend_from_slice(&buffer[..read]),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                poll_fn(|cx| wire.poll_readable(cx)).await.unwrap();
            }
            Err(error) => panic!("{error}"),
        }
    }
}

/// Flushes as the task of a connection does.
async fn run_task(writer: Arc<SocketWriter>) {
    while writer.next_task().await == ConnectionTask::Flush {
        writer.flush().await.unwrap();
    }
}

#[tokio::test]
async fn a_slow_client_receives_every_byte() {
    let (wire, mut client) = connect().await;
    let frames: Vec<Bytes> = (0..40).map(|n| text_frame(format!("{n}:").repeat(3000))).collect();
    for frame in &frames {
        assert!(wire.writer().send_reliable(frame), "the outbox has space");
    }
    let task = tokio::spawn(run_task(wire.writer().clone()));
    let sent = frames.concat();
    let mut received = vec![0; sent.len()];
    timeout(LIMIT, client.read_exact(&mut received)).await.expect("all frames arrive").unwrap();
    assert!(received == sent, "the frames arrive in order");
    task.abort();
}

#[tokio::test]
async fn reads_until_the_client_ends() {
    let (mut wire, mut client) = connect().await;
    client.write_all(b"hello").await.unwrap();
    client.shutdown().await.unwrap();
    let received = timeout(LIMIT, read_all(&mut wire, 100)).await.expect("the end arrives");
    assert_eq!(received, "hello");
}

#[tokio::test]
async fn bytes_are_read_once_and_in_order() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (client, accepted) = tokio::join!(TcpStream::connect(listener.local_addr().unwrap()), listener.accept());
    let sent: String = (0..2_000).map(|n| format!("{n} ")).collect();
    let (first, rest) = sent.split_at(10);
    let mut wire = Wire::new(Connection::Tcp(accepted.unwrap().0), first.into());
    let mut client = client.unwrap();
    client.write_all(rest.as_bytes()).await.unwrap();
    client.shutdown().await.unwrap();
    let received = timeout(LIMIT, read_all(&mut wire, 7)).await.expect("the end arrives");
    assert_eq!(received, sent);
    assert_eq!(wire.received.capacity(), 0, "an idle wire has no buffer");
}

#[tokio::test]
async fn the_end_is_announced() {
    let (wire, mut client) = connect().await;
    let end = tokio::spawn(async move { wire.end().await });
    let mut received = Vec::new();
    // A connection that ends without the alert is an error here.
    timeout(LIMIT, client.read_to_end(&mut received)).await.expect("the end arrives").unwrap();
    drop(client);
    timeout(LIMIT, end).await.expect("the server has nothing to wait for").unwrap().unwrap();
}
