//! `wpp packs import`: imports a file of questions from the command line.

use std::{error::Error, fs::File, io::Write, path::PathBuf, sync::Arc};

use clap::{Args, ValueEnum};
use sea_orm::{ColumnTrait, Condition, DatabaseConnection, EntityTrait, QueryFilter};
use wpp_entity::{account, pack::Visibility};
use wpp_library::packs::{
    PackSettings, Packs,
    catalog::PackDetails,
    format,
    import::{ImportError, Options, Report, Target},
};
use wpp_runtime::{clock::SystemClock, config::Env, db::Writer, secure_rng::SecureRng};

/// Arguments of `wpp packs import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The file, at most 20 MB, or an exported ZIP archive.
    file: PathBuf,
    /// Format of the file. Default: recognized from the content.
    #[arg(long, value_parser = parse_format)]
    format: Option<format::Format>,
    /// Key of the pack to import into. Default: a new pack.
    #[arg(long, conflicts_with_all = ["title", "language", "description", "visibility"])]
    pack: Option<String>,
    /// Title of the new pack. Default: the title in the file.
    #[arg(long)]
    title: Option<String>,
    /// Language of the new pack, such as `da`. Default: the language in the file.
    #[arg(long)]
    language: Option<String>,
    /// Description of the new pack.
    #[arg(long)]
    description: Option<String>,
    /// Who can see and play the new pack. Default: everybody, or with `--owner` only the owner.
    #[arg(long, value_enum)]
    visibility: Option<VisibilityArg>,
    /// Login name or id of the owning account. Default: the pack belongs to the operator.
    #[arg(long)]
    owner: Option<String>,
    /// Imports the valid rows even if some rows are refused. Default: all rows or none.
    #[arg(long)]
    good_rows: bool,
    /// Marks questions without a family_friendly value as suitable for children.
    #[arg(long)]
    family_friendly: bool,
}

/// Parses the value of `--format`.
fn parse_format(word: &str) -> Result<format::Format, String> {
    format::Format::parse(word).ok_or_else(|| format!("the formats are {}", format::Format::names().join(", ")))
}

/// Value of `--visibility`.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum VisibilityArg {
    Private,
    Unlisted,
    Public,
}

impl Import {
    /// Imports the file into the database at `database_url` and prints the report.
    ///
    /// # Errors
    /// When the file or a row is refused, or the database fails; no changes are made.
    pub async fn run(self, db: &DatabaseConnection, database_url: &str) -> Result<(), Box<dyn Error>> {
        let file = File::open(&self.file).map_err(|error| format!("{}: {error}", self.file.display()))?;
        let owner = match &self.owner {
            None => None,
            Some(name) => Some(account_of(db, name).await?.ok_or_else(|| format!("there is no account {name:?}"))?),
        };
        let default_visibility = if owner.is_some() { Visibility::Private } else { Visibility::Public };
        let options =
            Options { format: self.format, skip_refused: self.good_rows, family_friendly: self.family_friendly };
        let target = match self.pack {
            Some(key) => Target::Pack { key, owner },
            None => {
                let visibility = Some(self.visibility.map_or(default_visibility, Into::into));
                let (title, language, description) = (self.title, self.language, self.description);
                Target::New { owner, details: PackDetails { title, language, description, visibility } }
            }
        };
        let packs = Packs::new(db.clone(), Writer::new(db.clone()), Arc::new(SystemClock), SecureRng::from_os()?)
            .with_settings(&PackSettings::read(&Env::of_process())?, database_url);
        match packs.import(file, target, options).await {
            Ok((listed, report)) => {
                print_report(&report)?;
                let mut out = std::io::stdout().lock();
                writeln!(
                    out,
                    "pack {} ({:?}): {} added, {} already in the pack, {} refused",
                    listed.pack.key, listed.pack.title, report.added, report.already_there, report.refused
                )?;
                Ok(())
            }
            Err(ImportError::Refused(report)) => {
                print_report(&report)?;
                Err(format!("{} rows are refused; correct them, or use --good-rows to skip them", report.refused)
                    .into())
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Prints each refused row on a separate line.
fn print_report(report: &Report) -> std::io::Result<()> {
    let mut out = std::io::stderr().lock();
    for column in &report.ignored_columns {
        writeln!(out, "column {column:?} is unknown and ignored")?;
    }
    for row in &report.rows {
        let faults: Vec<String> = row.faults.iter().map(ToString::to_string).collect();
        writeln!(out, "line {}: {:?}: {}", row.line, row.excerpt, faults.join("; "))?;
    }
    let unlisted = report.refused - report.rows.len();
    if unlisted > 0 { writeln!(out, "and {unlisted} more rows") } else { Ok(()) }
}

async fn account_of(db: &DatabaseConnection, name: &str) -> Result<Option<String>, Box<dyn Error>> {
    use account::Column::{Id, Name, NameKey};
    let which = Condition::any().add(Id.eq(name)).add(Name.eq(name)).add(NameKey.eq(name.to_lowercase()));
    Ok(account::Entity::find().filter(which).one(db).await?.map(|account| account.id))
}

impl From<VisibilityArg> for Visibility {
    fn from(visibility: VisibilityArg) -> Self {
        match visibility {
            VisibilityArg::Private => Self::Private,
            VisibilityArg::Unlisted => Self::Unlisted,
            VisibilityArg::Public => Self::Public,
        }
    }
}
