//! Names that try to break out of their quotes, and names that are long.

use queryset::{dialect::Dialect, model::Model as _, prelude::*, schema};

/// Every name here ends the quotes of one of the databases, were it not quoted again.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "hostile", table = "a\"b`c'd; DROP TABLE x; --", unique_together(select, other))]
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

/// A table with a name that is longer than index names may be, once they have a column and a digest.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "long", table = "a_table_whose_name_is_as_long_as_a_database_will_take_it_or_so")]
pub struct Long {
    pub id: i64,
    #[field(max_length = 10, index)]
    pub a_column_whose_name_is_rather_long_as_well: String,
    pub another: Option<ForeignKey<Long>>,
}

/// The models above.
pub fn difficult() -> schema::Schema {
    schema::models([Hostile::meta(), Long::meta()])
}

fn created(dialect: Dialect) -> Vec<String> {
    difficult().create(dialect).unwrap()
}

#[test]
fn quotes_in_names_are_doubled() {
    let [sqlite, postgres, mariadb] =
        [Dialect::Sqlite, Dialect::Postgres, Dialect::Mariadb].map(|it| created(it).remove(0));
    let table = r#"CREATE TABLE "a""b`c'd; DROP TABLE x; --" ("id""`" "#;
    assert!(sqlite.starts_with(table), "{sqlite}");
    assert!(postgres.starts_with(table), "{postgres}");
    let table = r#"CREATE TABLE `a"b``c'd; DROP TABLE x; --` (`id"``` "#;
    assert!(mariadb.starts_with(table), "{mariadb}");
    let check = r#"CHECK ((JSON_VALID("json""` %s $1 ?") OR "json""` %s $1 ?" IS NULL))"#;
    assert!(sqlite.ends_with(&format!("{check})")), "{sqlite}");
}

#[test]
fn long_names_of_indexes_are_shortened_as_django_does() {
    let statements = created(Dialect::Postgres);
    let index = |column: &str| {
        let end = format!("({column})");
        let found = statements.iter().find(|it| it.starts_with("CREATE") && it.ends_with(&end));
        found.unwrap().split('"').nth(1).unwrap()
    };
    assert_eq!(
        index(r#""a_column_whose_name_is_rather_long_as_well""#),
        "a_table_whose_name_is_as_l_a_column_whose_name_is_rat_5e5bed5a"
    );
    let like = index(r#""a_column_whose_name_is_rather_long_as_well" varchar_pattern_ops"#);
    assert!(like.ends_with("_like") && like.len() <= 63, "{like}");
}
