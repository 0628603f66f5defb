//! A small reader of Rust source: enough to find functions, string literals and module paths.
//!
//! The reader replaces comments and literals by spaces, so that later searches see code only. Offsets and
//! line numbers stay the same.

/// One file, separated into code and string literals.
#[derive(Debug)]
pub struct RustSource {
    /// The code with comments, strings and character literals replaced by spaces.
    pub code: String,
    /// String literals without quotes, with the byte offset of their start.
    pub strings: Vec<(usize, String)>,
}

/// A function with a body.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    /// Number of the line with `fn`, from 1.
    pub line: usize,
    /// Lines from `fn` to the closing brace, both included.
    pub length: usize,
}

impl RustSource {
    /// Reads a file.
    pub fn parse(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut code = bytes.to_vec();
        let mut strings = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let end = match bytes[at] {
                b'/' if bytes.get(at + 1) == Some(&b'/') => line_end(bytes, at),
                b'/' if bytes.get(at + 1) == Some(&b'*') => block_comment_end(bytes, at),
                b'"' => string_end(bytes, at + 1),
                b'r' if !follows_identifier(bytes, at) && raw_hashes(bytes, at).is_some() => {
                    raw_string_end(bytes, at, raw_hashes(bytes, at).unwrap_or(0))
                }
                b'\'' => char_end(bytes, at),
                _ => at,
            };
            if end == at {
                at += 1;
                continue;
            }
            if matches!(bytes[at], b'"' | b'r') {
                let literal = &text[at..end];
                strings.push((at, literal.trim_start_matches('r').trim_matches('#').trim_matches('"').to_owned()));
            }
            for byte in &mut code[at..end] {
                if *byte != b'\n' {
                    *byte = b' ';
                }
            }
            at = end;
        }
        Self { code: String::from_utf8(code).expect("only whole literals are replaced"), strings }
    }

    /// Removes the bodies of modules and functions marked `#[cfg(test)]`.
    pub fn without_tests(mut self) -> Self {
        let mut from = 0;
        while let Some(found) = self.code[from..].find("#[cfg(test)]") {
            let start = from + found;
            let Some(open) = body_start(self.code.as_bytes(), start) else { break };
            let end = matching_brace(self.code.as_bytes(), open);
            let blank: String = self.code[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
            let length = blank.len();
            self.code.replace_range(start..end, &blank);
            self.strings.retain(|(at, _)| !(start..end).contains(at));
            from = start + length;
        }
        self
    }

    /// Returns the number of the line at `offset`, from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.code.as_bytes()[..offset].iter().filter(|byte| **byte == b'\n').count() + 1
    }

    /// Returns all identifiers and keywords with their offsets.
    pub fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        let code = self.code.as_str();
        let mut at = 0;
        std::iter::from_fn(move || {
            let start = at + code[at..].find(is_word)?;
            let end = code[start..].find(|c| !is_word(c)).map_or(code.len(), |length| start + length);
            at = end;
            Some((start, &code[start..end]))
        })
    }

    /// Returns all functions that have a body.
    pub fn functions(&self) -> Vec<Function> {
        let words: Vec<(usize, &str)> = self.words().collect();
        let named = words.windows(2).filter(|pair| pair[0].1 == "fn");
        // `fn(` is a type, and `fn $name` is a macro's pattern.
        let named = named.filter(|pair| self.code[pair[0].0 + 2..pair[1].0].trim().is_empty());
        let with_body = named.filter_map(|pair| {
            let open = body_start(self.code.as_bytes(), pair[1].0)?;
            let (first, last) = (self.line(pair[0].0), self.line(matching_brace(self.code.as_bytes(), open) - 1));
            Some(Function { name: pair[1].1.to_owned(), line: first, length: last - first + 1 })
        });
        with_body.collect()
    }
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_ascii_alphanumeric()
}

/// Returns the offset of the `{` that opens the body, or `None` when a `;` ends the item first.
fn body_start(code: &[u8], from: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, byte) in code.iter().enumerate().skip(from) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b'{' if depth == 0 => return Some(at),
            b';' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Returns the offset behind the brace that closes the one at `open`.
fn matching_brace(code: &[u8], open: usize) -> usize {
    let mut depth = 0_i32;
    for (at, byte) in code.iter().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    bytes[from..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |length| from + length)
}

fn block_comment_end(bytes: &[u8], from: usize) -> usize {
    let (mut at, mut depth) = (from, 0_u32);
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    bytes.len()
}

fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Returns the number of `#` of a raw string that begins at `at`, or `None` where none begins.
fn raw_hashes(bytes: &[u8], at: usize) -> Option<usize> {
    let hashes = bytes[at + 1..].iter().take_while(|byte| **byte == b'#').count();
    (bytes.get(at + 1 + hashes) == Some(&b'"')).then_some(hashes)
}

fn raw_string_end(bytes: &[u8], at: usize, hashes: usize) -> usize {
    let mut end = at + hashes + 2;
    while end < bytes.len() {
        let closed =
            bytes[end] == b'"' && bytes[end + 1..].iter().take(hashes).filter(|byte| **byte == b'#').count() == hashes;
        end += 1;
        if closed {
            return end + hashes;
        }
    }
    bytes.len()
}

/// Returns the end of a character literal, or `at` for a lifetime.
fn char_end(bytes: &[u8], at: usize) -> usize {
    if bytes.get(at + 1) == Some(&b'\\') {
        return bytes[at + 3..].iter().position(|byte| *byte == b'\'').map_or(at, |length| at + length + 4);
    }
    // A character takes up to four bytes. A lifetime has no closing quote within that distance, or a letter before it.
    let first = bytes.get(at + 1).copied().unwrap_or(0);
    let width = match first {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    };
    if bytes.get(at + 1 + width) == Some(&b'\'') { at + width + 2 } else { at }
}

/// Returns whether the byte before `at` belongs to an identifier; `b` is the prefix of a byte string.
fn follows_identifier(bytes: &[u8], at: usize) -> bool {
    let Some(previous) = at.checked_sub(1).map(|before| bytes[before]) else { return false };
    let word = |byte: u8| byte == b'_' || byte.is_ascii_alphanumeric();
    if previous == b'b' { at >= 2 && word(bytes[at - 2]) } else { word(previous) }
}

#[test]
fn finds_functions_and_strings() {
    let text = "// fn no() {}\nfn one<'a>(x: [u8; 2]) -> char {\n    let s = \"fn two() { \\\" {\";\n    '{'\n}\ntrait T { fn three(); }\n#[cfg(test)]\nmod tests {\n    fn four() { r#\"a\"b\"#; }\n}\n";
    let source = RustSource::parse(text);
    let found = source.functions();
    let one = Function { name: "one".to_owned(), line: 2, length: 4 };
    let four = Function { name: "four".to_owned(), line: 9, length: 1 };
    assert_eq!(found, [one, four]);
    assert_eq!(source.strings.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), ["fn two() { \\\" {", "a\"b"]);
    let source = source.without_tests();
    assert_eq!((source.functions().len(), source.strings.len()), (1, 1));
}
