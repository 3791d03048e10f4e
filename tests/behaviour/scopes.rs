//! A query belongs to the scope in which its method was called, wherever its future or stream is polled.

use futures::{TryStreamExt, future::BoxFuture, stream::BoxStream};
use queryset::{Atomic, atomic, on_commit, prelude::*, query::Explain};

use crate::{
    deferring::{Essay, Extras},
    law::law,
    support::library::{Author, Biography, Book, BookPatch, City, Shelf},
};

/// Makes something inside of the scope, and awaits it inside of that of a database without tables.
async fn carried<F: IntoFuture>(db: &Database, make: impl FnOnce() -> F) -> F::Output {
    let query = db.scope(async { make() }).await;
    let other = Database::connect("sqlite::memory:").await.unwrap();
    other.scope(async { query.await }).await
}

/// The same for a stream.
async fn drained<T>(
    db: &Database,
    make: impl FnOnce() -> BoxStream<'static, queryset::Result<T>>,
) -> queryset::Result<Vec<T>> {
    let query = db.scope(async { make() }).await;
    let other = Database::connect("sqlite::memory:").await.unwrap();
    other.scope(async { query.try_collect().await }).await
}

/// Awaits each in its turn; they must all find their table.
macro_rules! all_arrive {
    ($db:ident: $($made:expr),* $(,)?) => { $(
        if let Err(error) = carried(&$db, || $made).await {
            panic!("{}: {error:?}", stringify!($made));
        }
    )* };
}

law! {
    queries_that_read_go_where_they_were_made(db) {
        let shelf = Shelf::fill().await;
        let (key, name) = (shelf.ann.id, shelf.ann.name.as_str());
        let books = || Book::objects().all();
        let authors = || Author::objects().all();
        all_arrive! { db:
            books().into_future(),
            books().values_list(|b| b.name()).into_future(),
            authors().aget(|a| a.id().eq(key)),
            authors().acount(),
            authors().aexists(),
            authors().afirst(),
            authors().alast(),
            authors().nth(1),
            books().aearliest(),
            books().alatest(),
            books().aearliest_by(|b| b.pages()),
            books().alatest_by(|b| b.pages()),
            authors().acontains(&shelf.ann),
            authors().arepr(),
            authors().ain_bulk([key]),
            authors().ain_bulk_all(),
            City::objects().ain_bulk_by(|c| c.code(), ["DEN"]),
            City::objects().ain_bulk_all_by(|c| c.code()),
            authors().aexplain(),
            authors().aexplain_with(Explain::new()),
            authors().after(None, 2),
            authors().before(None, 2),
            authors().paginate(1, 2),
            authors().raw("SELECT * FROM library_author").into_future(),
            shelf.rust.author.aget(),
            shelf.rust.aget_previous_by(|b| b.pages()),
            shelf.rust.aget_next_by(|b| b.pages()),
            Author::objects().aget(|a| a.name().eq(name)),
        }
        let one = Biography::objects().acreate(|b| b.author(&shelf.ann).text("…")).await.unwrap();
        all_arrive! { db: one.author.aget() }
    }
}

law! {
    streams_go_where_they_were_made(db) {
        Shelf::fill().await;
        let authors = || Author::objects().all();
        let raw = || authors().raw("SELECT * FROM library_author");
        assert_eq!(drained(&db, || authors().aiterator()).await.unwrap().len(), 3);
        assert_eq!(drained(&db, || authors().aiterator_with(2)).await.unwrap().len(), 3);
        assert_eq!(drained(&db, || raw().aiterator()).await.unwrap().len(), 3);
        assert_eq!(drained(&db, || raw().aiterator_with(2)).await.unwrap().len(), 3);
    }
}

law! {
    queries_that_write_go_where_they_were_made(db) {
        let mut shelf = Shelf::fill().await;
        let authors = || Author::objects().all();
        let eve = Author::build(|a| a.name("Eve"));
        let older = [Author { age: Some(31), ..shelf.ann.clone() }];
        all_arrive! { db:
            authors().aupdate(|a| a.age().set(Some(7))),
            authors().acreate(|a| a.name("New")),
            authors().aget_or_create(|a| a.name("Got"), |a| a.age(1)),
            authors().aupdate_or_create(|a| a.name("Got"), |a| a.age(2)),
            authors().aupdate_or_create_with(|a| a.name("Got"), |a| a.age().set(Some(3)), |a| a.age(4)),
            authors().abulk_create([eve.clone()]),
            authors().abulk_create([eve.clone()]).batch_size(1).ignore_conflicts(),
            authors().abulk_update(&older, |a| a.age()),
            authors().abulk_update(&older, |a| a.age()).batch_size(1),
            shelf.rust.asave(),
            shelf.rust.asave().update_fields(|b| b.pages()),
            shelf.rust.asave().force_update(),
            shelf.rust.aupdate(BookPatch { pages: Some(301), ..BookPatch::default() }),
            shelf.rust.arefresh_from_db(),
            shelf.rust.arefresh_from_db().fields(|b| b.pages()),
            shelf.go.adelete(),
            Book::objects().all().adelete(),
        }
        assert_eq!(shelf.rust.pages, 301);
        assert_eq!(Author::objects().acount().await.unwrap(), 7);
        let mut essay = Essay::objects()
            .acreate(|e| e.title("zen").body("sit").extras(Extras::build(|x| x.weight(1))).words(1))
            .await
            .unwrap();
        all_arrive! { db: essay.aload(|e| e.body()) }
    }
}

