//! The API process: REST calls, and the sockets that receive a session's events.
//!
//! Modules depend only on modules in rows below them:
//!
//! | module | contents |
//! |---|---|
//! | [`server`] | listening, graceful shutdown, and the [`router`] of all addresses |
//! | [`connections`] | the accept loop, with limits on connections that are not sockets yet |
//! | [`contract`] | OpenAPI, AsyncAPI and the reference pages, generated from the types |
//! | [`ws`] | the life of a socket, and the protocols of game, chat and foreign clients |
//! | [`http`] | REST routes (one file per endpoint), extractors, headers, error responses |
//! | [`lobby`] | hops of the players' figures before the game |
//! | [`app`] | the state of the process, connected in one function |
//! | [`admin`] | what an operator sees on the page `/admin` |
//! | [`realtime`] | hub, rooms and presence: from Redis channels to this process's sockets |
//! | [`chat`], [`actions`] | use cases that sockets and REST share |
//! | [`wire`] | frames, close codes, and the writer of one socket |
//! | [`local_name`] | the name that the server announces in the local network |
//! | [`settings`] | settings of the process, from the environment |
//! | [`tls`] | the certificate of HTTPS and its renewal |
//! | [`limits`] | size and rate limits |
//! | `simulator` | replays of recorded games, in development builds only |
//! | [`schema`] | schemas that depend on the installed cartridges |
//! | [`backup_settings`] | settings of backups that operators start |
//! | [`allowed_hosts`] | the host names under which the server answers |
//! | [`error`] | `ApiError`, and its conversions from domain errors |

pub mod actions;
pub mod admin;
pub mod allowed_hosts;
pub mod app;
pub mod audience;
pub mod backup_settings;
pub mod chat;
pub mod connections;
pub mod contract;
pub mod error;
pub mod http;
pub mod limits;
pub mod lobby;
pub mod local_name;
pub mod realtime;
pub mod router;
pub mod schema;
pub mod server;
pub mod settings;
#[cfg(debug_assertions)]
pub mod simulator;
pub mod tls;
pub mod wire;
pub mod ws;
