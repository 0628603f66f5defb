//! `migration import`: a file of questions from the command line.

use std::{error::Error, fs::File, io::Write, path::PathBuf, sync::Arc};

use clap::{Args, ValueEnum};
use sea_orm::{ColumnTrait, Condition, DatabaseConnection, EntityTrait, QueryFilter};
use wpp_entity::{account, pack::Visibility};
use wpp_library::packs::{
    Packs,
    catalog::About,
    format,
    import::{ImportError, Options, Report, Target},
};
use wpp_runtime::{clock::SystemClock, db::Writer, secure_rng::SecureRng};

/// What to import, and where to.
#[derive(Debug, Args)]
pub struct Import {
    /// The file: at most 20 MB of UTF-8.
    file: PathBuf,
    /// How it is written; by default as it looks.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The key of the pack to import into; without it a new pack is made.
    #[arg(long, conflicts_with_all = ["title", "language", "description", "visibility"])]
    pack: Option<String>,
    /// The new pack's title, if the file does not say it.
    #[arg(long)]
    title: Option<String>,
    /// The new pack's language, such as `da`, if the file does not say it.
    #[arg(long)]
    language: Option<String>,
    /// A sentence on what is in the new pack.
    #[arg(long)]
    description: Option<String>,
    /// Who may see and play the new pack; by default everybody, or with an owner only they.
    #[arg(long, value_enum)]
    visibility: Option<Shared>,
    /// The account the pack belongs to, by its login name or id; without it the pack is the operator's.
    #[arg(long)]
    owner: Option<String>,
    /// Take the good rows, even if some are refused; else all or nothing.
    #[arg(long)]
    good_rows: bool,
    /// Questions that do not say so are fit for children.
    #[arg(long)]
    family_friendly: bool,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// The platform's own.
    Json,
    /// A table with a line of headings.
    Csv,
    /// The Open Trivia Database's.
    Opentdb,
}

/// Who may see and play a pack.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shared {
    Private,
    Unlisted,
    Public,
}

impl Import {
    /// Imports the file and tells what came of it.
    pub async fn run(self, db: &DatabaseConnection) -> Result<(), Box<dyn Error>> {
        let file = File::open(&self.file).map_err(|error| format!("{}: {error}", self.file.display()))?;
        let owner = match &self.owner {
            None => None,
            Some(name) => Some(account_of(db, name).await?.ok_or_else(|| format!("there is no account {name:?}"))?),
        };
        let usual = if owner.is_some() { Visibility::Private } else { Visibility::Public };
        let options = Options {
            format: self.format.map(Into::into),
            take_good: self.good_rows,
            family_friendly: self.family_friendly,
        };
        let target = match self.pack {
            Some(key) => Target::Pack { key, owner },
            None => {
                let visibility = Some(self.visibility.map_or(usual, Into::into));
                let (title, language, description) = (self.title, self.language, self.description);
                Target::New { owner, about: About { title, language, description, visibility } }
            }
        };
        let packs = Packs::new(db.clone(), Writer::new(db.clone()), Arc::new(SystemClock), SecureRng::from_os()?);
        match packs.import(file, target, options).await {
            Ok((listed, report)) => {
                tell(&report)?;
                let mut out = std::io::stdout().lock();
                writeln!(
                    out,
                    "pack {} ({:?}): {} added, {} there already, {} refused",
                    listed.pack.key, listed.pack.title, report.added, report.already_there, report.refused
                )?;
                Ok(())
            }
            Err(ImportError::Refused(report)) => {
                tell(&report)?;
                Err(format!("{} rows are refused; --good-rows leaves them out", report.refused).into())
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Each refused row on a line of its own.
fn tell(report: &Report) -> std::io::Result<()> {
    let mut out = std::io::stderr().lock();
    for column in &report.ignored_columns {
        writeln!(out, "the column {column:?} means nothing here")?;
    }
    for row in &report.rows {
        let faults: Vec<String> = row.faults.iter().map(ToString::to_string).collect();
        writeln!(out, "line {}: {:?}: {}", row.line, row.excerpt, faults.join("; "))?;
    }
    let untold = report.refused - report.rows.len();
    if untold > 0 { writeln!(out, "and {untold} more") } else { Ok(()) }
}

async fn account_of(db: &DatabaseConnection, name: &str) -> Result<Option<String>, Box<dyn Error>> {
    use account::Column::{Id, Name, NameKey};
    let which = Condition::any().add(Id.eq(name)).add(Name.eq(name)).add(NameKey.eq(name.to_lowercase()));
    Ok(account::Entity::find().filter(which).one(db).await?.map(|account| account.id))
}

impl From<Format> for format::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Json => Self::Json,
            Format::Csv => Self::Csv,
            Format::Opentdb => Self::OpenTrivia,
        }
    }
}

impl From<Shared> for Visibility {
    fn from(shared: Shared) -> Self {
        match shared {
            Shared::Private => Self::Private,
            Shared::Unlisted => Self::Unlisted,
            Shared::Public => Self::Public,
        }
    }
}
