//! A phone for tests: the other end of an outlet's connection.

use std::{sync::Arc, time::Duration};

use futures_util::StreamExt;
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Message, protocol::Role},
};

use super::outlet::{Outlet, framed};

pub(super) struct Phone {
    pub(super) outlet: Arc<Outlet>,
    socket: WebSocketStream<TcpStream>,
}

impl Phone {
    pub(super) async fn connect() -> (Arc<Outlet>, Self) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (client, accepted) = tokio::join!(TcpStream::connect(listener.local_addr().unwrap()), listener.accept());
        let outlet = Outlet::new(accepted.unwrap().0);
        let socket = WebSocketStream::from_raw_socket(client.unwrap(), Role::Client, None).await;
        (outlet.clone(), Self { outlet, socket })
    }

    /// All texts told so far, in order. What is told later comes behind a mark.
    pub(super) async fn heard(&mut self) -> Vec<String> {
        self.outlet.reliable(&framed("mark"));
        self.outlet.flush().await.unwrap();
        let mut heard = Vec::new();
        loop {
            let message = tokio::time::timeout(Duration::from_secs(5), self.socket.next()).await.unwrap();
            let Some(Ok(Message::Text(text))) = message else { panic!("{message:?}") };
            match text.as_str() {
                "mark" => return heard,
                text => heard.push(text.to_owned()),
            }
        }
    }
}
