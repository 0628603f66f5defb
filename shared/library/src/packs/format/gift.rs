//! GIFT, the text format of Moodle: `What is it? {=right ~wrong ~wrong}`.
//!
//! Questions are separated by blank lines. Questions with options become `several` if more than one is correct. Short
//! answers without wrong options become `typed`, and numbers `number`. Matching and essays are refused.

use wpp_game::content::{QuestionKind, decimal::Decimal, form::MAX_LIST};

use super::{
    Defaults, Row, Sink,
    row::{blank, fault, with_options},
};

/// Maximum number of options that are read. The rules allow fewer, so they report a surplus.
const MAX_OPTIONS: usize = MAX_LIST + 4;

/// Returns whether a text looks like GIFT: a block of answers that begins with one of their signs.
pub(super) fn matches(text: &str) -> bool {
    blocks(text).take(20).any(|(_, block)| {
        parts(&block).is_some_and(|(_, answers, _)| {
            let answers = answers.trim();
            answers.starts_with(['=', '~', '#']) || truth(answers).is_some()
        })
    })
}

/// Reads every question.
pub(super) fn read(text: &str, defaults: &Defaults, sink: &mut Sink<'_>) {
    let mut number = 0;
    let mut category = String::new();
    for (line, block) in blocks(text) {
        if let Some(named) = block.trim().strip_prefix("$CATEGORY:") {
            // The last part of a path such as `$course$/Animals`.
            named.trim().rsplit('/').next().unwrap_or_default().clone_into(&mut category);
            continue;
        }
        number += 1;
        if !sink(question(number, line, &block, &category, defaults)) {
            return;
        }
    }
}

/// Splits a text at blank lines, without comments. Each block has the number of its first line.
fn blocks(text: &str) -> impl Iterator<Item = (usize, String)> + '_ {
    let mut lines = text.lines().enumerate();
    std::iter::from_fn(move || {
        let mut block: Option<(usize, String)> = None;
        for (at, line) in lines.by_ref() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            if line.trim().is_empty() {
                if block.is_some() {
                    return block;
                }
                continue;
            }
            let (_, text) = block.get_or_insert_with(|| (at + 1, String::new()));
            text.push_str(line);
            text.push('\n');
            // A category is a block of one line.
            if text.starts_with("$CATEGORY:") {
                return block;
            }
        }
        block
    })
}

/// Splits a block into the text before the answers, the answers, and the text after them.
fn parts(block: &str) -> Option<(&str, &str, &str)> {
    let open = unescaped(block, '{')?;
    let rest = block.get(open + 1..)?;
    let close = unescaped(rest, '}')?;
    Some((block.get(..open)?, rest.get(..close)?, rest.get(close + 1..)?))
}

/// Returns the position of the first `wanted` without a backslash in front.
fn unescaped(text: &str, wanted: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == wanted => return Some(at),
            _ => {}
        }
    }
    None
}

fn question(number: usize, line: usize, block: &str, category: &str, defaults: &Defaults) -> Row {
    let refused = |code, message: &str| Row::refused(number, line, &plain(block), code, message.to_owned());
    let Some((before, answers, after)) = parts(block) else {
        return refused("no_options", "the question has no answers in braces { }; add them");
    };
    let before = without_title(before);
    let (before, after) = (plain(before), plain(after));
    let mut draft = blank(defaults);
    category.clone_into(&mut draft.category);
    draft.prompt = if after.is_empty() { before } else { format!("{before} ____ {after}") };
    let answers = answers.trim();
    if let Some(truth) = truth(answers) {
        let options = ["True", "False"].map(str::to_owned).to_vec();
        return with_options(number, line, draft, options, &[usize::from(!truth)]);
    }
    let unsupported = |kind: &str| {
        let message = format!("{kind} questions cannot be used; choose another type");
        Row::with_fault(number, line, &plain(block), fault("", "unsupported_type", message).with("found", kind))
    };
    if answers.is_empty() {
        return unsupported("essay");
    }
    if let Some(answers) = answers.strip_prefix('#') {
        let Some(answer) = number_or_centre(answers) else { return unsupported("number") };
        (draft.kind, draft.answer) = (Some(QuestionKind::Number), answer);
        return Row::new(number, line, None, draft);
    }
    let options = options(answers);
    if options.iter().any(|option| option.text.contains("->")) {
        return unsupported("matching");
    }
    let texts = options.iter().map(|option| option.text.clone());
    if options.iter().all(|option| option.correct) {
        let mut spellings = texts;
        draft.kind = Some(QuestionKind::Typed);
        draft.answer = spellings.next().unwrap_or_default();
        draft.aliases = spellings.collect();
        return Row::new(number, line, None, draft);
    }
    let correct: Vec<usize> =
        options.iter().enumerate().filter(|(_, option)| option.correct).map(|(at, _)| at).collect();
    with_options(number, line, draft, texts.collect(), &correct)
}

