//! Django's tables and rows, and how a database comes back to them.

use std::fmt::Write;

use queryset::{Database, compiler::Statement};
use serde_json::{Map, Value};

use crate::server::Server;

/// What makes the tables and the rows.
pub fn statements(server: Server) -> Vec<String> {
    let script = match server {
        Server::Sqlite => return sqlite(),
        Server::Mysql => script(include_str!("../django/data/fixture_mariadb.sql")),
        Server::Postgres => postgres(),
    };
    let marks = ["CREATE TABLE cases_state (clean integer)", "INSERT INTO cases_state VALUES (1)"];
    script.into_iter().chain(marks.map(str::to_owned)).collect()
}

/// Says that a case begins. Where the one before it did not end, all rows are made anew.
pub async fn enter(server: Server, database: &Database) {
    if server == Server::Sqlite {
        return;
    }
    let taken = Statement::new("UPDATE cases_state SET clean = 0 WHERE clean = 1", Vec::new());
    let mut connection = database.acquire().await.expect("a connection");
    let outcome = connection.execute(&taken).await.expect("the state of the fixture");
    drop(connection);
    if outcome.rows_affected == 0 {
        restore(server, database, &tables(server)).await;
    }
}

/// Brings these tables back to the fixture, and says that the case has ended.
pub async fn leave(server: Server, database: &Database, written: &[String]) {
    if server == Server::Sqlite {
        return;
    }
    let mut tables = tables(server);
    tables.retain(|table| written.iter().any(|it| it.eq_ignore_ascii_case(table)));
    if !tables.is_empty() {
        restore(server, database, &tables).await;
    }
    let mut connection = database.acquire().await.expect("a connection");
    let clean = "UPDATE cases_state SET clean = 1";
    connection.run(clean.into()).await.expect("the state of the fixture");
}

async fn restore(server: Server, database: &Database, tables: &[String]) {
    let all = statements(server);
    let quote = if server == Server::Mysql { '`' } else { '"' };
    let about = |table: &str, start: &str| -> Vec<&String> {
        let head = format!("{start} {quote}{table}{quote} ");
        all.iter().filter(|it| it.starts_with(&head)).collect()
    };
    let mut script = Vec::new();
    if server == Server::Mysql {
        script.push("SET foreign_key_checks = 0".to_owned());
    }
    script.extend(tables.iter().map(|it| format!("DELETE FROM {quote}{it}{quote}")));
    for table in tables {
        script.extend(about(table, "INSERT INTO").into_iter().cloned());
    }
    if server == Server::Mysql {
        script.push("SET foreign_key_checks = 1".to_owned());
    }
    let counts = |it: &&String| it.contains(" AUTO_INCREMENT") || it.contains("AS IDENTITY");
    let counted = tables.iter().filter(|it| about(it, "CREATE TABLE").iter().any(counts));
    let mut connection = database.acquire().await.expect("a connection");
    connection.begin(database.dialect().begin().into()).await.expect("a transaction");
    for statement in script {
        connection.run(statement.into()).await.expect("the rows of the fixture");
    }
    connection.commit("COMMIT".into()).await.expect("the rows of the fixture");
    // MariaDB's takes no part in a transaction.
    for table in counted {
        connection.run(sequence(server, table).into()).await.expect("the keys of the fixture");
    }
}

/// Sets what gives out keys to the largest there is.
fn sequence(server: Server, table: &str) -> String {
    if server == Server::Mysql {
        return format!("ALTER TABLE `{table}` AUTO_INCREMENT = 1");
    }
    format!(
        r#"SELECT setval(pg_get_serial_sequence('"{table}"', 'id'), coalesce(max(id), 1), max(id) IS NOT NULL) FROM "{table}""#
    )
}

fn tables(server: Server) -> Vec<String> {
    let all = statements(server);
    let created = all.iter().filter_map(|it| it.strip_prefix("CREATE TABLE "));
    created.filter_map(|it| it.split(['"', '`']).nth(1)).map(str::to_owned).collect()
}

/// The statements of a dump, without the transaction round it.
fn script(dump: &str) -> Vec<String> {
    let statements = dump.split(";\n").map(str::trim);
    let kept = statements.filter(|it| !matches!(*it, "" | "BEGIN TRANSACTION" | "COMMIT"));
    kept.map(str::to_owned).collect()
}

/// SQLite looks for the tables that a row points to, and for the rows themselves when the transaction ends.
fn sqlite() -> Vec<String> {
    let (tables, rows): (Vec<_>, Vec<_>) =
        script(include_str!("../django/data/fixture_sqlite.sql"))
            .into_iter()
            .partition(|it| it.starts_with("CREATE TABLE"));
    let bracket = |it: &str| vec![it.to_owned()];
    [bracket("BEGIN"), tables, rows, bracket("COMMIT")].concat()
}

/// Columns that the database computes.
const GENERATED: [(&str, &str); 1] = [("shop_computed", "area")];

/// PostgreSQL's rows are recorded as JSON only.
fn postgres() -> Vec<String> {
    let extensions = ["pg_trgm", "unaccent", "hstore", "btree_gist", "pgcrypto"];
    let mut all: Vec<_> =
        extensions.map(|it| format!("CREATE EXTENSION IF NOT EXISTS {it}")).into();
    let (tables, rest): (Vec<_>, Vec<_>) =
        script(include_str!("../django/data/schema_postgres.sql"))
            .into_iter()
            .partition(|it| it.starts_with("CREATE TABLE"));
    let rows: Map<String, Value> =
        serde_json::from_str(include_str!("../django/data/fixture_postgres.json"))
            .expect("the rows of the fixture can be read");
    let identities = tables.iter().filter(|it| it.contains("AS IDENTITY"));
    let identities: Vec<_> = identities
        .filter_map(|it| it.split('"').nth(1))
        .map(|it| sequence(Server::Postgres, it))
        .collect();
    all.extend(tables);
    all.extend(rows.iter().map(|(table, content)| insert(table, content)));
    all.extend(rest);
    all.extend(identities);
    all
}

/// All rows of a table in one statement.
fn insert(table: &str, content: &Value) -> String {
    let columns: Vec<&str> =
        content["columns"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let kept: Vec<usize> =
        (0..columns.len()).filter(|at| !GENERATED.contains(&(table, columns[*at]))).collect();
    let names: Vec<_> = kept.iter().map(|at| format!("\"{}\"", columns[*at])).collect();
    let mut sql = format!("INSERT INTO \"{table}\" ({}) VALUES ", names.join(", "));
    for (number, row) in content["rows"].as_array().into_iter().flatten().enumerate() {
        let values: Vec<_> = kept.iter().map(|at| literal(&row[*at])).collect();
        let comma = if number == 0 { "" } else { ", " };
        write!(sql, "{comma}({})", values.join(", ")).expect("text takes text");
    }
    sql
}

/// Whole days and the rest, as Django writes it.
fn interval(micros: i64) -> String {
    const DAY: i64 = 86_400_000_000;
    format!("{} days {} microseconds", micros.div_euclid(DAY), micros.rem_euclid(DAY))
}

fn literal(value: &Value) -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    match value {
        Value::String(text) => quoted(text),
        Value::Object(tagged) => match tagged.iter().next() {
            Some((tag, Value::Number(number))) if tag == "$duration_us" => {
                quoted(&interval(number.as_i64().expect("microseconds")))
            }
            Some((_, Value::String(text))) => quoted(text),
            _ => panic!("{value} is no value of a fixture"),
        },
        Value::Null => "NULL".to_owned(),
        plain => plain.to_string(),
    }
}
