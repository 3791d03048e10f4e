//! Raw identifiers, fields named like what the library and the derive use, and types that shadow theirs.
#![deny(warnings)]

use queryset::{
    model::{Always, Fields, Path, Scoped},
    prelude::*,
    query::typed::Relation,
};

#[derive(Model)]
#[model(app = "awkward", ordering(-r#type, count), get_latest_by = r#type)]
pub struct Words {
    pub id: i64,
    pub r#type: i32,
    pub r#match: Option<String>,
    pub count: i64,
    pub gt: i64,
    pub eq: i64,
    pub path: String,
    pub at: i32,
    pub filter: bool,
    pub column: i32,
    pub relation: i32,
    pub fields: i32,
    pub reach: i32,
    pub value: i32,
    pub key: i32,
    pub meta: i32,
    pub values: i32,
    pub read: i32,
    pub stamp: i32,
    pub take: i32,
    pub finish: i32,
    pub build: i32,
    pub builder: i32,
    pub clone: i32,
    pub fmt: i32,
    pub row: i32,
    pub now: i32,
    pub adding: i32,
    pub objects: i32,
    pub is_null: Option<ForeignKey<Words>>,
    #[field(of = is_null)]
    pub set: Reverse<Words>,
    pub line_1: i32,
    pub line1: i32,
}

mod shadowed {
    #![expect(dead_code, reason = "they are here for their names")]
    use queryset::prelude as orm;

    pub type Result = ();
    pub struct Model;
    pub struct Some;
    pub struct Ok;
    pub struct Vec;
    pub struct Set;
    pub struct Into;
    pub struct Missing;
    pub mod std {}
    pub mod core {}

    #[derive(Clone, Debug, orm::Model)]
    #[model(app = "awkward")]
    pub struct Path {
        pub id: i64,
        pub r: orm::Json<R>,
        pub reach: Option<orm::ForeignKey<Reach>>,
        pub name: String,
    }

    #[derive(Clone, Debug, orm::Model)]
    #[model(app = "awkward")]
    pub struct Reach {
        pub id: i64,
    }

    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub struct R;

    #[derive(orm::Changes)]
    #[changes(Path)]
    pub struct Fields {
        pub name: Option<String>,
    }
}

macro_rules! model {
    ($Name:ident $field:ident $type:ty) => {
        #[derive(Model)]
        #[model(app = "awkward")]
        pub struct $Name {
            pub id: i64,
            pub $field: $type,
        }
    };
}
model!(Plain number Option<i32>);
model!(Related plain Option<ForeignKey<Plain>>);

fn place() -> WordsFields {
    Fields::at(Path::root(Scoped::Level(0), <Words as Model>::meta()))
}

#[test]
fn the_fields_win_over_the_library() {
    let words = place();
    let _: Expression<i64> = words.count();
    let _: Expression<i32> = words.r#type();
    let _: Q = words.gt().gt(3) & words.eq().eq(4) & words.filter().eq(true);
    let _: Q = words.is_null().is_null().eq().eq(1);
    let _: Q = Relation::is_null(&words.is_null());
    let _: Expression<i32> = words.clone();
    let related = <RelatedFields<Always> as Fields>::at(Fields::path(&words).clone());
    let _: Expression<Option<i32>> = related.plain().number();
    let _ = (Plain::build(|b| b), Related::build(|b| b.maybe_plain(Some(1))));
}
