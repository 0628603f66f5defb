//! No byte that anybody receives contains a secret before its time.
//!
//! Every role plays or watches over every channel. The tests record each answer, frame and close reason, and search them
//! for texts that only the question pack or another player knows.

mod audit;
mod cast;
mod fib;
mod last_word;
mod quiz;
mod secrets;
mod sketch;
mod timeline;
mod wiretap;
