//! Names that try to break out of their quotes.

use queryset::{dialect::Dialect, model::Model as _, prelude::*, schema};

/// Every name here ends the quotes of one of the databases, were it not quoted again.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "hostile", table = "a\"b`c'd;DROP TABLE x;--", unique_together(select, other))]
pub struct Hostile {
    #[field(column = "id\"`")]
    pub id: i64,
    #[field(max_length = 10, unique, column = "select\"); --")]
    pub select: String,
    #[field(column = "a` b")]
    pub other: Option<ForeignKey<Hostile>>,
    #[field(column = "json\"` %s $1 ?")]
    pub json: serde_json::Value,
}

/// The model above.
pub fn hostile() -> schema::Schema {
    schema::models([Hostile::meta()])
}

fn created(dialect: Dialect) -> Vec<String> {
    hostile().create(dialect).unwrap()
}

#[test]
fn quotes_in_names_are_doubled() {
    let [sqlite, postgres, mariadb] =
        [Dialect::Sqlite, Dialect::Postgres, Dialect::Mariadb].map(|it| created(it).remove(0));
    let table = r#"CREATE TABLE "a""b`c'd;DROP TABLE x;--" ("id""`" "#;
    assert!(sqlite.starts_with(table), "{sqlite}");
    assert!(postgres.starts_with(table), "{postgres}");
    let table = r#"CREATE TABLE `a"b``c'd;DROP TABLE x;--` (`id"``` "#;
    assert!(mariadb.starts_with(table), "{mariadb}");
    let check = r#"CHECK ((JSON_VALID("json""` %s $1 ?") OR "json""` %s $1 ?" IS NULL))"#;
    assert!(sqlite.ends_with(&format!("{check})")), "{sqlite}");
}
