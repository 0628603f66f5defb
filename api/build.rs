//! Embeds the built browser app into the binary. Without a build of the app, embeds a page that explains how to build it.

use std::{env, fs, path::Path};

/// The page that is embedded if the browser app is not built.
const MISSING: &str = "<!doctype html><meta charset=utf-8><title>Weirsøe Party Protocol</title>\
<p>The server is running, but it was built without the browser app. Install Node.js 20 or newer and start again.</p>";

fn main() {
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
