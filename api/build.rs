//! Takes the built browser app into the binary; without one, a page that says what is missing.

use std::{env, fs, path::Path};

const MISSING: &str = "<!doctype html><meta charset=utf-8><title>Weirsøe Party Protocol</title>\
<p>The server runs. The browser app was not built into it: install Node.js 20 or newer and start again.</p>";

fn main() {
    println!("cargo::rerun-if-changed=web/dist");
    if Path::new("web/dist/index.html").exists() {
        memory_serve::load_directory("./web/dist");
        return;
    }
    #[expect(clippy::disallowed_methods, clippy::expect_used, reason = "how cargo speaks to a build script")]
    let folder = Path::new(&env::var_os("OUT_DIR").expect("cargo sets OUT_DIR")).join("no-app");
    #[expect(clippy::expect_used, reason = "a build script fails by ending the build")]
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("index.html"), MISSING))
        .expect("the build folder can be written");
    memory_serve::load_directory(folder.to_string_lossy().into_owned());
}
