//! Messages of expected panics.

use std::sync::Once;

/// Discards the messages of panics in steps. Resolving the symbols of a backtrace takes seconds on a busy machine, and
/// counts towards the time limit of the step.
pub fn silence_panics_of_steps() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let default = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if std::thread::current().name() != Some("steps") {
                default(panic);
            }
        }));
    });
}
