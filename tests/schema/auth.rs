//! The tables of `auth` are those of a database that Django's own migrations made.

use queryset::{dialect::Dialect, schema};

use crate::{
    pg_dump,
    recorded::{assert_same, normal, statements, table},
};

/// Django's migrations remade these tables on SQLite, which moved columns to the end.
const MOVED_ON_SQLITE: [&str; 2] = ["auth_permission", "auth_user"];

fn made(dialect: Dialect) -> Vec<String> {
    let schema = schema::apps(["contenttypes", "auth"]).unwrap();
    schema.create(dialect).unwrap().iter().map(|it| normal(it)).collect()
}

/// The recorded statements without the tables of `migrate` and of SQLite itself.
fn recorded(script: &str) -> Vec<String> {
    let others = ["django_migrations", "sqlite_sequence"];
    let all = statements(script).into_iter();
    all.filter(|statement| others.iter().all(|it| !statement.contains(it))).collect()
}

/// Compares without the order of statements, which is that of a dump.
fn assert_equal(mut made: Vec<String>, mut recorded: Vec<String>, what: &str) {
    made.sort();
    recorded.sort();
    assert_same(&made, &recorded, what);
}

#[test]
fn on_postgres_they_are_djangos() {
    let recorded = recorded(include_str!("../django/data/auth_ddl_postgres.sql"));
    assert_equal(pg_dump::printed(&made(Dialect::Postgres)), recorded, "PostgreSQL");
}

#[test]
fn on_sqlite_they_are_djangos_but_for_the_order_of_columns() {
    let recorded = recorded(include_str!("../django/data/auth_ddl_sqlite.sql"));
    let made = made(Dialect::Sqlite);
    let moved = made.iter().filter(|it| it.starts_with("CREATE TABLE") && !recorded.contains(it));
    let moved: std::collections::BTreeSet<_> = moved.map(|it| table(it)).collect();
    assert_eq!(moved, MOVED_ON_SQLITE.into());
    let sorted = |all: Vec<String>| all.iter().map(|it| with_sorted_columns(it)).collect();
    assert_equal(sorted(made), sorted(recorded), "SQLite");
}

fn with_sorted_columns(statement: &str) -> String {
    let moved = MOVED_ON_SQLITE.contains(&table(statement));
    if !moved || !statement.starts_with("CREATE TABLE") {
        return statement.to_owned();
    }
    let mut columns: Vec<_> = statement.trim_end_matches(')').split(", ").collect();
    columns[1..].sort_unstable();
    columns.join(", ")
}

/// The file holds what Django makes of its models without migrations, which says `integer` for the keys of join
/// tables. With migrations they are `bigint`, as the file of PostgreSQL shows.
#[test]
fn on_mariadb_they_are_djangos_but_for_the_keys_of_join_tables() {
    let recorded = recorded(include_str!("../django/data/auth_ddl_mariadb.sql"));
    let made = made(Dialect::Mariadb);
    assert_eq!(made, self::made(Dialect::Mysql));
    let (big, small) = ("(`id` bigint AUTO_INCREMENT", "(`id` integer AUTO_INCREMENT");
    assert_eq!(made.iter().filter(|it| it.contains(big)).count(), 3);
    let made = made.iter().map(|it| it.replace(big, small)).collect();
    assert_equal(made, recorded, "MariaDB");
}
