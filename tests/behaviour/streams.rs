//! Rows one by one: in chunks inside of a transaction where the database has cursors, and the same rows everywhere.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::Poll,
};

use futures::{StreamExt, TryStreamExt, poll};
use queryset::{
    atomic,
    prelude::*,
    testing::{TestDatabase, captured},
};

use crate::{
    law::law,
    support::{
        library::{Author, Book},
        server::Server,
    },
};

async fn fill(count: i32) {
    for age in 0..count {
        Author::objects().acreate(|a| a.name(format!("{age}")).age(age)).await.unwrap();
    }
}

/// The authors by age, so many in a chunk.
fn ages(chunk: usize) -> impl futures::Stream<Item = queryset::Result<Option<i32>>> + Unpin {
    let ages = Author::objects().order_by(|a| a.age()).values_list(|a| a.age());
    Box::pin(ages.aiterator_with(chunk))
}

/// Polls a future so often, each time when it can go on, and drops it.
async fn polled<F: Future>(future: F, mut polls: usize) {
    let mut future = pin!(future);
    poll_fn(|context| {
        if polls == 0 || Pin::as_mut(&mut future).poll(context).is_ready() {
            return Poll::Ready(());
        }
        polls -= 1;
        Poll::Pending
    })
    .await;
}

/// What the statements are, by their first words.
fn verbs(queries: &[queryset::testing::CapturedQuery]) -> Vec<&str> {
    let verbs = queries.iter().filter(|it| !it.is_transaction());
    verbs.map(|it| it.sql.split(' ').next().unwrap()).collect()
}

law! {
    a_stream_in_a_transaction_is_read_in_chunks_where_there_are_cursors(db) {
        fill(25).await;
        let (read, queries) = captured(atomic(async {
            let read: Vec<_> = ages(10).try_collect().await?;
            Author::objects().acount().await?;
            Author::objects().acount().await?;
            Ok(read)
        }))
        .await;
        assert_eq!(read.unwrap(), (0..25).map(Some).collect::<Vec<_>>());
        if db.capability().cursors {
            let expected = ["DECLARE", "FETCH", "FETCH", "FETCH", "CLOSE", "SELECT", "SELECT"];
            assert_eq!(verbs(&queries), expected);
        } else {
            assert_eq!(verbs(&queries), ["SELECT", "SELECT", "SELECT"]);
        }
        let (read, queries) = captured(ages(10).try_collect::<Vec<_>>()).await;
        assert_eq!((read.unwrap().len(), verbs(&queries)), (25, vec!["SELECT"]));
    }
}

law! {
    chunks_of_every_size_give_all_rows_once(db) {
        fill(12).await;
        for chunk in [1, 2, 3, 4, 6, 11, 12, 13, usize::from(u16::MAX)] {
            let read: Vec<_> = atomic(async { ages(chunk).try_collect().await }).await.unwrap();
            assert_eq!(read, (0..12).map(Some).collect::<Vec<_>>(), "in chunks of {chunk}");
        }
        let none = Author::objects().filter(|a| a.age().gt(99)).aiterator_with(3);
        assert_eq!(db.atomic(none.try_collect::<Vec<_>>()).await.unwrap(), []);
        let none = Author::objects().none().aiterator_with(3);
        assert_eq!(db.atomic(none.try_collect::<Vec<_>>()).await.unwrap(), []);
    }
}

law! {
    a_chunk_of_no_row_is_refused(db) {
        fill(1).await;
        let refused = |error: Error| {
            assert_eq!(error.kind(), ErrorKind::InvalidValue);
            assert!(error.to_string().contains("Author") && error.to_string().contains("chunk"), "{error}");
        };
        refused(ages(0).try_next().await.unwrap_err());
        let raw = Author::objects().raw("SELECT * FROM library_author").aiterator_with(0);
        refused(Box::pin(raw).try_next().await.unwrap_err());
        refused(db.atomic(async { ages(0).try_next().await }).await.unwrap_err());
    }
}

