use super::*;

/// Reads the address from lines such as `x: 192.0.2.1` (`X-Forwarded-For`) and `f: for=192.0.2.1` (`Forwarded`).
fn read(lines: &[&[u8]], hops: usize) -> String {
    let mut headers = HeaderMap::new();
    for line in lines {
        let name = if line.starts_with(b"x") { X_FORWARDED_FOR } else { FORWARDED };
        headers.append(name, HeaderValue::from_bytes(line[2..].trim_ascii()).unwrap());
    }
    forwarded(&headers, NonZeroUsize::new(hops).unwrap()).to_string()
}

#[test]
fn reads_the_entry_of_the_trusted_proxy() {
    let cases: &[(&[&[u8]], usize, &str)] = &[
        (&[b"x: 203.0.113.7"], 1, "203.0.113.7"),
        (&[b"x: 203.0.113.1, 203.0.113.7"], 1, "203.0.113.7"),
        (&[b"x: 203.0.113.1,203.0.113.7 "], 1, "203.0.113.7"),
        (&[b"x: 203.0.113.1", b"x: 198.51.100.7"], 1, "198.51.100.7"),
        (&[b"x: 203.0.113.1, 203.0.113.2", b"x: 203.0.113.3, 198.51.100.7"], 1, "198.51.100.7"),
        (&[b"x: \xff\xfe, 198.51.100.7"], 1, "198.51.100.7"),
        (&[b"x: \xff\xfe", b"x: 198.51.100.7"], 1, "198.51.100.7"),
        (&[b"x: ,,198.51.100.7"], 1, "198.51.100.7"),
        (&[b"x: 127.0.0.1"], 1, "127.0.0.1"),
        (&[b"x: 203.0.113.1, 198.51.100.7, 10.0.0.1"], 2, "198.51.100.7"),
        (&[b"x: 203.0.113.1, 198.51.100.7", b"x: 10.0.0.1"], 2, "198.51.100.7"),
        (&[b"x: 203.0.113.1", b"x: 198.51.100.7", b"x: 10.0.0.2, 10.0.0.1"], 3, "198.51.100.7"),
    ];
    for (lines, hops, expected) in cases {
        assert_eq!(read(lines, *hops), *expected, "{lines:?} through {hops}");
    }
}

#[test]
fn reads_every_form_of_an_address() {
    let cases: &[(&[u8], &str)] = &[
        (b"x: 203.0.113.7:51234", "203.0.113.7"),
        (b"x: 2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (b"x: [2001:db8:1:2::9]", "2001:db8:1:2::"),
        (b"x: [2001:db8:1:2::9]:443", "2001:db8:1:2::"),
        (b"x: 2001:DB8:1:2::9", "2001:db8:1:2::"),
        (b"x: fe80::1%eth0", "fe80:0:0:0::"),
        (b"x: ::ffff:203.0.113.7", "203.0.113.7"),
        (b"x: [::ffff:203.0.113.7]:80", "203.0.113.7"),
        (b"x: ::ffff:cb00:7107", "203.0.113.7"),
        (b"x: \"203.0.113.7\"", "203.0.113.7"),
    ];
    for (line, expected) in cases {
        assert_eq!(read(&[line], 1), *expected, "{}", String::from_utf8_lossy(line));
    }
}

#[test]
fn reads_the_forwarded_header() {
    let cases: &[(&[&[u8]], usize, &str)] = &[
        (&[b"f: for=203.0.113.7"], 1, "203.0.113.7"),
        (&[b"f: For=203.0.113.7;proto=https;by=10.0.0.1"], 1, "203.0.113.7"),
        (&[b"f: proto=http; for=\"[2001:db8:1:2::9]:4711\""], 1, "2001:db8:1:2::"),
        (&[b"f: for=\"203.0.113.7:80\""], 1, "203.0.113.7"),
        (&[b"f: for=203.0.113.1, for=203.0.113.7"], 1, "203.0.113.7"),
        (&[b"f: for=203.0.113.1", b"f: for=203.0.113.7"], 1, "203.0.113.7"),
        (&[b"f: for=203.0.113.7, for=10.0.0.1"], 2, "203.0.113.7"),
        (&[b"f: for=203.0.113.7", b"x: 203.0.113.7"], 1, "203.0.113.7"),
        (&[b"f: for=203.0.113.7;host=\"a,for=192.0.2.1;b\""], 1, "203.0.113.7"),
        (&[b"f: for=192.0.2.1;a=\"", b"f: for=203.0.113.7"], 1, "203.0.113.7"),
    ];
    for (lines, hops, expected) in cases {
        assert_eq!(read(lines, *hops), *expected, "{lines:?} through {hops}");
    }
}

#[test]
fn unreadable_entries_share_one_limit() {
    let cases: &[(&[&[u8]], usize)] = &[
        (&[], 1),
        (&[b"x:"], 1),
        (&[b"x: unknown"], 1),
        (&[b"x: unix:"], 1),
        (&[b"x: 203.0.113.7,"], 1),
        (&[b"x: 203.0.113.7", b"x:"], 1),
        (&[b"x: 203.0.113.7, \xff"], 1),
        (&[b"x: 203.0.113.7.8"], 1),
        (&[b"x: 203.0.113.7:"], 1),
        (&[b"x: 203.0.113.7:80:90"], 1),
        (&[b"x: [2001:db8::1"], 1),
        (&[b"x: [2001:db8::1]80"], 1),
        (&[b"x: localhost"], 1),
        (&[b"x: 203.0.113.7"], 2),
        (&[b"f: for=unknown"], 1),
        (&[b"f: for=_hidden"], 1),
        (&[b"f: proto=https"], 1),
        (&[b"f: for=203.0.113.7;for=203.0.113.8"], 1),
        (&[b"f: for=192.0.2.1;a=\", for=\"[2001:db8::1]:80\""], 1),
        (&[b"f: for=192.0.2.1, for=\"203.0.113.7"], 1),
        (&[b"f: for=192.0.2.1, for"], 1),
        (&[b"f: for=203.0.113.1", b"x: 198.51.100.7"], 1),
    ];
    for (lines, hops) in cases {
        assert_eq!(read(lines, *hops), "unknown", "{lines:?} through {hops}");
    }
}
