//! Readers of files never panic, take linear time, and unpack no more than their limits.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    io::{Cursor, Write},
    time::Duration,
};

use proptest::prelude::*;
use rustix::time::{ClockId, clock_gettime};
use wpp_library::packs::format::{self, Defaults, FileError, Format};
use zip::{ZipWriter, write::SimpleFileOptions};

const FORMATS: [Option<Format>; 9] = [
    None,
    Some(Format::Json),
    Some(Format::Csv),
    Some(Format::Gift),
    Some(Format::Aiken),
    Some(Format::Quizlet),
    Some(Format::Anki),
    Some(Format::WordLists),
    Some(Format::Pairs),
];

fn read(bytes: &[u8], format: Option<Format>) -> Result<usize, FileError> {
    let mut rows = 0;
    format::read(bytes, format, &Defaults::default(), &mut |_| {
        rows += 1;
        true
    })?;
    Ok(rows)
}

/// Pieces of all formats, so that random texts reach deep into every reader.
const PIECES: [&str; 44] = [
    "prompt",
    "answer",
    "decoys",
    "Question",
    "Option 1",
    "Option 2",
    "Correct answer",
    "Question Type",
    ",",
    ";",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\"",
    "\"\"",
    "sep=;\n",
    "\u{feff}",
    "\u{1a}",
    "{",
    "}",
    "=",
    "~",
    "#",
    "::",
    "\\",
    "->",
    "%50%",
    "A) x\n",
    "B. y\n",
    "ANSWER: B\n",
    "#separator:tab\n",
    "#html:true\n",
    "{{c1::",
    "}}",
    "<b>",
    "&amp;",
    "[",
    "]",
    "{\"questions\":[",
    "{\"prompt\":\"a\",\"answer\":\"b\",\"decoys\":[\"c\"]},",
    "\u{202e}",
    "e\u{301}",
    "prompt,answer,decoys\n",
];

proptest! {
    #[test]
    fn no_reader_panics_on_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        for format in FORMATS {
            let _ = read(&bytes, format);
        }
    }

    #[test]
    fn no_reader_panics_on_texts(pieces in proptest::collection::vec(prop::sample::select(PIECES.to_vec()), 0..60)) {
        let text = pieces.concat();
        for format in FORMATS {
            let _ = read(text.as_bytes(), format);
        }
    }

    #[test]
    fn no_reader_panics_on_damaged_workbooks(name in 0..5_usize, at in 0.0..1.0, bytes in proptest::collection::vec(any::<u8>(), 1..8)) {
        let names = ["workbook-xlwt.xls", "workbook-openpyxl.xlsx", "workbook-odfpy.ods", "kahoot.xlsx", "80-workbook.xlsx"];
        let path = format!("{}/tests/cases/{}", env!("CARGO_MANIFEST_DIR"), names[name]);
        let mut file = std::fs::read(path).unwrap();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a position in a small file")]
        let at = (file.len() as f64 * at) as usize;
        for (step, byte) in bytes.into_iter().enumerate() {
            if let Some(old) = file.get_mut(at + step) {
                *old = byte;
            }
        }
        let _ = read(&file, None);
    }

    #[test]
    fn no_reader_panics_on_damaged_parts(pieces in proptest::collection::vec(prop::sample::select(PARTS.to_vec()), 0..40)) {
        let _ = read(&xlsx(&pieces.concat(), "", ""), None);
        let _ = read(&ods(&pieces.concat()), None);
    }
}

/// Pieces of the XML parts of workbooks.
const PARTS: [&str; 22] = [
    "<row r=\"1\">",
    "<row>",
    "</row>",
    "<c r=\"A1\">",
    "<c r=\"XFD1048576\" t=\"s\">",
    "<c t=\"inlineStr\">",
    "</c>",
    "<v>",
    "</v>",
    "1e300",
    "<is><t>",
    "</t></is>",
    "prompt",
    "answer",
    "<table:table>",
    "</table:table>",
    "<table:table-row>",
    "</table:table-row>",
    "<table:table-cell table:number-columns-repeated=\"99999999999\">",
    "</table:table-cell>",
    "<text:p>",
    "</text:p>",
];

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn xlsx(rows: &str, strings: &str, styles: &str) -> Vec<u8> {
    let workbook = r#"<workbook xmlns:r="r"><sheets><sheet name="Q" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let relationships = r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    archive(&[
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relationships),
        ("xl/worksheets/sheet1.xml", &sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ])
}