law! {
    blocks_are_opened_where_they_were_made(db) {
        let add = |name: &'static str| async move { Author::objects().acreate(|a| a.name(name)).await };
        all_arrive! { db:
            atomic(add("a")),
            Atomic::new().run(add("b")),
            Atomic::new().retries(1).run(async || add("c").await),
        }
        let other = Database::connect("sqlite::memory:").await.unwrap();
        let task = queryset::spawn(add("d"));
        other.scope(task).await.unwrap().unwrap();
        assert_eq!(Author::objects().acount().await.unwrap(), 4);
    }
}

law! {
    hooks_go_where_they_were_added(db) {
        let add = |name: &'static str| async move {
            Author::objects().acreate(|a| a.name(name)).await.map(drop)
        };
        let other = Database::connect("sqlite::memory:").await.unwrap();
        other.scope(db.atomic(async { on_commit(add("a")).await })).await.unwrap();
        carried(&db, || on_commit(add("b"))).await.unwrap();
        let tx = db.begin().await.unwrap();
        tx.on_commit(add("c"));
        other.scope(tx.commit()).await.unwrap();
        let names = Author::objects().order_by(|a| a.id()).values_list(|a| a.name()).await.unwrap();
        assert_eq!(names, ["a", "b", "c"]);
    }
}

law! {
    a_task_that_was_handed_a_query_of_the_scope_runs_it_there(db) {
        Shelf::fill().await;
        assert_eq!(tokio::spawn(Author::objects().acount()).await.unwrap().unwrap(), 3);
        let rows: BoxStream<'static, _> = Author::objects().aiterator();
        let collected: BoxFuture<'static, queryset::Result<Vec<Author>>> = Box::pin(rows.try_collect());
        assert_eq!(tokio::spawn(collected).await.unwrap().unwrap().len(), 3);
    }
}

law! {
    a_query_of_a_block_belongs_to_its_transaction_and_ends_with_it(db) {
        let (count, rows, inner) = atomic(async {
            Author::objects().acreate(|a| a.name("Ann")).await?;
            // Another task is no other transaction: what was made here sees what was done here.
            assert_eq!(tokio::spawn(Author::objects().acount()).await.unwrap()?, 1);
            let inner = atomic(async { Ok(Author::objects().acount()) }).await?;
            assert_eq!(inner.await?, 1, "a savepoint that is kept is a part of what is round it");
            let inner = atomic(async { Ok(Author::objects().acount()) }).await?;
            Ok((Author::objects().acount(), Author::objects().aiterator(), inner))
        })
        .await
        .unwrap();
        assert_eq!(count.await.unwrap_err().kind(), ErrorKind::TransactionClosed);
        assert_eq!(inner.await.unwrap_err().kind(), ErrorKind::TransactionClosed);
        let rows = rows.try_collect::<Vec<_>>().await;
        assert_eq!(rows.unwrap_err().kind(), ErrorKind::TransactionClosed);
    }
}

law! {
    a_query_that_was_made_before_a_block_joins_it(db) {
        let before = atomic(Author::objects().acreate(|a| a.name("Ann"))).await;
        assert_eq!(before.unwrap().name, "Ann");
        let count = Author::objects().acount();
        let undone: queryset::Result<()> = atomic(async {
            Author::objects().acreate(|a| a.name("Bob")).await?;
            assert_eq!(count.await?, 2);
            let more = Author::objects().acreate(|a| a.name("Zed"));
            atomic(more).await?;
            Err(Author::objects().aget(|a| a.id().eq(0)).await.unwrap_err())
        })
        .await;
        assert!(undone.unwrap_err().is_does_not_exist());
        assert_eq!(Author::objects().acount().await.unwrap(), 1);
    }
}

law! {
    a_query_that_was_made_outside_of_any_scope_belongs_to_the_one_it_runs_in(db) {
        Shelf::fill().await;
        #[expect(clippy::async_yields_async, reason = "the future of a task without a scope is what this is about")]
        let made = tokio::spawn(async { Author::objects().acount() }).await.unwrap();
        assert_eq!(made.await.unwrap(), 3);
        let made = tokio::spawn(async { Author::objects().aiterator() }).await.unwrap();
        assert_eq!(made.try_collect::<Vec<_>>().await.unwrap().len(), 3);
    }
}

law! {
    a_queryset_goes_where_it_is_awaited(db) {
        Shelf::fill().await;
        let set = Author::objects().order_by(|a| a.id());
        let other = Database::connect("sqlite::memory:").await.unwrap();
        assert!(other.scope(async { set.clone().await }).await.is_err());
        assert_eq!(other.scope(async { set.using(&db).await }).await.unwrap().len(), 3);
    }
}
