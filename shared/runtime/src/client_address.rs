//! The key by which every limit counts a client.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr},
};

/// The key by which every limit counts a client: one IPv4 address, or one IPv6 network of 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClientAddress {
    /// A direct connection from this machine. The operator uses it, so no limit applies.
    Loopback,
    /// An IPv4 address, also when written as an IPv6 address (`::ffff:192.0.2.1`).
    V4(Ipv4Addr),
    /// The first four groups of an IPv6 address. One household usually has the whole network.
    V6([u16; 4]),
    /// No readable address. All such clients share one limit.
    Unknown,
}

impl ClientAddress {
    /// Returns the key of a direct connection from `address`.
    #[must_use]
    pub fn of_peer(address: IpAddr) -> Self {
        if address.to_canonical().is_loopback() { Self::Loopback } else { Self::of_forwarded(address) }
    }

    /// Returns the key of an address that a proxy reports. Loopback is limited like any other address: a chain of
    /// proxies on one machine reports loopback for every client when its length is configured wrongly.
    #[must_use]
    pub fn of_forwarded(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                Self::V6([a, b, c, d])
            }
        }
    }

    /// Returns the address, or the IPv6 network, as firewalls write it: `192.0.2.7` or `2001:db8:1:2::/64`.
    #[must_use]
    pub fn network(self) -> String {
        match self {
            Self::V6(_) => format!("{self}/64"),
            _ => self.to_string(),
        }
    }

    /// Reports whether no limit applies.
    #[must_use]
    pub fn is_exempt(self) -> bool {
        self == Self::Loopback
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Loopback => f.write_str("loopback"),
            Self::V4(address) => write!(f, "{address}"),
            Self::V6([a, b, c, d]) => write!(f, "{a:x}:{b:x}:{c:x}:{d:x}::"),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(address: &str) -> ClientAddress {
        ClientAddress::of_peer(address.parse().unwrap())
    }

    #[test]
    fn ipv6_is_counted_by_network() {
        assert_eq!(peer("2001:db8:1:2::5"), peer("2001:db8:1:2:ffff::9"));
        assert_ne!(peer("2001:db8:1:2::5"), peer("2001:db8:1:3::5"));
        assert_eq!(peer("2001:db8:1:2::5").to_string(), "2001:db8:1:2::");
        assert_eq!(peer("2001:db8:1:2::5").network(), "2001:db8:1:2::/64");
    }

    #[test]
    fn mapped_ipv4_counts_as_ipv4() {
        assert_eq!(peer("::ffff:192.0.2.7"), peer("192.0.2.7"));
        assert_ne!(peer("::ffff:192.0.2.7"), peer("::ffff:192.0.2.8"));
    }

    #[test]
    fn only_direct_loopback_is_exempt() {
        for loopback in ["127.0.0.1", "127.9.8.7", "::1", "::ffff:127.0.0.1"] {
            assert!(peer(loopback).is_exempt(), "{loopback}");
            assert!(!ClientAddress::of_forwarded(loopback.parse().unwrap()).is_exempt(), "{loopback}");
        }
        assert!(!peer("0.0.0.0").is_exempt() && !peer("::2").is_exempt());
        assert!(!ClientAddress::Unknown.is_exempt());
    }
}
