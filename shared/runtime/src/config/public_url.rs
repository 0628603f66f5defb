//! The address that guests open.

use url::Url;

use super::{ConfigError, Env};

impl Env<'_> {
    /// Returns an `http` or `https` address without a path and without a trailing slash. International names are
    /// returned in the form that browsers send.
    ///
    /// # Errors
    /// [`ConfigError::Bad`] for an address with another scheme, without a host, or with more than host and port.
    pub fn http_url(&self, name: &'static str, default: &str) -> Result<String, ConfigError> {
        let value = self.text(name, default);
        let bad = |why: &str| ConfigError::Bad { name, value: value.clone(), why: why.to_owned() };
        let example = "write a scheme, a host and a port if needed, such as https://party.example.org";
        let has_scheme =
            |scheme: &str| value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        if !has_scheme("http://") && !has_scheme("https://") {
            return Err(bad("write it with http:// or https://"));
        }
        // The parser removes some of these characters, and reads a backslash as a slash.
        if value.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
            return Err(bad(example));
        }
        let url = Url::parse(&value).map_err(|_| bad(example))?;
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(bad(
                "write it without a path and a query, such as https://party.example.org; the app needs a whole host",
            ));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ConfigError::Bad { name, value: "…@…".to_owned(), why: example.to_owned() });
        }
        Ok(url.origin().ascii_serialization())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> Result<String, String> {
        let lookup = |_: &str| Some(url.to_owned());
        Env::new(&lookup).http_url("PUBLIC_URL", "http://localhost:8080").map_err(|error| error.to_string())
    }

    #[test]
    fn accepts_addresses() {
        for (given, used) in [
            ("https://party.example.org/", "https://party.example.org"),
            ("http://[fd00::7]:8080", "http://[fd00::7]:8080"),
            ("http://192.168.1.7:8080", "http://192.168.1.7:8080"),
            ("http://my-pc.local:8080", "http://my-pc.local:8080"),
            ("HTTPS://Party.Example.org:8443", "https://party.example.org:8443"),
            ("https://fæst.example.org", "https://xn--fst-yla.example.org"),
        ] {
            assert_eq!(read(given).as_deref(), Ok(used));
        }
    }

    #[test]
    fn refuses_what_guests_cannot_open() {
        for wrong in [
            "party.example.org",
            "ftp://party.example.org",
            "https://",
            "https://party example.org",
            "https://party.example.org /",
            "https://party.example.org/games",
            "https://party.example.org?x",
            "https://party.example.org/?x=1",
            "https://party.example.org#x",
            "https://party.example.org:80800",
            "https://me:hunter2@party.example.org",
            "https:\\\\party.example.org",
        ] {
            let error = read(wrong).expect_err(wrong);
            assert!(error.starts_with("PUBLIC_URL=") && !error.contains("hunter2"), "{error}");
        }
    }
}
