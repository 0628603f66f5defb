//! The API process: REST calls, and the sockets that relay a session's events.
//!
//! | module | holds |
//! |---|---|
//! | [`app`] | what the process is made of, wired top to bottom |
//! | [`serve`] | listening, and the order in which things stop |
//! | [`routes`] | one endpoint a file |
//! | [`extract`] | who calls, loaded *and* authorised |
//! | [`chat`] | what people say to each other |
//! | [`socket`] | the hub, and one connection |
//! | [`error`] | the one place where errors become HTTP |
//! | [`contract`] | OpenAPI and AsyncAPI, from the types |

mod act;
pub mod app;
pub mod chat;
pub mod contract;
mod deal;
pub mod error;
pub mod extract;
pub mod limits;
pub mod report;
pub mod routes;
pub mod serve;
pub mod settings;
pub mod socket;
