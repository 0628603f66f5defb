//! Limits by address and by room.

mod addresses;
mod codes;
mod connections;
mod edge;
mod proxies;
mod rooms;
mod sockets;
