//! Only the user of the processes can read the database.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use tokio::process::Command;
use wpp_tests::harness::{environment::TestEnvironment, processes::programs};

/// A database below folders that do not exist yet.
struct NewDatabase {
    folder: PathBuf,
    url: String,
}

impl NewDatabase {
    fn of(env: &TestEnvironment, name: &str) -> Self {
        let folder = env.folder().join(name).join("var");
        let url = format!("sqlite://{}?mode=rwc", folder.join("wpp.db").display());
        Self { folder, url }
    }

    /// Gives every user of the machine the right to read the files, as older versions did.
    fn publish(&self) {
        for file in files(&self.folder) {
            fs::set_permissions(file, Permissions::from_mode(0o644)).unwrap();
        }
    }

    fn assert_private(&self) {
        assert_eq!(rights(&self.folder), 0o700, "{}", self.folder.display());
        let files = files(&self.folder);
        assert!(files.contains(&self.folder.join("wpp.db")), "{files:?}");
        for file in files {
            assert_eq!(rights(&file), 0o600, "{}", file.display());
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn rights(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

async fn run(words: &[&str]) {
    let output = Command::new(programs().join("wpp")).args(words).output().await.unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn web_and_worker_keep_the_database_private() {
    let env = TestEnvironment::start().await;
    let database = NewDatabase::of(&env, "served");
    let settings = [("DATABASE_URL", database.url.as_str())];
    let web = env.start_api_with(&settings).await;
    assert!(files(&database.folder).len() > 1, "the write-ahead log is open");
    database.assert_private();
    drop(web);

    database.publish();
    let _worker = env.start_worker_with(&settings).await;
    database.assert_private();
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_keep_the_database_private() {
    let env = TestEnvironment::start().await;
    let database = NewDatabase::of(&env, "commands");
    run(&["--database-url", &database.url, "migrate"]).await;
    database.assert_private();
    database.publish();
    run(&["--database-url", &database.url, "account", "add", "ana"]).await;
    database.assert_private();
}
