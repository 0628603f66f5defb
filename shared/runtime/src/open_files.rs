//! The limit of open files: each socket is one.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Files that are not sockets of players: the program's, connections to the database and Redis, and calls in progress.
const RESERVED: u64 = 512;

/// Raises the limit of this process to the hard limit, which needs no rights. Returns the limit, `None` if there is none.
pub fn raise_limit() -> Option<u64> {
    let limit = getrlimit(Resource::Nofile);
    if limit.current == limit.maximum {
        return limit.current;
    }
    match setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, maximum: limit.maximum }) {
        Ok(()) => limit.maximum,
        // Some systems have a lower limit for all processes.
        Err(error) => {
            tracing::debug!(%error, "limit of open files not raised");
            limit.current
        }
    }
}

/// Returns how many sockets `limit` allows, at least 1.
#[must_use]
pub fn sockets_within(limit: u64) -> usize {
    let reserved = RESERVED.min(limit / 2);
    usize::try_from(limit - reserved).unwrap_or(usize::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_files_for_the_process() {
        assert_eq!(sockets_within(20_512), 20_000);
        assert_eq!(sockets_within(256), 128);
        assert_eq!(sockets_within(0), 1);
    }

    #[test]
    fn raises_to_the_hard_limit() {
        let hard = getrlimit(Resource::Nofile).maximum;
        let raised = raise_limit();
        assert_eq!(raised, getrlimit(Resource::Nofile).current);
        assert!(cfg!(not(target_os = "linux")) || raised == hard, "{raised:?} is not {hard:?}");
    }
}
