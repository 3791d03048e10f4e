//! Keys that are not numbers, and names that must be shortened: the models of `tests/django/keys.py`.

use chrono::NaiveTime;
use queryset::{
    dialect::Dialect,
    model::{FieldMeta, Model as _, ModelMeta},
    prelude::*,
    schema,
};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::recorded::{self, DIALECTS, assert_same, normal, statements};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "keys", table = "keys_country")]
pub struct Country {
    #[field(primary_key, max_length = 2)]
    pub code: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "keys", table = "keys_airport")]
pub struct Airport {
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

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "keys", table = "keys_flag")]
pub struct Flag {
    #[field(primary_key)]
    pub country: OneToOne<Country>,
    #[field(db_constraint = false)]
    pub other: Option<OneToOne<Country>>,
    pub note: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "keys", table = "keys_pole", unique_together(id, flag))]
pub struct Pole {
    pub id: i16,
    pub flag: ForeignKey<Flag>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "keys", table = "a_table_whose_name_is_as_long_as_a_database_will_take_it_or_so")]
pub struct Long {
    pub id: i64,
    #[field(max_length = 10, index)]
    pub a_column_whose_name_is_rather_long_as_well: String,
    pub another: Option<ForeignKey<Long>>,
}

/// The models above.
pub fn keyed() -> schema::Schema {
    schema::models([Country::meta(), Airport::meta(), Flag::meta(), Pole::meta(), Long::meta()])
}

fn made(dialect: Dialect) -> Vec<String> {
    keyed().create(dialect).unwrap().iter().map(|it| normal(it)).collect()
}

fn recorded(dialect: Dialect) -> Vec<String> {
    statements(match dialect {
        Dialect::Sqlite => include_str!("../django/data/keys_sqlite.sql"),
        Dialect::Postgres => include_str!("../django/data/keys_postgres.sql"),
        _ => include_str!("../django/data/keys_mariadb.sql"),
    })
}

#[test]
fn every_table_is_djangos() {
    for dialect in DIALECTS {
        assert_same(&made(dialect), &recorded(dialect), &format!("{dialect:?}"));
    }
}

/// Django asks the server which of the two it is, and then differs in nothing else.
#[test]
fn mysql_has_no_uuid_type() {
    let recorded: Vec<_> =
        recorded(Dialect::Mysql).iter().map(|it| it.replace(" uuid ", " char(32) ")).collect();
    assert_same(&made(Dialect::Mysql), &recorded, "MySQL");
    let corpus = recorded::schema(Dialect::Mysql);
    assert!(corpus.iter().any(|it| it.contains(" uuid ")), "the corpus is that of MariaDB");
}

/// What MySQL takes none of, so that the models above are without.
#[test]
fn where_it_can_be_text_and_numbers_have_no_limit() {
    let fields = vec![
        FieldMeta::new::<i64>("id", "id").auto(),
        FieldMeta::new::<Decimal>("price", "price"),
        FieldMeta::new::<String>("note", "note").index(),
    ];
    let model: &'static ModelMeta =
        Box::leak(Box::new(ModelMeta::new("keys", "Price", "keys_price", fields.leak())));
    let [sqlite, postgres] =
        [Dialect::Sqlite, Dialect::Postgres].map(|it| schema::models([model]).create(it).unwrap());
    assert!(sqlite[0].contains(r#""price" decimal NOT NULL"#), "{sqlite:?}");
    assert!(postgres[0].contains(r#""price" numeric NOT NULL"#), "{postgres:?}");
    assert!(postgres[1].ends_with(r#"("note")"#), "{postgres:?}");
    assert!(postgres[2].ends_with(r#"_like" ON "keys_price" ("note" text_pattern_ops)"#));
}
