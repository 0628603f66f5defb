//! The address of Redis: one server, the Sentinels that know the primary, or a cluster.

mod cluster;
mod sentinels;

use std::{fmt, str::FromStr, time::Duration};

use redis::{
    Client, ClientTlsConfig, ConnectionInfo, ErrorKind, IntoConnectionInfo as _, ProtocolVersion, RedisResult,
    TlsCertificates,
    io::tcp::{TcpSettings, socket2::TcpKeepalive},
};

pub(crate) use self::cluster::ClusterAddress;
use self::sentinels::Sentinels;

/// Idle time after which the kernel probes a connection, and the interval of further probes.
const KEEPALIVE: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(1)];

/// Unanswered probes, or seconds of unacknowledged data, after which the kernel ends a connection.
const KEEPALIVE_TRIES: u32 = 3;

/// The address of Redis, as `REDIS_URL` states it. Every connection resolves it again.
///
/// | form | meaning |
/// |---|---|
/// | `redis://[user:password@]host[:port][/db]` | one server |
/// | `rediss://…` | one server, over TLS |
/// | `redis+unix:///path[?db=…&user=…&pass=…]` | one server, over a socket of this machine |
/// | `redis+sentinel://[user:password@]host[:port][,host[:port]…]/name[/db]` | the primary that the Sentinels name |
/// | `rediss+sentinel://…` | the same, with TLS to Sentinels and servers |
/// | `redis+cluster://[user:password@]host[:port][,host[:port]…]` | a cluster, of which these nodes are a part |
/// | `rediss+cluster://…` | the same, over TLS |
#[derive(Clone)]
pub struct RedisAddress(Location);

#[derive(Clone)]
enum Location {
    Server(ConnectionInfo),
    Sentinels(Sentinels),
    Cluster(ClusterAddress),
}

/// Certificates for TLS, in PEM format.
#[derive(Debug, Clone, Default)]
pub struct Certificates {
    /// Certificate authorities that may sign the server's certificate; `None` for those of the system.
    pub authorities: Option<Vec<u8>>,
    /// Certificate and private key of this program, for servers that require one.
    pub client: Option<(Vec<u8>, Vec<u8>)>,
}

/// Why an address cannot be used. The message contains no part of the address, which may contain a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// No supported form.
    #[error(
        "use redis://, rediss://, redis+unix://, redis+sentinel://, rediss+sentinel://, redis+cluster:// or \
         rediss+cluster://"
    )]
    Scheme,
    /// A malformed address of a server.
    #[error("write <scheme>://<user>:<password>@<host>:<port>/<db>, with special characters percent-encoded")]
    Server,
    /// A malformed address of Sentinels.
    #[error("write redis+sentinel://<user>:<password>@<host>:<port>,<host>:<port>/<name of the primary>/<db>")]
    Sentinels,
    /// A malformed address of a cluster.
    #[error("write redis+cluster://<user>:<password>@<host>:<port>,<host>:<port>, without a database")]
    Cluster,
    /// A request to skip the check of certificates.
    #[error("remove #insecure, and name the certificate authority in REDIS_TLS_CA")]
    Insecure,
    /// Certificates for a connection without TLS.
    #[error("REDIS_TLS_CA, REDIS_TLS_CERT and REDIS_TLS_KEY need an address that begins with rediss")]
    NoTls,
    /// Certificates that cannot be read.
    #[error("REDIS_TLS_CA, REDIS_TLS_CERT or REDIS_TLS_KEY contains no usable certificate or key")]
    Certificates,
}

