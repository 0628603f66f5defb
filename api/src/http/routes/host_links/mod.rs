//! Links and codes that open the host's controls on another device.

pub mod code;
pub mod create;
pub mod redeem;
