//! Links that open the host's controls on another device.

pub mod create;
pub mod redeem;
