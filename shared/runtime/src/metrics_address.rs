//! The address at which a process serves its metrics, apart from its public port.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use tokio::net::TcpListener;

use crate::config::{ConfigError, Env};

/// Number of ports after the first one that are tried if it is in use.
const FURTHER_PORTS: u16 = 100;

/// An address for metrics, on loopback by default.
///
/// Several processes of a machine may have the same settings, for example under a Procfile runner. A port in use therefore
/// does not stop a process, which takes the next free one and logs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetricsAddress {
    ip: IpAddr,
    port: u16,
    port_variable: &'static str,
}

/// The metrics address cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen for metrics on {address} ({source}); choose another METRICS_ADDR or {port_variable}")]
pub struct BindError {
    address: SocketAddr,
    port_variable: &'static str,
    source: io::Error,
}

impl MetricsAddress {
    /// Reads `METRICS_ADDR` (an IP address, default `127.0.0.1`) and the port `port_variable`. Port 0 selects any free port.
    ///
    /// # Errors
    /// [`ConfigError`] when either is unusable.
    pub fn read(env: &Env<'_>, port_variable: &'static str, default_port: u16) -> Result<Self, ConfigError> {
        let ip = env.ip_address("METRICS_ADDR", Ipv4Addr::LOCALHOST.into())?;
        let port = env.number(port_variable, default_port, 0, u16::MAX)?;
        Ok(Self { ip, port, port_variable })
    }

    /// Listens on the address, or on the next free port.
    ///
    /// # Errors
    /// [`BindError`] when the address is not of this machine, or all tried ports are in use.
    pub async fn bind(&self) -> Result<TcpListener, BindError> {
        let last = self.port.saturating_add(FURTHER_PORTS);
        let mut port = self.port;
        loop {
            let address = SocketAddr::new(self.ip, port);
            match TcpListener::bind(address).await {
                Ok(listener) => {
                    if port != self.port {
                        tracing::warn!(
                            setting = self.port_variable,
                            in_use = self.port,
                            chosen = port,
                            "metrics are on another port"
                        );
                    }
                    return Ok(listener);
                }
                Err(error) if error.kind() == io::ErrorKind::AddrInUse && port < last => port += 1,
                Err(source) => return Err(BindError { address, port_variable: self.port_variable, source }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<MetricsAddress, ConfigError> {
        let lookup = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        MetricsAddress::read(&Env::new(&lookup), "METRICS_PORT", 9090)
    }

    #[test]
    fn default_is_loopback() {
        let default = read(&[("HOST", "0.0.0.0")]).unwrap();
        assert_eq!((default.ip, default.port), (Ipv4Addr::LOCALHOST.into(), 9090));
        let chosen = read(&[("METRICS_ADDR", "::"), ("METRICS_PORT", "7")]).unwrap();
        assert_eq!((chosen.ip.to_string().as_str(), chosen.port), ("::", 7));
        assert!(read(&[("METRICS_ADDR", "metrics.example")]).is_err());
    }

    #[tokio::test]
    async fn takes_the_next_free_port() {
        let first = read(&[("METRICS_PORT", "0")]).unwrap().bind().await.unwrap();
        let port = first.local_addr().unwrap().port();
        let same = MetricsAddress { port, ..read(&[]).unwrap() };
        let second = same.bind().await.unwrap().local_addr().unwrap();
        assert!(second.ip().is_loopback() && second.port() != port, "{second}");
    }

    #[tokio::test]
    async fn foreign_addresses_are_errors() {
        let error = read(&[("METRICS_ADDR", "192.0.2.1")]).unwrap().bind().await.expect_err("not of this machine");
        assert!(error.to_string().ends_with("choose another METRICS_ADDR or METRICS_PORT"), "{error}");
    }
}
