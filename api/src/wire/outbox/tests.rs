//! Behaviour of the outbox on a connection that accepts a limited number of bytes.

use proptest::prelude::*;

use super::*;

/// A connection that accepts `capacity` more bytes.
struct Connection {
    capacity: usize,
    written: Vec<u8>,
    writes: usize,
}

impl Write for Connection {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let part = bytes.get(..self.capacity.min(bytes.len())).unwrap();
        if part.is_empty() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        self.writes += 1;
        self.capacity -= part.len();
        self.written.extend_from_slice(part);
        Ok(part.len())
    }
}

impl Connection {
    fn accepts(capacity: usize) -> Self {
        Self { capacity, written: Vec::new(), writes: 0 }
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.written).unwrap()
    }
}

fn after_first_frame() -> Outbox {
    Outbox { cursor: Some(0), ..Outbox::default() }
}

fn frame(text: &str) -> Bytes {
    Bytes::copy_from_slice(text.as_bytes())
}

#[test]
fn sends_held_events_after_first_frame() {
    let (mut outbox, mut client) = (Outbox::default(), Connection::accepts(99));
    for seq in 3..=5 {
        assert_eq!(outbox.send_events(&[(seq, frame(&format!("e{seq} ")))], &mut client), SendOutcome::Done);
    }
    outbox.send_reliable(&frame("snapshot "), &mut client);
    assert_eq!(outbox.first_frame_sent(4, &mut client), SendOutcome::Done);
    assert_eq!(client.text(), "snapshot e5 ");
    outbox.send_events(&[(5, frame("again"))], &mut client);
    assert_eq!(client.text(), "snapshot e5 ", "an event is sent once");
}

#[test]
fn events_of_one_commit_are_one_write() {
    let (mut outbox, mut client) = (after_first_frame(), Connection::accepts(99));
    let events = [(1, frame("e1 ")), (2, frame("e2 ")), (3, frame("e3 "))];
    assert_eq!(outbox.send_events(&events, &mut client), SendOutcome::Done);
    assert_eq!((client.text(), client.writes), ("e1 e2 e3 ", 1));
}

#[test]
fn large_frames_are_written_alone() {
    let (mut outbox, mut client) = (after_first_frame(), Connection::accepts(9 * MAX_JOINED_BYTES));
    let large = "l".repeat(MAX_JOINED_BYTES);
    let events = [(1, frame("a")), (2, frame(&large)), (3, frame("b")), (4, frame("c"))];
    assert_eq!(outbox.send_events(&events, &mut client), SendOutcome::Done);
    assert_eq!((client.text(), client.writes), (&*format!("a{large}bc"), 3));
}

#[test]
fn events_before_a_gap_are_sent() {
    let (mut outbox, mut client) = (after_first_frame(), Connection::accepts(99));
    let events = [(1, frame("e1 ")), (3, frame("e3 ")), (4, frame("e4 "))];
    assert_eq!(outbox.send_events(&events, &mut client), SendOutcome::TaskNeeded);
    assert_eq!(client.text(), "e1 ");
    assert_eq!(outbox.next_task(), Some(ConnectionTask::StartOver));
    outbox.first_frame_sent(3, &mut client);
    assert_eq!(client.text(), "e1 e4 ");
}

#[test]
fn requested_snapshot_replaces_first_frame() {
    let (mut outbox, mut client) = (Outbox::default(), Connection::accepts(99));
    outbox.start_over();
    outbox.first_frame_sent(9, &mut client);
    outbox.send_events(&[(5, frame("e5 "))], &mut client);
    outbox.send_events(&[(10, frame("e10 "))], &mut client);
    assert_eq!(client.text(), "", "the events may belong to another epoch than the first frame");
    assert_eq!(outbox.next_task(), Some(ConnectionTask::StartOver));
    outbox.first_frame_sent(9, &mut client);
    assert_eq!(client.text(), "e10 ");
}

#[test]
fn gap_requests_snapshot() {
    let (mut outbox, mut client) = (after_first_frame(), Connection::accepts(99));
    assert_eq!(outbox.send_events(&[(2, frame("e2"))], &mut client), SendOutcome::TaskNeeded);
    assert_eq!(outbox.next_task(), Some(ConnectionTask::StartOver));
    assert_eq!(outbox.next_task(), None, "one request is enough");
    outbox.send_events(&[(3, frame("e3"))], &mut client);
    outbox.first_frame_sent(2, &mut client);
    assert_eq!(client.text(), "e3");
}

