//! Private models, in modules and in functions.
#![deny(warnings)]

use queryset::prelude::*;

#[derive(Model)]
#[model(app = "inside")]
struct Secret {
    id: i64,
    word: String,
}

fn thick<R: Reach>(secret: &SecretFields<R>) -> Q {
    secret.word().eq("x") | secret.id().gt(5)
}

mod inner {
    use queryset::prelude::*;

    #[derive(Model)]
    #[model(app = "inside")]
    pub(crate) struct Known {
        pub(crate) id: i64,
        pub(super) secret: ForeignKey<super::Secret>,
        hidden: Option<i32>,
    }

    pub(super) fn hidden(known: &Known) -> Option<i32> {
        known.hidden
    }

    pub(super) fn condition<R: Reach>(known: &KnownFields<R>) -> Q {
        known.hidden().eq(1) & super::thick(&known.secret())
    }
}

#[test]
fn models_may_stand_anywhere() {
    #[derive(Model, Debug)]
    #[model(app = "inside", ordering(parent__id))]
    struct Local {
        id: i64,
        parent: Option<ForeignKey<Self>>,
        #[field(of = parent)]
        children: Reverse<Local>,
        other: ForeignKey<Other>,
    }

    #[derive(Model)]
    #[model(app = "inside")]
    struct Other {
        #[field(primary_key)]
        name: String,
    }

    #[derive(Changes)]
    #[changes(Local)]
    struct Patch {
        other: Option<ForeignKey<Other>>,
    }

    let secret = Secret::build(|b| b.id(3).word("x"));
    let known = inner::Known::build(|b| b.secret(&secret));
    assert_eq!(inner::hidden(&known), None);
    assert_eq!((known.id, *known.secret.id()), (0, 3));
    let _ = inner::condition::<queryset::model::Maybe>;
    let mut local = Local::build(|b| b.other("a"));
    Patch { other: Some("b".into()) }.apply(&mut local);
    assert_eq!(local.other.id(), "b");
    let _ = (&local.id, &local.parent, &local.children, Other::build(|b| b.name("c")).name);
}
