//! The promises of the contract, checked on real processes.

mod actions;
mod departure;
mod documents;
mod frames;
mod game;
mod operation;
mod patches;
mod pause;
mod recorder;
mod rejected_bodies;
