//! Embeds the built browser app and the commit into the binary. Without a build of the app, embeds a page that explains how
//! to build it.

use std::{env, fs, path::Path, process::Command};

/// The page that is embedded if the browser app is not built.
const MISSING: &str = "<!doctype html><meta charset=utf-8><title>Weirsøe Party Protocol</title>\
<p>The server is running, but it was built without the browser app. Install Node.js 20 or newer and start again.</p>";

fn main() {
    embed_commit();
    println!("cargo::rerun-if-changed=web/dist");
    if Path::new("web/dist/index.html").exists() {
        memory_serve::load_directory("./web/dist");
        return;
    }
    #[expect(clippy::disallowed_methods, clippy::expect_used, reason = "cargo passes its settings in the environment")]
    let folder = Path::new(&env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("no-app");
    #[expect(clippy::expect_used, reason = "a panic is how a build script fails")]
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("index.html"), MISSING))
        .expect("the build folder is writable");
    memory_serve::load_directory(folder.to_string_lossy().into_owned());
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
