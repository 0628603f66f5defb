//! Accounts: who may do what, what a login is worth, and what remains of whom.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support {
    pub mod account;
    pub mod member;
    #[expect(dead_code, reason = "other suites look through a whole world")]
    pub mod traces;
}

mod account {
    mod hostile;
    mod life;
    mod limits;
    mod owner;
    mod refresh;
    mod rights;
    mod roles;
    mod writers;
}
