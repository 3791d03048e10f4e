//! Columns that the corpus has none of.

use chrono::NaiveTime;
use queryset::{
    dialect::Dialect,
    model::{FieldMeta, Model as _, ModelMeta},
    prelude::*,
    schema,
};
use rust_decimal::Decimal;
use uuid::Uuid;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "types", table = "types_country")]
pub struct Country {
    #[field(primary_key, max_length = 2)]
    pub code: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "types", table = "types_airport")]
pub struct Airport {
    #[field(primary_key)]
    pub id: Uuid,
    pub country: ForeignKey<Country>,
    #[field(db_constraint = false)]
    pub origin: Option<ForeignKey<Country>>,
    #[field(index = false)]
    pub neighbour: Option<ForeignKey<Airport>>,
    #[field(index)]
    pub elevation: i16,
    pub map: Vec<u8>,
    pub opens: NaiveTime,
    pub facts: serde_json::Value,
}

/// The models above.
pub fn more() -> schema::Schema {
    schema::models([Country::meta(), Airport::meta()])
}

fn table(dialect: Dialect) -> String {
    more().create(dialect).unwrap().remove(1)
}

fn after_the_tables(dialect: Dialect) -> Vec<String> {
    more().create(dialect).unwrap().split_off(2)
}

#[test]
fn each_database_has_types_of_its_own() {
    assert_eq!(
        table(Dialect::Sqlite),
        r#"CREATE TABLE "types_airport" ("id" char(32) NOT NULL PRIMARY KEY, "#.to_owned()
            + r#""country_id" varchar(2) NOT NULL REFERENCES "types_country" ("code") DEFERRABLE INITIALLY DEFERRED, "#
            + r#""origin_id" varchar(2) NULL, "#
            + r#""neighbour_id" char(32) NULL REFERENCES "types_airport" ("id") DEFERRABLE INITIALLY DEFERRED, "#
            + r#""elevation" smallint NOT NULL, "map" BLOB NOT NULL, "opens" time NOT NULL, "#
            + r#""facts" text NOT NULL CHECK ((JSON_VALID("facts") OR "facts" IS NULL)))"#
    );
    assert_eq!(
        table(Dialect::Postgres),
        r#"CREATE TABLE "types_airport" ("id" uuid NOT NULL PRIMARY KEY, "#.to_owned()
            + r#""country_id" varchar(2) NOT NULL, "origin_id" varchar(2) NULL, "neighbour_id" uuid NULL, "#
            + r#""elevation" smallint NOT NULL, "map" bytea NOT NULL, "opens" time NOT NULL, "#
            + r#""facts" jsonb NOT NULL)"#
    );
    assert_eq!(
        table(Dialect::Mysql),
        "CREATE TABLE `types_airport` (`id` char(32) NOT NULL PRIMARY KEY, ".to_owned()
            + "`country_id` varchar(2) NOT NULL, `origin_id` varchar(2) NULL, `neighbour_id` char(32) NULL, "
            + "`elevation` smallint NOT NULL, `map` longblob NOT NULL, `opens` time(6) NOT NULL, "
            + "`facts` json NOT NULL)"
    );
    assert_eq!(table(Dialect::Mariadb), table(Dialect::Mysql).replace("char(32)", "uuid"));
}

#[test]
fn text_keys_have_an_index_for_like_on_postgres() {
    let statements = more().create(Dialect::Postgres).unwrap();
    let like: Vec<_> = statements.iter().filter(|it| it.contains("pattern_ops")).collect();
    let columns = ["code", "country_id", "origin_id"];
    assert_eq!(like.len(), columns.len(), "{like:#?}");
    for (statement, column) in like.iter().zip(columns) {
        assert!(
            statement.ends_with(&format!(r#"("{column}" varchar_pattern_ops)"#)),
            "{statement}"
        );
        assert!(statement.contains("_like\" ON "), "{statement}");
    }
}

#[test]
fn a_relation_without_a_constraint_has_an_index_everywhere() {
    for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
        let statements = after_the_tables(dialect);
        let index = |column: &str| {
            statements.iter().any(|it| it.starts_with("CREATE INDEX") && it.contains(column))
        };
        let constraint = |column: &str| {
            statements.iter().any(|it| it.contains("FOREIGN KEY") && it.contains(column))
        };
        assert!(index("origin_id") && !constraint("origin_id"), "{dialect:?}");
        assert!(index("elevation"), "{dialect:?}");
        let made_by_the_constraint = dialect == Dialect::Mysql;
        assert_eq!(index("country_id"), !made_by_the_constraint, "{dialect:?}");
        assert_eq!(constraint("country_id"), dialect != Dialect::Sqlite, "{dialect:?}");
    }
}

#[test]
fn a_decimal_without_digits_has_as_many_as_it_needs() {
    let fields = vec![
        FieldMeta::new::<i16>("id", "id").auto(),
        FieldMeta::new::<Decimal>("price", "price"),
        FieldMeta::new::<String>("note", "note").index(),
    ];
    let model = Box::leak(Box::new(ModelMeta::new("types", "Price", "p", fields.leak())));
    let schema = schema::models([&*model]);
    let [postgres, sqlite] =
        [Dialect::Postgres, Dialect::Sqlite].map(|it| schema.create(it).unwrap());
    assert!(postgres[0].contains(r#""id" smallint NOT NULL PRIMARY KEY GENERATED"#));
    assert!(postgres[0].contains(r#""price" numeric NOT NULL"#));
    assert!(postgres[2].ends_with(r#"("note" text_pattern_ops)"#), "{postgres:?}");
    assert!(sqlite[0].contains(r#""id" integer NOT NULL PRIMARY KEY AUTOINCREMENT"#));
    assert!(sqlite[0].contains(r#""price" decimal NOT NULL"#));
}
