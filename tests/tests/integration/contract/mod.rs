//! What clients are promised, kept by the real processes.

mod actions;
mod departure;
mod documents;
mod game;
mod operation;
mod pause;
