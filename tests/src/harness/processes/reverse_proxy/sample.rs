//! The configurations in `docs/deploy`, adapted to a test: other ports and folders, and no TLS.

use std::{net::SocketAddr, path::Path};

use super::{CADDY_GLOBAL, ProxyKind, nginx_main};

/// Addresses of the API processes in the samples.
const TARGETS: [&str; 2] = ["127.0.0.1:8080", "127.0.0.1:8081"];

/// Returns the sample of this proxy with the port and the targets of a test.
pub(super) fn configuration(kind: ProxyKind, port: u16, targets: [SocketAddr; 2]) -> String {
    let listen = format!("127.0.0.1:{port}");
    match kind {
        ProxyKind::Nginx => {
            let sample = with_targets(read("nginx.conf"), targets);
            let sample = replaced(&sample, "listen 443 ssl;", &format!("listen {listen};"));
            let sample = replaced(&sample, "ssl_certificate /etc/ssl/party.example.org.pem;", "");
            let sample = replaced(&sample, "ssl_certificate_key /etc/ssl/party.example.org.key;", "");
            nginx_main(&replaced(&sample, "/var/log/nginx/", ""))
        }
        ProxyKind::Haproxy | ProxyKind::HaproxyForwarded => {
            let sample = with_targets(read("haproxy.cfg"), targets);
            let sample = replaced(&sample, "log /dev/log local0", "log stdout format raw local0");
            replaced(&sample, "bind :443 ssl crt /etc/ssl/party.example.org.bundle.pem", &format!("bind {listen}"))
        }
        ProxyKind::Caddy => {
            let sample = with_targets(read("Caddyfile"), targets);
            CADDY_GLOBAL.to_owned()
                + &replaced(&sample, "\nparty.example.org {", &format!("\nhttp://{listen} {{\nbind 127.0.0.1"))
        }
        ProxyKind::Traefik => {
            let sample = with_targets(read("traefik.yml"), targets);
            let sample = replaced(&sample, "Host(`party.example.org`)", "Host(`127.0.0.1`)");
            replaced(&sample, "      tls:\n        certResolver: letsencrypt\n", "")
        }
    }
}

/// The name of Traefik's static configuration, in `docs/deploy` and in the folder of a test.
pub(super) const TRAEFIK_STATIC: &str = "traefik-static.yml";

/// Returns the sample of Traefik's static configuration, which reads the dynamic one from `dynamic` and logs into `folder`.
pub(super) fn traefik_static(port: u16, folder: &Path, dynamic: &Path) -> String {
    let sample = replaced(&read(TRAEFIK_STATIC), "\":443\"", &format!("\":{port}\""));
    let sample = replaced(&sample, "/etc/traefik/party.yml\ncert", &format!("{}\ncert", dynamic.display()));
    let sample = replaced(&sample, "/var/log/traefik", &folder.display().to_string());
    let (start, resolvers) = sample.split_once("certificatesResolvers:\n").expect("the sample has a resolver");
    let (_, log) = resolvers.split_once("# Clients").expect("the log follows the resolver");
    format!("{start}# Clients{log}")
}

fn with_targets(sample: String, targets: [SocketAddr; 2]) -> String {
    TARGETS.iter().zip(targets).fold(sample, |sample, (from, to)| replaced(&sample, from, &to.to_string()))
}

fn read(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/deploy").join(name);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "the sample has no {from:?}; change the test with the sample");
    text.replace(from, to)
}
