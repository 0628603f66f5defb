//! The page `/admin`: who may use it, what it shows, and what it can do.

mod access;
mod links;
mod manage;
mod processes;
mod rooms;
mod support;
