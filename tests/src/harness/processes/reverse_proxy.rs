//! Real reverse proxies in front of a process.

mod sample;

use std::{
    fs::File,
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
};

use rustix::process::Signal;
use tempfile::TempDir;

use super::{launch::FreePort, signals};
use crate::harness::{report_missing, setting, temporary_folder, wait_until};

/// A reverse proxy program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProxyKind {
    /// nginx, which appends to the last line of `X-Forwarded-For`.
    Nginx,
    /// HAProxy, which adds a line of `X-Forwarded-For`.
    Haproxy,
    /// HAProxy, which adds a line of `Forwarded` (RFC 7239) instead.
    HaproxyForwarded,
    /// Caddy, which replaces `X-Forwarded-For`.
    Caddy,
    /// Traefik, which replaces `X-Forwarded-For`.
    Traefik,
}

impl ProxyKind {
    /// Returns a part of the lines that the samples log for a socket. Traefik logs no path, because it adds the query.
    #[must_use]
    pub fn mark_of_sockets(self) -> &'static str {
        if self == Self::Traefik { r#""DownstreamStatus":0,"# } else { "/ws/game/" }
    }

    /// Returns the command that runs the program in the foreground, with its files in `folder`.
    fn command(self, folder: &Path, configuration: &Path) -> Command {
        let (name, arguments): (_, &[&str]) = match self {
            Self::Nginx => ("nginx", &["-e", "stderr", "-c"]),
            Self::Haproxy | Self::HaproxyForwarded => ("haproxy", &["-db", "-f"]),
            Self::Caddy => ("caddy", &["run", "--adapter", "caddyfile", "--config"]),
            Self::Traefik => ("traefik", &[]),
        };
        let mut command =
            Command::new(setting(&format!("WPP_TEST_{}", name.to_uppercase())).unwrap_or(name.to_owned()));
        command.args(arguments);
        match self {
            Self::Nginx => command.arg(configuration).arg("-p").arg(folder),
            Self::Haproxy | Self::HaproxyForwarded => command.arg(configuration),
            Self::Caddy => command
                .arg(configuration)
                .env("HOME", folder)
                .env("XDG_DATA_HOME", folder)
                .env("XDG_CONFIG_HOME", folder),
            Self::Traefik => command.arg("--configFile").arg(folder.join(sample::TRAEFIK_STATIC)),
        };
        command
    }
}

/// A running reverse proxy on a free port of all loopback addresses. Dropping it ends the program.
#[derive(Debug)]
pub struct ReverseProxy {
    child: Child,
    folder: TempDir,
    port: FreePort,
}

impl ReverseProxy {
    /// Starts a proxy in front of `target`. Returns `None` and prints a note where the program is not installed.
    ///
    /// # Panics
    /// Panics if the proxy does not start.
    pub async fn start(kind: ProxyKind, target: SocketAddr) -> Option<Self> {
        let configuration = |port| match kind {
            ProxyKind::Nginx => nginx(port, target),
            ProxyKind::Haproxy => haproxy(port, target, "option forwardfor"),
            ProxyKind::HaproxyForwarded => haproxy(port, target, FORWARDED),
            ProxyKind::Caddy => caddy(port, target),
            ProxyKind::Traefik => traefik(target),
        };
        Self::launch(kind, configuration).await
    }

    /// Starts a proxy with the configuration in `docs/deploy`, in front of two API processes. Returns `None` and prints a
    /// note where the program is not installed.
    ///
    /// # Panics
    /// Panics if the proxy does not start, or if the sample lacks a line that depends on the machine.
    pub async fn start_sample(kind: ProxyKind, targets: [SocketAddr; 2]) -> Option<Self> {
        Self::launch(kind, |port| sample::configuration(kind, port, targets)).await
    }

