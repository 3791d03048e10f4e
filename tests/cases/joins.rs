//! Values along relations, and reading single instances.

use futures::TryStreamExt;
use queryset::prelude::*;
use serde_json::json;

use crate::{
    answer::named,
    light::{LightBook, deferred},
    registry::{case, skip},
    shop::{Author, Book},
};

case!(fk_null_no_query(db) {
    let book = Book::objects().aget(|b| b.id().eq(7)).await?;
    db.queries(async { Ok(book.publisher.map(|it| *it.id())) }).await
});

case!(n_plus_one(db) {
    let ((), count) = db
        .queries(async {
            let books = Book::objects().order_by(|b| b.id()).await?;
            for book in &books {
                book.contact.aget().await?;
            }
            Ok(())
        })
        .await?;
    Ok(count)
});

case!(isnull_over_nullable_fk_join(db) {
    Book::objects().filter(|b| b.publisher().name().is_null()).await
});

case!(isnull_over_o2o_field(db) {
    Author::objects().filter(|a| a.profile().bio().is_null()).await
});

case!(values_follows_joins(db) {
    let rows = Book::objects()
        .values_list(|b| (b.id(), b.publisher().name(), b.contact().name()))
        .await?;
    Ok(named(&["pk", "publisher__name", "contact__name"], rows))
});

case!(values_m2m_rows(db) {
    Book::objects().values_list(|b| (b.id(), b.author_links().author().name())).await
});

case!(values_reverse_null(db) {
    Author::objects().values_list(|a| (a.id(), a.articles().headline())).await
});

case!(values_expression(db) {
    let rows = Author::objects().values_list(|a| (a.age() * 2, a.name().upper())).await?;
    Ok(named(&["double", "up"], rows))
});

case!(values_list_flat(db) {
    Author::objects().order_by(|a| a.id()).values_list(|a| a.age()).await
});

skip!(values_list_flat_two_error: "one column is flat, several are a tuple: there is no `flat`");
skip!(values_list_flat_named_error: "rows are values or tuples: there is no `flat` and no `named`");
skip!(values_unknown: "an unknown field does not compile: tests/ui/fail/cases_without_meaning.rs");

case!(values_pk(db) {
    let rows = Author::objects().filter(|a| a.id().eq(1)).values_list(|a| (a.id(), a.id())).await?;
    Ok(named(&["pk", "id"], rows))
});

case!(values_no_args_with_annotation(db) {
    let rows = crate::shop::Publisher::objects()
        .filter(|p| p.id().eq(1))
        .annotate(|p| p.books().id().count())
        .values_list(|(p, n)| (p.id(), p.name(), p.num_awards(), n))
        .await?;
    Ok(named(&["id", "name", "num_awards", "n"], rows))
});

case!(iterator_chunked(db) {
    let all = Author::objects().order_by(|a| a.id()).aiterator_with(5);
    all.map_ok(|a| a.id).try_collect::<Vec<_>>().await
});

case!(get_multiple(db) {
    Author::objects().aget(|a| a.age().eq(29)).await
});

case!(get_limit_21(db) {
    Author::objects().filter(|a| a.age().eq(29)).aget(|a| a.name().startswith("J")).await
});

case!(only_defer(db) {
    let mut book = LightBook::objects().only(|b| b.name()).aget(|b| b.id().eq(1)).await?;
    let names = deferred(&book);
    let ((), first) = db.queries(async { book.aload(|b| b.pages()).await }).await?;
    let pages = *book.pages.get()?;
    Ok(json!([names, [pages, first], [book.pages.get()?, 0]]))
});

case!(defer_none_resets(db) {
    let book = LightBook::objects().defer(|b| b.name()).only(|_| ()).aget(|b| b.id().eq(1)).await?;
    Ok(deferred(&book))
});

skip!(defer_after_values_error: "`defer` behind `values_list` does not compile: tests/ui/fail/typed_deferred.rs");

case!(save_deferred_writes_loaded_only(db) {
    let mut book = LightBook::objects().only(|b| b.name()).aget(|b| b.id().eq(1)).await?;
    book.name = "n".to_owned().into();
    book.asave().await?;
    LightBook::objects().values_list(|b| (b.name(), b.pages())).aget(|b| b.id().eq(1)).await
});

case!(explain_runs(db) {
    let plan = Author::objects().filter(|a| a.id().eq(1)).aexplain().await?;
    Ok(!plan.is_empty())
});
