//! The limit of open files, for tests with many sockets.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Open files of a process in addition to its sockets: more than a server reserves for itself, and connections of calls.
const OTHER_FILES: u64 = 1_024;

/// Raises the limit of open files as far as allowed, for this process and those that it starts. Returns a warning when the
/// limit stays too low.
#[must_use]
pub fn make_room(sockets: usize) -> Option<String> {
    let needed = sockets as u64 + OTHER_FILES;
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if is_enough(current, needed) {
        return None;
    }
    // Only root may raise the maximum.
    let further = maximum.map(|maximum| maximum.max(needed));
    let limits = [further, maximum].map(|limit| Rlimit { current: limit, maximum: limit });
    let raised = limits.into_iter().find(|limit| setrlimit(Resource::Nofile, *limit).is_ok());
    let allowed = raised.map_or(current, |limit| limit.current);
    let allowed = allowed.filter(|_| !is_enough(allowed, needed))?;
    Some(format!("{sockets} sockets need more open files than the {allowed} allowed; raise them with `ulimit -n`"))
}

fn is_enough(limit: Option<u64>, needed: u64) -> bool {
    limit.is_none_or(|limit| limit >= needed)
}

/// Returns how many sockets the limit of open files allows.
#[must_use]
pub fn room() -> usize {
    let limit = getrlimit(Resource::Nofile).current;
    limit.map_or(usize::MAX, |limit| usize::try_from(limit.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX))
}
