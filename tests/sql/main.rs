//! SQL text, without a database: what each query becomes on the dialects, side by side.

#![allow(missing_docs, unreachable_pub, reason = "nothing here is for other crates")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]

#[path = "../support/library.rs"]
#[allow(dead_code, reason = "this binary uses the models only")]
mod library;

mod conditions;
mod dates;
mod held;
mod joins;
mod json;
mod loading;
mod many;
mod natural;
mod nesting;
mod plain_data;
mod reading;
mod selects;
mod sorted;
mod spelled;
mod text;
mod typed_face;

use queryset::{model::Model, prelude::*, query::typed::Shape};

/// The SQL on PostgreSQL, SQLite and MariaDB, a line each, without the columns of the model.
fn sides<M: Model, S: Shape<Model = M>>(set: &QuerySet<M, S>) -> String {
    let line = |dialect| {
        let sql = set.to_sql(dialect).unwrap_or_else(|error| format!("refused: {error}"));
        shortened(&sql)
    };
    [Dialect::Postgres, Dialect::Sqlite, Dialect::Mariadb].map(line).join("\n")
}

/// The statement from FROM on where it selects a whole model, since the columns are always the same.
fn shortened(sql: &str) -> String {
    let whole = ["SELECT \"library_", "SELECT `library_"].iter().any(|it| sql.starts_with(it));
    match sql.find(" FROM ") {
        Some(at) if whole && sql[..at].matches(", ").count() > 3 => format!("…{}", &sql[at..]),
        _ => sql.to_owned(),
    }
}
