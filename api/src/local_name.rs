//! The server's name in the local network, such as `party.local`, announced by multicast DNS.

use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, PoisonError, RwLock},
};

use mdns_sd::{DaemonEvent, Error, ServiceDaemon, ServiceInfo};

use crate::settings::WebSettings;

/// The kind of service that browsers of the network list.
const SERVICE: &str = "_http._tcp.local.";

/// The title of the service.
const TITLE: &str = "Weirsøe Party";

/// An announced name. Dropping the value withdraws it.
pub struct LocalName {
    daemon: ServiceDaemon,
    service: String,
    /// The name, which changes if another machine of the network has it.
    name: Arc<RwLock<String>>,
    port: u16,
}

impl LocalName {
    /// Announces the name of the settings for a server that listens on `address`. Returns `None` if there is none, if only
    /// this machine reaches the server, or if the announcement fails, which is logged.
    pub(crate) fn announce_if_set(settings: &WebSettings, address: SocketAddr) -> Option<Self> {
        let label = settings.local_name.as_ref().filter(|_| !address.ip().is_loopback())?;
        match Self::announce(label, address.ip(), address.port()) {
            Ok(announced) => Some(announced),
            Err(error) => {
                tracing::warn!(%error, label, "name not announced in the local network");
                None
            }
        }
    }

    /// Announces `<label>.local` for a server that listens on `listen`. The announcement follows the machine's addresses.
    ///
    /// # Errors
    /// The system starts no thread for the announcement, or `label` is no valid name.
    pub fn announce(label: &str, listen: IpAddr, port: u16) -> Result<Self, Error> {
        Self::announce_by(ServiceDaemon::new()?, label, listen, port)
    }

    fn announce_by(daemon: ServiceDaemon, label: &str, listen: IpAddr, port: u16) -> Result<Self, Error> {
        let host = format!("{label}.local.");
        let info = if listen.is_unspecified() {
            ServiceInfo::new(SERVICE, TITLE, &host, "", port, None)?.enable_addr_auto()
        } else {
            ServiceInfo::new(SERVICE, TITLE, &host, listen, port, None)?
        };
        let service = info.get_fullname().to_owned();
        let name = Arc::new(RwLock::new(shown(&host)));
        let (events, changed) = (daemon.monitor()?, name.clone());
        // The thread ends with the daemon.
        std::thread::Builder::new()
            .name("local name".to_owned())
            .spawn(move || {
                for event in events {
                    follow(event, &host, &changed);
                }
            })
            .map_err(|error| Error::Msg(error.to_string()))?;
        daemon.register(info)?;
        Ok(Self { daemon, service, name, port })
    }

    /// Returns the name with the port, as a person types it.
    #[must_use]
    pub fn host(&self) -> String {
        let name = self.name.read().unwrap_or_else(PoisonError::into_inner).clone();
        if self.port == 80 { name } else { format!("{name}:{}", self.port) }
    }
}

impl Drop for LocalName {
    fn drop(&mut self) {
        // The machines of the network forget the name after two minutes in any case.
        let _ = self.daemon.unregister(&self.service);
        let _ = self.daemon.shutdown();
    }
}

fn follow(event: DaemonEvent, host: &str, name: &RwLock<String>) {
    match event {
        DaemonEvent::NameChange(change) if change.original.eq_ignore_ascii_case(host) => {
            let new = shown(&change.new_name);
            tracing::warn!(name = %new, "another machine has the local name; this server takes another one");
            *name.write().unwrap_or_else(PoisonError::into_inner) = new;
        }
        DaemonEvent::Error(error) => tracing::debug!(%error, "local name not announced on an interface"),
        _ => {}
    }
}

/// Returns a name without the final dot.
fn shown(host: &str) -> String {
    host.trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use mdns_sd::{HostnameResolutionEvent, IfKind};

    use super::*;

    /// A port of the test, so that no machine of the network receives the announcement. Systems give ports below 32,768 to no
    /// connection.
    const PORT: u16 = 25_353;

    /// Time for the announcement and the answer, in milliseconds.
    const LIMIT_MS: u64 = 60_000;

    fn daemon() -> ServiceDaemon {
        let daemon = ServiceDaemon::new_with_port(PORT).unwrap();
        daemon.disable_interface(IfKind::All).unwrap();
        daemon.enable_interface(IfKind::LoopbackV4).unwrap();
        daemon
    }

    #[test]
    fn the_name_leads_to_the_server() {
        let announced = LocalName::announce_by(daemon(), "wpp-test", Ipv4Addr::LOCALHOST.into(), 8080).unwrap();
        assert_eq!(announced.host(), "wpp-test.local:8080");
        let found = daemon().resolve_hostname("wpp-test.local.", Some(LIMIT_MS)).unwrap();
        let addresses = found.iter().find_map(|event| match event {
            HostnameResolutionEvent::AddressesFound(_, addresses) => Some(addresses),
            HostnameResolutionEvent::SearchTimeout(name) => panic!("{name} is not found"),
            _ => None,
        });
        let addresses = addresses.expect("an answer").into_iter().map(|address| address.to_ip_addr());
        let addresses: Vec<IpAddr> = addresses.collect();
        assert!(addresses.contains(&Ipv4Addr::LOCALHOST.into()), "{addresses:?}");
    }

    #[test]
    fn an_invalid_name_is_refused() {
        assert!(LocalName::announce_by(daemon(), &"a".repeat(300), Ipv4Addr::LOCALHOST.into(), 80).is_err());
    }
}
