//! Embeds the built browser app and the commit into the crate. Without a build of the app, embeds a page that explains how
//! to build it.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
    process::Command,
};

/// The folder that `npm run build` fills.
const APP: &str = "web/dist";

/// The directives of the content security policy for scripts and styles, which `npm run build` writes.
const PAGE_SOURCES: &str = ".vite/page-sources.txt";

/// The directives for a page without scripts and styles of its own.
const DEFAULT_PAGE_SOURCES: &str = "script-src 'self'; style-src 'self'";

/// The page that is embedded if the browser app is not built.
const MISSING: &str = "<!doctype html><meta charset=utf-8><title>Weirsøe Party Protocol</title>\
<p>The server is running, but it was built without the browser app. Install Node.js 20 or newer and start again.</p>";

fn main() {
    embed_commit();
    println!("cargo::rerun-if-changed={APP}");
    #[expect(clippy::disallowed_methods, clippy::expect_used, reason = "cargo passes its settings in the environment")]
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut app = PathBuf::from(APP);
    if !app.join("index.html").exists() {
        app = out.join("no-app");
        write(&app.join("index.html"), MISSING);
    }
    let mut entries = Vec::new();
    list(&app, &app, &mut entries);
    entries.sort();
    write(&out.join("app.rs"), &format!("&[{}]", entries.join(",")));
    let sources = fs::read_to_string(app.join(PAGE_SOURCES)).unwrap_or_else(|_| DEFAULT_PAGE_SOURCES.to_owned());
    write(&out.join("page_sources.rs"), &format!("{sources:?}"));
}

/// Adds an expression of type `AssetFile` for each file in a folder and in its subfolders. Hidden folders and compressed
/// copies are no files of the app.
fn list(root: &Path, folder: &Path, entries: &mut Vec<String>) {
    #[expect(clippy::expect_used, reason = "a panic is how a build script fails")]
    for entry in fs::read_dir(folder).expect("the app can be read") {
        let path = entry.expect("the app can be read").path();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
            || matches!(extension, "br" | "gz")
        {
            continue;
        }
        if path.is_dir() {
            list(root, &path, entries);
            continue;
        }
        entries.push(expression(root, &path, content_type(extension, &path)));
    }
}

fn expression(root: &Path, file: &Path, content_type: &str) -> String {
    #[expect(clippy::expect_used, reason = "a panic is how a build script fails")]
    let (content, full) =
        (fs::read(file).expect("the app can be read"), fs::canonicalize(file).expect("the app can be read"));
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    let copy = |extension: &str| {
        let copy = PathBuf::from(format!("{}.{extension}", full.display()));
        if copy.exists() { format!("Some(include_bytes!({copy:?}))") } else { "None".to_owned() }
    };
    let path = format!("/{}", file.strip_prefix(root).unwrap_or(file).display());
    format!(
        "\nAssetFile {{ path: {path:?}, content_type: {content_type:?}, tag: \"W/\\\"{:016x}\\\"\", \
         plain: include_bytes!({full:?}), brotli: {}, gzip: {} }}",
        hasher.finish(),
        copy("br"),
        copy("gz")
    )
}

/// Returns the media type of a file.
fn content_type(extension: &str, path: &Path) -> &'static str {
    match extension {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "md" | "txt" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        #[expect(clippy::panic, reason = "a panic is how a build script fails")]
        _ => panic!("{} has an unknown type; add its extension to api/build.rs", path.display()),
    }
}

#[expect(clippy::expect_used, reason = "a panic is how a build script fails")]
fn write(file: &Path, content: &str) {
    fs::create_dir_all(file.parent().unwrap_or(file))
        .and_then(|()| fs::write(file, content))
        .expect("the build folder is writable");
}

/// Sets `WPP_COMMIT` for the crate: the variable of the build's environment, or the checked-out commit. A build without
/// optimisation has no commit, because every commit would compile the crate again.
fn embed_commit() {
    println!("cargo::rerun-if-env-changed=WPP_COMMIT");
    #[expect(clippy::disallowed_methods, reason = "cargo passes its settings in the environment")]
    let (given, is_release) =
        (env::var("WPP_COMMIT").ok(), env::var("PROFILE").is_ok_and(|profile| profile == "release"));
    let commit = match given {
        Some(commit) => commit,
        None if is_release => checked_out().unwrap_or_else(|| "unknown".to_owned()),
        None => "development".to_owned(),
    };
    println!("cargo::rustc-env=WPP_COMMIT={commit}");
}

/// Returns the commit that is checked out, or `None` outside a repository.
fn checked_out() -> Option<String> {
    println!("cargo::rerun-if-changed=../.git/logs/HEAD");
    let output = Command::new("git").args(["rev-parse", "HEAD"]).output().ok()?;
    let commit = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| commit.trim().to_owned())
}
