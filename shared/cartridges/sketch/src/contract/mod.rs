//! The types that Sketch exchanges with clients.

mod action;
mod event;
mod phase_data;
mod reject_reason;
mod view;

pub use self::{action::*, event::Event, phase_data::*, reject_reason::*, view::*};
