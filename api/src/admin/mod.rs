//! What an operator sees on the page `/admin`: a picture of the whole installation, once a second.
//!
//! The process gathers the picture only while an operator watches at it. Nothing here changes anything; the endpoints in
//! `http::routes::admin` do.

mod backups;
mod feed;
mod figures;
mod gatherer;
mod overview;
mod processes;
mod queue;
mod rooms;

pub use self::{
    backups::{BackupState, BackupView, Backups},
    feed::{AdminFeed, Update},
    figures::Figures,
    gatherer::{Gatherer, GathererDeps, Picture},
    overview::{Overview, RoomSummary},
    processes::{ProcessLog, ProcessView},
    queue::QueueView,
};
