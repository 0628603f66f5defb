//! Random play of the games that do not leave it to their declarations, one file each.

mod air_guitar;
mod fib;
mod last_word;
mod lounge;
mod quiz;
mod sketch;
