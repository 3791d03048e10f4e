//! What keeping databases takes on MySQL and MariaDB.

use std::{
    fmt::Write,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use super::{
    server::Host,
    slot::{Kept, texts},
};
use crate::{Lease, error::Result};

/// Who logged in; its locks are those of the whole server.
pub(super) const LOGIN: &str = "SELECT md5(current_user())";

pub(super) fn try_lock(name: &str) -> String {
    format!("SELECT CAST(GET_LOCK('{name}', 0) AS CHAR)")
}

pub(super) fn unlock(name: &str) -> String {
    format!("SELECT CAST(RELEASE_LOCK('{name}') AS CHAR)")
}

/// The marks are in a database of their own, so that those of the tests hold nothing but their tables.
pub(super) async fn kept(host: &mut Host) -> Result<Vec<Kept>> {
    let marks = marks(host);
    host.run(&format!(
        "CREATE DATABASE IF NOT EXISTS {marks}; \
         CREATE TABLE IF NOT EXISTS {marks}.marks (name varchar(64) PRIMARY KEY, mark varchar(64) NOT NULL)"
    ))
    .await?;
    let prefix = host.prefix.clone();
    let there = format!(
        "SELECT schema_name FROM information_schema.schemata WHERE left(schema_name, {}) = '{prefix}' \
         ORDER BY length(schema_name), schema_name",
        prefix.len()
    );
    let there = texts(&mut host.lease, &there).await?.concat();
    let marked = texts(&mut host.lease, &format!("SELECT name, mark FROM {marks}.marks")).await?;
    let mark = |name: &str| {
        let row = marked.iter().find(|it| it.first().is_some_and(|it| it == name));
        row.and_then(|it| it.get(1)).cloned().unwrap_or_default()
    };
    Ok(there.into_iter().map(|name| Kept { mark: mark(&name), name }).collect())
}

pub(super) async fn set_mark(host: &mut Host, name: &str, mark: &str) -> Result<()> {
    let marks = marks(host);
    let sql = if mark.is_empty() {
        format!("DELETE FROM {marks}.marks WHERE name = '{name}'")
    } else {
        format!("REPLACE INTO {marks}.marks VALUES ('{name}', '{mark}')")
    };
    host.run(&sql).await
}

/// Ends connections, and says how many there were.
pub(super) async fn end_connections(host: &mut Host, name: &str) -> Result<u64> {
    let sql =
        format!("SELECT CAST(id AS CHAR) FROM information_schema.processlist WHERE db = '{name}'");
    let ids = texts(&mut host.lease, &sql).await?.concat();
    for id in &ids {
        // One that has gone in the meantime is unknown.
        let _ = host.run(&format!("KILL {id}")).await;
    }
    Ok(ids.len() as u64)
}

/// The definitions of all that the database holds; empty when a sequence is among it, whose state is not told.
pub(super) async fn catalogue(lease: &mut Lease) -> Result<String> {
    let things = texts(lease, THINGS).await?;
    if things.iter().any(|it| it.first().is_some_and(|it| it == "SEQUENCE")) {
        return Ok(String::new());
    }
    let mut hasher = DefaultHasher::new();
    things.hash(&mut hasher);
    for (_, definition) in definitions(lease).await? {
        without_next_key(&definition).hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Empties the tables that have rows or gave keys away.
pub(super) async fn empty(lease: &mut Lease) -> Result<bool> {
    let definitions = definitions(lease).await?;
    let mut dirty = Vec::new();
    let mut asked = Vec::new();
    for (table, definition) in &definitions {
        if without_next_key(definition).len() == definition.len() {
            let text = table.replace('\'', "''");
            asked.push(format!(
                "SELECT '{text}' FROM DUAL WHERE EXISTS (SELECT 1 FROM {})",
                quoted(table)
            ));
        } else {
            dirty.push(table.clone());
        }
    }
    if !asked.is_empty() {
        dirty.extend(texts(lease, &asked.join(" UNION ALL ")).await?.concat());
    }
    if dirty.is_empty() {
        return Ok(true);
    }
    let mut script = String::from("SET foreign_key_checks = 0;");
    for table in dirty {
        let _ = write!(script, "TRUNCATE TABLE {};", quoted(&table));
    }
    script.push_str("SET foreign_key_checks = DEFAULT");
    lease.run(Arc::from(script)).await?;
    Ok(true)
}

/// Kind, name and definition of what is in the database; of tables the definition is asked for by itself.
const THINGS: &str = "SELECT 'COLLATION', default_collation_name, '' FROM information_schema.schemata WHERE schema_name = DATABASE() \
     UNION ALL SELECT table_type, table_name, '' FROM information_schema.tables WHERE table_schema = DATABASE() \
     UNION ALL SELECT 'VIEW', table_name, view_definition FROM information_schema.views WHERE table_schema = DATABASE() \
     UNION ALL SELECT 'TRIGGER', trigger_name, action_statement FROM information_schema.triggers WHERE trigger_schema = DATABASE() \
     UNION ALL SELECT routine_type, routine_name, routine_definition FROM information_schema.routines WHERE routine_schema = DATABASE() \
     UNION ALL SELECT 'EVENT', event_name, event_definition FROM information_schema.events WHERE event_schema = DATABASE() \
     ORDER BY 1, 2";

/// The tables and how they would be made.
async fn definitions(lease: &mut Lease) -> Result<Vec<(String, String)>> {
    let tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY 1";
    let mut found = Vec::new();
    for table in texts(lease, tables).await?.concat() {
        let row = texts(lease, &format!("SHOW CREATE TABLE {}", quoted(&table))).await?;
        let definition = row.into_iter().flatten().nth(1).unwrap_or_default();
        found.push((table, definition));
    }
    Ok(found)
}

/// A definition but for the next key, which only a table that gave one away tells.
fn without_next_key(definition: &str) -> String {
    let Some((before, after)) = definition.rsplit_once(" AUTO_INCREMENT=") else {
        return definition.to_owned();
    };
    format!("{before}{}", after.trim_start_matches(|it: char| it.is_ascii_digit()))
}

fn quoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

fn marks(host: &Host) -> String {
    // Its name does not begin as those of the databases do.
    format!("marks_of_{}", host.prefix.trim_end_matches('_'))
}
