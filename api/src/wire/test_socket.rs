//! A client for tests: the other end of a [`SocketWriter`]'s TCP connection.

use std::{sync::Arc, time::Duration};

use futures_util::StreamExt;
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, protocol::Role},
};

use super::writer::{SocketWriter, text_frame};

pub(crate) struct TestSocket {
    pub(crate) writer: Arc<SocketWriter>,
    socket: WebSocketStream<TcpStream>,
}

impl TestSocket {
    pub(crate) async fn connect() -> (Arc<SocketWriter>, Self) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (client, accepted) = tokio::join!(TcpStream::connect(listener.local_addr().unwrap()), listener.accept());
        let writer = SocketWriter::new(Arc::new(accepted.unwrap().0));
        let socket = WebSocketStream::from_raw_socket(client.unwrap(), Role::Client, None).await;
        (writer.clone(), Self { writer, socket })
    }

    /// Returns all texts that were sent until now, in order. A marker frame separates them from later ones.
    pub(crate) async fn received(&mut self) -> Vec<String> {
        self.writer.send_reliable(&text_frame("mark"));
        self.writer.flush().await.unwrap();
        let mut received = Vec::new();
        loop {
            let message = tokio::time::timeout(Duration::from_secs(60), self.socket.next()).await.unwrap();
            let Some(Ok(Message::Text(text))) = message else { panic!("{message:?}") };
            match text.as_str() {
                "mark" => return received,
                text => received.push(text.to_owned()),
            }
        }
    }
}
