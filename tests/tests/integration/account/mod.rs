//! Accounts: rights, logins and deletion.

mod hostile;
mod life;
mod limits;
mod owner;
mod refresh;
mod rights;
mod roles;
mod writers;
