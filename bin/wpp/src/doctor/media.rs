//! Checks the media store.

use std::sync::Arc;

use wpp_library::media::{MediaFiles, MediaSettings};
use wpp_runtime::{clock::SystemClock, telemetry::chain};

use super::report::Report;

const MEDIA: &str = "media";

/// Lists the folder, or lists, writes and deletes in the bucket. Games run without it, and show descriptions of pictures.
pub(super) async fn check(report: &mut Report, settings: &MediaSettings, database_url: &str) {
    let store = match &settings.bucket {
        Some(bucket) => format!("the bucket {}", bucket.bucket.base_url()),
        None => format!("the folder {}", settings.folder(database_url).display()),
    };
    match MediaFiles::new(settings, database_url, Arc::new(SystemClock)).check().await {
        Ok(()) => report.ok(MEDIA, format!("pictures and sounds are in {store}")),
        Err(error) => report.warn(MEDIA, format!("{store} cannot be used: {}", chain(&error))),
    }
}
