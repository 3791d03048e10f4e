//! What keeping databases takes on PostgreSQL.

use std::{fmt::Write, sync::Arc};

use super::{
    content::Script,
    server::Host,
    slot::{Kept, mark, text, texts},
};
use crate::{Lease, error::Result};

/// The database that was logged into, and who did.
pub(super) const LOGIN: &str = "SELECT md5(current_database() || ' ' || current_user)";

/// Catalogues in which a test can leave something. What the server itself put there has numbers below 16384.
/// <https://www.postgresql.org/docs/current/system-catalog-initial-data.html>
const CATALOGUES: [&str; 21] = [
    "pg_class",
    "pg_attrdef",
    "pg_cast",
    "pg_collation",
    "pg_constraint",
    "pg_conversion",
    "pg_enum",
    "pg_event_trigger",
    "pg_extension",
    "pg_foreign_data_wrapper",
    "pg_foreign_server",
    "pg_language",
    "pg_largeobject_metadata",
    "pg_operator",
    "pg_policy",
    "pg_proc",
    "pg_publication",
    "pg_rewrite",
    "pg_statistic_ext",
    "pg_trigger",
    "pg_type",
];

/// A table of more bytes is truncated; the rows of a smaller one are deleted, which takes no new files.
const LARGE: i64 = 1_000_000;

pub(super) fn try_lock(name: &str) -> String {
    format!("SELECT pg_try_advisory_lock(7170, hashtext('{name}'))::int::text")
}

pub(super) fn unlock(name: &str) -> String {
    format!("SELECT pg_advisory_unlock(7170, hashtext('{name}'))::int::text")
}

pub(super) async fn kept(host: &mut Host) -> Result<Vec<Kept>> {
    let prefix = host.prefix.clone();
    let sql = format!(
        "SELECT datname::text, coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database \
         WHERE left(datname::text, {}) = '{prefix}' ORDER BY length(datname), datname",
        prefix.len()
    );
    let rows = texts(&mut host.lease, &sql).await?.into_iter();
    let pairs = rows.filter_map(|row| <[String; 2]>::try_from(row).ok());
    Ok(pairs.map(|[name, mark]| Kept { name, mark }).collect())
}

pub(super) async fn set_mark(host: &mut Host, name: &str, mark: &str) -> Result<()> {
    let there = host_has(host, name).await?;
    if there { host.run(&comment(name, mark)).await } else { Ok(()) }
}

/// Ends connections, and says how many there were.
pub(super) async fn end_connections(host: &mut Host, name: &str) -> Result<u64> {
    let sql = format!(
        "SELECT count(pg_terminate_backend(pid))::text FROM pg_stat_activity \
         WHERE datname = '{name}' AND backend_type = 'client backend'"
    );
    Ok(text(&mut host.lease, &sql).await?.parse().unwrap_or(0))
}

/// The numbers of all things in the catalogues and of the transactions that wrote them last, and the settings.
pub(super) async fn catalogue(lease: &mut Lease) -> Result<String> {
    let sql = format!(
        "SELECT md5(coalesce(string_agg(it, ',' ORDER BY it), '')) FROM ({}) AS its(it)",
        things()
    );
    text(lease, &sql).await
}

/// Deletes all rows and sets the sequences back; `false` when there is something that can only be made anew.
pub(super) async fn empty(lease: &mut Lease) -> Result<bool> {
    let tables = texts(lease, TABLES).await?;
    let tables: Vec<[String; 3]> = tables.into_iter().filter_map(|it| it.try_into().ok()).collect();
    if tables.iter().any(|[_, kind, _]| kind == "m") {
        return Ok(false);
    }
    let dirty = with_rows(lease, tables.iter().map(|[name, ..]| name.as_str())).await?;
    let truncate = tables.iter().any(|[name, kind, size]| {
        kind == "t" || (dirty.contains(name) && size.parse::<i64>().is_ok_and(|it| it > LARGE))
    });
    if truncate && !dirty.is_empty() {
        // New files are new entries of the catalogue, so that the mark would not fit any more.
        return Ok(false);
    }
    let mut script = deletion(&dirty);
    script.push_str("SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence");
    lease.run(Arc::from(script)).await?;
    Ok(true)
}

