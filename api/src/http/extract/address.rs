use std::{
    net::{IpAddr, SocketAddr},
    num::NonZeroUsize,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, HeaderName, HeaderValue, header::FORWARDED, request::Parts},
};
use wpp_runtime::client_address::ClientAddress;

use crate::{app::App, error::ApiError};

/// The header to which each proxy appends the address of its client.
const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The client's address: the TCP peer, or the address that the trusted proxy reports.
#[derive(Debug, Clone, Copy)]
pub struct Address(pub ClientAddress);

impl FromRequestParts<App> for Address {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        if let Some(hops) = app.settings.trusted_hops {
            return Ok(Self(forwarded(&parts.headers, hops)));
        }
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(peer.map_or(ClientAddress::Unknown, |ConnectInfo(peer)| ClientAddress::of_peer(peer.ip()))))
    }
}

/// Returns the client's address as the outermost of `hops` trusted proxies reports it.
///
/// Each trusted proxy appends one entry, so the client's entry is number `hops` from the end. Earlier entries come from
/// the client and can be forged. A proxy writes only one of the two headers and may pass on the other one as the client
/// sent it. Two headers that disagree are therefore unreadable.
fn forwarded(headers: &HeaderMap, hops: NonZeroUsize) -> ClientAddress {
    let listed = lines(headers, &X_FORWARDED_FOR).map(|lines| {
        let mut entries = lines.iter().rev().flat_map(|line| line.rsplit(|byte| *byte == b','));
        entries.nth(hops.get() - 1).map_or(ClientAddress::Unknown, parse_entry)
    });
    let standard = lines(headers, &FORWARDED).map(|lines| {
        let mut elements = lines.iter().rev().flat_map(|line| forwarded_elements(line).into_iter().rev());
        elements.nth(hops.get() - 1).map_or(ClientAddress::Unknown, |value| parse_entry(&value))
    });
    match (listed, standard) {
        (Some(one), Some(other)) if one != other => ClientAddress::Unknown,
        (Some(address), _) | (None, Some(address)) => address,
        (None, None) => ClientAddress::Unknown,
    }
}

/// Returns all lines of a header, or `None` without the header.
fn lines<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<Vec<&'a [u8]>> {
    let lines: Vec<&[u8]> = headers.get_all(name).iter().map(HeaderValue::as_bytes).collect();
    (!lines.is_empty()).then_some(lines)
}

/// Returns the parameter `for` of each element in a line of `Forwarded` (RFC 7239); empty where an element does not have
/// exactly one. A malformed line is one element without an address: quotes of the client could otherwise hide the
/// element of the proxy.
fn forwarded_elements(line: &[u8]) -> Vec<Vec<u8>> {
    parse_forwarded(line).unwrap_or_else(|| vec![Vec::new()])
}

fn parse_forwarded(mut rest: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut elements = Vec::new();
    let mut addresses = Vec::new();
    loop {
        let name_end = rest.iter().position(|byte| matches!(byte, b'=' | b',' | b';' | b'"')).unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_end);
        rest = after;
        if rest.first() == Some(&b'=') {
            let (value, after) = parse_value(rest[1..].trim_ascii_start())?;
            if name.trim_ascii().eq_ignore_ascii_case(b"for") {
                addresses.push(value);
            }
            rest = after.trim_ascii_start();
        } else if !name.trim_ascii().is_empty() {
            return None;
        }
        let separator = rest.first().copied();
        match separator {
            Some(b';') => {}
            None | Some(b',') => {
                let only = if addresses.len() == 1 { addresses.pop() } else { None };
                elements.push(only.unwrap_or_default());
                addresses.clear();
            }
            Some(_) => return None,
        }
        rest = match separator {
            None => return Some(elements),
            Some(_) => &rest[1..],
        };
    }
}

/// Reads a value, which is a quoted string or ends before the next separator. Returns it with the bytes after it.
fn parse_value(text: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let Some(quoted) = text.strip_prefix(b"\"") else {
        let end = text.iter().position(|byte| matches!(byte, b',' | b';' | b'"')).unwrap_or(text.len());
        return (text.get(end) != Some(&b'"')).then(|| (text[..end].to_vec(), &text[end..]));
    };
    let mut value = Vec::new();
    let mut bytes = quoted.iter().enumerate();
    loop {
        match bytes.next()? {
            (at, b'"') => return Some((value, &quoted[at + 1..])),
            (_, b'\\') => value.push(*bytes.next()?.1),
            (_, byte) => value.push(*byte),
        }
    }
}

/// Parses an address with an optional port, brackets, zone and quotes. An unreadable entry is an unknown client.
fn parse_entry(entry: &[u8]) -> ClientAddress {
    let Ok(text) = std::str::from_utf8(entry) else { return ClientAddress::Unknown };
    let text = text.trim();
    let text = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text).trim();
    let address = match text.strip_prefix('[') {
        Some(rest) => rest.split_once(']').filter(|(_, port)| is_port(port)).map(|(address, _)| address),
        // Only IPv4 addresses have a port without brackets.
        None => match text.split_once(':') {
            Some((address, port)) if !port.contains(':') => is_port(&format!(":{port}")).then_some(address),
            _ => Some(text),
        },
    };
    let without_zone = address.map(|address| address.split_once('%').map_or(address, |(address, _)| address));
    let parsed = without_zone.and_then(|address| address.parse::<IpAddr>().ok());
    parsed.map_or(ClientAddress::Unknown, ClientAddress::of_forwarded)
}

/// Reports whether `text` is empty, or a colon and a port. A port may also be an obfuscated name (RFC 7239).
fn is_port(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    text.is_empty() || text.strip_prefix(':').is_some_and(|port| !port.is_empty() && port.bytes().all(allowed))
}

#[cfg(test)]
mod tests;
