//! The address of this machine in the local network.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

/// An address that is reserved for documentation. Nothing is sent to it.
const ELSEWHERE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);

/// Returns the address under which other machines reach a server that listens on `listen`. `None` if the machine has no
/// network of the right family, or the server listens on loopback.
#[must_use]
pub fn address(listen: IpAddr) -> Option<IpAddr> {
    if !listen.is_unspecified() {
        return (!listen.is_loopback()).then_some(listen);
    }
    // A network without a router to elsewhere has interfaces, but no route.
    let found = routed().or_else(|| of_interfaces(if_addrs::get_if_addrs().ok()?.into_iter().map(|found| found.ip())));
    found.filter(|address| is_served(*address, listen))
}

/// Returns whether a server that listens on all addresses of `listen` receives what is sent to `address`. `0.0.0.0` is IPv4
/// alone, and `::` is both.
fn is_served(address: IpAddr, listen: IpAddr) -> bool {
    address.is_ipv4() || listen.is_ipv6()
}

/// Returns the address from which this machine sends packets to elsewhere.
fn routed() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // Connecting a UDP socket selects a route and sends nothing.
    socket.connect(ELSEWHERE).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_unspecified() && !address.is_loopback()).then_some(address)
}

/// Returns the first address that guests can use: IPv4 before IPv6, and none that is valid on a single link only.
fn of_interfaces(addresses: impl Iterator<Item = IpAddr>) -> Option<IpAddr> {
    let is_usable = |address: &IpAddr| match address {
        IpAddr::V4(v4) => !v4.is_loopback() && !v4.is_link_local(),
        IpAddr::V6(v6) => !v6.is_loopback() && !v6.is_unicast_link_local(),
    };
    addresses.filter(is_usable).min_by_key(IpAddr::is_ipv6)
}

/// Returns the address as the host of a URL.
#[must_use]
pub fn host(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => format!("[{v6}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_chosen_address_is_used_unless_it_is_loopback() {
        assert_eq!(address(ip("10.0.0.7")), Some(ip("10.0.0.7")));
        assert_eq!(address(ip("127.0.0.1")), None);
        assert_eq!(address(ip("::1")), None);
    }

    #[test]
    fn all_addresses_of_ipv4_are_ipv4_alone() {
        for (address, listen, expected) in [
            ("192.168.1.7", "0.0.0.0", true),
            ("192.168.1.7", "::", true),
            ("fd00::7", "::", true),
            ("fd00::7", "0.0.0.0", false),
        ] {
            assert_eq!(is_served(ip(address), ip(listen)), expected, "{address} at {listen}");
        }
    }

    #[test]
    fn guests_get_an_address_that_they_can_reach() {
        let of = |texts: &[&str]| of_interfaces(texts.iter().map(|text| ip(text)));
        assert_eq!(of(&["127.0.0.1", "fe80::1", "fd00::7", "169.254.3.4", "192.168.1.7"]), Some(ip("192.168.1.7")));
        assert_eq!(of(&["::1", "fe80::1", "fd00::7"]), Some(ip("fd00::7")));
        assert_eq!(of(&["127.0.0.1", "169.254.3.4"]), None);
    }

    #[test]
    fn ipv6_has_brackets_in_urls() {
        assert_eq!([ip("fd00::7"), ip("10.0.0.7")].map(host), ["[fd00::7]", "10.0.0.7"]);
    }
}