/// Makes what the database holds anew, and its mark, in one transaction; `false` when something is left that belongs to no
/// schema, or the login may not do it.
pub(super) async fn make_anew(lease: &mut Lease, name: &str, script: &Script) -> Result<bool> {
    let schemas = "SELECT quote_ident(nspname) FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'";
    let schemas = texts(lease, schemas).await?.concat();
    lease.begin(Arc::from("BEGIN")).await?;
    let mut removal = String::new();
    for schema in schemas {
        let _ = write!(removal, "DROP SCHEMA {schema} CASCADE;");
    }
    if lease.run(Arc::from(removal)).await.is_err() {
        lease.rollback(Arc::from("ROLLBACK")).await?;
        return Ok(false);
    }
    if text(lease, &format!("SELECT count(*)::text FROM ({}) AS its(it)", things())).await? != "0" {
        lease.rollback(Arc::from("ROLLBACK")).await?;
        return Ok(false);
    }
    lease.run(Arc::from("CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC")).await?;
    for text in script.texts() {
        lease.run(Arc::from(text.as_str())).await?;
    }
    let catalogue = catalogue(lease).await?;
    lease.run(Arc::from(comment(name, &mark(&script.hash(), &catalogue)))).await?;
    lease.commit(Arc::from("COMMIT")).await?;
    Ok(true)
}

/// Tables, whether a trigger of theirs (`t`) or a view that keeps rows (`m`) is in the way, and their bytes.
const TABLES: &str = "SELECT c.oid::regclass::text, \
     CASE WHEN c.relkind = 'm' THEN 'm' \
          WHEN EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal) THEN 't' \
          ELSE '' END, \
     pg_relation_size(c.oid)::text \
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
     WHERE c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition AND c.relpersistence <> 't' \
     AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

async fn with_rows(lease: &mut Lease, tables: impl Iterator<Item = &str>) -> Result<Vec<String>> {
    let each: Vec<_> = tables
        .map(|it| format!("SELECT '{}' WHERE EXISTS (SELECT FROM {it})", it.replace('\'', "''")))
        .collect();
    if each.is_empty() {
        return Ok(Vec::new());
    }
    Ok(texts(lease, &each.join(" UNION ALL ")).await?.concat())
}

/// One statement, at whose end foreign keys are looked at: the order of the tables does not matter.
fn deletion(tables: &[String]) -> String {
    if tables.is_empty() {
        return String::new();
    }
    let each: Vec<_> = tables
        .iter()
        .enumerate()
        .map(|(at, it)| format!("gone_{at} AS (DELETE FROM {it})"))
        .collect();
    format!("WITH {} SELECT 1;", each.join(", "))
}

/// All that is in a database but what every database has.
fn things() -> String {
    let mut sql = String::from(
        "SELECT concat_ws(' ', 'pg_namespace', oid, xmin) FROM pg_namespace WHERE oid >= 16384 AND nspname !~ '^pg_(toast_)?temp' \
         UNION ALL SELECT concat_ws(' ', 'pg_attribute', attrelid, attnum, xmin) FROM pg_attribute WHERE attrelid >= 16384 \
         UNION ALL SELECT concat_ws(' ', 'pg_index', indexrelid, xmin) FROM pg_index WHERE indexrelid >= 16384 \
         UNION ALL SELECT concat_ws(' ', 'pg_db_role_setting', setrole, setconfig) FROM pg_db_role_setting s \
         JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database()",
    );
    for name in CATALOGUES {
        let _ = write!(
            sql,
            " UNION ALL SELECT concat_ws(' ', '{name}', oid, xmin) FROM {name} WHERE oid >= 16384"
        );
    }
    sql
}

fn comment(name: &str, mark: &str) -> String {
    format!("COMMENT ON DATABASE {name} IS '{mark}'")
}

async fn host_has(host: &mut Host, name: &str) -> Result<bool> {
    let sql = format!("SELECT count(*)::text FROM pg_database WHERE datname = '{name}'");
    Ok(text(&mut host.lease, &sql).await? == "1")
}
