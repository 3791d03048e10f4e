//! A model that embeds has the columns of the model that has the fields itself.

use chrono::{DateTime, Utc};
use queryset::{
    dialect::Dialect,
    model::{FieldMeta, Model as _},
    prelude::*,
    schema,
};

/// A model without embedded structs, and the same with them.
mod flat {
    use super::*;

    #[derive(Model, Debug)]
    #[model(app = "embedded", table = "page", ordering(-created), unique_together(title, code), index(fields(code)))]
    pub(super) struct Page {
        pub(super) id: i64,
        #[field(auto_now_add)]
        pub(super) created: DateTime<Utc>,
        #[field(auto_now, column = "modified", index)]
        pub(super) changed: Option<DateTime<Utc>>,
        pub(super) above: Option<ForeignKey<Self>>,
        #[field(max_length = 30)]
        pub(super) title: String,
        #[field(max_length = 7, unique)]
        pub(super) code: String,
        #[field(db_default = 4)]
        pub(super) level: Deferred<i32>,
    }
}

mod nested {
    use super::*;

    #[derive(Embed, Debug)]
    pub(super) struct Stamps {
        #[field(auto_now_add)]
        pub(super) created: DateTime<Utc>,
        #[field(auto_now, column = "modified", index)]
        pub(super) changed: Option<DateTime<Utc>>,
        pub(super) above: Option<ForeignKey<Page>>,
    }

    #[derive(Embed, Debug)]
    pub(super) struct Coded {
        #[field(max_length = 7, unique)]
        pub(super) code: String,
        #[field(db_default = 4)]
        pub(super) level: Deferred<i32>,
    }

    #[derive(Model, Debug)]
    #[model(app = "embedded", table = "page", ordering(-created), unique_together(title, code), index(fields(code)))]
    pub(super) struct Page {
        pub(super) id: i64,
        #[field(embed)]
        pub(super) stamps: Stamps,
        #[field(max_length = 30)]
        pub(super) title: String,
        #[field(embed)]
        pub(super) coded: Coded,
    }
}

#[test]
fn the_metadata_is_that_of_the_flat_model() {
    let facts = |fields: &[FieldMeta]| -> Vec<String> {
        fields.iter().map(|it| format!("{it:?}")).collect()
    };
    let (flat, nested) = (flat::Page::meta(), nested::Page::meta());
    assert_eq!(facts(nested.fields), facts(flat.fields));
    assert_eq!(flat.fields.len(), 7);
    assert_eq!((nested.ordering, nested.unique_together), (flat.ordering, flat.unique_together));
    let above = |model: &'static queryset::model::ModelMeta| {
        model.field("above").unwrap().relation.unwrap()
    };
    assert_eq!((above(nested).target)(), nested);
}

#[test]
fn the_tables_are_those_of_the_flat_model() {
    for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
        let flat = schema::models([flat::Page::meta()]).create(dialect).unwrap();
        assert_eq!(schema::models([nested::Page::meta()]).create(dialect).unwrap(), flat);
    }
}

#[test]
fn the_values_stand_in_the_order_of_the_columns() {
    let stamps = || nested::Stamps::build(|s| s.above(5));
    let page = nested::Page::build(|p| {
        p.title("t").coded(nested::Coded::build(|c| c.code("c"))).stamps(stamps())
    });
    let at = page.stamps.created;
    let flat = flat::Page {
        created: at,
        changed: page.stamps.changed,
        ..flat::Page::build(|p| p.title("t").code("c").above(5))
    };
    assert_eq!(page.values(), flat.values());
}

#[test]
fn queries_are_those_of_the_flat_model() {
    let flat = flat::Page::objects()
        .filter(q!(above__code__contains = "x", created__isnull = false))
        .order_by(f!(-level, above__changed));
    let nested = nested::Page::objects()
        .filter(q!(above__code__contains = "x", created__isnull = false))
        .order_by(f!(-level, above__changed));
    for dialect in [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql] {
        assert_eq!(nested.to_sql(dialect).unwrap(), flat.to_sql(dialect).unwrap());
    }
}

#[test]
fn what_is_embedded_as_private_is_no_part_of_all_fields() {
    #[derive(Embed, Debug)]
    struct Secret {
        word: String,
        #[field(column = "salt_of_word")]
        salt: i32,
    }

    #[derive(Model, Debug)]
    #[model(app = "embedded", serialize)]
    struct Visitor {
        id: i64,
        name: String,
        #[field(embed, private)]
        secret: Secret,
        #[field(private)]
        note: Option<String>,
    }

    let private = Visitor::meta().fields.iter().filter(|it| it.private).map(|it| it.column);
    assert_eq!(private.collect::<Vec<_>>(), ["word", "salt_of_word", "note"]);
    let sql = Visitor::objects().values(|_| ()).to_sql(Dialect::Postgres).unwrap();
    assert_eq!(
        sql,
        r#"SELECT "embedded_visitor"."id", "embedded_visitor"."name" FROM "embedded_visitor""#
    );
}
