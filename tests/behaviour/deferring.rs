//! Fields that a query leaves out, and those that are loaded later.

use futures::TryStreamExt;
use queryset::{model::ModelMeta, prelude::*};
use serde_json::json;

use crate::{law::law, made::Crate};

#[derive(Embed, Debug, Clone, PartialEq)]
#[embed(serialize)]
pub struct Extras {
    pub footnote: Deferred<Option<String>>,
    pub weight: i32,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "deferring", serialize)]
pub struct Essay {
    pub id: i64,
    #[field(max_length = 40)]
    pub title: String,
    pub body: Deferred<String>,
    pub notes: Deferred<Option<String>>,
    #[field(embed)]
    pub extras: Extras,
    pub words: i32,
    #[field(of = essay)]
    pub remarks: Reverse<Remark>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "deferring", table = "deferring_remark")]
pub struct Remark {
    pub id: i64,
    pub essay: ForeignKey<Essay>,
    pub text: Deferred<String>,
}

/// The models whose tables the laws use.
pub fn models() -> [&'static ModelMeta; 2] {
    [Essay::meta(), Remark::meta()]
}

async fn essay(title: &str, body: &str, words: i32) -> Essay {
    let extras = Extras::build(|e| e.footnote(format!("{title}!")).weight(words * 2));
    Essay::objects()
        .acreate(|e| e.title(title).body(body).extras(extras).words(words))
        .await
        .unwrap()
}

async fn two() -> [Essay; 2] {
    [essay("zen", "sit", 1).await, essay("art", "paint", 2).await]
}

/// The names of the fields that are at hand, of those that need not be.
fn loaded(it: &Essay) -> Vec<&'static str> {
    let all = [
        ("body", it.body.is_loaded()),
        ("notes", it.notes.is_loaded()),
        ("footnote", it.extras.footnote.is_loaded()),
    ];
    all.into_iter().filter(|it| it.1).map(|it| it.0).collect()
}

law! {
    what_is_left_out_is_not_at_hand_and_all_else_is(db) {
        let [zen, _] = two().await;
        let set = Essay::objects().defer(|e| (e.body(), e.footnote()));
        let mut found = set.aget(|e| e.title().eq("zen")).await.unwrap();
        assert_eq!(loaded(&found), ["notes"]);
        assert_eq!(found.body.get().unwrap_err().kind(), ErrorKind::NotLoaded);
        assert_eq!((found.id, found.title.as_str(), found.words, found.extras.weight), (zen.id, "zen", 1, 2));
        found.aload(|e| (e.body(), e.footnote())).await.unwrap();
        assert_eq!(found, zen);
    }
}

law! {
    only_reads_what_it_names_and_what_an_instance_cannot_be_without(db) {
        two().await;
        let first = async |set: QuerySet<Essay>| loaded(&set.order_by(|e| e.id()).afirst().await.unwrap().unwrap());
        assert_eq!(first(Essay::objects().only(|e| (e.title(), e.body()))).await, ["body"]);
        assert_eq!(first(Essay::objects().only(|e| e.words())).await, Vec::<&str>::new());
        assert_eq!(first(Essay::objects().only(|e| e.body()).only(|e| e.notes())).await, ["notes"]);
        assert_eq!(first(Essay::objects().only(|e| (e.body(), e.notes())).defer(|e| e.notes())).await, ["body"]);
        assert_eq!(first(Essay::objects().defer(|e| e.body()).only(|e| (e.body(), e.notes()))).await, ["notes"]);
        assert_eq!(first(Essay::objects().defer(|e| e.body()).defer(|e| e.notes())).await, ["footnote"]);
        assert_eq!(first(Essay::objects().defer(|e| e.body()).only(|_| ())).await, ["body", "notes", "footnote"]);
    }
}

law! {
    a_field_of_another_model_cannot_be_named(db) {
        let error = Remark::objects().only(|r| r.essay().title()).await.unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::InvalidQuery, Some("Remark")));
        let error = Essay::objects().only(|e| e.words() * 2).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
        // A relation of the model is one of its fields.
        assert!(Remark::objects().only(|r| r.essay()).await.unwrap().is_empty());
    }
}

