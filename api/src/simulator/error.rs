//! The errors of the simulator, as the page shows them.

use super::recording::MAX_INPUTS;

/// Reasons why a recording cannot be replayed.
#[derive(Debug, thiserror::Error)]
pub enum SimulatorError {
    /// The rules failed to show the session, for example because they changed.
    #[error("{0}; choose an earlier input, or start again")]
    Rules(String),
    /// The rules panicked, apart from an input of a recording.
    #[error("the rules panic: {0}")]
    Panicked(String),
    /// A call of the rules did not return in time. It keeps its thread.
    #[error("{}; change the rules, which starts wpp again", timed_out(*number))]
    TimedOut {
        /// Number of the input, from 1; 0 for the lobby.
        number: usize,
    },
    /// No thread is free.
    #[error("earlier calls of the rules do not return; change the rules, or start bin/dev again")]
    NoThread,
    /// The recording has too many inputs.
    #[error("a recording has at most {MAX_INPUTS} inputs; go back to an earlier input, or start again")]
    Full,
    /// A part of the result is no JSON.
    #[error("the recording is damaged ({0}); start again")]
    Damaged(#[from] serde_json::Error),
    /// Nobody waits for the result any more.
    #[error("nobody waits for the replay")]
    Abandoned,
}

fn timed_out(number: usize) -> String {
    match number {
        0 => "the rules do not return in the lobby".to_owned(),
        _ => format!("the rules do not return at input {number}"),
    }
}
