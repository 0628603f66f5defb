//! One order: account, challenge over HTTP, certificate.

use std::time::Duration;

use instant_acme::{
    Account, ChallengeType, Identifier, NewAccount, NewOrder, Order, OrderStatus, Problem, RetryPolicy,
};

use super::{
    challenges::ChallengeAnswers, client::AcmeClient, error::AcmeError, folder::AcmeFolder, settings::AcmeSettings,
};
use crate::tls::certified_key;

/// How long the server may take to check a challenge, and then to sign.
const POLLING: RetryPolicy = RetryPolicy::new().timeout(Duration::from_secs(90));

/// What an order needs.
pub(super) struct OrderContext<'a> {
    pub settings: &'a AcmeSettings,
    pub folder: &'a AcmeFolder,
    pub answers: &'a ChallengeAnswers,
}

impl OrderContext<'_> {
    /// Orders a certificate. Returns its key and its chain in PEM format.
    pub(super) async fn place(&self) -> Result<String, AcmeError> {
        match self.place_with_account().await {
            // The server has lost the account, or somebody deactivated it.
            Err(AcmeError::UnknownAccount) => {
                self.folder.forget_account();
                self.place_with_account().await
            }
            placed => placed,
        }
    }

    async fn place_with_account(&self) -> Result<String, AcmeError> {
        let account = self.account().await?;
        let identifiers = [Identifier::Dns(self.settings.domain.clone())];
        let mut order = account.new_order(&NewOrder::new(&identifiers)).await?;
        let token = self.answer_challenge(&mut order).await?;
        let outcome = self.finish(&mut order).await;
        if let Some(token) = token
            && let Err(error) = self.answers.remove(&token).await
        {
            tracing::debug!(%error, "answer to the ACME server not removed; it expires");
        }
        outcome
    }

    /// Opens the account that is kept in the folder, or creates one.
    async fn account(&self) -> Result<Account, AcmeError> {
        let builder = Account::builder_with_http(Box::new(AcmeClient::new()?));
        if let Some(credentials) = self.folder.account() {
            return Ok(builder.from_credentials(credentials).await?);
        }
        let contact = self.settings.email.iter().map(|email| format!("mailto:{email}")).collect::<Vec<_>>();
        let contact = contact.iter().map(String::as_str).collect::<Vec<_>>();
        let new = NewAccount { contact: &contact, terms_of_service_agreed: true, only_return_existing: false };
        let (account, credentials) = builder.create(&new, self.settings.directory.clone(), None).await?;
        self.folder.store_account(&credentials)?;
        Ok(account)
    }

    /// Makes the answer available, and asks the server to check it. Returns its token; `None` if the server still accepts
    /// an earlier check.
    async fn answer_challenge(&self, order: &mut Order) -> Result<Option<String>, AcmeError> {
        if order.state().status == OrderStatus::Ready {
            return Ok(None);
        }
        let no_challenge = || AcmeError::NoHttpChallenge(self.settings.domain.clone());
        let mut authorizations = order.authorizations();
        let mut authorization = authorizations.next().await.ok_or_else(no_challenge)??;
        let mut challenge = authorization.challenge(ChallengeType::Http01).ok_or_else(no_challenge)?;
        let token = challenge.token.clone();
        self.answers.add(&token, challenge.key_authorization().as_str()).await?;
        challenge.set_ready().await?;
        Ok(Some(token))
    }

    async fn finish(&self, order: &mut Order) -> Result<String, AcmeError> {
        match order.poll_ready(&POLLING).await {
            Ok(OrderStatus::Ready) => {}
            outcome => {
                return Err(match failed_challenge(order).await {
                    Some(problem) => AcmeError::challenge(&self.settings.domain, &problem),
                    None => {
                        outcome.err().map_or_else(|| AcmeError::Refused("the order is invalid".to_owned()), Into::into)
                    }
                });
            }
        }
        let key = order.finalize().await?;
        let pem = format!("{key}{}", order.poll_certificate(&POLLING).await?);
        certified_key(("the answer", pem.as_bytes()), ("the answer", pem.as_bytes()))?;
        Ok(pem)
    }
}

/// Returns why the server did not accept the answer to a challenge, which only the challenge states.
async fn failed_challenge(order: &mut Order) -> Option<Problem> {
    let mut authorizations = order.authorizations();
    while let Some(Ok(mut authorization)) = authorizations.next().await {
        let state = authorization.refresh().await.ok()?;
        let failed = state.challenges.iter().find_map(|challenge| challenge.error.clone());
        if failed.is_some() {
            return failed;
        }
    }
    None
}
