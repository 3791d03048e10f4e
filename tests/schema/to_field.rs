//! Relations that point to another unique field than the primary key.

use queryset::{dialect::Dialect, model::Model as _, prelude::*, schema};
use rust_decimal::Decimal;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "lending")]
pub struct Title {
    pub id: i64,
    #[field(max_length = 13, unique, column = "isbn_13")]
    pub isbn: String,
    #[field(max_digits = 9, decimal_places = 3, unique)]
    pub class: Decimal,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "lending")]
pub struct Loan {
    pub id: i64,
    pub title: ForeignKey<TitleByIsbn>,
    pub class: Option<OneToOne<TitleByClass>>,
    #[field(db_constraint = false)]
    pub wished: ForeignKey<TitleByIsbn>,
}

fn made(dialect: Dialect) -> String {
    schema::models([Title::meta(), Loan::meta()]).create(dialect).unwrap().join("\n")
}

/// As Django writes `to_field`: the type of the field, a name in `_id`, a reference to the field's column.
#[test]
fn the_column_is_that_of_the_field_and_refers_to_it() {
    let sqlite = made(Dialect::Sqlite);
    for part in [
        r#""title_id" varchar(13) NOT NULL REFERENCES "lending_title" ("isbn_13")"#,
        r#""class_id" decimal NULL UNIQUE REFERENCES "lending_title" ("class")"#,
        r#""wished_id" varchar(13) NOT NULL"#,
    ] {
        assert!(sqlite.contains(part), "{part} in {sqlite}");
    }
    assert_eq!(sqlite.matches("REFERENCES").count(), 2);
    let postgres = made(Dialect::Postgres);
    for part in [
        r#""title_id" varchar(13) NOT NULL"#,
        r#""class_id" numeric(9, 3) NULL UNIQUE"#,
        r#"FOREIGN KEY ("title_id") REFERENCES "lending_title" ("isbn_13")"#,
    ] {
        assert!(postgres.contains(part), "{part} in {postgres}");
    }
    let mysql = made(Dialect::Mysql);
    for part in [
        "`title_id` varchar(13) NOT NULL",
        "`class_id` numeric(9, 3) NULL UNIQUE",
        "FOREIGN KEY (`title_id`) REFERENCES `lending_title` (`isbn_13`)",
    ] {
        assert!(mysql.contains(part), "{part} in {mysql}");
    }
}
