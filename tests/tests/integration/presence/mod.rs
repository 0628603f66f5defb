//! Presence across sockets, processes and crashes.

mod sockets;
mod two_processes;
