//! The number of files of a ZIP archive, read before its directory: the parser allocates for every file.

use std::io::{self, Read, Seek, SeekFrom};

/// Signature of the record at the end of an archive.
const END: [u8; 4] = *b"PK\x05\x06";

/// Signature of the locator of a ZIP64 record, right before [`END`].
const LOCATOR: [u8; 4] = *b"PK\x06\x07";

/// Signature of the ZIP64 record, which ends where its locator begins.
const END_64: [u8; 4] = *b"PK\x06\x06";

/// Bytes at the end of a file in which parsers search for [`END`]: the longest comment, and some more.
const TAIL: u64 = 64 * 1024 + 1024;

/// Bytes of a locator.
const LOCATOR_BYTES: usize = 20;

/// Bytes of a ZIP64 record up to its numbers of files.
const RECORD_BYTES: usize = 40;

/// Bytes of a ZIP64 record that its size does not count.
const UNCOUNTED: u64 = 12;

/// Bytes read at a time.
const CHUNK: u64 = 64 * 1024;

/// Returns the number of files that an archive claims, whether that is true or not. Of several records, of which a parser
/// could use any, the largest number counts. Returns to the beginning of the file.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn claimed_files(file: &mut (impl Read + Seek)) -> io::Result<u64> {
    let length = file.seek(SeekFrom::End(0))?;
    let start = length.saturating_sub(TAIL + LOCATOR_BYTES as u64);
    file.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    file.by_ref().take(TAIL + LOCATOR_BYTES as u64).read_to_end(&mut tail)?;
    let (mut most, mut locators) = (0, Vec::new());
    for at in positions(&tail, END) {
        let locator = at.checked_sub(LOCATOR_BYTES).filter(|at| starts_with(&tail, *at, LOCATOR));
        for claimed in [number::<2>(&tail, at + 8), number::<2>(&tail, at + 10)].into_iter().flatten() {
            // The largest number refers to the ZIP64 record.
            if locator.is_none() || claimed < u64::from(u16::MAX) {
                most = most.max(claimed);
            }
        }
        locators.extend(locator.map(|at| start + at as u64));
    }
    if !locators.is_empty() {
        most = most.max(claimed_by_records(file, &locators)?);
    }
    file.rewind()?;
    Ok(most)
}

/// Returns the largest number of files in the ZIP64 records that end at one of these locators, in ascending order.
fn claimed_by_records(file: &mut (impl Read + Seek), locators: &[u64]) -> io::Result<u64> {
    file.rewind()?;
    let (mut most, mut start, mut window) = (0, 0, Vec::new());
    while file.by_ref().take(CHUNK).read_to_end(&mut window)? > 0 {
        for at in positions(&window, END_64) {
            let Some(size) = number::<8>(&window, at + 4) else { continue };
            let end = (start + at as u64 + UNCOUNTED).saturating_add(size);
            if locators.binary_search(&end).is_ok() {
                let claimed = [number::<8>(&window, at + 24), number::<8>(&window, at + 32)];
                most = claimed.into_iter().flatten().fold(most, u64::max);
            }
        }
        // A record can lie across two chunks.
        let done = window.len().saturating_sub(RECORD_BYTES - 1);
        window.drain(..done);
        start += done as u64;
    }
    Ok(most)
}

fn positions(bytes: &[u8], signature: [u8; 4]) -> impl Iterator<Item = usize> {
    bytes.windows(signature.len()).enumerate().filter(move |(_, window)| *window == signature).map(|(at, _)| at)
}

fn starts_with(bytes: &[u8], at: usize, signature: [u8; 4]) -> bool {
    bytes.get(at..).is_some_and(|rest| rest.starts_with(&signature))
}

/// Reads a number with `N` bytes, the lowest first.
fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..)?.first_chunk::<N>()?;
    Some(bytes.iter().rev().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn claimed(bytes: &[u8]) -> u64 {
        claimed_files(&mut Cursor::new(bytes)).unwrap()
    }

    /// Returns the end of an archive with a ZIP64 record of `extra` further bytes, after `before` other bytes.
    fn zip64(before: usize, files: u64, extra: u64) -> Vec<u8> {
        let mut bytes = vec![b' '; before];
        bytes.extend(
            [&END_64[..], &(44 + extra).to_le_bytes(), &[0; 12], &files.to_le_bytes(), &files.to_le_bytes()].concat(),
        );
        bytes.extend(vec![0; 16 + usize::try_from(extra).unwrap()]);
        bytes.extend([&LOCATOR[..], &[0; 4], &(before as u64).to_le_bytes(), &1_u32.to_le_bytes()].concat());
        bytes.extend([&END[..], &[0; 4], &[0xff; 12], &[0; 2]].concat());
        bytes
    }

    #[test]
    fn counts_the_files_of_an_archive() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for n in 0..3 {
            archive.start_file(n.to_string(), SimpleFileOptions::default()).unwrap();
            archive.write_all(b"content").unwrap();
        }
        let mut archive = archive.finish().unwrap().into_inner();
        assert_eq!(claimed(&archive), 3);
        archive.extend(vec![b'x'; 60_000]);
        assert_eq!(claimed(&archive), 3);
        for other in [&b""[..], b"PK", b"PK\x05\x06", b"no archive"] {
            assert_eq!(claimed(other), 0);
        }
    }

    #[test]
    fn counts_the_files_in_zip64_records() {
        let chunk = usize::try_from(CHUNK).unwrap();
        for before in [0, 7, chunk - 20, chunk, 3 * chunk - 1] {
            for extra in [0, 100] {
                assert_eq!(claimed(&zip64(before, 1_300_000, extra)), 1_300_000, "{before} {extra}");
            }
        }
    }

    #[test]
    fn the_largest_record_counts() {
        let small = zip64(0, 1, 0);
        for (first, last) in [(1, 70_000), (70_000, 1)] {
            let both = [zip64(0, first, 0), zip64(0, last, 0)].concat();
            assert_eq!(claimed(&both), 70_000);
        }
        // Without a locator, the number is what it is.
        assert_eq!(claimed(&small[small.len() - 22..]), u64::from(u16::MAX));
    }
}
