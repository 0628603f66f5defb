//! The nodes of a cluster that a process asks for the others.

use redis::{ConnectionAddr, ConnectionInfo, TlsCertificates};

use super::{AddressError, RedisAddress, server};

/// Some nodes of a cluster. Each of them names all others.
#[derive(Clone)]
pub(crate) struct ClusterAddress {
    /// At least one. All have the same user, password and certificates.
    nodes: Vec<ConnectionInfo>,
}

impl ClusterAddress {
    /// Parses `<scheme>+cluster://[user:password@]host[:port][,host[:port]…]`.
    pub(super) fn parse(url: &str, scheme: &str, certificates: Option<&TlsCertificates>) -> Result<Self, AddressError> {
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        let (login, hosts) = rest.rsplit_once('@').unwrap_or(("", rest));
        let hosts = hosts.trim_end_matches('/');
        if hosts.is_empty() || hosts.contains(['/', '?']) {
            return Err(AddressError::Cluster);
        }
        let nodes = hosts.split(',').map(|host| {
            let node = server(&format!("{scheme}://{login}@{host}"), certificates.cloned());
            node.map_err(|error| if error == AddressError::Server { AddressError::Cluster } else { error })
        });
        Ok(Self { nodes: nodes.collect::<Result<_, _>>()? })
    }

    /// Returns the addresses of the nodes.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = RedisAddress> {
        self.nodes.iter().cloned().map(RedisAddress::of_server)
    }

    /// Returns the address of the node `name`, a `host:port` that another node has named. `None` for a malformed one.
    pub(crate) fn node(&self, name: &str) -> Option<RedisAddress> {
        let (host, port) = name.rsplit_once(':')?;
        let (host, port) = (host.trim_matches(['[', ']']).to_owned(), port.parse().ok()?);
        let template = self.nodes.first()?;
        let address = match template.addr() {
            ConnectionAddr::TcpTls { insecure, tls_params, .. } => {
                ConnectionAddr::TcpTls { host, port, insecure: *insecure, tls_params: tls_params.clone() }
            }
            _ => ConnectionAddr::Tcp(host, port),
        };
        Some(RedisAddress::of_server(template.clone().set_addr(address)))
    }

    /// Returns `host:port` of each node, for the log.
    pub(super) fn names(&self) -> Vec<String> {
        self.nodes.iter().map(|node| node.addr().to_string()).collect()
    }
}
