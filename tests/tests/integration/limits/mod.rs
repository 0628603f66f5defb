//! Limits by address and by room.

mod addresses;
mod proxies;
mod rooms;
