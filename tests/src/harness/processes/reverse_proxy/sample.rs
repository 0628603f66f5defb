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
    }
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
