//! The errors of Redis that a connection to another server may cure.

use redis::{RedisError, Value};

/// Codes of a server that is a replica, whose primary is down, or that loads its data.
const OTHER_SERVER: [&str; 3] = ["READONLY", "MASTERDOWN", "LOADING"];

/// Returns whether this server takes no writes, but the same address may lead to one that does.
pub(super) fn needs_other_server(error: &RedisError) -> bool {
    error.code().is_some_and(|code| OTHER_SERVER.contains(&code))
}

/// Returns the first error among the answers of a pipeline.
pub(super) fn first_error(values: &[Value]) -> Option<RedisError> {
    values.iter().find_map(|value| match value {
        Value::ServerError(error) => Some(error.clone().into()),
        Value::Array(values) => first_error(values),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use redis::parse_redis_value;

    use super::*;

    fn error(line: &str) -> RedisError {
        first_error(&[parse_redis_value(line.as_bytes()).unwrap()]).expect("an error")
    }

    #[test]
    fn finds_errors_that_another_server_cures() {
        for line in [
            "-READONLY You can't write against a read only replica.\r\n",
            "-READONLY You can't write against a read only replica. script: 1f, on @user_script:2.\r\n",
            "-MASTERDOWN Link with MASTER is down\r\n",
            "-LOADING Redis is loading the dataset in memory\r\n",
            "*2\r\n+OK\r\n-READONLY You can't write against a read only replica.\r\n",
        ] {
            assert!(needs_other_server(&error(line)), "{line}");
        }
        for line in ["-OOM command not allowed\r\n", "-MISCONF disk\r\n", "-NOREPLICAS few\r\n", "-NOPERM no\r\n"] {
            assert!(!needs_other_server(&error(line)), "{line}");
        }
    }
}
