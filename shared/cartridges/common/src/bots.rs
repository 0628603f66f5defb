//! How long bots wait.

use std::ops::RangeInclusive;

/// Returns a bot's delay in milliseconds: the `usual` range, but at most half of the phase's `limit`.
#[must_use]
pub fn delay_ms(usual: &RangeInclusive<u64>, limit: Option<u64>) -> RangeInclusive<u64> {
    let most = limit.map_or(*usual.end(), |limit| (limit / 2).min(*usual.end()));
    (*usual.start()).min(most / 3)..=most
}
