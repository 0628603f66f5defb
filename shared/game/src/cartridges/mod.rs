//! The games. Each is a driver of its own; none knows another.

pub mod air_guitar;
pub mod fib;
pub mod lounge;
pub mod quiz;
