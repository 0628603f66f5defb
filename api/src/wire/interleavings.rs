//! The hub and the connection's task write to one socket, in many orders.

use std::{io, sync::Arc};

use axum::body::Bytes;
use futures_util::{FutureExt, future::BoxFuture};
use tokio::sync::Notify;

use super::{
    close::Close,
    lock::{Lock, interleaving::in_many_orders},
    outbox::ConnectionTask,
    writer::{SocketWriter, Transport, text_frame},
};

/// A connection that holds a few bytes until its reader takes them.
struct Narrow {
    capacity: usize,
    bytes: Lock<Vec<u8>>,
    readable: Notify,
    writable: Notify,
}

impl Narrow {
    fn new(capacity: usize) -> Arc<Self> {
        Arc::new(Self { capacity, bytes: Lock::default(), readable: Notify::new(), writable: Notify::new() })
    }

    async fn read(&self) -> Vec<u8> {
        loop {
            let bytes = std::mem::take(&mut *self.bytes.lock());
            if !bytes.is_empty() {
                self.writable.notify_one();
                return bytes;
            }
            self.readable.notified().await;
        }
    }
}

impl Transport for Narrow {
    fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        let mut held = self.bytes.lock();
        let count = bytes.len().min(self.capacity - held.len());
        if count == 0 {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        held.extend_from_slice(&bytes[..count]);
        drop(held);
        self.readable.notify_one();
        Ok(count)
    }

    fn writable(&self) -> BoxFuture<'_, io::Result<()>> {
        async {
            while self.bytes.lock().len() >= self.capacity {
                self.writable.notified().await;
            }
            Ok(())
        }
        .boxed()
    }
}

fn event(seq: u64) -> Bytes {
    text_frame(format!("event {seq}"))
}

#[test]
fn writes_all_frames_in_any_order() {
    in_many_orders(|| {
        let transport = Narrow::new(13);
        let writer = SocketWriter::new(transport.clone());
        let hub = {
            let writer = writer.clone();
            shuttle::thread::spawn(move || (1..=4).for_each(|seq| assert!(writer.send_events(&[(seq, event(seq))]))))
        };
        let task = {
            let writer = writer.clone();
            shuttle::thread::spawn(move || {
                writer.first_frame_sent(1);
                shuttle::future::block_on(async {
                    loop {
                        match writer.next_task().await {
                            ConnectionTask::Flush => writer.flush().await.unwrap(),
                            task => return task,
                        }
                    }
                })
            })
        };
        // A lost notification would leave all threads waiting, which shuttle reports.
        let expected: Vec<u8> = (2..=4).flat_map(event).collect();
        let mut received = Vec::new();
        while received.len() < expected.len() {
            received.extend(shuttle::future::block_on(transport.read()));
        }
        assert_eq!(received, expected);
        hub.join().unwrap();
        writer.close(Close::Restart);
        assert_eq!(task.join().unwrap(), ConnectionTask::Close(Close::Restart));
    });
}
