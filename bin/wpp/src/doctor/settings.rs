//! Checks the settings, the limit of open files, and the reverse proxy.

use wpp_api::settings::Settings;
use wpp_runtime::{
    config::{Env, Logs},
    open_files,
    secure_rng::SecureRng,
    telemetry::chain,
};

use super::report::Report;

const SETTINGS: &str = "settings";
const OPEN_FILES: &str = "open files";
const PROXY: &str = "proxy";

/// Reads the settings of both processes. Returns those of `web` if they can be used.
pub(super) fn check(report: &mut Report, env: &Env<'_>, rng: &SecureRng) -> Option<Settings> {
    if let Err(error) = Logs::read(env) {
        report.fail(SETTINGS, chain(&error));
    }
    if let Err(error) = wpp_worker::settings::Settings::read(env, rng) {
        report.fail(SETTINGS, chain(&error));
    }
    let mut settings = match Settings::read(env, rng) {
        Ok(settings) => settings,
        Err(error) => {
            report.fail(SETTINGS, chain(&error));
            return None;
        }
    };
    if !report.has_failed() {
        report.ok(SETTINGS, "every value can be used");
    }
    let mut warnings = std::mem::take(&mut settings.warnings);
    let of_settings = warnings.len();
    settings.web.fit_sockets(open_files::raise_limit(), &mut warnings);
    for warning in &warnings[..of_settings] {
        report.warn(SETTINGS, warning);
    }
    match warnings.get(of_settings) {
        Some(warning) => report.warn(OPEN_FILES, warning),
        None => report.ok(OPEN_FILES, format!("enough for {} sockets", settings.web.max_sockets)),
    }
    check_proxy(report, &settings);
    Some(settings)
}

/// Compares the address that guests open with the trust in a proxy's headers, and with the certificate.
fn check_proxy(report: &mut Report, settings: &Settings) {
    let is_https = settings.web.public_url.starts_with("https://");
    let is_trusted = settings.web.https.as_ref().is_some_and(|https| !https.is_self_signed());
    match settings.web.trusted_hops {
        None if settings.web.serves_public_https(is_trusted) => report.ok(PROXY, "none; clients connect directly over HTTPS"),
        None if is_https => report.warn(
            PROXY,
            "PUBLIC_URL is https://, but TRUST_PROXY is 0 and there is no TLS_CERTIFICATE. Set TRUST_PROXY=1 if a proxy is in \
             front, or ACME_DOMAIN, or HTTPS_PORT, TLS_CERTIFICATE and TLS_KEY.",
        ),
        None => report.ok(PROXY, "none; clients connect directly"),
        Some(hops) if settings.web.listen.ip().is_unspecified() => report.warn(
            PROXY,
            format!(
                "{hops} trusted, but web listens on every address: clients that bypass the proxy can forge their \
                 address. Set HOST=127.0.0.1, or close the port with a firewall."
            ),
        ),
        Some(hops) => report.ok(PROXY, format!("{hops} trusted, which must append to X-Forwarded-For or Forwarded")),
    }
}
