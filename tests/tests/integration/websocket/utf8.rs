//! Text that is UTF-8 and text that is not. Numbers are those of the Autobahn cases.

use super::{
    cases::{Answer, Case, run},
    connection::{CONTINUATION, ClientFrame, TEXT},
};

/// Valid texts: first and last code points of each length, non-characters, and the text of the suite (6.2, 6.5 to 6.23).
const VALID: &[&str] = &[
    "Hello-µ@ßöäüàá-UTF-8!!",
    "κόσμε",
    "\u{7f}",
    "\u{80}",
    "\u{7ff}",
    "\u{800}",
    "\u{d7ff}",
    "\u{e000}",
    "\u{fffd}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{10000}",
    "\u{1fffe}",
    "\u{1ffff}",
    "\u{10ffff}",
];

/// Invalid byte sequences (6.3 and 6.6 to 6.21).
const INVALID: &[&[u8]] = &[
    b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80edited",
    // Continuation bytes without a first byte.
    b"\x80",
    b"\xbf",
    b"\x80\xbf\x80\xbf",
    // First bytes without continuation bytes.
    b"\xc2 ",
    b"\xe0 ",
    b"\xf0 ",
    b"\xce",
    b"\xe1\xbd",
    b"\xf0\x9f\x92",
    // Bytes that UTF-8 never uses.
    b"\xfe",
    b"\xff",
    b"\xf8\x88\x80\x80\x80",
    b"\xfc\x84\x80\x80\x80\x80",
    // Longer than necessary.
    b"\xc0\xaf",
    b"\xe0\x80\xaf",
    b"\xf0\x80\x80\xaf",
    b"\xc1\xbf",
    // Surrogates.
    b"\xed\xa0\x80",
    b"\xed\xbf\xbf",
    b"\xed\xa0\x80\xed\xb0\x80",
    // Above the last code point.
    b"\xf4\x90\x80\x80",
    b"\xf7\xbf\xbf\xbf",
];

#[tokio::test(flavor = "multi_thread")]
async fn valid_text_is_understood() {
    run(|socket| {
        let mut cases = Vec::new();
        for text in VALID {
            let message = socket.message(text);
            let echo = [Answer::Echo((*text).to_owned())];
            let whole = ClientFrame::new(TEXT, message.clone());
            cases.push(Case::accepted(format!("{text:?}"), &[whole], &echo));
            // One byte a fragment, so that every code point is split.
            let fragments = fragments(message.iter().map(std::slice::from_ref));
            cases.push(Case::accepted(format!("{text:?} in fragments"), &fragments, &echo).split(false));
        }
        cases
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_text_closes_with_1007() {
    run(|socket| {
        let mut cases = Vec::new();
        for bytes in INVALID {
            let name = format!("{bytes:02x?}");
            let message = socket.message(bytes);
            cases.push(Case::frames(&name, &[ClientFrame::new(TEXT, message.clone())], &[], 1007));
            let (first, rest) = message.split_at(message.len() / 2);
            cases.push(Case::frames(format!("{name} in fragments"), &fragments([first, rest]), &[], 1007));
        }
        // The server does not wait for the end of a message that is already invalid (6.4.1, 6.4.2).
        let unfinished = ClientFrame::new(TEXT, socket.message(b"\xf4\x90\x80\x80")).more();
        cases.push(Case::frames("6.4 fails fast", &[unfinished], &[], 1007));
        let cut =
            [ClientFrame::new(TEXT, b"\xf4".to_vec()).more(), ClientFrame::new(CONTINUATION, b"\x90".to_vec()).more()];
        cases.push(Case::frames("6.4 fails fast within a code point", &cut, &[], 1007));
        let incomplete = [ClientFrame::new(TEXT, b"\xce".to_vec()).more(), ClientFrame::new(CONTINUATION, "")];
        cases.push(Case::frames("ends within a code point", &incomplete, &[], 1007));
        cases
    })
    .await;
}

/// Returns one text message in fragments.
fn fragments<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Vec<ClientFrame> {
    let frame = |(at, part): (usize, &[u8])| ClientFrame::new(if at == 0 { TEXT } else { CONTINUATION }, part).more();
    let mut frames: Vec<ClientFrame> = parts.into_iter().enumerate().map(frame).collect();
    if let Some(last) = frames.last_mut() {
        last.is_final = true;
    }
    frames
}
