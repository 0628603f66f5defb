//! The limit of open files, for tests with many sockets.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Open files of a process in addition to its sockets.
const OTHER_FILES: u64 = 256;

/// Raises the limit of open files as far as allowed. Returns a warning when the limit stays too low.
#[must_use]
pub fn make_room(sockets: usize) -> Option<String> {
    let needed = sockets as u64 + OTHER_FILES;
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_none_or(|current| current >= needed) {
        return None;
    }
    let raised = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
    let allowed = if raised.is_ok() { maximum } else { current };
    let allowed = allowed.filter(|allowed| *allowed < needed)?;
    Some(format!("{sockets} sockets need more open files than the {allowed} allowed; raise them with `ulimit -n`"))
}

/// Returns how many sockets the limit of open files allows.
#[must_use]
pub fn room() -> usize {
    let limit = getrlimit(Resource::Nofile).current;
    limit.map_or(usize::MAX, |limit| usize::try_from(limit.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX))
}
