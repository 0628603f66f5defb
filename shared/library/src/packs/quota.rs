//! How many questions an account may have.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QuerySelect};
use wpp_entity::{account, pack, question_pool};

use super::{MAX_QUESTIONS, PackError};

/// Questions that may still be added to a pack of an account.
pub(super) struct Quota {
    in_pack: usize,
    in_account: usize,
    /// Questions that an account may have.
    most: usize,
}

impl Quota {
    /// Reads what is left of the quota of `owner` and of one of its packs.
    pub async fn read(db: &impl ConnectionTrait, owner: &str, pack: i32, most: usize) -> Result<Self, DbErr> {
        let pools = pools_of(db, owner).await?;
        let in_pack = size(pools.iter().filter(|pool| pool.pack_id == pack));
        Ok(Self {
            in_pack: MAX_QUESTIONS.saturating_sub(in_pack),
            in_account: most.saturating_sub(size(pools.iter())),
            most,
        })
    }

    /// Takes questions from the quota.
    ///
    /// # Errors
    /// [`PackError::TooMany`] names what is full.
    pub fn take(&mut self, questions: usize) -> Result<(), PackError> {
        let left = self.in_pack.checked_sub(questions);
        self.in_pack = left.ok_or_else(|| full("a question pack", MAX_QUESTIONS))?;
        let left = self.in_account.checked_sub(questions);
        self.in_account = left.ok_or_else(|| full("an account", self.most))?;
        Ok(())
    }
}

/// Checks the number of visible questions of an account, whose changes may have run concurrently. Locks the account
/// until the transaction ends.
///
/// # Errors
/// [`PackError::TooMany`].
pub(super) async fn check(tx: &DatabaseTransaction, owner: &str, most: usize) -> Result<(), PackError> {
    lock_account(tx, owner).await?;
    if count(tx, owner).await? > most { Err(full("an account", most)) } else { Ok(()) }
}

/// Checks whether an account may have a further question.
///
/// # Errors
/// [`PackError::TooMany`].
pub(super) async fn require_room(db: &impl ConnectionTrait, owner: &str, most: usize) -> Result<(), PackError> {
    if count(db, owner).await? < most { Ok(()) } else { Err(full("an account", most)) }
}

async fn count(db: &impl ConnectionTrait, owner: &str) -> Result<usize, DbErr> {
    Ok(size(pools_of(db, owner).await?.iter()))
}

/// Locks an account until the transaction ends, so that its rows are counted by one transaction at a time.
pub(super) async fn lock_account(tx: &DatabaseTransaction, owner: &str) -> Result<(), DbErr> {
    account::Entity::find_by_id(owner).lock_exclusive().one(tx).await.map(drop)
}

async fn pools_of(db: &impl ConnectionTrait, owner: &str) -> Result<Vec<question_pool::Model>, DbErr> {
    let packs = pack::Entity::of_account(owner).select_only().column(pack::Column::Id);
    let packs: Vec<i32> = packs.into_tuple().all(db).await?;
    question_pool::Entity::of_packs(packs).all(db).await
}

fn size<'a>(pools: impl Iterator<Item = &'a question_pool::Model>) -> usize {
    pools.filter_map(|pool| usize::try_from(pool.size).ok()).sum()
}

fn full(what: &'static str, most: usize) -> PackError {
    PackError::TooMany { what, most: most as u64, of: "questions" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quota_names_what_is_full() {
        let mut quota = Quota { in_pack: 3, in_account: 4, most: 9 };
        assert!(quota.take(3).is_ok());
        assert!(matches!(quota.take(1), Err(PackError::TooMany { what: "a question pack", .. })));
        let mut quota = Quota { in_pack: 9, in_account: 4, most: 9 };
        assert!(quota.take(4).is_ok() && quota.take(0).is_ok());
        assert!(matches!(quota.take(1), Err(PackError::TooMany { what: "an account", most: 9, .. })));
    }
}