impl RedisAddress {
    /// Parses an address. `certificates` are those for TLS, if settings name any.
    ///
    /// # Errors
    /// [`AddressError`] with what to write.
    pub fn new(url: &str, certificates: Option<Certificates>) -> Result<Self, AddressError> {
        let scheme = url.split_once("://").map_or("", |(scheme, _)| scheme);
        let has_tls = match scheme {
            "redis" | "unix" | "redis+unix" | "redis+sentinel" | "redis+cluster" => false,
            "rediss" | "rediss+sentinel" | "rediss+cluster" => true,
            _ => return Err(AddressError::Scheme),
        };
        if certificates.is_some() && !has_tls {
            return Err(AddressError::NoTls);
        }
        if url.contains('#') {
            return Err(AddressError::Insecure);
        }
        let certificates = certificates.map(Certificates::into_redis);
        let location = match scheme.split_once('+') {
            Some((scheme, "sentinel")) => Location::Sentinels(Sentinels::parse(url, scheme, certificates)?),
            Some((scheme, "cluster")) => Location::Cluster(ClusterAddress::parse(url, scheme, certificates.as_ref())?),
            _ => Location::Server(server(url, certificates)?),
        };
        Ok(Self(location))
    }

    fn of_server(server: ConnectionInfo) -> Self {
        Self(Location::Server(server))
    }

    /// Returns whether this is the address of a cluster.
    #[must_use]
    pub fn is_cluster(&self) -> bool {
        self.cluster().is_some()
    }

    pub(crate) fn cluster(&self) -> Option<&ClusterAddress> {
        match &self.0 {
            Location::Cluster(cluster) => Some(cluster),
            Location::Server(_) | Location::Sentinels(_) => None,
        }
    }

    /// Returns a client of the server that takes writes. Asks the Sentinels where there are any.
    ///
    /// # Errors
    /// When no Sentinel names a primary, or for a cluster, which has several.
    pub(crate) async fn primary(&self, protocol: ProtocolVersion) -> RedisResult<Client> {
        match &self.0 {
            Location::Server(server) => {
                let settings = server.redis_settings().clone().set_protocol(protocol);
                Client::open(server.clone().set_redis_settings(settings))
            }
            // Boxed, because the library's future is large and seldom needed.
            Location::Sentinels(sentinels) => Box::pin(sentinels.primary(protocol)).await,
            Location::Cluster(_) => {
                Err((ErrorKind::InvalidClientConfig, "a cluster has several primaries; open its nodes").into())
            }
        }
    }
}

impl FromStr for RedisAddress {
    type Err = AddressError;

    fn from_str(url: &str) -> Result<Self, AddressError> {
        Self::new(url, None)
    }
}

/// Shows hosts only, because an address may contain a password.
impl fmt::Debug for RedisAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Location::Server(server) => f.debug_tuple("RedisAddress").field(&server.addr().to_string()).finish(),
            Location::Sentinels(sentinels) => f.debug_tuple("RedisAddress").field(sentinels).finish(),
            Location::Cluster(cluster) => f.debug_tuple("RedisAddress").field(&cluster.names()).finish(),
        }
    }
}

impl Certificates {
    fn into_redis(self) -> TlsCertificates {
        let client_tls = self.client.map(|(client_cert, client_key)| ClientTlsConfig { client_cert, client_key });
        TlsCertificates { client_tls, root_cert: self.authorities }
    }
}

fn server(url: &str, certificates: Option<TlsCertificates>) -> Result<ConnectionInfo, AddressError> {
    let mut info = url.into_connection_info().map_err(|_| AddressError::Server)?;
    if let Some(certificates) = certificates {
        let client = Client::build_with_tls(info, certificates).map_err(|_| AddressError::Certificates)?;
        info = client.get_connection_info().clone();
    }
    Ok(info.set_tcp_settings(tcp_settings()))
}

