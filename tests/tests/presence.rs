//! Who is there, across sockets, processes and crashes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod presence {
    mod sockets;
    mod two_processes;
}
