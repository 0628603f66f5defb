//! The types that Quiz exchanges with clients.

pub(super) mod action;
pub(super) mod config;
pub(super) mod event;
pub(super) mod phase_data;
pub(super) mod reject_reason;
pub(super) mod view;
