//! What a pack has to be before it may be played.

use std::{collections::BTreeSet, ops::RangeInclusive};

use wpp_game::text::{Key, clean};

use super::{Pack, PackError, PackQuestion};

/// How a gap is written.
const GAP: &str = "____";

/// Characters of an answer, an alias or a decoy at most: what a lie may have, so that the length
/// gives nothing away.
pub const MAX_TEXT: usize = 80;

/// Decoys a question has at least: enough to fill the answers when nobody lies.
pub const MIN_DECOYS: usize = 4;

const KEY: RangeInclusive<usize> = 3..=60;
const LABEL: RangeInclusive<usize> = 2..=40;
const PROMPT: RangeInclusive<usize> = 20..=200;
const TEXT: RangeInclusive<usize> = 1..=MAX_TEXT;
const SENTENCE: RangeInclusive<usize> = 10..=300;

/// What is wrong with a pack or a question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A key is more than lower-case letters, digits and dashes.
    #[error("a key is {min} to {max} lower-case letters, digits and dashes", min = KEY.start(), max = KEY.end())]
    Key,
    /// Two questions have this key.
    #[error("two questions have this key")]
    KeyTaken,
    /// A text is too short or too long.
    #[error("{field} has {length} characters and may have {least} to {most}")]
    Length {
        /// The field.
        field: &'static str,
        /// The characters it has.
        length: usize,
        /// The fewest it may have.
        least: usize,
        /// The most it may have.
        most: usize,
    },
    /// A text that the game would have to tidy: blanks at its ends or in a row, control
    /// characters, letters not in their composed form.
    #[error("{field} has stray blanks, control characters or letters that are not in NFC")]
    Untidy {
        /// The field.
        field: &'static str,
    },
    /// The prompt has no gap, or several, or a longer one.
    #[error("the prompt must have one gap, written as {GAP}")]
    Gap,
    /// The prompt says the answer.
    #[error("the prompt gives the answer away")]
    AnswerInPrompt,
    /// There are too few decoys.
    #[error("there are {found} decoys and at least {MIN_DECOYS} are needed")]
    FewDecoys {
        /// How many there are.
        found: usize,
    },
    /// Two texts that players would see side by side, or one of which is the truth, are too alike.
    #[error("the decoy {decoy:?} is too near to {other:?}")]
    NearDecoy {
        /// The decoy.
        decoy: String,
        /// The answer, an alias or another decoy.
        other: String,
    },
    /// An alias says what the answer or another alias says.
    #[error("the alias {alias:?} is there twice, or is the answer")]
    AliasTwice {
        /// The alias.
        alias: String,
    },
    /// A pack without questions.
    #[error("it holds no questions")]
    Empty,
}

/// Checks a pack and all its questions.
pub(super) fn pack(pack: &Pack) -> Result<(), PackError> {
    about_itself(pack).map_err(|fault| PackError::Pack { pack: pack.key.clone(), fault })?;
    let mut keys = BTreeSet::new();
    for question in &pack.questions {
        let fresh = if keys.insert(&question.key) { Ok(()) } else { Err(Fault::KeyTaken) };
        fresh.and_then(|()| self::question(question)).map_err(|fault| PackError::Question {
            pack: pack.key.clone(),
            question: question.key.clone(),
            fault,
        })?;
    }
    Ok(())
}

fn about_itself(pack: &Pack) -> Result<(), Fault> {
    key(&pack.key)?;
    text("title", &pack.title, LABEL)?;
    text("language", &pack.language, LABEL)?;
    text("description", &pack.description, SENTENCE)?;
    if pack.questions.is_empty() { Err(Fault::Empty) } else { Ok(()) }
}

fn question(question: &PackQuestion) -> Result<(), Fault> {
    key(&question.key)?;
    text("category", &question.category, LABEL)?;
    text("prompt", &question.prompt, PROMPT)?;
    text("answer", &question.answer, TEXT)?;
    text("explanation", &question.explanation, SENTENCE)?;
    text("source", &question.source, SENTENCE)?;
    gap(question)?;
    aliases(question)?;
    decoys(question)
}

fn gap(question: &PackQuestion) -> Result<(), Fault> {
    let one = question.prompt.matches('_').count() == GAP.len() && question.prompt.contains(GAP);
    if !one {
        return Err(Fault::Gap);
    }
    let words = |text: &str| format!(" {} ", Key::of(text).as_str());
    let told = words(&question.prompt).contains(&words(&question.answer));
    if told { Err(Fault::AnswerInPrompt) } else { Ok(()) }
}

fn aliases(question: &PackQuestion) -> Result<(), Fault> {
    let mut seen = vec![Key::of(&question.answer)];
    for alias in &question.aliases {
        text("alias", alias, TEXT)?;
        let said = Key::of(alias);
        if seen.contains(&said) {
            return Err(Fault::AliasTwice { alias: alias.clone() });
        }
        seen.push(said);
    }
    Ok(())
}

fn decoys(question: &PackQuestion) -> Result<(), Fault> {
    if question.decoys.len() < MIN_DECOYS {
        return Err(Fault::FewDecoys { found: question.decoys.len() });
    }
    let mut others: Vec<(&str, Key)> = Vec::new();
    for truth in std::iter::once(&question.answer).chain(&question.aliases) {
        others.push((truth, Key::of(truth)));
    }
    for decoy in &question.decoys {
        text("decoy", decoy, TEXT)?;
        let said = Key::of(decoy);
        if let Some((other, _)) = others.iter().find(|(_, other)| said.near(other)) {
            return Err(Fault::NearDecoy { decoy: decoy.clone(), other: (*other).to_owned() });
        }
        others.push((decoy, said));
    }
    Ok(())
}

