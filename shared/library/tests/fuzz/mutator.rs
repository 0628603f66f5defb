//! Damaged files: real files of every format, changed at random.

use std::io::{Cursor, Read, Write};

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Maximum size of a damaged file.
const MAX_BYTES: usize = 300_000;

/// Words of the formats.
const TOKENS: [&[u8]; 40] = [
    b"prompt",
    b"answer",
    b"decoys",
    b"Question",
    b"Option 1",
    b"Correct answer",
    b"sep=;\n",
    b"\xef\xbb\xbf",
    b"\x1a",
    b"\"",
    b"\"\"",
    b",",
    b";",
    b"\t",
    b"\r",
    b"\n",
    b"\n\n",
    b"|",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b"{=",
    b"~",
    b"::",
    b"//",
    b"A) ",
    b"ANSWER: A\n",
    b"#separator:tab\n",
    b"{{c1::",
    b"}}",
    b"&amp;",
    b"%F0%9F",
    b"\xe2\x80\xae",
    b"</",
    b"<row r=\"1048576\">",
    b"table:number-rows-repeated=\"99999999\"",
    b"\xcc\xb5\xcc\xb5\xcc\xb5",
    b"\\uD800",
];

/// Texts of the formats that have no file among the cases.
const TEXTS: [&str; 7] = [
    "// a comment\n::one:: What is it? {=this ~that ~%50%other #no}\n\nSnow is white. {T}\n\nIt is {=this ~that}.\n",
    "What is it?\nA) this\nB) that\nANSWER: A\n\nWho?\nA. one\nB. two\nANSWER: B\n",
    "term one\tdefinition one\nterm two\tdefinition two\nterm three\tdefinition three\n",
    "title,words,language\nOn the beach,sand|towel|shell|gull|wave,en\n\nLe,ord\n",
    "On the beach\nsand\ntowel\nshell\ngull\nwave\n\nNorway = Oslo\nleft\tright\n",
    "#separator:tab\n#html:true\nWhat is <b>it</b>?\tthis\tmore\nThe {{c1::emu::bird}} war\textra\n",
    "{\"format\":\"wpp-questions\",\"version\":1,\"title\":\"T\",\"language\":\"en\",\"questions\":[\n{\"key\":\"a\",\"prompt\":\"What is it?\",\"answer\":\"this\",\"decoys\":[\"that\"]}]}",
];

/// Produces damaged files. The same seed produces the same files.
pub struct Mutator {
    rng: ChaCha8Rng,
    corpus: Vec<Vec<u8>>,
}

impl Mutator {
    /// Reads the cases of the tests.
    pub fn new(seed: u64) -> Self {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        let mut corpus: Vec<Vec<u8>> = paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect();
        corpus.extend(TEXTS.map(|text| text.as_bytes().to_vec()));
        Self { rng: ChaCha8Rng::seed_from_u64(seed), corpus }
    }

    /// Returns the next damaged file.
    pub fn next_file(&mut self) -> Vec<u8> {
        let mut file = self.pick();
        if self.rng.random_bool(0.5)
            && let Some(changed) = self.change_part(&file)
        {
            return changed;
        }
        self.change(&mut file);
        file
    }

    fn pick(&mut self) -> Vec<u8> {
        let at = self.rng.random_range(0..self.corpus.len());
        self.corpus[at].clone()
    }

    /// Damages one part of a workbook. Returns `None` for other files.
    fn change_part(&mut self, file: &[u8]) -> Option<Vec<u8>> {
        let mut archive = ZipArchive::new(Cursor::new(file)).ok()?;
        let changed = self.rng.random_range(0..archive.len().max(1));
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).ok()?;
            let (name, mut content) = (part.name().ok()?.into_owned(), Vec::new());
            part.read_to_end(&mut content).ok()?;
            if at == changed {
                self.change(&mut content);
            }
            out.start_file(name, SimpleFileOptions::default()).ok()?;
            out.write_all(&content).ok()?;
        }
        Some(out.finish().ok()?.into_inner())
    }

    fn change(&mut self, file: &mut Vec<u8>) {
        for _ in 0..self.rng.random_range(1..8) {
            let range = self.range(file.len());
            match self.rng.random_range(0..7) {
                0 => drop(file.drain(range)),
                1 => file.truncate(range.end),
                2 => {
                    let byte = self.rng.next_u32().to_le_bytes()[0];
                    file[range].fill(byte);
                }
                3 => {
                    let token = TOKENS[self.rng.random_range(0..TOKENS.len())];
                    file.splice(range.start..range.start, token.iter().copied());
                }
                4 => {
                    let other = self.pick();
                    let part = self.range(other.len());
                    file.splice(range, other[part].iter().copied());
                }
                5 => {
                    let token = TOKENS[self.rng.random_range(0..TOKENS.len())];
                    let times = self.rng.random_range(1..MAX_BYTES / 8);
                    file.splice(range.start..range.start, token.repeat(times));
                }
                _ => {
                    let piece = file[range.clone()].to_vec();
                    let times = self.rng.random_range(1..2_000).min(MAX_BYTES / piece.len().max(1));
                    file.splice(range.start..range.start, piece.repeat(times));
                }
            }
            file.truncate(MAX_BYTES);
        }
    }

    /// Returns a part of a file, short ones more often.
    fn range(&mut self, size: usize) -> std::ops::Range<usize> {
        let start = self.rng.random_range(0..=size);
        let most = if self.rng.random_bool(0.7) { 16 } else { size };
        let length = self.rng.random_range(0..=most.min(size - start));
        start..start + length
    }
}