fn ods(body: &str) -> Vec<u8> {
    let content =
        format!("<office:document-content><office:spreadsheet>{body}</office:spreadsheet></office:document-content>");
    archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

fn cell(reference: &str, text: &str) -> String {
    format!("<c r=\"{reference}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn workbooks_beyond_the_limits_are_refused() {
    let heading =
        format!("<row r=\"1\">{}{}{}</row>", cell("A1", "prompt"), cell("B1", "answer"), cell("C1", "decoys"));
    let zeros = "0".repeat(120 * 1024 * 1024);
    let far = format!("{heading}<row r=\"1048576\">{}</row>", cell("XFD1048576", "x"));
    let many: String =
        (1..=110_001).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>")).collect();
    let wide: String = (1..=8_000).map(|row| format!("<row r=\"{row}\"><c r=\"IV{row}\"><v>1</v></c></row>")).collect();
    let repeated = r#"<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#;
    for (name, file, code) in [
        ("a part that unpacks to 120 MB", xlsx(&zeros, "", ""), "workbook_too_large"),
        ("shared strings of 120 MB", xlsx("", &zeros, ""), "workbook_too_large"),
        ("a cell far away", xlsx(&far, "", ""), "workbook_too_large"),
        ("too many rows", xlsx(&many, "", ""), "workbook_too_many_rows"),
        ("too many cells", xlsx(&wide, "", ""), "workbook_too_large"),
        ("repeated cells", ods(repeated), "workbook_too_large"),
    ] {
        match read(&file, None) {
            Err(error) => assert_eq!(error.code, code, "{name}: {error}"),
            Ok(rows) => panic!("{name} was read: {rows} rows"),
        }
    }
}

#[test]
fn documents_that_are_no_workbooks_are_named() {
    for (part, found) in
        [("word/document.xml", "Word"), ("ppt/presentation.xml", "PowerPoint"), ("xl/workbook.bin", "xlsb")]
    {
        let error = read(&archive(&[(part, "x")]), None).unwrap_err();
        assert_eq!(error.code, "document");
        assert!(error.why.contains(found), "{error}");
    }
    assert_eq!(read(&archive(&[("photo.jpg", "x")]), None).unwrap_err().code, "compressed");
}

/// Texts whose length doubles must not take four times as long. Processor time counts, which other programs do not prolong.
#[test]
fn readers_take_linear_time() {
    let repeated: [(&str, &str); 16] = [
        ("prompt,answer,decoys\n", "\"a,"),
        ("prompt,answer,decoys\n", "\"a \"\" ,"),
        ("prompt,answer,decoys\n", "\"\"\"b ,"),
        ("prompt,answer,decoys\n", "What is it?,a,b\n"),
        ("prompt,answer,decoys\n", "\""),
        ("prompt,answer,decoys\nWhat,", "a"),
        ("", "{"),
        ("", "{= \\"),
        ("", "What? {=a ~b}\n\n"),
        ("", "A) x\n"),
        ("ANSWER: A\n", "A. x\nquestion\n"),
        ("#separator:tab\n", "<b "),
        ("#separator:tab\n", "{{c1::"),
        ("", "same\tsame answer\n"),
        ("[", "["),
        ("{\"questions\":[", "{\"prompt\":\"What is it?\",\"answer\":\"a\",\"decoys\":[\"b\"]},"),
    ];
    for (start, piece) in repeated {
        let time = |bytes: usize| {
            let text = format!("{start}{}", piece.repeat(bytes / piece.len()));
            for format in FORMATS {
                let _ = read(text.as_bytes(), format);
            }
        };
        let began = processor_time();
        time(200_000);
        // 100 ms for 100 KB and each of the readers, on a slow build.
        let limit = Duration::from_millis(100 * 2 * 7 * 6);
        let took = processor_time() - began;
        assert!(took < limit, "{start:?} {piece:?} took {took:?}");
    }
}

fn processor_time() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap()
}
