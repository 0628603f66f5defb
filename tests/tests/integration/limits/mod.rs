//! Limits by address and by room.

mod addresses;
mod codes;
mod proxies;
mod rooms;
mod sockets;
