//! Hash slots: the part of a key that decides which server has it.

use crc::{CRC_16_XMODEM, Crc};
use redis::{Arg, Cmd};

/// Number of hash slots of a cluster.
pub(crate) const SLOTS: u16 = 16_384;

const CHECKSUM: Crc<u16> = Crc::<u16>::new(&CRC_16_XMODEM);

/// Returns the slot of a key: of its first part in braces, or of the whole key if there is none.
pub(crate) fn slot_of(key: &[u8]) -> u16 {
    CHECKSUM.checksum(hash_tag(key).unwrap_or(key)) % SLOTS
}

fn hash_tag(key: &[u8]) -> Option<&[u8]> {
    let open = key.iter().position(|byte| *byte == b'{')? + 1;
    let length = key[open..].iter().position(|byte| *byte == b'}')?;
    (length > 0).then(|| &key[open..open + length])
}

/// Which servers execute a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// The one with this slot.
    Slot(u16),
    /// All primaries. The answer is that of any.
    EveryPrimary,
}

/// Returns the target of a command of this program. Commands without a key go to the primary of the first slot, so that all
/// processes read the same clock.
pub(super) fn target_of(cmd: &Cmd) -> Target {
    let mut words = cmd.args_iter().map_while(|word| if let Arg::Simple(word) = word { Some(word) } else { None });
    let name = words.next().unwrap_or_default().to_ascii_uppercase();
    let key = match &*name {
        b"SCRIPT" => return Target::EveryPrimary,
        b"TIME" | b"PING" | b"INFO" | b"ROLE" | b"SCAN" | b"CLUSTER" | b"MULTI" | b"EXEC" => None,
        // The hash of the script and the number of keys come before the first key.
        b"EVAL" | b"EVALSHA" => words.nth(1).filter(|count| *count != b"0").and_then(|_| words.next()),
        _ => words.next(),
    };
    Target::Slot(key.map_or(0, slot_of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_those_of_redis() {
        // Answers of CLUSTER KEYSLOT.
        for (key, slot) in [
            ("123456789", 12_739),
            ("foo", 12_182),
            ("{foo}:state", 12_182),
            ("game_{foo}", 12_182),
            ("foo{}{bar}", 8_363),
            ("{bar", 4_015),
        ] {
            assert_eq!(slot_of(key.as_bytes()), slot, "{key}");
        }
    }

    #[test]
    fn finds_the_key_of_each_command() {
        let key = |key: &str| Target::Slot(slot_of(key.as_bytes()));
        assert_eq!(target_of(redis::cmd("hmget").arg("{KWXTRN}:state").arg("v")), key("KWXTRN"));
        assert_eq!(target_of(redis::cmd("SPUBLISH").arg("game_{KWXTRN}").arg("x")), key("KWXTRN"));
        assert_eq!(target_of(redis::cmd("EVALSHA").arg("a1").arg(2).arg("{A}:x").arg("{A}:y").arg("{B}")), key("A"));
        assert_eq!(target_of(redis::cmd("EVALSHA").arg("a1").arg(0).arg("{B}")), Target::Slot(0));
        assert_eq!(target_of(&redis::cmd("TIME")), Target::Slot(0));
        assert_eq!(target_of(redis::cmd("SCRIPT").arg("LOAD").arg("return 1")), Target::EveryPrimary);
    }
}
