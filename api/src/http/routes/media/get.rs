use std::ops::Range;

use axum::{
    extract::{Path, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, RANGE},
    },
    response::{IntoResponse, Response},
};
use http_range_header::parse_range_header;
use wpp_game::contract::ErrorCode;
use wpp_library::media::MediaError;

use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, assets::IMMUTABLE},
};

/// The policy of a file that somebody opens as a page.
const POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// Get a picture or a sound
///
/// The name is a digest of the content, so nobody finds an address before a game shows the question, and browsers may keep the
/// file forever.
#[utoipa::path(
    get, path = "/media/{file}", tag = "packs", operation_id = "get_media",
    params(("file" = String, Path, description = "The name of the file.")),
    responses(
        (status = 200, description = "The file.", content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "audio/mpeg"))),
        (status = 206, description = "The part that the header `Range` asks for.", content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"), (Vec<u8> = "audio/mpeg"))),
        (status = 404, description = "`not_found`", body = ProblemDetails),
    )
)]
pub async fn get(State(app): State<App>, Path(file): Path<String>, request: HeaderMap) -> Result<Response, ApiError> {
    let content = app.packs.media().read(&file).await.map_err(MediaError::Store)?;
    let Some(content) = content else {
        let detail = "This picture or sound does not exist, or it was deleted.";
        return Err(ApiError::new(ErrorCode::NotFound, detail));
    };
    let content_type = match file.rsplit('.').next() {
        Some("png") => "image/png",
        Some("mp3") => "audio/mpeg",
        _ => "image/jpeg",
    };
    let headers = [
        (CONTENT_TYPE, content_type),
        (CACHE_CONTROL, IMMUTABLE),
        (CONTENT_SECURITY_POLICY, POLICY),
        (ACCEPT_RANGES, "bytes"),
    ];
    // Some browsers play a sound only from a server that sends parts.
    let Some(part) = part(request.get(RANGE), content.len()) else {
        return Ok((StatusCode::OK, headers, content).into_response());
    };
    let range = format!("bytes {}-{}/{}", part.start, part.end - 1, content.len());
    Ok((StatusCode::PARTIAL_CONTENT, headers, [(CONTENT_RANGE, range)], content.slice(part)).into_response())
}

/// Returns the positions of the part of `length` bytes that a header such as `bytes=0-99` asks for. Returns `None` for the
/// whole content, also for several parts and for parts outside the content.
fn part(range: Option<&HeaderValue>, length: usize) -> Option<Range<usize>> {
    let parts = parse_range_header(range?.to_str().ok()?).ok()?.validate(length as u64).ok()?;
    let [part] = parts.try_into().ok()?;
    Some(usize::try_from(*part.start()).ok()?..usize::try_from(*part.end()).ok()? + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_parts_of_the_content() {
        for (header, expected) in [
            ("bytes=0-1", Some(0..2)),
            ("bytes=2-", Some(2..10)),
            ("bytes=-3", Some(7..10)),
            ("bytes=-30", Some(0..10)),
            ("bytes=4-400", Some(4..10)),
            ("bytes=9-9", Some(9..10)),
            ("bytes=10-", None),
            ("bytes=3-2", None),
            ("bytes=-0", None),
            ("bytes=0-1,4-5", None),
            ("lines=0-1", None),
            ("bytes=x-", None),
        ] {
            assert_eq!(part(Some(&HeaderValue::from_static(header)), 10), expected, "{header}");
        }
        assert_eq!(part(None, 10), None);
        assert_eq!(part(Some(&HeaderValue::from_static("bytes=0-1")), 0), None);
    }
}
