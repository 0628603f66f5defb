//! The kinds of questions: options, checked answers, and marks.
//!
//! [`build_options`] prepares a [`Ballot`] for a question of any kind, [`accept`] checks what a player
//! [submits](Submission), and [`marks`] returns how much of the points each answer earns.

mod accept;
mod ballot;
mod bot;
mod marking;
mod options;
mod submission;
mod written;

pub use self::{
    accept::{AnswerError, accept},
    ballot::{Answer, Answering, Ballot, Given},
    bot::random_answer,
    marking::{ALL, Mark, marks},
    options::{build_options, is_pick, is_playable},
    submission::Submission,
    written::{Written, written},
};