fn key(key: &str) -> Result<(), Fault> {
    let plain = key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if plain && KEY.contains(&key.len()) { Ok(()) } else { Err(Fault::Key) }
}

fn text(field: &'static str, text: &str, bounds: RangeInclusive<usize>) -> Result<(), Fault> {
    let length = text.chars().count();
    if !bounds.contains(&length) {
        return Err(Fault::Length { field, length, least: *bounds.start(), most: *bounds.end() });
    }
    let tidy = clean(text, *bounds.end()).is_ok_and(|tidied| tidied == text);
    if tidy { Ok(()) } else { Err(Fault::Untidy { field }) }
}

#[cfg(test)]
mod tests {
    use wpp_game::content::{QuestionKind, rules::Draft};

    use super::*;
    use crate::pack::built_in;

    fn sound() -> PackQuestion {
        PackQuestion {
            key: "emu-war".to_owned(),
            category: "Animals".to_owned(),
            prompt: "In 1932 Australia's army went to war against ____.".to_owned(),
            answer: "emus".to_owned(),
            aliases: vec!["the emu".to_owned()],
            decoys: ["rabbits", "sheep", "kangaroos", "dingoes"].map(str::to_owned).to_vec(),
            family_friendly: true,
            explanation: "The birds won.".to_owned(),
            source: "Wikipedia: Emu War".to_owned(),
        }
    }

    fn fault(spoil: impl FnOnce(&mut PackQuestion)) -> String {
        let mut spoiled = sound();
        spoil(&mut spoiled);
        question(&spoiled).expect_err("must be refused").to_string()
    }

    #[test]
    fn the_packs_that_come_with_the_platform_are_sound() {
        let packs = built_in().unwrap();
        for pack in packs {
            let family = pack.questions.iter().filter(|question| question.family_friendly);
            assert!(family.count() >= 40, "{}: too few for a long evening with children", pack.key);
            for PackQuestion { prompt, answer, aliases, decoys, category, .. } in pack.questions {
                let draft = Draft {
                    kind: None,
                    prompt,
                    answer,
                    aliases,
                    decoys,
                    category,
                    language: None,
                    family_friendly: true,
                    explanation: None,
                    source: None,
                };
                let sound = draft.clone().check().expect("it keeps to everybody's rules too");
                assert_eq!((sound.kind, sound.draft.prompt), (QuestionKind::Blank, draft.prompt));
            }
        }
    }

    #[test]
    fn a_sound_question_passes() {
        assert_eq!(question(&sound()), Ok(()));
    }

    #[test]
    fn a_prompt_has_exactly_one_gap() {
        for prompt in
            ["There is no gap in this at all.", "Two gaps ____ are one ____ too many.", "This gap is _____ long."]
        {
            assert_eq!(fault(|q| q.prompt = prompt.to_owned()), "the prompt must have one gap, written as ____");
        }
    }

    #[test]
    fn a_prompt_does_not_tell_its_answer() {
        let told = fault(|q| q.prompt = "The Emus won the war against ____ in 1932.".to_owned());
        assert_eq!(told, "the prompt gives the answer away");
    }

    #[test]
    fn a_decoy_is_neither_the_answer_nor_an_alias_nor_another_decoy() {
        assert_eq!(fault(|q| q.decoys[0] = "the EMUS!".to_owned()), r#"the decoy "the EMUS!" is too near to "emus""#);
        assert_eq!(fault(|q| q.decoys[0] = "An emu".to_owned()), r#"the decoy "An emu" is too near to "the emu""#);
        assert_eq!(fault(|q| q.decoys[3] = "Sheep".to_owned()), r#"the decoy "Sheep" is too near to "sheep""#);
    }

    #[test]
    fn three_decoys_are_too_few() {
        assert_eq!(fault(|q| q.decoys.truncate(3)), "there are 3 decoys and at least 4 are needed");
    }

    #[test]
    fn lengths_are_counted_in_characters_and_bounded() {
        assert_eq!(fault(|q| q.answer = "ø".repeat(81)), "answer has 81 characters and may have 1 to 80");
        assert_eq!(fault(|q| q.source = String::new()), "source has 0 characters and may have 10 to 300");
    }

    #[test]
    fn an_error_names_the_pack_and_the_question() {
        let questions = vec![sound(), sound()];
        let twice = Pack {
            key: "mine".to_owned(),
            title: "Mine".to_owned(),
            language: "en".to_owned(),
            description: "Two of the same.".to_owned(),
            questions,
        };
        let error = pack(&twice).expect_err("must be refused");
        assert_eq!(error.to_string(), r#"pack "mine", question "emu-war": two questions have this key"#);
    }

    #[test]
    fn an_unknown_field_is_a_slip_of_the_pen() {
        let json =
            r#"{"key":"mine","title":"Mine","language":"en","description":"None yet.","questions":[],"qustions":[]}"#;
        assert!(matches!(Pack::parse(json), Err(PackError::Unreadable(_))));
    }
}
