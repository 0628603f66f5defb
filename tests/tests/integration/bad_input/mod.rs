//! Invalid input gets a clear error in the contract's form, never a 500, a panic or a lost game.

mod bodies;
mod configuration;
mod flood;
mod frames;
mod moves;
mod resume;
mod tokens;
