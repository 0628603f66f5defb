//! The names and addresses under which this machine is reached.

use std::{collections::BTreeSet, net::IpAddr};

/// Returns the addresses of all interfaces, `localhost`, and the machine's name in the local network.
pub(super) fn of_machine() -> BTreeSet<String> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let addresses = interfaces.into_iter().map(|interface| interface.ip()).filter(is_usable);
    let mut hosts: BTreeSet<String> = addresses.map(|address| address.to_string()).collect();
    hosts.insert("localhost".to_owned());
    hosts.extend(local_name(&rustix::system::uname().nodename().to_string_lossy()));
    hosts
}

/// Reports whether the address is valid on more than one link.
fn is_usable(address: &IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => !v4.is_link_local(),
        IpAddr::V6(v6) => !v6.is_unicast_link_local(),
    }
}

/// Returns the name of a machine in the local network, if its host name is a valid label.
fn local_name(nodename: &str) -> Option<String> {
    let label = nodename.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_valid = (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_valid.then(|| format!("{label}.local"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_this_machine() {
        let hosts = of_machine();
        assert!(hosts.contains("localhost") && hosts.contains("127.0.0.1"), "{hosts:?}");
    }

    #[test]
    fn only_labels_become_names() {
        assert_eq!(local_name("Livingroom.lan").as_deref(), Some("livingroom.local"));
        for wrong in ["", "-a", "a_b", "å", &"a".repeat(64)] {
            assert_eq!(local_name(wrong), None, "{wrong}");
        }
    }
}
