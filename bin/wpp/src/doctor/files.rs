//! Checks who may read the database file and the files with secrets.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use wpp_api::settings::Settings;
use wpp_runtime::config::Env;

use super::report::Report;
use crate::sqlite;

const FILES: &str = "file rights";

/// Rights of the group and of others.
const OF_OTHERS: u32 = 0o077;

/// Variables that name files with secrets.
const SECRET_FILES: [&str; 5] =
    ["TOKEN_SECRET_FILE", "DATABASE_URL_FILE", "REDIS_URL_FILE", "MEDIA_S3_KEY_ID_FILE", "MEDIA_S3_KEY_FILE"];

/// Warns about each file that other users of the machine can read or write.
pub(super) fn check(report: &mut Report, env: &Env<'_>, settings: &Settings) {
    let secrets = SECRET_FILES.iter().map(|name| env.text(name, "")).filter(|file| !file.is_empty()).map(PathBuf::from);
    let database = sqlite::file(&settings.backends.database_url).map(Path::to_owned);
    let open: Vec<PathBuf> = secrets.chain(database).filter(|file| is_open_to_others(file)).collect();
    if open.is_empty() {
        report.ok(FILES, "other users of this machine can read no secret");
    }
    for file in open.iter().map(|file| file.display()) {
        report.warn(FILES, format!("other users of this machine can read {file}; run `chmod 600 {file}`"));
    }
}

/// Reports whether other users can open the file: by its own rights, and by those of its folder.
fn is_open_to_others(file: &Path) -> bool {
    let is_open = |path: &Path| fs::metadata(path).is_ok_and(|found| found.permissions().mode() & OF_OTHERS != 0);
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    is_open(file) && folder.is_none_or(is_open)
}
