//! The types that Fib exchanges with clients.

mod action;
mod config;
mod event;
mod phase_data;
mod reject_reason;
mod view;

pub use self::{action::*, config::Config, event::Event, phase_data::*, reject_reason::RejectReason, view::*};
