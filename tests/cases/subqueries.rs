//! Queries inside queries.

use queryset::prelude::*;

use crate::{
    answer::named,
    registry::{case, gap},
    shop::{Author, Book, Profile, Publisher},
};

case!(exists_filter(db) {
    Author::objects()
        .filter(|a| {
            Book::objects()
                .filter(|b| b.author_links().author().key().eq(a.id()) & b.rating().gte(4.5))
                .exists()
        })
        .await
});

case!(exists_or_Q(db) {
    Author::objects()
        .filter(|a| {
            Book::objects().filter(|b| b.contact().key().eq(a.id())).exists() | a.age().gt(55)
        })
        .await
});

case!(exists_sliced(db) {
    Author::objects()
        .filter(|a| {
            Book::objects()
                .filter(|b| b.author_links().author().key().eq(a.id()))
                .slice(..0)
                .exists()
        })
        .acount()
        .await
});

case!(subquery_scalar(db) {
    let rows = Author::objects()
        .values_list(|a| {
            let books = Book::objects().filter(|b| b.author_links().author().key().eq(a.id()));
            let latest = books.order_by(|b| b.pubdate().desc()).slice(..1);
            (a.id(), latest.values_list(|b| b.name()).subquery())
        })
        .await?;
    Ok(named(&["pk", "b"], rows))
});

case!(subquery_filter_gt(db) {
    Book::objects()
        .filter(|b| {
            let guide = Book::objects().filter(|b| b.isbn().eq("159059725")).slice(..1);
            b.pages().gt(guide.values_list(|b| b.pages()).subquery())
        })
        .await
});

case!(outerref_nested(db) {
    Publisher::objects()
        .filter(|p| {
            Book::objects()
                .filter(|b| b.publisher().key().eq(p.id()))
                .filter(|b| {
                    Author::objects()
                        .filter(|a| {
                            a.book_links().book().key().eq(b.id()) & a.age().gt(p.num_awards())
                        })
                        .exists()
                })
                .exists()
        })
        .await
});

case!(subquery_update(db) {
    Author::objects()
        .all()
        .aupdate(|a| {
            let profile = Profile::objects().filter(|p| p.author().key().eq(a.id())).slice(..1);
            a.alias().set(profile.values_list(|p| p.bio()).subquery())
        })
        .await?;
    Author::objects().order_by(|a| a.id()).values_list(|a| (a.id(), a.alias())).await
});

case!(subquery_order_by(db) {
    Author::objects()
        .order_by(|a| {
            let books = Book::objects().filter(|b| b.author_links().author().key().eq(a.id()));
            let first = books.order_by(|b| b.id()).slice(..1).values_list(|b| b.pages());
            (first.subquery().desc().nulls_last(), a.id())
        })
        .values_list(|a| a.id())
        .await
});

case!(subquery_multiple_rows_sqlite_first(db) {
    let pages = || Book::objects().values_list(|b| b.pages()).subquery();
    Ok(Author::objects().values_list(|_| pages()).await?.len())
});

case!(subquery_multiple_rows_error_pg(db) {
    let pages = || Book::objects().values_list(|b| b.pages()).subquery();
    Author::objects().values_list(|_| pages()).await
});

case!(exact_sliced_queryset(db) {
    Book::objects()
        .filter(|b| {
            let elder = Author::objects().filter(|a| a.age().gt(50)).order_by(|a| a.id());
            b.contact().key().eq(elder.slice(..1).values_list(|a| a.id()).subquery())
        })
        .await
});

gap!(exists_sliced:
    "the answer is the same, without a statement: EXISTS of no row is known to be false, Django sends it");

case!(in_subquery_self_m2m(db) {
    let elders = Author::objects().filter(|a| a.age().gt(50)).values_list(|a| a.id());
    Book::objects().filter(|b| b.author_links().author().key().in_(elders)).distinct().await
});
