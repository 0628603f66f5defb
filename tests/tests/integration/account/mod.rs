//! Accounts: who may do what, what a login is worth, and what remains of whom.

mod hostile;
mod life;
mod limits;
mod owner;
mod refresh;
mod rights;
mod roles;
mod writers;
