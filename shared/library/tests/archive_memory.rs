//! Archives with very many files are refused before memory is allocated for each of them.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs::File,
    io::{Seek as _, Write as _},
    sync::Arc,
};

use peak_alloc::PeakAlloc;
use sea_orm::Database;
use wpp_game::time::Timestamp;
use wpp_library::packs::{
    Packs,
    catalog::PackDetails,
    format::{self, Defaults},
    import::{ImportError, Options, Target},
};
use wpp_runtime::{clock::ManualClock, db::Writer, secure_rng::SecureRng};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Files of an archive. An archive of 64 MB can have four times as many.
const FILES: u32 = 300_000;

/// Memory beyond the file. The directory would take more than ten times as much.
const SOME_MEMORY: usize = 4 * 1024 * 1024;

/// Returns an archive whose directory has these files and [`FILES`] others, all without content. `is_zip64` is whether the
/// record at its end has room for their number.
fn archive(names: &[&str], is_zip64: bool) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04".to_vec();
    bytes.extend([0; 26]);
    let start = bytes.len();
    let others = (0..FILES).map(|n| n.to_string());
    let mut files = 0_u64;
    for name in names.iter().map(|name| (*name).to_owned()).chain(others) {
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        // Signature, versions, flags, method, time, checksum and sizes; lengths; disk, attributes and place.
        bytes.extend([&b"PK\x01\x02"[..], &[0; 24], &length, &[0; 16], name.as_bytes()].concat());
        files += 1;
    }
    let (size, record) = (bytes.len() - start, bytes.len());
    let (size, start) = ((size as u64).to_le_bytes(), (start as u64).to_le_bytes());
    if is_zip64 {
        let files = files.to_le_bytes();
        let record_head = [&b"PK\x06\x06"[..], &44_u64.to_le_bytes(), &[0; 12]].concat();
        bytes.extend([&record_head[..], &files, &files, &size, &start].concat());
        bytes.extend([&b"PK\x06\x07"[..], &[0; 4], &(record as u64).to_le_bytes(), &1_u32.to_le_bytes()].concat());
        bytes.extend([&b"PK\x05\x06"[..], &[0; 4], &[0xff; 12], &[0; 2]].concat());
    } else {
        let files = 65_000_u16.to_le_bytes();
        bytes.extend([&b"PK\x05\x06"[..], &[0; 4], &files, &files, &size[..4], &start[..4], &[0; 2]].concat());
    }
    bytes
}

/// Returns the memory that some work takes beyond what is allocated already.
async fn memory_of(work: impl Future<Output = ()>) -> usize {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    work.await;
    MEMORY.peak_usage() - before
}

fn file(content: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(content).unwrap();
    file.rewind().unwrap();
    file
}

#[tokio::test]
async fn archives_with_many_files_take_little_memory() {
    let db = Database::connect("sqlite::memory:").await.unwrap();
    let clock = Arc::new(ManualClock::at(Timestamp::from_millis(1_000)));
    let packs = Packs::new(db.clone(), Writer::new(db), clock, SecureRng::from_os().unwrap());
    for is_zip64 in [true, false] {
        let archive = archive(&["pack.json", "xl/workbook.xml"], is_zip64);
        let taken = memory_of(async {
            let workbook = format::read(&archive, None, &Defaults::default(), &mut |_| true);
            assert!(workbook.is_err(), "a workbook with {FILES} files was read");
        });
        let taken = taken.await;
        assert!(taken < SOME_MEMORY, "a workbook takes {taken} bytes");

        let (preview, import) = (file(&archive), file(&archive));
        drop(archive);
        let taken = memory_of(async {
            let target = Target::New { owner: None, details: PackDetails::default() };
            let refused = [
                packs.preview(preview, None, &Options::default()).await.map(drop),
                packs.import(import, target, Options::default()).await.map(drop),
            ];
            for refused in refused {
                let code = match refused {
                    Err(ImportError::File(error)) => error.code,
                    other => panic!("{other:?}"),
                };
                assert_eq!(code, "archive_too_many_files");
            }
        });
        let taken = taken.await;
        assert!(taken < SOME_MEMORY, "a pack takes {taken} bytes");
    }
}
