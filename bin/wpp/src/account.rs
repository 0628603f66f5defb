//! `wpp account`: resets a forgotten password, creates an account on a server with closed registration, and decides which
//! accounts may manage the server.

use std::{
    error::Error,
    io::{BufRead, Write},
};

use clap::{Args, Subcommand};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use wpp_entity::account;
use wpp_library::{
    accounts::{self, LoginName, Password, password::Passwords},
    operators,
};
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
    Add(NewAccount),
    /// Lets an account manage the server on the page /admin. Can be repeated.
    MakeOperator(AccountName),
    /// Takes the right back, and ends the operator's logins. Can be repeated.
    RevokeOperator(AccountName),
    /// Lists the accounts that may manage the server.
    Operators,
}

/// A new account.
#[derive(Debug, Args)]
pub struct NewAccount {
    #[command(flatten)]
    credentials: Credentials,
    /// Lets the account manage the server on the page /admin.
    #[arg(long)]
    operator: bool,
}

/// An existing account.
#[derive(Debug, Args)]
pub struct AccountName {
    /// The login name, in any case.
    name: String,
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
    match command {
        AccountCommand::Add(new) => add(db, new).await,
        AccountCommand::ResetPassword(credentials) => reset_password(db, credentials).await,
        AccountCommand::MakeOperator(AccountName { name }) => {
            let tx = Writer::new(db.clone()).begin().await?;
            let account = find(&*tx, &LoginName::parse(&name)?).await?;
            operators::grant(&*tx, &account.id, SystemClock.now()).await?;
            Ok(tx.commit().await?)
        }
        AccountCommand::RevokeOperator(AccountName { name }) => {
            let tx = Writer::new(db.clone()).begin().await?;
            let account = find(&*tx, &LoginName::parse(&name)?).await?;
            operators::revoke(&*tx, &account.id).await?;
            Ok(tx.commit().await?)
        }
        AccountCommand::Operators => {
            let mut out = std::io::stdout().lock();
            for account in operators::list(db).await? {
                writeln!(out, "{}", account.name)?;
            }
            Ok(())
        }
    }
}

async fn add(db: &DatabaseConnection, new: NewAccount) -> Result<(), Box<dyn Error>> {
    let (rng, now) = (SecureRng::from_os()?, SystemClock.now());
    let chosen = ChosenPassword::of(&new.credentials, &rng).await?;
    let tx = Writer::new(db.clone()).begin().await?;
    let account = accounts::insert(&*tx, rng.account_id(), chosen.name, chosen.hash, now).await?;
    if new.operator {
        operators::grant(&*tx, &account.id, now).await?;
    }
    tx.commit().await?;
    print_generated(chosen.generated)
}

async fn reset_password(db: &DatabaseConnection, credentials: Credentials) -> Result<(), Box<dyn Error>> {
    let chosen = ChosenPassword::of(&credentials, &SecureRng::from_os()?).await?;
    let tx = Writer::new(db.clone()).begin().await?;
    let account = find(&*tx, &chosen.name).await?;
    let changed = accounts::set_password(&*tx, account, chosen.hash, SystemClock.now()).await?;
    changed.ok_or("another process changed the account; run the command again")?;
    tx.commit().await?;
    print_generated(chosen.generated)
}

/// A checked name and password.
struct ChosenPassword {
    name: LoginName,
    hash: String,
    /// The password, unless the operator typed it.
    generated: Option<String>,
}

impl ChosenPassword {
    async fn of(credentials: &Credentials, rng: &SecureRng) -> Result<Self, Box<dyn Error>> {
        let name = LoginName::parse(&credentials.name)?;
        let text = if credentials.stdin { first_line()? } else { rng.word(20) };
        let password = Password::typed(&text);
        password.check(&name)?;
        let hash = Passwords::new(1, rng.clone())?.hash(&password, None).await?;
        Ok(Self { name, hash, generated: (!credentials.stdin).then_some(text) })
    }
}

async fn find(db: &impl ConnectionTrait, name: &LoginName) -> Result<account::Model, Box<dyn Error>> {
    let account = account::Entity::with_name_key(&name.key).one(db).await?;
    Ok(account.ok_or_else(|| format!("there is no account {:?}", name.shown))?)
}

fn print_generated(password: Option<String>) -> Result<(), Box<dyn Error>> {
    if let Some(password) = password {
        writeln!(std::io::stdout(), "{password}")?;
    }
    Ok(())
}

fn first_line() -> std::io::Result<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
