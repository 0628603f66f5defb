//! The text in the terminal when the party is ready.

use std::{
    io::{self, Write as _},
    net::IpAddr,
};

use qrcode::{EcLevel, QrCode, render::unicode::Dense1x2};
use wpp_api::settings::WebSettings;

/// Prints the address to open, with its QR code.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn print(settings: &WebSettings, address: Option<IpAddr>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text(settings, address).as_bytes())?;
    out.flush()
}

fn text(settings: &WebSettings, address: Option<IpAddr>) -> String {
    let url = &settings.public_url;
    let mut text = format!("\nReady. Open {url}\n\n");
    match address {
        None => text.push_str("Phones cannot connect: there is no network, or HOST limits access to this machine.\n"),
        Some(_) => {
            text.push_str(&code(url).unwrap_or_default());
            let port = settings.listen.port();
            text.push_str(&format!("\nOn this machine: http://localhost:{port}\n"));
        }
    }
    text.push_str("Press Ctrl-C to stop.\n\n");
    text
}

/// Returns a QR code, light on dark as in most terminals. `None` if the address is too long for one.
fn code(url: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(url, EcLevel::L).ok()?;
    let drawn = code.render().dark_color(Dense1x2::Dark).light_color(Dense1x2::Light).build();
    Some(drawn + "\n")
}
