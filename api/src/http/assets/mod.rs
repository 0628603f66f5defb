//! The files of the browser app. `npm run build` compresses them, and the build script embeds them.

mod encoding;

use axum::{
    Router,
    http::{
        HeaderMap, HeaderValue, StatusCode, Uri,
        header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY},
    },
    response::{IntoResponse, Response},
    routing::get,
};
use wpp_game::contract::ErrorCode;

use self::encoding::Encoding;
use crate::error::ApiError;

/// An embedded file.
struct AssetFile {
    /// Its address, such as `/assets/index-Bx3.js`.
    path: &'static str,
    content_type: &'static str,
    /// A weak entity tag from a hash of the content: encodings of the file share it.
    tag: &'static str,
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// How long browsers keep files with a hash of the content in their names.
pub(super) const IMMUTABLE: &str = "max-age=31536000, immutable";

/// All files, sorted by their addresses.
const FILES: &[AssetFile] = include!(concat!(env!("OUT_DIR"), "/app.rs"));

/// The page of the app.
const PAGE: &str = "/index.html";

/// Serves the app's files. Every other address returns the app's page, because the app routes its own addresses.
pub fn router() -> Router {
    Router::new().fallback_service(get(serve))
}

async fn serve(uri: Uri, headers: HeaderMap) -> Response {
    match find(uri.path()).or_else(|| find(PAGE)) {
        Some(file) => file.answer(&headers),
        None => ApiError::unavailable().into_response(),
    }
}

fn find(path: &str) -> Option<&'static AssetFile> {
    FILES.binary_search_by_key(&path, |file| file.path).ok().map(|found| &FILES[found])
}

impl AssetFile {
    /// Returns the response to a request with these headers.
    fn answer(&self, request: &HeaderMap) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(self.cache_control()));
        headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        // Browsers do not ask again for a file that never changes.
        if !self.is_immutable() {
            headers.insert(ETAG, HeaderValue::from_static(self.tag));
        }
        if request.get(IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).is_some_and(|tags| self.is_among(tags)) {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        let available = [(Encoding::Brotli, self.brotli), (Encoding::Gzip, self.gzip)];
        let available = available.into_iter().filter_map(|(encoding, bytes)| Some((encoding, bytes?)));
        let Some((encoding, bytes)) = encoding::choose(request, available) else {
            return (headers, self.plain).into_response();
        };
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
        (headers, bytes).into_response()
    }

    /// The names of the files in `assets` contain a hash of the content.
    fn is_immutable(&self) -> bool {
        self.path.starts_with("/assets/")
    }

    fn cache_control(&self) -> &'static str {
        if self.is_immutable() { IMMUTABLE } else { "no-cache" }
    }

    /// Reports whether a list of entity tags contains the tag of this file.
    fn is_among(&self, tags: &str) -> bool {
        let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        tags.split(',').any(|tag| tag.trim() == "*" || strong(tag) == strong(self.tag))
    }
}

/// Reports whether a response with these headers is a file that a page loads, such as a script or a font.
pub(super) fn is_part_of_page(headers: &HeaderMap) -> bool {
    headers.get(CACHE_CONTROL).is_some_and(|value| value == IMMUTABLE)
}

/// Returns the notice about the licences of the program, its font and its libraries.
pub async fn notice() -> &'static str {
    include_str!("../../../../NOTICE")
}

/// Answers calls to unknown API addresses.
pub async fn unknown_address() -> ApiError {
    ApiError::new(ErrorCode::NotFound, "This address does not exist. See /openapi.json for the existing ones.")
}

#[cfg(test)]
mod tests {
    use axum::http::header::ACCEPT_ENCODING;

    use super::*;

    const FILE: AssetFile = AssetFile {
        path: "/assets/a.js",
        content_type: "text/javascript",
        tag: "W/\"1\"",
        plain: b"plain",
        brotli: Some(b"brotli"),
        gzip: Some(b"gzip"),
    };

    fn answer(file: &AssetFile, headers: &[(axum::http::HeaderName, &'static str)]) -> Response {
        file.answer(&headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect())
    }

    #[test]
    fn files_are_sorted_and_have_a_page() {
        assert!(FILES.is_sorted_by_key(|file| file.path) && find(PAGE).is_some());
        assert!(find("/nothing").is_none());
    }

    #[test]
    fn sends_the_encoding_that_the_client_accepts() {
        let encoding = |accepted: &'static str| {
            let answer = answer(&FILE, &[(ACCEPT_ENCODING, accepted)]);
            answer.headers().get(CONTENT_ENCODING).map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!(encoding("gzip, deflate, br, zstd").as_deref(), Some("br"));
        assert_eq!(encoding("gzip, deflate").as_deref(), Some("gzip"));
        assert_eq!(encoding("identity"), None);
        let image = AssetFile { brotli: None, gzip: None, ..FILE };
        assert_eq!(answer(&image, &[(ACCEPT_ENCODING, "br")]).headers().get(CONTENT_ENCODING), None);
    }

    #[test]
    fn unchanged_files_are_not_sent_again() {
        for (tags, status) in [
            ("W/\"1\"", StatusCode::NOT_MODIFIED),
            ("\"0\", \"1\"", StatusCode::NOT_MODIFIED),
            ("*", StatusCode::NOT_MODIFIED),
            ("\"2\"", StatusCode::OK),
        ] {
            assert_eq!(answer(&FILE, &[(IF_NONE_MATCH, tags)]).status(), status, "{tags}");
        }
    }

    #[test]
    fn only_hashed_names_are_cached() {
        let page = answer(&AssetFile { path: PAGE, ..FILE }, &[]);
        assert_eq!(page.headers()[CACHE_CONTROL], "no-cache");
        assert_eq!(page.headers()[ETAG], FILE.tag);
        let script = answer(&FILE, &[]);
        assert_eq!(script.headers()[CACHE_CONTROL], "max-age=31536000, immutable");
        assert_eq!(script.headers().get(ETAG), None);
    }
}
