//! The closing handshake. Numbers are those of the Autobahn cases.

use super::{
    cases::{Answer, Case, run},
    connection::{CLOSE, CONTINUATION, ClientFrame, PING, TEXT},
};

fn close(code: u16, reason: impl AsRef<[u8]>) -> ClientFrame {
    ClientFrame::new(CLOSE, [&code.to_be_bytes(), reason.as_ref()].concat())
}

#[tokio::test(flavor = "multi_thread")]
async fn close_frame_is_answered_with_its_code() {
    run(|socket| {
        let valid = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 3000, 3999, 4000, 4999];
        let mut cases: Vec<Case> = valid
            .into_iter()
            .map(|code| Case::frames(format!("7.7 code {code}"), &[close(code, "")], &[], code))
            .collect();
        let empty = Case::frames("7.3.1 without a code", &[ClientFrame::new(CLOSE, "")], &[], 0);
        cases.push(Case { close: None, ..empty });
        cases.push(Case::frames("7.3.4 with a reason", &[close(1000, "Hello World!")], &[], 1000));
        cases.push(Case::frames("7.3.5 longest reason", &[close(1000, "*".repeat(123))], &[], 1000));
        let echo = ClientFrame::new(TEXT, socket.message("x"));
        let answered = [Answer::Echo("x".into())];
        cases.push(Case::frames("7.1.1 after a message", &[echo.clone(), close(1000, "")], &answered, 1000));
        // Frames after a close frame are not answered (7.1.2 to 7.1.5).
        for late in [close(1000, ""), ClientFrame::new(PING, "late"), echo] {
            let frames = [close(1000, ""), late.clone()];
            cases
                .push(Case::frames(format!("7.1 opcode {} after close", late.opcode), &frames, &[], 1000).split(false));
        }
        let fragments =
            [ClientFrame::new(TEXT, "fragment").more(), close(1000, ""), ClientFrame::new(CONTINUATION, "fragment")];
        cases.push(Case::frames("7.1.5 between fragments", &fragments, &[], 1000));
        let flood = [close(1000, ""), ClientFrame::new(TEXT, vec![b'*'; 60_000])];
        cases.push(Case::frames("7.1.6 much data after close", &flood, &[], 1000));
        cases
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_close_frame_is_a_violation() {
    run(|_| {
        let codes = [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535];
        let mut cases: Vec<Case> = codes
            .into_iter()
            .map(|code| Case::frames(format!("7.9 code {code}"), &[close(code, "")], &[], 1002))
            .collect();
        cases.push(Case::frames("7.3.2 half a code", &[ClientFrame::new(CLOSE, vec![3])], &[], 1002));
        cases.push(Case::frames("7.3.6 reason of 124 bytes", &[close(1000, "*".repeat(124))], &[], 1002));
        cases.push(Case::frames("7.5.1 reason is not UTF-8", &[close(1000, b"\xce\xba\xed\xa0\x80")], &[], 1007));
        cases.push(Case::frames("fragmented close", &[close(1000, "").more()], &[], 1002));
        cases
    })
    .await;
}
