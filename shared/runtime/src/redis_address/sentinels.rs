//! Sentinels: they watch a primary with its replicas, and name the current primary.

use std::fmt;

use redis::{
    Client, ConnectionAddr, IntoConnectionInfo as _, ProtocolVersion, RedisConnectionInfo, RedisResult,
    TlsCertificates, TlsMode,
    sentinel::{SentinelClient, SentinelClientBuilder, SentinelServerType},
};
use url::Url;

use super::{AddressError, tcp_settings};

/// The port of a Sentinel whose address names none.
const DEFAULT_PORT: u16 = 26379;

/// The Sentinels of an address, and the settings for the servers that they name.
#[derive(Clone)]
pub(super) struct Sentinels {
    sentinels: Vec<ConnectionAddr>,
    /// The name under which the Sentinels know the primary.
    name: String,
    /// User, password and database of the servers.
    server: RedisConnectionInfo,
    /// User and password of the Sentinels themselves.
    sentinel_user: Option<String>,
    sentinel_password: Option<String>,
    has_tls: bool,
    certificates: Option<TlsCertificates>,
}

impl Sentinels {
    /// Parses `<scheme>+sentinel://[user:password@]host[:port][,host[:port]…]/name[/db][?sentinel_password=…]`.
    pub(super) fn parse(url: &str, scheme: &str, certificates: Option<TlsCertificates>) -> Result<Self, AddressError> {
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (login, rest) = rest.rsplit_once('@').unwrap_or(("", rest));
        let (hosts, path) = rest.split_once('/').ok_or(AddressError::Sentinels)?;
        let (name, db) = path.split_once('/').unwrap_or((path, ""));
        if name.is_empty() {
            return Err(AddressError::Sentinels);
        }
        let sentinels = hosts.split(',').map(|host| sentinel(scheme, host));
        let server = format!("{scheme}://{login}@server/{db}").into_connection_info();
        let mut parsed = Self {
            sentinels: sentinels.collect::<Option<_>>().ok_or(AddressError::Sentinels)?,
            name: name.to_owned(),
            server: server.map_err(|_| AddressError::Sentinels)?.redis_settings().clone(),
            sentinel_user: None,
            sentinel_password: None,
            has_tls: scheme == "rediss",
            certificates,
        };
        for (key, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match &*key {
                "sentinel_user" => parsed.sentinel_user = Some(value.into_owned()),
                "sentinel_password" => parsed.sentinel_password = Some(value.into_owned()),
                _ => return Err(AddressError::Sentinels),
            }
        }
        parsed.client(ProtocolVersion::RESP2).map_err(|_| AddressError::Certificates)?;
        Ok(parsed)
    }

    /// Asks the Sentinels for the primary. Up to three are asked at a time, and the server must agree with its role.
    pub(super) async fn primary(&self, protocol: ProtocolVersion) -> RedisResult<Client> {
        // A new client for each question: connections to Sentinels that may be gone are not kept.
        self.client(protocol)?.async_get_client().await
    }

    fn client(&self, protocol: ProtocolVersion) -> RedisResult<SentinelClient> {
        let sentinels = self.sentinels.iter().cloned();
        let mut builder = SentinelClientBuilder::new(sentinels, &self.name, SentinelServerType::Master)?
            .set_client_to_redis_protocol(protocol)
            .set_client_to_redis_db(self.server.db())
            .set_client_to_redis_tcp_settings(tcp_settings())
            .set_client_to_sentinel_tcp_settings(tcp_settings());
        if let Some(user) = self.server.username() {
            builder = builder.set_client_to_redis_username(user);
        }
        if let Some(password) = self.server.password() {
            builder = builder.set_client_to_redis_password(password);
        }
        if let Some(user) = &self.sentinel_user {
            builder = builder.set_client_to_sentinel_username(user);
        }
        if let Some(password) = &self.sentinel_password {
            builder = builder.set_client_to_sentinel_password(password);
        }
        if self.has_tls {
            builder =
                builder.set_client_to_redis_tls_mode(TlsMode::Secure).set_client_to_sentinel_tls_mode(TlsMode::Secure);
        }
        if let Some(certificates) = &self.certificates {
            builder = builder
                .set_client_to_redis_certificates(certificates.clone())
                .set_client_to_sentinel_certificates(certificates.clone());
        }
        builder.build()
    }
}

impl fmt::Debug for Sentinels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentinels: Vec<String> = self.sentinels.iter().map(ToString::to_string).collect();
        f.debug_struct("Sentinels").field("sentinels", &sentinels).field("name", &self.name).finish_non_exhaustive()
    }
}

/// Parses `host[:port]`.
fn sentinel(scheme: &str, host: &str) -> Option<ConnectionAddr> {
    let mut url = Url::parse(&format!("{scheme}://{host}")).ok()?;
    if url.port().is_none() {
        url.set_port(Some(DEFAULT_PORT)).ok()?;
    }
    Some(url.into_connection_info().ok()?.addr().clone())
}
