//! `wpp account`: resets a forgotten password, or creates an account on a server with closed registration.

use std::{
    error::Error,
    io::{BufRead, Write},
};

use clap::{Args, Subcommand};
use sea_orm::DatabaseConnection;
use wpp_entity::account;
use wpp_library::accounts::{self, LoginName, Password, password::Passwords};
use wpp_runtime::{
    clock::{Clock, SystemClock},
    db::Writer,
    secure_rng::SecureRng,
};

/// Account commands.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Sets a new password, ends every login of the account, and prints the password once.
    ResetPassword(Credentials),
    /// Creates an account and prints its password once.
    Add(Credentials),
}

/// The account and the source of its password.
#[derive(Debug, Args)]
pub struct Credentials {
    /// The login name: 3 to 32 letters and digits, in any case.
    name: String,
    /// Reads the password from the first line of standard input instead of generating one.
    #[arg(long)]
    stdin: bool,
}

/// Runs the command.
///
/// # Errors
/// When the name or password is invalid or the database fails; no changes are made.
pub async fn run(db: &DatabaseConnection, command: AccountCommand) -> Result<(), Box<dyn Error>> {
    let (rng, now) = (SecureRng::from_os()?, SystemClock.now());
    let passwords = Passwords::new(1, rng.clone())?;
    let (AccountCommand::ResetPassword(credentials) | AccountCommand::Add(credentials)) = &command;
    let name = LoginName::parse(&credentials.name)?;
    let text = if credentials.stdin { first_line()? } else { rng.word(20) };
    let password = Password::typed(&text);
    password.check(&name)?;
    let hash = passwords.hash(&password, None).await?;

    let tx = Writer::new(db.clone()).begin().await?;
    match &command {
        AccountCommand::Add(_) => {
            accounts::insert(&*tx, rng.account_id(), name, hash, now).await?;
        }
        AccountCommand::ResetPassword(_) => {
            let account = account::Entity::with_name_key(&name.key).one(&*tx).await?;
            let account = account.ok_or_else(|| format!("there is no account {:?}", name.shown))?;
            let changed = accounts::set_password(&*tx, account, hash, now).await?;
            changed.ok_or("another process changed the account; run the command again")?;
        }
    }
    tx.commit().await?;
    if !credentials.stdin {
        writeln!(std::io::stdout(), "{text}")?;
    }
    Ok(())
}

fn first_line() -> std::io::Result<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
