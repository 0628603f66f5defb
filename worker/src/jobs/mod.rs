//! What a worker does: one file a job.

pub mod deadline;
pub mod sweep;
