//! The promises of the contract, checked on real processes.

mod actions;
mod departure;
mod documents;
mod game;
mod operation;
mod pause;
mod rejected_bodies;