law! {
    what_the_transaction_writes_between_two_chunks_is_not_in_the_stream(db) {
        fill(20).await;
        atomic(async {
            let mut stream = ages(3);
            let mut seen = Vec::new();
            while let Some(age) = stream.try_next().await? {
                seen.push(age.unwrap());
                let later = Author::objects().filter(|a| a.age().eq(age.unwrap() + 7));
                later.aupdate(|a| a.age().set(a.age() + 1_000)).await?;
                Author::objects().acreate(|a| a.name("more").age(age.unwrap() + 2_000)).await?;
                Author::objects().filter(|a| a.age().eq(age.unwrap() + 5)).adelete().await?;
            }
            assert_eq!(seen, (0..20).collect::<Vec<_>>());
            Ok(())
        })
        .await
        .unwrap();
    }
}

law! {
    streams_inside_of_streams_and_beside_each_other_keep_their_places(db) {
        fill(9).await;
        let tx = db.begin().await.unwrap();
        let stream = |chunk| {
            let ages = Author::objects().using(&tx).order_by(|a| a.age()).values_list(|a| a.age());
            Box::pin(ages.aiterator_with(chunk))
        };
        let (mut outer, mut pairs) = (stream(2), 0);
        while let Some(one) = outer.try_next().await.unwrap() {
            let mut inner = stream(4);
            while let Some(other) = inner.try_next().await.unwrap() {
                assert_eq!(other, Some(pairs % 9));
                assert_eq!(one, Some(pairs / 9));
                pairs += 1;
            }
        }
        assert_eq!(pairs, 81);
        let sum = |chunk| stream(chunk).try_fold(0, |sum, age| async move { Ok(sum + age.unwrap()) });
        let added = async {
            for _ in 0..5 { Author::objects().using(&tx).acreate(|a| a.name("more").age(0)).await.unwrap(); }
        };
        let (one, (), other) = futures::join!(sum(1), added, sum(2));
        assert_eq!((one.unwrap(), other.unwrap()), (36, 36));
        tx.commit().await.unwrap();
    }
}

law! {
    a_stream_that_is_left_closes_its_cursor_before_the_next_statement(db) {
        fill(20).await;
        let (done, queries) = captured(atomic(async {
            for _ in 0..3 {
                let mut stream = ages(5);
                stream.try_next().await?;
                drop(stream);
                Author::objects().acount().await?;
            }
            let mut last = ages(5);
            last.try_next().await.map(drop)
        }))
        .await;
        done.unwrap();
        if db.capability().cursors {
            let each = ["DECLARE", "FETCH", "CLOSE", "SELECT"];
            let expected: Vec<_> = each.repeat(3).into_iter().chain(["DECLARE", "FETCH"]).collect();
            assert_eq!(verbs(&queries), expected);
        }
    }
}

law! {
    a_stream_that_is_left_in_the_middle_of_a_chunk_leaves_its_transaction_good(db) {
        fill(200).await;
        let written = atomic(async {
            for polls in 0..12 {
                let mut stream = ages(50);
                for _ in 0..polls {
                    let _ = poll!(stream.next());
                    tokio::task::yield_now().await;
                }
                drop(stream);
                Author::objects().acreate(|a| a.name("more")).await?;
            }
            Author::objects().acount().await
        })
        .await;
        // Where there is no cursor, the rest of the rows is read before the next statement, so that nothing is ever left.
        assert_eq!(written.unwrap(), 212);
        assert_eq!(Author::objects().acount().await.unwrap(), 212);
        assert_eq!(Author::objects().filter(|a| a.name().eq("more")).acount().await.unwrap(), 12);
    }
}

law! {
    cursors_of_streams_that_were_left_at_any_point_do_not_pile_up(db, |on| on.facts.cursors) {
        fill(30).await;
        let count = "SELECT count(*) AS id, '' AS name, 0 AS age FROM pg_cursors WHERE name LIKE 'queryset%'";
        let open = async || Ok::<_, Error>(Author::objects().raw(count).await?[0].id);
        atomic(async {
            for polls in 0..60 {
                polled(ages(5).next(), polls % 12).await;
            }
            for polls in 0..60 {
                let mut stream = ages(5);
                stream.try_next().await?;
                drop(stream);
                // It closes the cursor first.
                polled(Author::objects().acount(), polls % 6).await;
            }
            assert_eq!(Author::objects().acount().await?, 30);
            assert_eq!(open().await?, 0);
            // One that is read all the while is not taken for one of those.
            let mut read = ages(5);
            read.try_next().await?;
            polled(ages(5).next(), 2).await;
            assert_eq!(Author::objects().acount().await?, 30);
            assert_eq!(open().await?, 1);
            assert_eq!(read.try_collect::<Vec<_>>().await?.len(), 29);
            Ok(())
        })
        .await
        .unwrap();
    }
}

