//! The types that Quiz exchanges with clients.

mod action;
mod config;
mod event;
mod phase_data;
mod reject_reason;
mod view;

pub use self::{action::*, config::*, event::Event, phase_data::*, reject_reason::RejectReason, view::*};