/// Returns the settings of a socket. The kernel ends a connection whose peer vanished, also when no command is sent.
fn tcp_settings() -> TcpSettings {
    let [idle, interval] = KEEPALIVE;
    let keepalive = TcpKeepalive::new().with_time(idle).with_interval(interval).with_retries(KEEPALIVE_TRIES);
    let settings = TcpSettings::default().set_keepalive(keepalive);
    #[cfg(target_os = "linux")]
    let settings = settings.set_user_timeout(interval * KEEPALIVE_TRIES);
    settings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_every_form() {
        for url in [
            "redis://127.0.0.1",
            "redis://ana:open%20sesame@store.example:6380/3",
            "rediss://store.example",
            "unix:///run/redis/redis.sock",
            "redis+unix:///run/redis/redis.sock?db=2&user=ana&pass=x",
            "redis+sentinel://one.example/party",
            "redis+sentinel://ana:x@one.example:26379,two.example,[::1]:26380/party/2?sentinel_password=y",
            "rediss+sentinel://one.example,two.example/party",
            "redis+cluster://one.example",
            "redis+cluster://ana:open%20sesame@one.example:7001,two.example,[::1]:7003/",
            "rediss+cluster://one.example,two.example",
        ] {
            assert!(url.parse::<RedisAddress>().is_ok(), "{url}");
        }
    }

    #[test]
    fn names_what_to_write_instead() {
        for (url, error) in [
            ("store:6379", AddressError::Scheme),
            ("http://store", AddressError::Scheme),
            ("redis://", AddressError::Server),
            ("redis://store/party", AddressError::Server),
            ("redis://store:port", AddressError::Server),
            ("rediss://store/#insecure", AddressError::Insecure),
            ("redis+sentinel://one.example", AddressError::Sentinels),
            ("redis+sentinel://one.example/", AddressError::Sentinels),
            ("redis+sentinel:///party", AddressError::Sentinels),
            ("redis+sentinel://one.example,/party", AddressError::Sentinels),
            ("redis+sentinel://one.example/party/zero", AddressError::Sentinels),
            ("redis+sentinel://one.example/party/0/1", AddressError::Sentinels),
            ("redis+sentinel://one.example/party?password=x", AddressError::Sentinels),
            ("redis+cluster://", AddressError::Cluster),
            ("redis+cluster://one,,two", AddressError::Cluster),
            ("redis+cluster://one:port", AddressError::Cluster),
            ("redis+cluster://one.example/1", AddressError::Cluster),
            ("redis+cluster://one.example?password=x", AddressError::Cluster),
        ] {
            assert_eq!(url.parse::<RedisAddress>().unwrap_err(), error, "{url}");
        }
    }

    #[test]
    fn certificates_need_tls() {
        let none = Some(Certificates::default());
        assert_eq!(RedisAddress::new("redis://store", none.clone()).unwrap_err(), AddressError::NoTls);
        assert_eq!(RedisAddress::new("redis+sentinel://one/party", none.clone()).unwrap_err(), AddressError::NoTls);
        assert_eq!(RedisAddress::new("redis+cluster://one", none).unwrap_err(), AddressError::NoTls);
        for url in ["rediss://store", "rediss+sentinel://one/party", "rediss+cluster://one,two"] {
            let client = Some((b"no certificate".to_vec(), b"no key".to_vec()));
            let broken = Certificates { authorities: None, client };
            assert_eq!(RedisAddress::new(url, Some(broken)).unwrap_err(), AddressError::Certificates, "{url}");
        }
    }

    #[test]
    fn debug_output_hides_passwords() {
        for url in [
            "redis://ana:hunter2@store",
            "redis+unix:///run/redis.sock?pass=hunter2",
            "redis+sentinel://ana:hunter2@one/party?sentinel_password=hunter2",
            "redis+cluster://ana:hunter2@one,two",
        ] {
            let text = format!("{:?}", url.parse::<RedisAddress>().unwrap());
            assert!(!text.contains("hunter2"), "{text}");
        }
    }

    #[test]
    fn nodes_of_a_cluster_share_its_settings() {
        let address: RedisAddress = "rediss+cluster://ana:x@one.example:7001,two.example".parse().unwrap();
        let cluster = address.cluster().unwrap();
        assert_eq!(cluster.names(), ["one.example:7001", "two.example:6379"]);
        let Some(RedisAddress(Location::Server(node))) = cluster.node("10.0.0.7:7005") else { panic!("no server") };
        assert_eq!(node.addr().to_string(), "10.0.0.7:7005");
        assert!(matches!(node.addr(), redis::ConnectionAddr::TcpTls { .. }));
        assert_eq!(node.redis_settings().password(), Some("x"));
        assert!(cluster.node("10.0.0.7").is_none());
    }
}
