//! Which questions are the same. A pack has a question once.
//!
//! Questions are the same if they have the same prompt, answer, further answers, and picture or sound; without a right
//! answer, also the same options. Case is ignored. Other parts, such as decoys, words and explanations, may differ: a
//! corrected question is not another one, and a word list is known by its title.
//!
//! The first question of a pack with a prompt and an answer is stored with the digest of these two, and others with the digest
//! of all these parts. So rows of older versions keep their digests, and the digest alone does not state what a question is.
//! ([0206](../../../../docs/decisions/0206-cost-of-an-import.md))

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use sha2::{Digest, Sha256};
use wpp_entity::question;
use wpp_game::content::{
    QuestionKind,
    form::{AnswerForm, MediaForm},
    rules::{Draft, ValidDraft},
};

use super::stored;

/// The digests of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    /// Digest of prompt and answer, or of the title and the file of a picture, because many pictures have no title.
    brief: String,
    /// Digest of all parts that distinguish questions.
    full: String,
}

impl Identity {
    pub fn of(valid: &ValidDraft) -> Self {
        let ValidDraft { kind, draft } = valid;
        let file = draft.media.as_ref().filter(|_| kind.form().media == MediaForm::Picture).map(|media| &media.file);
        Self { brief: digest(&draft.prompt, file.unwrap_or(&draft.answer)), full: full(*kind, draft) }
    }
}

/// The questions of a pack that could be the same as new ones.
pub(super) struct KnownQuestions {
    /// Digests of stored rows, which are unique within the pack.
    digests: BTreeSet<String>,
    /// Full digests of questions.
    full: BTreeSet<String>,
    /// Full digests of questions without their pictures and sounds.
    without_media: BTreeSet<String>,
}

impl KnownQuestions {
    /// Reads the questions of a pack that share a digest with one of the new questions. Leaves out the question with the id
    /// `except`. The caller has locked the row of the pack.
    pub async fn read(
        tx: &DatabaseTransaction,
        pack: i32,
        new: impl Iterator<Item = &Identity>,
        except: Option<i32>,
    ) -> Result<Self, DbErr> {
        let (mut briefs, mut wanted) = (BTreeSet::new(), BTreeSet::new());
        for Identity { brief, full } in new {
            briefs.insert(brief.clone());
            wanted.extend([brief.clone(), full.clone()]);
        }
        let rows = question::Entity::find().filter(question::Column::PackId.eq(pack));
        let rows = rows.filter(question::Column::Digest.is_in(wanted)).all(tx).await?;
        let rows: Vec<question::Model> = rows.into_iter().filter(|row| Some(row.id) != except).collect();
        let digests: BTreeSet<String> = rows.iter().map(|row| row.digest.clone()).collect();
        let (mut full_digests, mut without_media) = (digests.clone(), BTreeSet::new());
        let with_brief = rows.into_iter().filter(|row| briefs.contains(&row.digest)).collect();
        for stored in stored::load(tx, with_brief).await? {
            full_digests.insert(full(stored.kind, &stored.draft));
            without_media.insert(full(stored.kind, &Draft { media: None, ..stored.draft }));
        }
        Ok(Self { digests, full: full_digests, without_media })
    }

    /// Makes new questions without a picture or a sound the same as stored ones that have one.
    pub fn ignore_media(&mut self) {
        self.full.append(&mut self.without_media);
    }

    /// Adds a question. Returns the digest of its row; `None` if the question is known.
    pub fn add(&mut self, Identity { brief, full }: Identity) -> Option<String> {
        if !self.full.insert(full.clone()) {
            return None;
        }
        let digest = if self.digests.contains(&brief) { full } else { brief };
        self.digests.insert(digest.clone());
        Some(digest)
    }
}

/// Returns the digest of a question: 128 bits of SHA-256 over the lower-case prompt and answer, as 32
/// hexadecimal digits. The digest is stored in the database, so its computation must not change.
#[must_use]
pub fn digest(prompt: &str, answer: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(prompt.to_lowercase());
    hash.update([0]);
    hash.update(answer.to_lowercase());
    half_of(hash)
}

/// Returns the digest of all parts that distinguish questions. The digest is stored as well.
fn full(kind: QuestionKind, draft: &Draft) -> String {
    const NO_TEXTS: &[String] = &[];
    let options = if kind.form().answer == AnswerForm::None { &draft.decoys } else { NO_TEXTS };
    let file: Vec<String> = draft.media.iter().map(|media| media.file.clone()).collect();
    let first = [draft.prompt.clone(), draft.answer.clone()];
    let mut hash = Sha256::new();
    for texts in [&first[..], &file, &draft.more_answers, options] {
        for text in texts {
            // Texts contain no control characters.
            hash.update(text.to_lowercase());
            hash.update([0]);
        }
        hash.update([1]);
    }
    half_of(hash)
}

fn half_of(hash: Sha256) -> String {
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use wpp_game::content::Media;

    use super::*;

    fn question(kind: QuestionKind, answer: &str) -> ValidDraft {
        let draft = Draft { prompt: "Is this photo real?".to_owned(), answer: answer.to_owned(), ..Draft::default() };
        ValidDraft { kind, draft }
    }

    fn texts<const N: usize>(texts: [&str; N]) -> Vec<String> {
        texts.map(str::to_owned).to_vec()
    }

    #[test]
    fn questions_differ_in_their_parts() {
        let plain = question(QuestionKind::TrueFalse, "true");
        let with = |change: fn(&mut Draft)| {
            let mut changed = plain.clone();
            change(&mut changed.draft);
            Identity::of(&changed).full
        };
        let file = |file: &str| Some(Media { file: file.to_owned(), alt: "A photo".to_owned() });
        let mut digests = vec![Identity::of(&plain).full];
        for name in ["one.png", "two.png"] {
            let draft = Draft { media: file(name), ..plain.draft.clone() };
            digests.push(Identity::of(&ValidDraft { kind: plain.kind, draft }).full);
        }
        digests.push(with(|draft| draft.more_answers = texts(["a", "b"])));
        digests.push(with(|draft| draft.more_answers = texts(["ab"])));
        digests.push(with(|draft| draft.prompt = "Is that photo real?".to_owned()));
        assert_eq!(digests.iter().collect::<BTreeSet<_>>().len(), digests.len());
        assert!(digests.iter().all(|digest| *digest != Identity::of(&plain).brief));

        let same = [
            with(|draft| draft.prompt = "IS THIS PHOTO REAL?".to_owned()),
            with(|draft| draft.decoys = texts(["false"])),
            with(|draft| draft.words = texts(["photo"])),
            with(|draft| draft.explanation = Some("It is.".to_owned())),
        ];
        assert!(same.iter().all(|digest| *digest == digests[0]));
        let mut poll = question(QuestionKind::Poll, "");
        let first = Identity::of(&poll).full;
        poll.draft.decoys = texts(["yes", "no"]);
        assert_ne!(Identity::of(&poll).full, first);
    }
}
