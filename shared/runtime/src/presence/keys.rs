//! Keys of the instances.

pub(super) const INSTANCES_KEY: &str = "wpp:instances";

pub(super) fn sessions_key(instance: &str) -> String {
    format!("wpp:instance:{instance}")
}
