//! The statements that Django made, as recorded, and which of them belong to a table.

use queryset::dialect::Dialect;

/// The databases whose statements are recorded.
pub const DIALECTS: [Dialect; 3] = [Dialect::Sqlite, Dialect::Postgres, Dialect::Mariadb];

/// The tables of the corpus and of `django.contrib.auth`, made from the models as they are now.
pub fn schema(dialect: Dialect) -> Vec<String> {
    statements(match dialect {
        Dialect::Sqlite => include_str!("../django/data/schema_sqlite.sql"),
        Dialect::Postgres => include_str!("../django/data/schema_postgres.sql"),
        _ => include_str!("../django/data/schema_mariadb.sql"),
    })
}

/// The statements of a script, with normal white space.
pub fn statements(script: &str) -> Vec<String> {
    script.split_inclusive(";\n").map(normal).filter(|it| !it.is_empty()).collect()
}

/// A statement with normal white space and without its end.
pub fn normal(statement: &str) -> String {
    let words: Vec<_> = statement.split_whitespace().collect();
    words.join(" ").trim_end_matches(';').to_owned()
}

/// The table that a statement of Django's form is about.
pub fn table(statement: &str) -> &str {
    let mark = if statement.contains("INDEX") { " ON " } else { "TABLE " };
    let after = statement.split_once(mark).expect("the statement names a table").1;
    after.split(['"', '`']).nth(1).expect("names stand between quotes")
}

/// The statements about the tables that `wanted` accepts, in their order.
pub fn about(statements: &[String], wanted: impl Fn(&str) -> bool) -> Vec<String> {
    statements.iter().filter(|it| wanted(table(it))).cloned().collect()
}

/// Fails with the statements that only one side has; then with the order, when that is all that differs.
pub fn assert_same(made: &[String], recorded: &[String], what: &str) {
    let only = |these: &[String], those: &[String], sign| -> String {
        these.iter().filter(|it| !those.contains(it)).flat_map(|it| [sign, " ", it, "\n"]).collect()
    };
    let differing = only(recorded, made, "-") + &only(made, recorded, "+");
    assert!(differing.is_empty(), "{what}: `-` Django's, `+` ours\n{differing}");
    assert_eq!(made, recorded, "{what}: the order differs");
}