#[test]
fn completes_partly_written_frame_first() {
    let (mut outbox, mut client) = (after_first_frame(), Connection::accepts(3));
    assert_eq!(outbox.send_events(&[(1, frame("first "))], &mut client), SendOutcome::TaskNeeded);
    assert_eq!(outbox.send_events(&[(2, frame("second"))], &mut client), SendOutcome::TaskNeeded);
    assert_eq!(outbox.next_task(), Some(ConnectionTask::Flush));
    client.capacity = 5;
    assert_eq!(outbox.flush(&mut client).unwrap_err().kind(), io::ErrorKind::WouldBlock);
    client.capacity = 99;
    outbox.flush(&mut client).unwrap();
    assert_eq!(client.text(), "first second");
    assert_eq!((outbox.next_task(), outbox.waiting_bytes), (None, 0));
}

#[test]
fn closes_slow_client_after_whole_frame() {
    let (mut outbox, mut client) = (after_first_frame(), Connection::accepts(2));
    for seq in 1..=MAX_WAITING as u64 {
        assert_eq!(outbox.send_events(&[(seq, frame("abc"))], &mut client), SendOutcome::TaskNeeded);
    }
    assert_eq!(outbox.send_events(&[(MAX_WAITING as u64 + 1, frame("abc"))], &mut client), SendOutcome::Dropped);
    assert_eq!(outbox.next_task(), Some(ConnectionTask::Close(Close::Slow)));
    assert_eq!(outbox.send_events(&[(MAX_WAITING as u64 + 2, frame("abc"))], &mut client), SendOutcome::Done);
    client.capacity = 99;
    outbox.queue_close_frame(frame(" bye"));
    outbox.flush(&mut client).unwrap();
    assert_eq!(client.text(), "abc bye");
}

#[test]
fn close_frame_is_the_last_frame() {
    let (mut outbox, mut client) = (after_first_frame(), Connection::accepts(99));
    outbox.queue_close_frame(frame("bye"));
    outbox.send_events(&[(1, frame("event"))], &mut client);
    outbox.send_reliable(&frame("pong"), &mut client);
    outbox.send_latest("a", &frame("chord"), &mut client);
    outbox.flush(&mut client).unwrap();
    assert_eq!(client.text(), "bye");
}

#[test]
fn bounds_waiting_bytes_and_held_events() {
    let mut outbox = after_first_frame();
    let large = Bytes::from(vec![b'x'; MAX_WAITING_BYTES]);
    assert_eq!(outbox.send_events(&[(1, large.clone())], &mut Connection::accepts(0)), SendOutcome::TaskNeeded);
    assert_eq!(outbox.send_events(&[(2, frame("x"))], &mut Connection::accepts(0)), SendOutcome::Dropped);
    let mut outbox = Outbox::default();
    for seq in 1..=MAX_WAITING as u64 {
        outbox.send_events(&[(seq, frame("x"))], &mut Connection::accepts(99));
    }
    assert_eq!(outbox.send_events(&[(99, frame("x"))], &mut Connection::accepts(99)), SendOutcome::Dropped);
    assert_eq!(outbox.next_task(), Some(ConnectionTask::Close(Close::Slow)));
}

#[test]
fn newest_replaceable_frame_waits_last() {
    let (mut outbox, mut client) = (after_first_frame(), Connection::accepts(0));
    for chord in ["A ", "B ", "C "] {
        outbox.send_latest("ana", &frame(chord), &mut client);
    }
    outbox.send_latest("bo", &frame("D "), &mut client);
    outbox.send_events(&[(1, frame("e1 "))], &mut client);
    client.capacity = 99;
    outbox.flush(&mut client).unwrap();
    assert_eq!(client.text(), "e1 C D ");
}

#[test]
fn flood_of_replaceable_frames_is_bounded() {
    let (mut outbox, mut client) = (after_first_frame(), Connection::accepts(0));
    for n in 0..10_000 {
        outbox.send_latest(&format!("p{}", n % 1000), &frame("chord"), &mut client);
    }
    assert_eq!((outbox.latest.len(), outbox.next_task()), (MAX_LATEST, Some(ConnectionTask::Flush)));
}

proptest! {
    /// The connection receives whole frames in order, however few bytes it accepts at a time.
    #[test]
    fn writes_whole_frames_in_order(accepted in proptest::collection::vec(0_usize..9, 1..40)) {
        let (mut outbox, mut client) = (after_first_frame(), Connection::accepts(0));
        let mut expected = String::new();
        for (seq, bytes) in (1..).zip(accepted) {
            let text = format!("<{seq}>");
            expected.push_str(&text);
            client.capacity += bytes;
            outbox.send_events(&[(seq, frame(&text))], &mut client);
            let _ = outbox.flush(&mut client);
        }
        client.capacity = usize::MAX;
        outbox.flush(&mut client).unwrap();
        prop_assert_eq!(client.text(), expected);
        prop_assert_eq!((outbox.waiting_bytes, outbox.written), (0, 0));
    }
}
