//! The WebSocket protocol (RFC 6455) on all sockets, after the cases of the Autobahn test suite.

mod cases;
mod closing;
mod connection;
mod framing;
mod full_process;
mod utf8;
