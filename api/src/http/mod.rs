//! REST: routes, extractors, request ids, cookies, response headers, redirects, error responses, and the files of the browser app.

pub mod acme;
pub mod assets;
mod content;
pub mod cookie;
mod error;
pub mod extract;
pub mod headers;
pub mod hosts;
pub mod observe;
mod room_media;
pub mod routes;
pub mod scheme;

pub use self::error::ProblemDetails;
