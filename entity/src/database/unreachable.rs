//! Why a database cannot be opened: the cause and its remedy, for operators.

use std::{io::ErrorKind, time::Duration};

use sea_orm::{
    ConnAcquireErr, DbErr, RuntimeErr,
    sqlx::{self, ConnectOptions as _, postgres::PgConnectOptions},
};

/// Time limit of the connection that finds the cause of a timeout.
const CAUSE_TIMEOUT: Duration = Duration::from_secs(3);

/// A database that cannot be opened. The message names host, role and database, and never the password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}. {remedy}")]
pub struct Unreachable {
    what: String,
    remedy: &'static str,
}

impl Unreachable {
    /// Explains the failure of a connection pool at `url`. After a timeout of the pool, connects once more, because the
    /// pool does not report why its attempts failed.
    pub async fn explain(url: &str, error: &DbErr) -> Self {
        if url.starts_with("sqlite:") {
            return sqlite(url, error);
        }
        let Ok(server) = url.parse::<PgConnectOptions>() else {
            return Self {
                what: "DATABASE_URL is malformed".to_owned(),
                remedy: "Write sqlite://<file>?mode=rwc or postgres://<user>:<password>@<host>/<name>.",
            };
        };
        match error {
            DbErr::Conn(RuntimeErr::SqlxError(error)) if !matches!(&**error, sqlx::Error::PoolTimedOut) => {
                postgres(&server, error)
            }
            DbErr::Conn(_) | DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => {
                match tokio::time::timeout(CAUSE_TIMEOUT, server.connect()).await {
                    Ok(Ok(_)) => postgres(&server, &sqlx::Error::PoolTimedOut),
                    Ok(Err(error)) => postgres(&server, &error),
                    Err(_) => postgres(&server, &sqlx::Error::Io(ErrorKind::TimedOut.into())),
                }
            }
            other => Self { what: format!("{} failed: {other}", name(&server)), remedy: "Read its log." },
        }
    }
}

fn sqlite(url: &str, error: &DbErr) -> Unreachable {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//").split('?').next().unwrap_or_default();
    let remedy = match code(error).as_deref() {
        Some("26" | "11") => "Restore the file from a backup, or write another path into DATABASE_URL.",
        Some("5" | "6") => "Another program locks the file: end it.",
        _ => "Check the path in DATABASE_URL, and that this user may write to the file and to its folder.",
    };
    Unreachable { what: format!("SQLite cannot open {path} ({})", innermost(error)), remedy }
}

fn postgres(server: &PgConnectOptions, error: &sqlx::Error) -> Unreachable {
    let (name, role) = (name(server), server.get_username());
    let (problem, remedy) = match error {
        // A refused certificate arrives as invalid data.
        sqlx::Error::Io(io) if io.kind() != ErrorKind::InvalidData => {
            ("does not answer".to_owned(), "Start it, or correct host and port in DATABASE_URL.")
        }
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) => {
            ("and this program do not agree on TLS".to_owned(), "Correct sslmode and sslrootcert in DATABASE_URL.")
        }
        sqlx::Error::Database(refusal) => match refusal.code().unwrap_or_default().as_ref() {
            "28P01" | "28000" => (
                format!("refuses the role {role}"),
                "Correct user and password in DATABASE_URL, or allow the role in pg_hba.conf.",
            ),
            "3D000" => {
                let database = server.get_database().unwrap_or(role);
                (format!("has no database {database}"), "Create it, or correct the name in DATABASE_URL.")
            }
            "42501" => (format!("does not let the role {role} connect"), "Grant the role CONNECT on the database."),
            "53300" => ("has no free connection".to_owned(), "Raise max_connections, or run fewer processes."),
            "57P03" => ("is starting or stopping".to_owned(), "Try again in a moment."),
            _ => ("refuses the connection".to_owned(), "Read its log."),
        },
        _ => ("cannot be used".to_owned(), "Correct DATABASE_URL."),
    };
    Unreachable { what: format!("{name} {problem} ({error})"), remedy }
}

/// Returns the server's name for messages.
fn name(server: &PgConnectOptions) -> String {
    match server.get_socket() {
        Some(socket) => format!("PostgreSQL at {}", socket.display()),
        None => format!("PostgreSQL at {}:{}", server.get_host(), server.get_port()),
    }
}

/// Returns the code that the database gave.
fn code(error: &DbErr) -> Option<String> {
    let DbErr::Conn(RuntimeErr::SqlxError(error)) = error else { return None };
    Some(error.as_database_error()?.code()?.into_owned())
}

/// Returns the message of the driver, without those of the layers around it.
fn innermost(error: &DbErr) -> String {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error)) => error.to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server() -> PgConnectOptions {
        "postgres://ana:hunter2@db.example:5433/party".parse().unwrap()
    }

    #[test]
    fn names_the_host_that_does_not_answer() {
        let refused = sqlx::Error::Io(ErrorKind::ConnectionRefused.into());
        assert_eq!(
            postgres(&server(), &refused).to_string(),
            "PostgreSQL at db.example:5433 does not answer (error communicating with database: connection refused). \
             Start it, or correct host and port in DATABASE_URL."
        );
    }

    #[test]
    fn names_tls() {
        let refused = std::io::Error::new(ErrorKind::InvalidData, "invalid peer certificate: UnknownIssuer");
        for tls in [sqlx::Error::Tls("server does not support TLS".into()), sqlx::Error::Io(refused)] {
            let text = postgres(&server(), &tls).to_string();
            assert!(text.contains("on TLS") && text.contains("sslmode") && !text.contains("hunter2"), "{text}");
        }
    }
}
