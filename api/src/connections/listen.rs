//! Listening on all addresses, of IPv6 and of IPv4.

use std::{
    io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
};

use rustix::io::Errno;
use socket2::SockRef;
use tokio::net::{TcpListener, TcpSocket};

/// Number of connections that the system accepts before the process does.
const BACKLOG: u32 = 1024;

/// Listens on `address`. The address `::` stands for all addresses of both families, also on a system that separates them
/// or has no IPv6.
///
/// # Errors
/// When the address is in use, or is not one of this machine.
pub async fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    if address.ip() != Ipv6Addr::UNSPECIFIED {
        return TcpListener::bind(address).await;
    }
    match listen_to_both(address) {
        Err(error) if lacks_ipv6(&error) => TcpListener::bind((Ipv4Addr::UNSPECIFIED, address.port())).await,
        outcome => outcome,
    }
}

fn listen_to_both(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v6()?;
    SockRef::from(&socket).set_only_v6(false)?;
    // A restart may listen while connections of the previous process end.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

fn lacks_ipv6(error: &io::Error) -> bool {
    matches!(Errno::from_io_error(error), Some(Errno::AFNOSUPPORT | Errno::ADDRNOTAVAIL))
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpStream;

    use super::*;

    #[tokio::test]
    async fn all_addresses_are_of_both_families() {
        let listener = listen((Ipv6Addr::UNSPECIFIED, 0).into()).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.expect("IPv4 is served");
        // A system without IPv6 cannot connect to it.
        if std::net::UdpSocket::bind((Ipv6Addr::LOCALHOST, 0)).is_ok() {
            TcpStream::connect((Ipv6Addr::LOCALHOST, port)).await.expect("IPv6 is served");
        }
        let taken = listen((Ipv6Addr::UNSPECIFIED, port).into()).await.unwrap_err();
        assert_eq!(taken.kind(), io::ErrorKind::AddrInUse);
    }

    #[tokio::test]
    async fn one_address_is_of_one_family() {
        let listener = listen((Ipv4Addr::UNSPECIFIED, 0).into()).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.expect("IPv4 is served");
        assert!(TcpStream::connect((Ipv6Addr::LOCALHOST, port)).await.is_err());
    }

    #[test]
    fn only_a_missing_ipv6_falls_back_to_ipv4() {
        let falls_back = |errno: Errno| lacks_ipv6(&errno.into());
        assert!(falls_back(Errno::AFNOSUPPORT) && falls_back(Errno::ADDRNOTAVAIL));
        assert!(!falls_back(Errno::ADDRINUSE) && !falls_back(Errno::ACCESS));
    }
}