law! {
    a_stream_goes_on_through_savepoints_that_begin_after_it(db) {
        fill(20).await;
        atomic(async {
            let mut stream = ages(3);
            let mut seen = vec![stream.try_next().await?.flatten()];
            let undone: queryset::Result<()> = atomic(async {
                for _ in 0..6 { seen.push(stream.try_next().await?.flatten()) }
                Author::objects().all().adelete().await?;
                Author::objects().aget(|a| a.id().eq(0)).await.map(drop)
            })
            .await;
            assert!(undone.is_err());
            atomic(async {
                for _ in 0..6 { seen.push(stream.try_next().await?.flatten()) }
                Author::objects().acreate(|a| a.name("kept")).await
            })
            .await?;
            while let Some(age) = stream.try_next().await? { seen.push(age) }
            assert_eq!(seen, (0..20).map(Some).collect::<Vec<_>>());
            assert_eq!(Author::objects().acount().await?, 21);
            Ok(())
        })
        .await
        .unwrap();
    }
}

law! {
    a_stream_that_began_in_a_savepoint_lives_as_long_as_what_it_did(db) {
        fill(20).await;
        atomic(async {
            let mut kept = ages(3);
            atomic(async { kept.try_next().await }).await?;
            assert_eq!(kept.by_ref().try_collect::<Vec<_>>().await?.len(), 19);
            let mut undone = ages(3);
            let failed: queryset::Result<()> = atomic(async {
                undone.try_next().await?;
                Author::objects().aget(|a| a.id().eq(0)).await.map(drop)
            })
            .await;
            assert!(failed.is_err());
            if db.capability().cursors {
                // The chunk that was read, and no more.
                assert_eq!(undone.by_ref().take(2).try_collect::<Vec<_>>().await?, [Some(1), Some(2)]);
                let error = undone.try_next().await.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::TransactionClosed, "{error}");
                assert!(error.to_string().contains("stream"), "{error}");
                assert!(undone.try_next().await?.is_none());
            } else {
                assert_eq!(undone.try_collect::<Vec<_>>().await?.len(), 19);
            }
            drop(kept);
            assert_eq!(Author::objects().acount().await?, 20);
            Ok(())
        })
        .await
        .unwrap();
    }
}

law! {
    a_cursor_ends_with_its_transaction(db, |on| on.facts.cursors) {
        fill(20).await;
        for commits in [true, false] {
            let tx = db.begin().await.unwrap();
            let ages = Author::objects().using(&tx).order_by(|a| a.age()).values_list(|a| a.age());
            let mut stream = Box::pin(ages.aiterator_with(3));
            stream.try_next().await.unwrap();
            if commits { tx.commit().await.unwrap() } else { tx.rollback().await.unwrap() }
            assert_eq!(stream.by_ref().take(2).try_collect::<Vec<_>>().await.unwrap(), [Some(1), Some(2)]);
            assert_eq!(stream.try_next().await.unwrap_err().kind(), ErrorKind::TransactionClosed);
            assert!(stream.try_next().await.unwrap().is_none());
        }
        assert_eq!(Author::objects().acount().await.unwrap(), 20);
    }
}

law! {
    an_error_in_a_later_chunk_is_the_last_item_and_ends_the_block(db, |on| on.facts.cursors) {
        fill(20).await;
        let rows = "SELECT id, name, 1 / (age - 7) AS age FROM library_author ORDER BY id";
        let failed: queryset::Result<()> = atomic(async {
            Author::objects().acreate(|a| a.name("undone")).await?;
            let part: queryset::Result<Vec<_>> = atomic(async {
                Author::objects().raw(rows).aiterator_with(3).try_collect().await
            })
            .await;
            assert_eq!(part.unwrap_err().kind(), ErrorKind::InvalidValue);
            assert_eq!(Author::objects().acount().await?, 21);
            let mut stream = Box::pin(Author::objects().raw(rows).aiterator_with(3));
            for _ in 0..6 { stream.try_next().await?.unwrap(); }
            assert_eq!(stream.try_next().await.unwrap_err().kind(), ErrorKind::InvalidValue);
            assert!(stream.try_next().await?.is_none());
            let refused = Author::objects().acount().await.unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::TransactionClosed);
            Err(refused)
        })
        .await;
        assert!(failed.is_err());
        assert_eq!(Author::objects().acount().await.unwrap(), 20);
    }
}

