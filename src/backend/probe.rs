//! What a new connection to PostgreSQL tells of the way to it.
//!
//! In: a connection that nobody has used yet. Out: the process that serves it now, and whether it looks as if others were
//! served by it, too. A sign is no proof: `PgBouncer` in session mode gives the same ones.

use std::{str::FromStr, time::Duration};

use sqlx::{Connection, Executor, PgConnection, Row, postgres::PgRow};

/// What sqlx sends as the start-up parameter `extra_float_digits`. A pooler that ignores it leaves the server's own.
const DIGITS: &str = "2";

/// One question in the text protocol: one round trip, and no statement left in the cache.
const QUESTION: &str = "SELECT pg_backend_pid()::text, extract(epoch FROM pg_postmaster_start_time())::text, \
    current_setting('extra_float_digits'), (SELECT count(*)::text FROM pg_prepared_statements), \
    (SELECT extract(epoch FROM clock_timestamp() - backend_start)::text FROM pg_stat_get_activity(pg_backend_pid()))";

/// Finds itself among what is prepared, under the name that the server knows it by.
const OWN_NAME: &str =
    "SELECT name FROM pg_prepared_statements WHERE statement LIKE '%queryset looks for its name%'";

/// How the names begin that sqlx gives.
pub(crate) const PREFIX: &str = "sqlx_s_";

/// A process of one server.
#[derive(Clone, Debug)]
pub(crate) struct Process {
    pub(crate) number: i32,
    /// When the server was started, to the microsecond: no other server has that.
    pub(crate) server: String,
}

/// What a connection says of itself.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) process: Process,
    digits: String,
    statements: usize,
    age: Duration,
}

/// Asks. What is no PostgreSQL but speaks its protocol may not know the answer.
pub(crate) async fn ask(connection: &mut PgConnection) -> Result<Option<Told>, sqlx::Error> {
    connection.fetch_one(QUESTION).await.map(|row| told(&row))
}

fn told(row: &PgRow) -> Option<Told> {
    let text = |index: usize| row.try_get_unchecked::<&str, _>(index).ok();
    Some(Told {
        process: Process { number: number(text(0)?)?, server: text(1)?.to_owned() },
        digits: text(2)?.to_owned(),
        statements: number(text(3)?)?,
        age: Duration::try_from_secs_f64(number(text(4)?)?).unwrap_or_default(),
    })
}

fn number<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

impl Told {
    /// Whether somebody else seems to have been here: a setting that is not the one sent, statements beyond those that
    /// this end has prepared, or a process that is older than the attempt to connect.
    pub(crate) fn is_shared(&self, prepared: usize, connecting: Option<Duration>) -> bool {
        self.digits != DIGITS
            || self.statements > prepared
            || connecting.is_some_and(|it| self.age > it)
    }
}

/// Whether the pooler translates the names of prepared statements, so that they can be kept.
///
/// All in one transaction, which stays on one process. What is prepared under sqlx's own name would be in the way of other
/// clients, and is closed again.
pub(crate) async fn translates_names(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    connection.execute("BEGIN").await?;
    let names = sqlx::query_scalar::<_, String>(OWN_NAME).fetch_all(&mut *connection).await;
    if !matches!(&names, Ok(_) | Err(sqlx::Error::Database(_))) {
        return names.map(|_| false);
    }
    connection.clear_cached_statements().await?;
    connection.execute("ROLLBACK").await?;
    Ok(names.is_ok_and(|it| !it.is_empty() && !it.iter().any(|name| name.starts_with(PREFIX))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sign_is_enough() {
        let told = |digits: &str, statements, age| Told {
            process: Process { number: 1, server: String::new() },
            digits: digits.to_owned(),
            statements,
            age: Duration::from_millis(age),
        };
        let connecting = Some(Duration::from_millis(5));
        assert!(!told("2", 0, 4).is_shared(0, connecting));
        assert!(told("1", 0, 4).is_shared(0, connecting));
        assert!(told("2", 1, 4).is_shared(0, connecting));
        assert!(told("2", 0, 6).is_shared(0, connecting));
        assert!(!told("2", 3, 6_000).is_shared(3, None));
    }
}
