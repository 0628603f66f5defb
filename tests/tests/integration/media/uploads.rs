//! Uploads: what is stored, and what is refused.

use reqwest::{Method, StatusCode, header::HeaderMap};
use wpp_tests::{
    harness::{client::text, environment::TestEnvironment},
    on_both_environments,
};

use super::samples::{photo, plain, sound};
use crate::packs::uploads::{Client, server, server_with};

on_both_environments! {
    pictures_are_stored_without_metadata,
    sounds_are_stored_without_tags,
    bad_files_are_refused,
    an_account_has_a_quota,
}

/// Returns the status, the headers and the content of a public file.
pub async fn fetched(client: &Client, url: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
    let response = client.api.request(Method::GET, url).send().await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    (status, headers, response.bytes().await.unwrap().to_vec())
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

async fn pictures_are_stored_without_metadata(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server(env).await;
    let upload = photo(40, 7);
    assert!(contains(&upload, b"GPS"));
    let stored = ana.upload("/api/media", upload.clone()).await.expect(StatusCode::CREATED);
    assert_eq!(stored["kind"], "picture");
    let (status, headers, content) = fetched(&bo, &text(&stored["url"])).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(headers["content-type"], "image/jpeg");
    assert_eq!(headers["cache-control"], "max-age=31536000, immutable");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert!(headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    assert_eq!(stored["bytes"], content.len());
    assert!(!contains(&content, b"GPS") && !contains(&content, b"Exif"));
    assert_eq!(image::load_from_memory(&content).unwrap().width(), 40);

    // Another upload of the same picture is the same file, also of another account.
    for client in [&ana, &bo] {
        assert_eq!(client.upload("/api/media", upload.clone()).await.expect(StatusCode::CREATED), stored);
    }
}

async fn sounds_are_stored_without_tags(env: &TestEnvironment) {
    let (_web, _db, [ana, _]) = server(env).await;
    let stored = ana.upload("/api/media", sound()).await.expect(StatusCode::CREATED);
    assert_eq!(stored["kind"], "sound");
    let (status, headers, content) = fetched(&ana, &text(&stored["url"])).await;
    assert_eq!((status, &headers["content-type"]), (StatusCode::OK, &"audio/mpeg".parse().unwrap()));
    assert_eq!(content.len(), 20 * 208);
    assert!(!contains(&content, b"Ana"));
}

async fn bad_files_are_refused(env: &TestEnvironment) {
    let (_web, _db, [ana, _]) = server(env).await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    let whole = plain(1);
    let truncated = whole[..whole.len() - 15].to_vec();
    // The header alone claims 11,000 by 11,000 pixels; its checksum is wrong too.
    let mut bomb = whole;
    bomb[16..24].copy_from_slice(&[0, 0, 0x2a, 0xf8, 0, 0, 0x2a, 0xf8]);
    for (bad, code) in
        [(svg, "media_unknown"), (Vec::new(), "media_unknown"), (truncated, "media_damaged"), (bomb, "media_damaged")]
    {
        let problem = ana.upload("/api/media", bad).await.problem("invalid_file");
        assert_eq!(problem["file"]["code"], code);
    }
    let _ = ana.upload("/api/media", vec![0xff; 2 * 1024 * 1024 + 1]).await.problem("too_large");
    let media = env.folder().join("media");
    assert!(!media.exists() || media.read_dir().unwrap().next().is_none(), "a refused file was stored");
    for name in ["..%2f..%2fwpp.db", "wpp.db", &format!("{}.png", "0".repeat(64))] {
        assert_eq!(fetched(&ana, &format!("/media/{name}")).await.0, StatusCode::NOT_FOUND, "{name}");
    }
}

async fn an_account_has_a_quota(env: &TestEnvironment) {
    let (_web, _db, [ana, bo]) = server_with(env, &[("MEDIA_MB_PER_ACCOUNT", "1")]).await;
    let mut used = 0;
    let refused = loop {
        let answer = ana.upload("/api/media", photo(420, used + 1)).await;
        if answer.status != StatusCode::CREATED {
            break answer;
        }
        used += 1;
    };
    let detail = text(&refused.problem("pack_limit")["detail"]);
    assert!(detail.contains("1 MB of pictures and sounds"), "{detail}");
    assert!((4..=10).contains(&used), "{used} photos");
    // The quota of others is free, and a file that the account has costs nothing.
    for client in [&ana, &bo] {
        let _ = client.upload("/api/media", photo(420, 1)).await.expect(StatusCode::CREATED);
    }
}