    async fn launch(kind: ProxyKind, configuration: impl FnOnce(u16) -> String) -> Option<Self> {
        let (claimed, temporary) = (FreePort::claim(), temporary_folder("proxy"));
        let port = claimed.number();
        let folder = temporary.path();
        // Traefik recognizes the format by the extension.
        let file = folder.join(if kind == ProxyKind::Traefik { "proxy.yml" } else { "proxy.conf" });
        std::fs::write(&file, configuration(port)).expect("the configuration can be written");
        if kind == ProxyKind::Traefik {
            let text = sample::traefik_static(port, folder, &file);
            std::fs::write(folder.join(sample::TRAEFIK_STATIC), text).expect("the configuration can be written");
        }
        let output = File::create(folder.join("output.log")).expect("the folder can be written");
        let errors = output.try_clone().expect("the output can be shared");
        let launched = kind.command(folder, &file).stdin(Stdio::null()).stdout(output).stderr(errors).spawn();
        let Ok(child) = launched else {
            report_missing(&format!("{kind:?}"));
            return None;
        };
        let mut proxy = Self { child, folder: temporary, port: claimed };
        // Traefik accepts connections before it has read its routes.
        let ready = format!("http://127.0.0.1:{port}/readyz");
        let answers = async || {
            let ended = proxy.child.try_wait().expect("it is our child");
            assert_eq!(ended, None, "{kind:?} ended:\n{}", read_logs(proxy.folder.path()));
            reqwest::get(&ready).await.is_ok_and(|answer| answer.status().is_success())
        };
        wait_until("the proxy passes requests on", answers).await;
        Some(proxy)
    }

    /// Ends the proxy and returns all that it logged.
    #[must_use]
    pub fn into_logs(mut self) -> String {
        // SIGTERM, because nginx buffers nothing but HAProxy writes the lines of open connections at its end.
        signals::send(Signal::TERM, &self.child);
        let _ = self.child.wait();
        read_logs(self.folder.path())
    }

    /// Returns the IPv4 address of the proxy.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        ([127, 0, 0, 1], self.port()).into()
    }

    /// Returns the listening port, the same for IPv4 and IPv6.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port.number()
    }
}

impl Drop for ReverseProxy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the content of all `.log` files in the folder.
fn read_logs(folder: &Path) -> String {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let logs = files.filter(|file| file.extension().is_some_and(|extension| extension == "log"));
    logs.map(|file| std::fs::read_to_string(file).unwrap_or_default()).collect()
}

fn nginx(port: u16, target: SocketAddr) -> String {
    nginx_main(&format!(
        "access_log off;\nserver {{\nlisten 127.0.0.1:{port};\nlisten [::1]:{port};\n\
         location / {{\nproxy_pass http://{target};\nproxy_http_version 1.1;\n\
         proxy_set_header Host $http_host;\nproxy_set_header Upgrade $http_upgrade;\n\
         proxy_set_header Connection $http_connection;\n\
         proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n}}\n}}\n"
    ))
}

/// Returns nginx's main configuration around the `http` block. All files are in the proxy's folder.
fn nginx_main(http: &str) -> String {
    let folders: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {name}_temp;\n"))
        .concat();
    format!(
        "daemon off;\nmaster_process off;\npid nginx.pid;\nevents {{ worker_connections 512; }}\n\
         http {{\n{folders}{http}}}\n"
    )
}

fn caddy(port: u16, target: SocketAddr) -> String {
    format!("{CADDY_GLOBAL}http://:{port} {{\nbind 127.0.0.1 ::1\nreverse_proxy {target}\n}}\n")
}

/// Caddy's options without its interface for administration, which has a fixed port.
const CADDY_GLOBAL: &str = "{\nadmin off\n}\n";

fn traefik(target: SocketAddr) -> String {
    format!(
        "http:\n  routers:\n    wpp: {{ rule: PathPrefix(`/`), service: wpp }}\n  services:\n    wpp:\n      \
         loadBalancer: {{ servers: [{{ url: \"http://{target}\" }}] }}\n"
    )
}

/// Rules that write addresses of both versions as RFC 7239 requires.
const FORWARDED: &str = r#"http-request add-header Forwarded "for=%[src];proto=http" if { src 0.0.0.0/0 }
  http-request add-header Forwarded "for=\"[%[src]]\";proto=http" if { src ::/0 }"#;

fn haproxy(port: u16, target: SocketAddr, client: &str) -> String {
    format!(
        "global\n  maxconn 512\ndefaults\n  mode http\n  timeout connect 10s\n  timeout client 60s\n  timeout server 60s\n\
         frontend party\n  bind 127.0.0.1:{port}\n  bind [::1]:{port}\n  {client}\n  default_backend web\n\
         backend web\n  server web {target}\n"
    )
}