/// Returns the first number of a numerical answer: `4`, `4:0.5` with a tolerance, or the centre of `3..5`.
fn number_or_centre(answers: &str) -> Option<String> {
    let answers = answers.trim_start().trim_start_matches('=');
    let first = answers.split(['=', '~', '#', ':']).next()?.trim();
    match first.split_once("..") {
        // The rules report a number that they cannot read.
        None => Some(first.to_owned()),
        Some((least, most)) => {
            let [least, most]: [Decimal; 2] =
                [Decimal::written(least.trim()).ok()?, Decimal::written(most.trim()).ok()?];
            Decimal::of_thousandths(least.thousandths().midpoint(most.thousandths())).map(|centre| centre.to_string())
        }
    }
}

struct Choice {
    correct: bool,
    text: String,
}

/// Splits answers at `=` and `~`, and removes feedback and weights.
fn options(answers: &str) -> Vec<Choice> {
    let mut options: Vec<Choice> = Vec::new();
    let (mut escaped, mut feedback) = (false, false);
    for c in answers.chars() {
        let current = options.last_mut();
        match (c, current) {
            (c, Some(option)) if escaped => {
                escaped = false;
                if !feedback {
                    option.text.push(if c == 'n' { ' ' } else { c });
                }
            }
            ('\\', _) => escaped = true,
            ('=' | '~', _) => {
                feedback = false;
                options.push(Choice { correct: c == '=', text: String::new() });
            }
            ('#', Some(_)) => feedback = true,
            (c, Some(option)) if !feedback => option.text.push(c),
            _ => {}
        }
        if options.len() > MAX_OPTIONS {
            // The surplus option has no text yet.
            options.pop();
            break;
        }
    }
    let mut weights = Vec::new();
    for option in &mut options {
        let text = option.text.trim();
        let weighted = text.strip_prefix('%').and_then(|rest| rest.split_once('%'));
        let (weight, text) = weighted.unwrap_or(("", text));
        // A full weight marks a correct option.
        option.correct |= weight.trim() == "100";
        weights.push(weight.trim().parse::<f64>().unwrap_or(0.0));
        option.text = text.trim().to_owned();
    }
    // Without one, the options that share it are correct.
    if options.iter().all(|option| !option.correct) {
        for (option, weight) in options.iter_mut().zip(weights) {
            option.correct = weight > 0.0;
        }
    }
    options
}

fn truth(answers: &str) -> Option<bool> {
    let word = answers.split('#').next().unwrap_or_default().trim();
    match word {
        "T" | "TRUE" | "True" | "true" => Some(true),
        "F" | "FALSE" | "False" | "false" => Some(false),
        _ => None,
    }
}

/// Removes a title in `::…::` and a format in `[…]` from the beginning.
fn without_title(text: &str) -> &str {
    let text = text.trim_start();
    let text = text.strip_prefix("::").and_then(|rest| rest.split_once("::")).map_or(text, |(_, rest)| rest);
    let text = text.trim_start();
    let format = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    match format {
        Some(("html" | "markdown" | "plain" | "moodle", rest)) => rest,
        _ => text,
    }
}

/// Removes backslashes before signs of the format.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len().min(1024));
    let mut chars = text.trim().chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => plain.push(' '),
                Some(next) => plain.push(next),
                None => plain.push('\\'),
            },
            c => plain.push(c),
        }
    }
    plain
}