law! {
    rows_that_are_locked_are_locked_when_the_stream_begins(db) {
        fill(20).await;
        let (read, queries) = captured(atomic(async {
            let locked = Author::objects().order_by(|a| a.age()).select_for_update().values_list(|a| a.age());
            let mut stream = Box::pin(locked.aiterator_with(3));
            let mut seen = Vec::new();
            while let Some(age) = stream.try_next().await? {
                seen.push(age.unwrap());
                Author::objects().all().aupdate(|a| a.name().set("seen")).await?;
            }
            Ok(seen)
        }))
        .await;
        assert_eq!(read.unwrap(), (0..20).collect::<Vec<_>>());
        assert!(queries.iter().all(|it| !it.sql.starts_with("DECLARE")), "{queries:?}");
    }
}

law! {
    values_and_every_kind_of_query_can_be_read_in_chunks(db) {
        fill(8).await;
        let older = || Author::objects().filter(|a| a.age().gte(4)).exclude(|a| a.name().eq("6"));
        let young = || Author::objects().filter(|a| a.age().lt(2)).values_list(|a| a.name());
        atomic(async {
            let names = older().values_list(|a| a.name()).union(young()).aiterator_with(2);
            assert_eq!(names.try_collect::<Vec<_>>().await?.len(), 5);
            let counted = Author::objects().annotate(|a| a.books().count()).aiterator_with(2);
            let counted: Vec<(Author, i64)> = counted.try_collect().await?;
            assert!(counted.len() == 8 && counted.iter().all(|it| it.1 == 0));
            let loaded = older().order_by(|a| a.age()).aiterator_with(2).try_collect::<Vec<_>>().await?;
            assert_eq!(loaded, older().order_by(|a| a.age()).await?);
            assert_eq!(Book::objects().aiterator().try_collect::<Vec<_>>().await?, []);
            let raw = Author::objects().raw("SELECT * FROM library_author WHERE age > 4");
            assert_eq!(raw.aiterator_with(2).try_collect::<Vec<_>>().await?.len(), 3);
            Ok(())
        })
        .await
        .unwrap();
    }
}

law! {
    a_transaction_pooler_needs_no_setting_for_cursors(db, |on| on.dialect == Dialect::Postgres) {
        let tables = queryset::schema::models([Author::meta()]);
        let made = TestDatabase::builder(&Server::Postgres.url()).tables(&tables);
        let made = made.options(queryset::Builder::transaction_pooler).create().await.unwrap();
        made.database()
            .scope(async {
                fill(7).await;
                let read: Vec<_> = atomic(async { ages(2).try_collect().await }).await.unwrap();
                assert_eq!(read.len(), 7);
            })
            .await;
    }
}

law! {
    a_chunk_can_be_larger_than_anything(db) {
        fill(7).await;
        let read = atomic(async { ages(usize::MAX).try_collect::<Vec<_>>().await }).await.unwrap();
        assert_eq!(read.len(), 7);
    }
}

law! {
    /// The driver asks the server for such a type while the statement is under way.
    a_column_of_a_type_that_the_driver_does_not_know_can_be_streamed(db) {
        fill(5).await;
        if db.dialect() == Dialect::Postgres {
            let ddl = "CREATE TYPE mood AS ENUM ('sad', 'happy'); \
                ALTER TABLE library_author ALTER name TYPE mood USING 'sad'::mood";
            db.acquire().await.unwrap().run(ddl.into()).await.unwrap();
        }
        for _ in 0..3 {
            let authors = Author::objects().order_by(|a| a.id());
            let both = async { Ok((authors.aiterator_with(2).try_collect::<Vec<_>>().await?, ages(2).try_collect::<Vec<_>>().await?)) };
            let (authors, ages) = atomic(both).await.unwrap();
            assert!(authors.iter().map(|it| it.age).eq(ages));
            assert_eq!(authors[4].name, if db.dialect() == Dialect::Postgres { "sad" } else { "4" });
        }
    }
}
