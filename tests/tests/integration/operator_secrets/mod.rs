//! Secrets on the machine of the operator: the rights of files, and the log.

mod files;
mod log;
