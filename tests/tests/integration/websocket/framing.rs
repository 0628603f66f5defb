//! Frames: lengths, control frames, reserved bits, opcodes and fragments. Numbers are those of the Autobahn cases.

use super::{
    cases::{Answer, Case, run},
    connection::{BINARY, CONTINUATION, ClientFrame, PING, PONG, TEXT},
};

/// Maximum size of a message in bytes.
const MAX_MESSAGE: usize = 64 * 1024;

#[tokio::test(flavor = "multi_thread")]
async fn messages_of_any_permitted_length() {
    run(|socket| {
        let overhead = socket.message("").len();
        let lengths = [0, 1, 125 - overhead, 126 - overhead, 127 - overhead, 128, 4096, MAX_MESSAGE - overhead];
        let mut cases: Vec<Case> = lengths
            .into_iter()
            .map(|length| {
                let text = "*".repeat(length);
                let frame = ClientFrame::new(TEXT, socket.message(&text));
                Case::accepted(format!("1.1 text of {length}"), &[frame], &[Answer::Echo(text)])
            })
            .collect();
        cases.push(Case::accepted("1.2 binary", &[ClientFrame::new(BINARY, vec![0xfe; 126])], &[Answer::Rejected]));
        cases.push(Case::accepted("1.1.1 empty text", &[ClientFrame::new(TEXT, "")], &[Answer::Rejected]));
        let echo = ClientFrame::new(TEXT, socket.message("x"));
        cases.push(Case::accepted("1.1.2", &[echo], &[Answer::Echo("x".into())]).split(true));
        let too_long = ClientFrame::new(TEXT, vec![b'*'; MAX_MESSAGE + 1]);
        cases.push(Case::frames("9.1 longer than permitted", &[too_long], &[], 1009));
        let huge = ClientFrame { declared: Some(u64::MAX >> 1), ..ClientFrame::new(TEXT, "x") };
        cases.push(Case::frames("9.1 only announced", &[huge], &[], 1009));
        let half = vec![b'*'; MAX_MESSAGE / 2 + 1];
        let fragments = [ClientFrame::new(TEXT, half.clone()).more(), ClientFrame::new(CONTINUATION, half)];
        cases.push(Case::frames("9.3 longer in fragments", &fragments, &[], 1009));
        cases
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pings_and_pongs() {
    run(|socket| {
        let pong = |payload: &[u8]| Answer::Pong(payload.to_vec());
        let binary: &[u8] = &[0, 0xff, 0xfe, 0xfd, 0xfc, 0xfb, 0, 0xff];
        let most = vec![0xfe; 125];
        let many: Vec<String> = (0..10).map(|n| format!("payload-{n}")).collect();
        let pings: Vec<ClientFrame> = many.iter().map(|text| ClientFrame::new(PING, text.as_bytes())).collect();
        let pongs: Vec<Answer> = many.iter().map(|text| pong(text.as_bytes())).collect();
        vec![
            Case::accepted("2.1 empty", &[ClientFrame::new(PING, "")], &[pong(b"")]),
            Case::accepted("2.2 text", &[ClientFrame::new(PING, "Hello")], &[pong(b"Hello")]),
            Case::accepted("2.3 binary", &[ClientFrame::new(PING, binary)], &[pong(binary)]),
            Case::accepted("2.4 125 bytes", &[ClientFrame::new(PING, most.clone())], &[pong(&most)]),
            Case::frames("2.5 126 bytes", &[ClientFrame::new(PING, vec![0xfe; 126])], &[], 1002),
            Case::accepted("2.6", &[ClientFrame::new(PING, most.clone())], &[pong(&most)]).split(true),
            Case::accepted("2.7 unsolicited pong", &[ClientFrame::new(PONG, "")], &[]),
            Case::frames("2.7 pong of 126 bytes", &[ClientFrame::new(PONG, vec![0xfe; 126])], &[], 1002),
            Case::accepted(
                "2.9 pong, then ping",
                &[ClientFrame::new(PONG, "unsolicited"), ClientFrame::new(PING, "ping")],
                &[pong(b"ping")],
            ),
            Case::accepted("2.10 ten pings", &pings, &pongs).split(false),
            Case::accepted("2.11 ten pings", &pings, &pongs).split(true),
            Case::frames("fragmented ping", &[ClientFrame::new(PING, "x").more()], &[], 1002),
            Case::frames(
                "5.1 fragments of a ping",
                &[ClientFrame::new(PING, "a").more(), ClientFrame::new(CONTINUATION, socket.message("a"))],
                &[],
                1002,
            ),
        ]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn violations_close_with_1002() {
    run(|socket| {
        let good = ClientFrame::new(TEXT, socket.message("first"));
        let echo = Answer::Echo("first".into());
        let mut cases = Vec::new();
        for reserved in 1..8 {
            for opcode in [TEXT, BINARY, PING] {
                let frame = ClientFrame { reserved, ..ClientFrame::new(opcode, "x") };
                let frames = [good.clone(), frame];
                cases.push(Case::frames(format!("3 bits {reserved}, opcode {opcode}"), &frames, &[echo.clone()], 1002));
            }
        }
        for opcode in [3, 4, 5, 6, 7, 11, 12, 13, 14, 15] {
            for payload in ["", "x"] {
                let frames = [good.clone(), ClientFrame::new(opcode, payload), ClientFrame::new(PING, "late")];
                cases.push(Case::frames(format!("4 opcode {opcode} {payload:?}"), &frames, &[echo.clone()], 1002));
            }
        }
        for opcode in [TEXT, BINARY, PING] {
            let frame = ClientFrame { is_masked: false, ..ClientFrame::new(opcode, "x") };
            cases.push(Case::frames(format!("unmasked opcode {opcode}"), &[frame], &[], 1002));
        }
        cases
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fragments_with_control_frames_between_them() {
    run(|socket| {
        let text = "fragment1fragment2fragment3";
        let message = socket.message(text);
        let (first, rest) = message.split_at(message.len() / 3);
        let (second, third) = rest.split_at(rest.len() / 2);
        let start = ClientFrame::new(TEXT, first).more();
        let middle = ClientFrame::new(CONTINUATION, second).more();
        let last = ClientFrame::new(CONTINUATION, third);
        let ping = ClientFrame::new(PING, "between");
        let pong = Answer::Pong(b"between".to_vec());
        let echo = Answer::Echo(text.into());
        let whole = [start.clone(), middle.clone(), last.clone()];
        let pinged = [start.clone(), ping.clone(), middle.clone(), ping.clone(), last.clone()];
        let expected = [pong.clone(), pong.clone(), echo.clone()];
        let empty = ClientFrame::new(CONTINUATION, "").more();
        vec![
            Case::accepted("5.3", &whole, &[echo.clone()]),
            Case::accepted("5.4", &whole, &[echo.clone()]).split(false),
            Case::accepted("5.5", &whole, &[echo.clone()]).split(true),
            Case::accepted("5.6 pings between", &pinged, &expected),
            Case::accepted("5.7 pings between", &pinged, &expected).split(false),
            Case::accepted("5.8 pings between", &pinged, &expected).split(true),
            Case::accepted(
                "6.1 empty fragments",
                &[start.clone(), empty, middle.clone(), last.clone()],
                &[echo.clone()],
            ),
            Case::accepted(
                "fragmented binary",
                &[ClientFrame::new(BINARY, vec![0xff; 10]).more(), ClientFrame::new(CONTINUATION, vec![0xff; 10])],
                &[Answer::Rejected],
            ),
            Case::frames("5.9 nothing to continue", &[last.clone(), start.clone()], &[], 1002),
            Case::frames("5.12 nothing to continue", &[middle.clone(), last.clone()], &[], 1002).split(false),
            Case::frames(
                "5.15 after a whole message",
                &[start.clone(), middle.clone(), last.clone(), middle.clone()],
                &[echo.clone()],
                1002,
            ),
            Case::frames("5.18 text between fragments", &[start.clone(), ClientFrame::new(TEXT, "x")], &[], 1002),
            Case::frames(
                "5.18 binary between fragments",
                &[start.clone(), ClientFrame::new(BINARY, "x").more()],
                &[],
                1002,
            ),
            Case::frames(
                "5.19 reserved opcode between fragments",
                &[start, ping, ClientFrame::new(5, "")],
                &[pong],
                1002,
            ),
        ]
    })
    .await;
}