law! {
    a_save_writes_what_is_at_hand(db) {
        let [zen, _] = two().await;
        let mut found = Essay::objects().only(|e| e.title()).aget(|e| e.id().eq(zen.id)).await.unwrap();
        Essay::objects().filter(|e| e.id().eq(zen.id)).aupdate(|e| (e.body().set("stand"), e.notes().set("n"))).await.unwrap();
        found.title = "Zen".into();
        found.asave().await.unwrap();
        assert_eq!(loaded(&found), Vec::<&str>::new());
        let row = Essay::objects().aget(|e| e.id().eq(zen.id)).await.unwrap();
        assert_eq!((row.title.as_str(), row.body.get().unwrap().as_str()), ("Zen", "stand"));
        assert_eq!((row.notes.get().unwrap().as_deref(), &row.extras.footnote), (Some("n"), &zen.extras.footnote));
        // What is given is written, loaded or not.
        found.body = "run".to_owned().into();
        found.asave().await.unwrap();
        found.arefresh_from_db().await.unwrap();
        assert_eq!((found.body.get().unwrap().as_str(), loaded(&found).len()), ("run", 3));
    }
}

law! {
    /// Of a field that can be NULL the value would be lost in silence.
    a_row_that_is_gone_is_not_added_again_without_what_is_not_at_hand(db) {
        let [zen, _] = two().await;
        let mut found = Essay::objects().defer(|e| e.notes()).aget(|e| e.id().eq(zen.id)).await.unwrap();
        zen.adelete().await.unwrap();
        let error = found.asave().await.unwrap_err();
        assert_eq!((error.kind(), error.model(), error.field()), (ErrorKind::NotLoaded, Some("Essay"), Some("notes")));
        assert_eq!(Essay::objects().acount().await.unwrap(), 1);
        found.notes = None.into();
        found.asave().await.unwrap();
        assert_eq!(Essay::objects().acount().await.unwrap(), 2);
    }
}

law! {
    fields_are_loaded_from_the_row_of_the_instance(db) {
        let [zen, _] = two().await;
        let mut found = Essay::objects().only(|e| e.title()).aget(|e| e.id().eq(zen.id)).await.unwrap();
        Essay::objects().aupdate(|e| (e.body().set("late"), e.title().set("t"))).await.unwrap();
        found.aload(|e| e.body()).await.unwrap();
        assert_eq!((found.body.get().unwrap().as_str(), found.title.as_str(), loaded(&found)), ("late", "zen", vec!["body"]));
        zen.adelete().await.unwrap();
        let error = found.aload(|e| e.notes()).await.unwrap_err();
        assert!(error.is_does_not_exist_of::<Essay>(), "{error:?}");
        let extras = Extras::build(|e| e.footnote(String::new()).weight(0));
        let mut new = Essay::build(|e| e.title("new").body("").extras(extras).words(0));
        assert_eq!(new.aload(|e| e.notes()).await.unwrap_err().kind(), ErrorKind::NotUpdated);
    }
}

law! {
    a_refresh_reads_the_fields_that_it_is_asked_for(db) {
        let [mut zen, _] = two().await;
        Essay::objects().aupdate(|e| (e.title().set("t"), e.words().set(9), e.weight().set(9))).await.unwrap();
        zen.arefresh_from_db().fields(|e| (e.title(), e.weight())).await.unwrap();
        assert_eq!((zen.title.as_str(), zen.extras.weight, zen.words), ("t", 9, 1));
        let remark = Remark::objects().acreate(|r| r.essay(&zen).text("x")).await.unwrap();
        let other = essay("new", "", 0).await;
        let mut stale = remark.clone();
        Remark::objects().aupdate(|r| r.essay().set(&other)).await.unwrap();
        stale.arefresh_from_db().fields(|r| r.essay()).await.unwrap();
        assert_eq!(*stale.essay.id(), other.id);
        let wrong = stale.arefresh_from_db().fields(|r| r.essay().title()).await.unwrap_err();
        assert_eq!(wrong.kind(), ErrorKind::InvalidQuery);
        remark.adelete().await.unwrap();
        assert!(stale.arefresh_from_db().fields(|r| r.essay()).await.unwrap_err().is_does_not_exist());
    }
}

law! {
    annotations_stand_behind_what_is_left_out(db) {
        let [zen, art] = two().await;
        Remark::objects().acreate(|r| r.essay(&art).text("x")).await.unwrap();
        let counted = Essay::objects().annotate(|e| (e.remarks().count(), e.words() * 10)).defer(|e| (e.body(), e.notes(), e.footnote()));
        let rows = counted.order_by(|(e, n, _)| (n.desc(), e.body())).await.unwrap();
        let rows: Vec<_> = rows.iter().map(|(e, n, ten)| (e.id, loaded(e).len(), e.words, e.extras.weight, *n, *ten)).collect();
        assert_eq!(rows, [(art.id, 0, 2, 4, 1, 20), (zen.id, 0, 1, 2, 0, 10)]);
    }
}

