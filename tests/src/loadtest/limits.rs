//! Room for many sockets.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Descriptors a process needs beside its sockets.
const BESIDE: u64 = 256;

/// Raises the limit of open files as far as allowed; returns a warning when it is not enough.
#[must_use]
pub fn make_room(sockets: usize) -> Option<String> {
    let needed = sockets as u64 + BESIDE;
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_none_or(|current| current >= needed) {
        return None;
    }
    let raised = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
    let allowed = if raised.is_ok() { maximum } else { current };
    let allowed = allowed.filter(|allowed| *allowed < needed)?;
    Some(format!("{sockets} sockets need more open files than the {allowed} allowed; raise them with `ulimit -n`"))
}
