//! An S3 server for a test: moto, which checks the signature of each request (`bin/lib/moto/server.py`).

use std::{
    path::Path,
    process::{Child, Command},
    sync::Arc,
};

use wpp_library::media::{MediaFiles, MediaSettings};
use wpp_runtime::{clock::SystemClock, config::Env};

use super::{
    launch::{self, FreePort},
    signals,
};
use crate::harness::setting;

const BUCKET: &str = "party-media";
const KEY_ID: &str = "wpp-tests";
const KEY: &str = "a secret key for tests/of+media";

/// A running server with an empty bucket. Dropping it kills the server.
#[derive(Debug)]
pub struct S3Server {
    port: FreePort,
    process: Child,
}

impl S3Server {
    /// Starts a server with the packages in the folder `WPP_TEST_MOTO`. Returns `None` and prints a note if the variable is not
    /// set; fails if `WPP_REQUIRE_MOTO` is set too.
    ///
    /// # Panics
    /// Panics if the server does not start.
    pub async fn start() -> Option<Self> {
        let Some(packages) = setting("WPP_TEST_MOTO") else {
            assert!(setting("WPP_REQUIRE_MOTO").is_none(), "WPP_TEST_MOTO is not set");
            eprintln!("SKIPPED with a bucket: WPP_TEST_MOTO is not set");
            return None;
        };
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bin/lib/moto/server.py");
        // A program that is no test can take the port between the search and its use.
        for _ in 0..5 {
            let port = FreePort::claim();
            let mut command = Command::new("python3");
            command.env("PYTHONPATH", &packages).arg(&program).args([&port.number().to_string(), BUCKET, KEY_ID, KEY]);
            if let Some(process) = launch::start(command, "ready").await {
                return Some(Self { port, process });
            }
        }
        panic!("moto did not start on any of five ports; is it installed in {packages}?");
    }

    /// Returns the settings of a process that uses the bucket.
    #[must_use]
    pub fn settings(&self) -> [(&'static str, String); 5] {
        [
            ("MEDIA_S3_URL", format!("http://127.0.0.1:{}", self.port.number())),
            ("MEDIA_S3_BUCKET", BUCKET.to_owned()),
            ("MEDIA_S3_KEY_ID", KEY_ID.to_owned()),
            ("MEDIA_S3_KEY", KEY.to_owned()),
            // Environments on PostgreSQL have one.
            ("MEDIA_FOLDER", String::new()),
        ]
    }

    /// Returns the names of all files in the bucket.
    ///
    /// # Panics
    /// Panics if the server does not answer.
    pub async fn names(&self) -> Vec<String> {
        let settings = self.settings();
        let lookup = |name: &str| settings.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone());
        let settings = MediaSettings::read(&Env::new(&lookup)).expect("usable settings");
        MediaFiles::new(&settings, "", Arc::new(SystemClock)).names().await.expect("the server answers")
    }

    /// Sends SIGSTOP and waits until the server has stopped. Its connections stay open.
    pub fn freeze(&self) {
        signals::stop(&self.process);
    }

    /// Sends SIGCONT: the server continues.
    pub fn thaw(&self) {
        signals::resume(&self.process);
    }
}

impl Drop for S3Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
