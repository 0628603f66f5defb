//! Accounts by the operator's hand: for who forgot a password, and for servers where nobody registers.

use std::{
    error::Error,
    io::{BufRead, Write},
};

use clap::Subcommand;
use sea_orm::DatabaseConnection;
use wpp_entity::account;
use wpp_library::accounts::{self, LoginName, Password, password::Passwords};
use wpp_runtime::{
    clock::{Clock, SystemClock},
    db::Writer,
    secure_rng::SecureRng,
};

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Sets a new password, ends every login of the account, and prints the password once.
    ResetPassword {
        /// The account's login name, in any case.
        name: String,
        /// Reads the password from the first line of the input instead of drawing one.
        #[arg(long)]
        stdin: bool,
    },
    /// Makes an account and prints its password once.
    Add {
        /// The login name: 3 to 32 letters and digits.
        name: String,
        /// Reads the password from the first line of the input instead of drawing one.
        #[arg(long)]
        stdin: bool,
    },
}

/// Does it.
///
/// # Errors
/// In a sentence; nothing is changed then.
pub async fn run(db: &DatabaseConnection, command: AccountCommand) -> Result<(), Box<dyn Error>> {
    let (entropy, now) = (SecureRng::from_os()?, SystemClock.now());
    let passwords = Passwords::new(1, entropy.clone())?;
    let (AccountCommand::ResetPassword { name, stdin } | AccountCommand::Add { name, stdin }) = &command;
    let name = LoginName::parse(name)?;
    let text = if *stdin { first_line()? } else { entropy.word(20) };
    let password = Password::typed(&text);
    password.check(&name)?;
    let hash = passwords.hash(&password).await?;

    let written = Writer::new(db.clone()).begin().await?;
    match command {
        AccountCommand::Add { .. } => {
            accounts::insert(&*written, entropy.account_id(), name, hash, now).await?;
        }
        AccountCommand::ResetPassword { .. } => {
            let account = account::Entity::named(&name.key).one(&*written).await?;
            let account = account.ok_or_else(|| format!("there is no account {:?}", name.shown))?;
            accounts::set_password(&*written, account, hash, now).await?.ok_or("somebody else changed it meanwhile")?;
        }
    }
    written.commit().await?;
    if !stdin {
        writeln!(std::io::stdout(), "{text}")?;
    }
    Ok(())
}

fn first_line() -> std::io::Result<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
