//! The relay, a catch-up and a new socket use one room, in many orders.

use std::{io, sync::Arc};

use axum::body::Bytes;
use futures_util::{FutureExt, future::BoxFuture};
use wpp_game::ids::SessionCode;
use wpp_runtime::broadcast::Broadcast;

use super::{Arrival, EventText, Member, Room, StoredEvent};
use crate::{
    realtime::encoder::FrameEncoder,
    wire::{
        lock::{Lock, interleaving::in_many_orders},
        writer::{SocketWriter, Transport},
    },
};

/// Number of events.
const EVENTS: u64 = 4;

/// Sends the number of an event as one byte.
struct Numbers;

impl FrameEncoder for Numbers {
    fn name(&self) -> &'static str {
        "numbers"
    }

    fn event(&self, event: &EventText) -> Option<Bytes> {
        Some(event.envelope.to_string().into())
    }

    fn broadcast(&self, _: &SessionCode, _: &str, _: &Broadcast) -> Option<Bytes> {
        None
    }
}

/// Accepts everything.
#[derive(Default)]
struct Sink(Lock<Vec<u8>>);

impl Transport for Sink {
    fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn writable(&self) -> BoxFuture<'_, io::Result<()>> {
        async { Ok(()) }.boxed()
    }
}

/// Returns the stored events with `after < seq ≤ upto`.
fn stored(after: u64, upto: u64) -> Vec<StoredEvent> {
    let event = |seq: u64| StoredEvent::new(seq, seq.to_string(), "");
    (after + 1..=upto).map(event).collect()
}

/// The store and the subscription of the process.
#[derive(Default)]
struct Store {
    committed: u64,
    is_subscribed: bool,
}

/// Commits all events, and relays those that the channel brings. Earlier ones are lost.
fn publish(room: &Room, store: &Lock<Store>) {
    for seq in 1..=EVENTS {
        let is_subscribed = {
            let mut store = store.lock();
            store.committed = seq;
            store.is_subscribed
        };
        if is_subscribed
            && let Arrival::Missing { after, upto } =
                room.on_events("a", EventText::of_message(&seq.to_string()).map(|event| (seq, event)))
        {
            room.fill_gap(stored(after, upto), upto);
        }
    }
}

/// Reconnects and catches up, as the hub does.
fn catch_up(room: &Room, store: &Lock<Store>) {
    let progress = {
        let mut store = store.lock();
        store.is_subscribed = true;
        // The relay passes the confirmation before any later message.
        room.begin_check()
    };
    if let Some(progress) = progress {
        let last = store.lock().committed;
        if last > progress.seq {
            room.fill_gap(stored(progress.seq, last), last);
        }
        room.end_check();
    }
}

/// Enters the room and reads the session afterwards. Returns the position of its first frame.
fn enter(room: &Room, store: &Lock<Store>, sink: Arc<Sink>) -> u64 {
    let writer = SocketWriter::new(sink);
    let number = room.add(Member {
        player: None,
        in_audience: false,
        holder: 0,
        host: false,
        encoder: &Numbers,
        writer,
        subscription: None,
    });
    let seq = store.lock().committed;
    room.first_frame_sent(number, seq);
    seq
}

#[test]
fn socket_gets_whole_stream_in_any_order() {
    in_many_orders(|| {
        let room = Arc::new(Room::new(SessionCode::parse("KWXTRN").unwrap()));
        room.start_at("a", 0);
        let (store, sink) = (Arc::new(Lock::<Store>::default()), Arc::<Sink>::default());
        let threads = [publish as fn(&Room, &Lock<Store>), catch_up].map(|work| {
            let (room, store) = (room.clone(), store.clone());
            shuttle::thread::spawn(move || work(&room, &store))
        });
        let first = enter(&room, &store, sink.clone());
        threads.into_iter().for_each(|thread| thread.join().unwrap());
        let expected: String = (first + 1..=EVENTS).map(|seq| seq.to_string()).collect();
        let received = String::from_utf8(sink.0.lock().clone()).unwrap();
        assert_eq!(received, expected, "after a first frame at {first}");
    });
}
