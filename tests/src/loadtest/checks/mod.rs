//! Checks of what the server sends: order, consistency and scores.

pub mod consistency_checker;
pub mod continuity;
pub mod rules;
pub mod score_oracle;
