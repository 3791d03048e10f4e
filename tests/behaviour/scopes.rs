//! A query belongs to the scope in which its method was called, wherever its future or stream is polled.

use std::thread;

use futures::{TryStreamExt, future::BoxFuture, stream::BoxStream};
use queryset::{
    Atomic, atomic, on_commit, on_commit_robust, prelude::*, query::Explain, schema, set_rollback,
};
use tokio::{runtime::Handle, task::block_in_place};

use crate::{
    deferring::{Essay, Extras},
    law::law,
    support::library::{Author, Biography, Book, BookPatch, City, Shelf},
};

/// Makes something inside of the scope, and awaits it in a thread that has none.
async fn carried<F>(db: &Database, make: impl FnOnce() -> F) -> F::Output
where
    F: IntoFuture<Output: Send, IntoFuture: Send>,
{
    #[expect(clippy::async_yields_async, reason = "what is carried out is the future itself")]
    let query = db.scope(async { make().into_future() }).await;
    let runtime = Handle::current();
    block_in_place(|| {
        thread::scope(|it| it.spawn(|| runtime.block_on(query)).join()).expect("no panic")
    })
}

/// Makes something inside of the scope, and awaits it inside of that of a database without tables.
async fn handed<F: IntoFuture>(db: &Database, make: impl FnOnce() -> F) -> F::Output {
    let query = db.scope(async { make() }).await;
    let other = other().await;
    other.scope(async { query.await }).await
}

async fn other() -> Database {
    Database::builder("sqlite::memory:").alias("other").connect().await.unwrap()
}

/// The same for a stream.
async fn drained<T: Send>(
    db: &Database,
    make: impl Fn() -> BoxStream<'static, queryset::Result<T>>,
) -> queryset::Result<Vec<T>> {
    let refused = handed(db, || make().try_collect::<Vec<_>>()).await;
    assert_refused(refused, "a stream");
    carried(db, || make().try_collect()).await
}

/// Nothing was sent to either database.
#[track_caller]
fn assert_refused<T>(outcome: queryset::Result<T>, what: &str) {
    assert!(outcome.is_err(), "{what} went to the database of its call");
    let error = outcome.err().expect(what);
    assert_eq!(error.kind(), ErrorKind::NoDatabase, "{what}: {error}");
    let message = error.to_string();
    assert!(message.contains("`other.scope(async { … })`"), "{what}: {message}");
    assert!(message.contains("`using(&other)`"), "{what}: {message}");
}

/// Awaits each in its turn: in the scope of another database they are refused, and outside of any they all find their
/// table.
macro_rules! all_arrive {
    ($db:ident: $($made:expr),* $(,)?) => { $(
        assert_refused(handed(&$db, || $made).await, stringify!($made));
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
        let other = other().await;
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
        let other = other().await;
        other.scope(db.atomic(async { on_commit(add("a")).await })).await.unwrap();
        assert_refused(handed(&db, || on_commit(add("no"))).await, "a hook");
        assert_refused(handed(&db, || on_commit_robust(add("no"))).await, "a robust hook");
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
        let other = other().await;
        assert!(other.scope(async { set.clone().await }).await.is_err());
        assert_eq!(other.scope(async { set.using(&db).await }).await.unwrap().len(), 3);
    }
}

law! {
    what_is_handed_to_a_block_of_another_database_is_refused_and_changes_neither(db) {
        let other = other().await;
        schema::models([Author::meta()]).create_on(&other).await.unwrap();
        let add = || Author::objects().acreate(|a| a.name("Ann"));
        assert_refused(other.atomic(add()).await, "a query");
        assert_refused(other.atomic(atomic(async { add().await })).await, "a block");
        assert_refused(other.atomic(Atomic::new().retries(2).run(async || add().await)).await, "a block");
        let (made, twice) = (add(), add());
        assert_refused(Atomic::new().using(&other).run(made).await, "a query");
        let inside = atomic(async { other.scope(Author::objects().acount()).await });
        assert_refused(inside.await, "a query of a block");
        let inside = atomic(async {
            assert_refused(other.atomic(add()).await, "a query of a block");
            Author::objects().acount().await
        });
        assert_eq!(inside.await.unwrap(), 0, "a refusal dooms no block");
        let message = other.scope(twice).await.unwrap_err().to_string();
        assert!(message.contains(&format!("in the scope of `{}`", db.alias())), "{message}");
        for database in [&db, &other] {
            assert_eq!(Author::objects().using(database).acount().await.unwrap(), 0);
        }
    }
}

law! {
    what_names_its_database_runs_there_in_any_scope(db) {
        let other = other().await;
        schema::models([Author::meta()]).create_on(&other).await.unwrap();
        let here = Author::objects().using(&db);
        other.atomic(here.clone().acreate(|a| a.name("Ann"))).await.unwrap();
        let there = Author::objects().using(&other);
        assert_eq!(other.scope(here.acount()).await.unwrap(), 1);
        assert_eq!(there.clone().acount().await.unwrap(), 0);
        other.scope(async { Author::objects().acreate(|a| a.name("Bob")).await }).await.unwrap();
        assert_eq!(db.scope(there.acount()).await.unwrap(), 1);
        let mut eve = Author::build(|a| a.name("Eve"));
        other.scope(eve.asave().using(&db).into_future()).await.unwrap();
    }
}

law! {
    a_scope_of_the_same_database_is_no_other(db) {
        let (clone, named) = (db.clone(), db.clone().with_alias("under_another_name"));
        db.scope(clone.scope(Author::objects().acreate(|a| a.name("Ann")))).await.unwrap();
        named.scope(Author::objects().acreate(|a| a.name("Bob"))).await.unwrap();
        clone.atomic(Author::objects().acreate(|a| a.name("Eve"))).await.unwrap();
        let undone: queryset::Result<()> = named
            .atomic(async {
                Author::objects().using(&db).acreate(|a| a.name("Zed")).await?;
                set_rollback(true)
            })
            .await;
        undone.unwrap();
        let other = other().await;
        let back = other.scope(db.scope(Author::objects().acount()));
        assert_eq!(back.await.unwrap(), 3, "an alias is no connection of its own");
    }
}