law! {
    every_way_to_read_leaves_out_the_same(db) {
        let [zen, art] = two().await;
        let set = Essay::objects().only(|e| e.notes()).order_by(|e| e.id());
        let mut rows: Vec<_> = set.clone().aiterator().try_collect().await.unwrap();
        rows.extend(set.clone().alast().await.unwrap());
        rows.extend([set.clone().nth(0).await.unwrap()]);
        rows.extend(set.clone().paginate(1, 9).await.unwrap().items);
        assert!(rows.iter().all(|it| loaded(it) == ["notes"]));
        assert_eq!(rows.iter().map(|it| it.id).collect::<Vec<_>>(), [zen.id, art.id, art.id, zen.id, zen.id, art.id]);
        assert_eq!((set.clone().acount().await.unwrap(), set.clone().values_list(|e| e.body()).await.unwrap().len()), (2, 2));
        assert!(set.acontains(&zen).await.unwrap());
    }
}

law! {
    rows_that_differ_only_in_what_is_left_out_stay_apart(db) {
        let [zen, art] = two().await;
        // The order is by a column that is not selected.
        let set = Essay::objects().defer(|e| (e.body(), e.notes())).distinct().order_by(|e| e.body());
        let rows = set.clone().await.unwrap();
        assert_eq!(rows.iter().map(|it| it.id).collect::<Vec<_>>(), [art.id, zen.id]);
        assert_eq!(set.acount().await.unwrap(), 2);
    }
}

law! {
    all_parts_of_a_union_leave_out_what_the_first_does(db) {
        let [zen, art] = two().await;
        let part = |id: i64| Essay::objects().filter(move |e| e.id().eq(id));
        let either = part(zen.id).only(|e| e.title()).union((part(art.id), part(art.id).defer(|e| e.notes())));
        let rows = either.clone().order_by(|e| (e.words().desc(),)).await.unwrap();
        assert!(rows.iter().all(|it| loaded(it).is_empty() && it.extras.weight == it.words * 2));
        assert_eq!(rows.iter().map(|it| it.id).collect::<Vec<_>>(), [art.id, zen.id]);
        let nested = part(zen.id).union_all(either.clone());
        assert_eq!(nested.await.unwrap().iter().map(|it| loaded(it).len()).collect::<Vec<_>>(), [3, 3, 3]);
        let error = either.defer(|e| e.body()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
    }
}

law! {
    json_has_no_member_for_what_is_left_out(db) {
        let [zen, _] = two().await;
        let found = Essay::objects().defer(|e| (e.body(), e.footnote())).aget(|e| e.id().eq(zen.id)).await.unwrap();
        let wanted = json!({ "id": zen.id, "title": "zen", "notes": null, "weight": 2, "words": 1 });
        assert_eq!(serde_json::to_value(&found).unwrap(), wanted);
    }
}

law! {
    /// What the database makes is a field as every other for a query.
    what_the_database_makes_can_be_left_out(db) {
        let made = Crate::objects().acreate(|c| c.width(3)).await.unwrap();
        let mut found = Crate::objects().only(|c| c.height()).aget(|c| c.id().eq(made.id)).await.unwrap();
        assert_eq!((found.height.is_loaded(), found.area.is_loaded()), (true, false));
        found.aload(|c| (c.area(), c.noted())).await.unwrap();
        assert_eq!(found, made);
    }
}

law! {
    a_raw_query_can_leave_out_what_any_query_can(db) {
        let [zen, _] = two().await;
        let sql = "SELECT words, id, title, weight, 7 AS seven FROM deferring_essay ORDER BY id";
        let rows = Essay::objects().raw(sql).annotate::<i64>("seven").await.unwrap();
        let (first, seven) = &rows[0];
        assert_eq!((first.id, first.title.as_str(), first.extras.weight, *seven), (zen.id, "zen", 2, 7));
        assert_eq!(loaded(first), Vec::<&str>::new());
        let error = Essay::objects().raw("SELECT id, title FROM deferring_essay").await.unwrap_err();
        assert_eq!(error.field(), Some("weight"));
    }
}

law! {
    a_value_that_is_not_at_hand_is_not_added_in_bulk(db) {
        let [zen, art] = two().await;
        let mut essays = Essay::objects().defer(|e| e.body()).await.unwrap();
        let update = Essay::objects().abulk_create(essays.clone()).update_conflicts(|e| (e.words(), e.body()));
        let update = if db.capability().conflict_targets { update.unique_fields(|e| e.id()) } else { update };
        let error = update.await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::NotLoaded, Some("body")));
        for it in &mut essays {
            it.id = 0;
        }
        essays[0].body = "new".to_owned().into();
        let error = Essay::objects().abulk_create(essays).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::NotLoaded, Some("body")));
        assert_eq!(Essay::objects().order_by(|e| e.id()).await.unwrap(), [zen, art]);
    }
}
