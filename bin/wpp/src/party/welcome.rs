//! The text in the terminal when the party is ready.

use std::{
    io::{self, IsTerminal as _, Write as _},
    net::IpAddr,
};

use qrcode::{EcLevel, QrCode, render::unicode::Dense1x2};
use wpp_api::settings::WebSettings;

/// Prints the address to open, with its QR code, and the one-time link for the operator.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn print(settings: &WebSettings, address: Option<IpAddr>, link: Option<&str>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let colours = out.is_terminal();
    out.write_all(text(settings, address, link, colours).as_bytes())?;
    out.flush()
}

fn text(settings: &WebSettings, address: Option<IpAddr>, link: Option<&str>, colours: bool) -> String {
    let url = &settings.public_url;
    let mut text = format!("\nReady. Open {url}\n\n");
    match address {
        None => text.push_str("Phones cannot connect: there is no network, or HOST limits access to this machine.\n"),
        Some(_) => {
            text.push_str(&code(url, colours).unwrap_or_default());
            let port = settings.listen.port();
            text.push_str(&format!("\nOn this machine: http://localhost:{port}\n"));
        }
    }
    if let Some(link) = link {
        text.push_str(&format!("To manage the server, open within an hour (works once): {link}\n"));
    }
    text.push_str("Press Ctrl-C to stop.\n\n");
    text
}

/// Returns a QR code of light blocks on a dark background. `None` if the address is too long for one.
fn code(url: &str, colours: bool) -> Option<String> {
    let code = QrCode::with_error_correction_level(url, EcLevel::L).ok()?;
    // The light modules and the margin are the blocks. The names of the library are those of a dark text on a light page.
    let drawn = code.render().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build();
    if !colours {
        return Some(drawn + "\n");
    }
    // White on black, whatever the colours of the terminal are. Many phones do not read an inverted code.
    Some(drawn.lines().map(|line| format!("\x1b[97;40m{line}\x1b[0m\n")).collect())
}

#[cfg(test)]
mod tests {
    use wpp_api::settings::Settings;
    use wpp_runtime::{config::Env, secure_rng::SecureRng};

    use super::*;

    fn text_of(url: &'static str, address: Option<&str>) -> String {
        let lookup = |name: &str| (name == "PUBLIC_URL").then(|| url.to_owned());
        let settings = Settings::read(&Env::new(&lookup), &SecureRng::from_seed([7; 32])).unwrap();
        text(
            &settings.web,
            address.map(|address| address.parse().unwrap()),
            Some("http://192.168.1.7:8080/admin#link=s"),
            false,
        )
    }

    #[test]
    fn names_the_address_and_draws_its_code() {
        let text = text_of("http://192.168.1.7:8080", Some("192.168.1.7"));
        assert!(
            text.contains("Ready. Open http://192.168.1.7:8080\n") && text.contains("http://localhost:8080"),
            "{text}"
        );
        assert!(text.contains("(works once): http://192.168.1.7:8080/admin#link=s\n"), "{text}");
        let drawn = text.lines().filter(|line| line.contains('█')).count();
        // 25 modules and a margin of four on each side, two in a line.
        assert!((15..=18).contains(&drawn), "{drawn} lines:\n{text}");
    }

    #[test]
    fn without_a_network_phones_cannot_connect() {
        let text = text_of("http://localhost:8080", None);
        assert!(text.contains("Phones cannot connect") && !text.contains('█'), "{text}");
    }
}
