//! Metadata that makes no table is refused with the model and the field.

use queryset::{
    dialect::Dialect,
    error::{Error, ErrorKind},
    model::{FieldMeta, ModelMeta},
    schema,
};
use rust_decimal::Decimal;

fn model(name: &'static str, table: &'static str, fields: Vec<FieldMeta>) -> ModelMeta {
    ModelMeta::new("bad", name, table, fields.leak())
}

fn leaked(model: ModelMeta) -> &'static ModelMeta {
    Box::leak(Box::new(model))
}

fn id() -> FieldMeta {
    FieldMeta::new::<i64>("id", "id").auto()
}

fn text(name: &'static str) -> FieldMeta {
    FieldMeta::new::<String>(name, name)
}

/// The error of a model `Page` with a key and these fields.
fn refused(dialect: Dialect, mut fields: Vec<FieldMeta>) -> Error {
    fields.insert(0, id());
    error(dialect, [model("Page", "bad_page", fields)])
}

fn error(dialect: Dialect, models: impl IntoIterator<Item = ModelMeta>) -> Error {
    schema::models(models.into_iter().map(leaked)).create(dialect).unwrap_err()
}

fn is_made(dialect: Dialect, mut fields: Vec<FieldMeta>) -> bool {
    fields.insert(0, id());
    schema::models([leaked(model("Page", "bad_page", fields))]).create(dialect).is_ok()
}

#[test]
fn an_unknown_app_is_refused_with_those_that_are_known() {
    let error = schema::apps(["auth", "libary"]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let message = error.to_string();
    assert!(message.contains("`libary`"), "{message}");
    assert!(message.contains("`auth`, `columns`, `contenttypes`"), "{message}");
}

#[test]
fn mysql_refuses_keys_without_a_limit() {
    for keyed in [FieldMeta::unique, FieldMeta::index] {
        for dialect in [Dialect::Mysql, Dialect::Mariadb] {
            let error = refused(dialect, vec![keyed(text("slug"))]);
            assert_eq!((error.model(), error.field()), (Some("Page"), Some("slug")));
            assert_eq!(error.kind(), ErrorKind::Unsupported);
            assert!(error.to_string().contains("max_length"), "{error}");
            assert!(is_made(dialect, vec![keyed(text("slug").max_length(50))]));
        }
        assert!(is_made(Dialect::Postgres, vec![keyed(text("slug"))]));
        assert!(is_made(Dialect::Sqlite, vec![keyed(text("slug"))]));
    }
}

#[test]
fn mysql_refuses_unique_sets_without_a_limit() {
    let page = model("Page", "bad_page", vec![id(), text("slug")]).unique_together(&[&["slug"]]);
    let error = error(Dialect::Mysql, [page]);
    assert_eq!((error.model(), error.field()), (Some("Page"), Some("slug")));
}

#[test]
fn mysql_refuses_a_decimal_without_digits() {
    let price = FieldMeta::new::<Decimal>("price", "price");
    let error = refused(Dialect::Mariadb, vec![price]);
    assert_eq!((error.model(), error.field()), (Some("Page"), Some("price")));
    assert!(error.to_string().contains("max_digits"), "{error}");
    assert!(is_made(Dialect::Postgres, vec![price]));
    assert!(is_made(Dialect::Sqlite, vec![price]));
}

#[test]
fn impossible_limits_are_refused_everywhere() {
    for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql, Dialect::Mariadb] {
        let error = refused(dialect, vec![text("slug").max_length(0)]);
        assert_eq!(
            error.to_string(),
            "Page.slug: `max_length` is 0, which leaves no room for text"
        );
        for (all, places) in [(0, 0), (2, 3)] {
            let price = FieldMeta::new::<Decimal>("price", "price").digits(all, places);
            assert_eq!(refused(dialect, vec![price]).field(), Some("price"));
        }
    }
}

#[test]
fn names_that_are_too_long_are_refused_with_the_one_django_would_take() {
    let long = "n".repeat(70).leak();
    let error = refused(Dialect::Postgres, vec![FieldMeta::new::<i32>("n", long)]);
    assert_eq!((error.model(), error.field()), (Some("Page"), Some("n")));
    assert!(error.to_string().contains(&format!("`{}a3c6`", "n".repeat(59))), "{error}");
    assert!(is_made(Dialect::Sqlite, vec![FieldMeta::new::<i32>("n", long)]));
    let error = self::error(Dialect::Mariadb, [model("Page", long, vec![id()])]);
    assert_eq!((error.model(), error.field()), (Some("Page"), None));
}

#[test]
fn names_that_are_none_are_refused() {
    for name in ["", "a\0b"] {
        let error = refused(Dialect::Sqlite, vec![FieldMeta::new::<i32>("n", name)]);
        assert_eq!((error.model(), error.field()), (Some("Page"), Some("n")));
    }
}

#[test]
fn tables_and_columns_belong_to_one() {
    let twice = vec![FieldMeta::new::<i32>("a", "c"), FieldMeta::new::<i32>("b", "c")];
    let error = refused(Dialect::Sqlite, twice);
    assert_eq!((error.model(), error.field()), (Some("Page"), Some("b")));
    assert!(error.to_string().contains("`a`"), "{error}");
    let error = self::error(
        Dialect::Sqlite,
        ["Page", "Leaf"].map(|name| model(name, "bad_page", vec![id()])),
    );
    assert_eq!(error.model(), Some("Leaf"));
    assert!(error.to_string().contains("`bad.Page`"), "{error}");
}

#[test]
fn a_table_has_one_key_that_is_not_null() {
    let error = self::error(Dialect::Sqlite, [model("Page", "bad_page", vec![text("a")])]);
    assert_eq!(error.model(), Some("Page"));
    assert!(refused(Dialect::Sqlite, vec![id()]).to_string().contains('2'));
    let null = model("Page", "bad_page", vec![id().null()]);
    assert_eq!(self::error(Dialect::Sqlite, [null]).field(), Some("id"));
    let uuid = FieldMeta::new::<String>("id", "id").auto();
    let error = self::error(Dialect::Sqlite, [model("Page", "bad_page", vec![uuid])]);
    assert!(error.to_string().contains("integer keys only, not text"), "{error}");
}

#[test]
fn unique_sets_name_fields() {
    let page = || model("Page", "bad_page", vec![id(), text("slug").max_length(9)]);
    let error = self::error(Dialect::Sqlite, [page().unique_together(&[&["slug", "slugg"]])]);
    assert_eq!(error.model(), Some("Page"));
    assert!(error.to_string().contains("`slugg`"), "{error}");
    assert_eq!(
        self::error(Dialect::Sqlite, [page().unique_together(&[&[]])]).model(),
        Some("Page")
    );
}
