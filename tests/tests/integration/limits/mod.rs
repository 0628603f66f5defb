//! Limits by address and by room.

mod addresses;
mod codes;
mod edge;
mod proxies;
mod rooms;
mod sockets;
