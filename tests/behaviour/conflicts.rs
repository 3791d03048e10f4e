//! Many new rows at once, some of which are there already.

use std::collections::HashMap;

use queryset::prelude::*;

use crate::{
    bulk::{author, count, each_has_its_row},
    constraints::Account,
    law::law,
    made::Crate,
    support::{
        kinds::Incident,
        library::{Author, Book, City, Publisher, Ticket},
    },
};

law! {
    conflicts_can_be_ignored(db) {
        Publisher::objects().acreate(|p| p.name("name 3")).await.unwrap();
        let names = (0..3_000).map(|it| Publisher::build(|p| p.name(format!("name {}", it % 2_000))));
        let returned = Publisher::objects().abulk_create(names).ignore_conflicts().await.unwrap();
        assert!(returned.len() == 3_000 && !returned.iter().any(Model::is_saved), "nobody says which were added");
        assert_eq!(count::<Publisher>().await, 2_000);
        let cities = ["a", "b", "a"].map(|it| City { code: it.into(), altitude: Some(1) });
        City::objects().abulk_create(cities).ignore_conflicts().await.unwrap();
        let more = ["b", "c"].map(|it| City { code: it.into(), altitude: Some(2) });
        City::objects().abulk_create(more).ignore_conflicts().await.unwrap();
        let rows: Vec<(String, Option<i32>)> =
            City::objects().order_by(|c| c.code()).values_list(|c| (c.code(), c.altitude())).await.unwrap();
        assert_eq!(rows, [("a".into(), Some(1)), ("b".into(), Some(1)), ("c".into(), Some(2))]);
    }
}

law! {
    other_constraints_than_unique_ones_are_not_ignored(db) {
        let poor = [Account::build(|a| a.owner("ann")), Account::build(|a| a.owner("bob").balance(-101))];
        let error = Account::objects().abulk_create(poor).ignore_conflicts().await.unwrap_err();
        assert!(error.is_check_violation(), "{error:?}");
        let stray = [Incident::build(|i| i.device(4_711_u32))];
        let error = Incident::objects().abulk_create(stray).ignore_conflicts().await.unwrap_err();
        assert!(error.is_foreign_key_violation(), "{error:?}");
        assert_eq!((count::<Account>().await, count::<Incident>().await), (0, 0));
    }
}

/// Adds or updates accounts by owner and kind.
async fn upsert(db: &Database, accounts: Vec<Account>) -> Vec<Account> {
    let adding = Account::objects().abulk_create(accounts).update_conflicts(|a| a.balance());
    let adding = if db.capability().conflict_targets {
        adding.unique_fields(|a| (a.owner(), a.kind()))
    } else {
        adding
    };
    adding.await.unwrap()
}

law! {
    rows_that_are_there_can_be_updated(db) {
        let account = |at: i32, balance| Account::build(|a| a.owner(format!("o{}", at * 7_919 % 2_000)).balance(balance));
        let first = upsert(&db, (0..1_000).map(|it| account(it * 2, it)).collect()).await;
        let second = upsert(&db, (0..2_000).map(|it| account(it, -1)).collect()).await;
        assert_eq!(count::<Account>().await, 2_000);
        if db.capability().insert_returning {
            each_has_its_row(&second).await;
            let keys: HashMap<_, _> = second.iter().map(|it| (&it.owner, it.id)).collect();
            assert!(first.iter().all(|it| keys[&it.owner] == it.id), "a row that was there keeps its key");
        }
        assert_eq!(Account::objects().filter(|a| a.balance().eq(-1)).acount().await.unwrap(), 2_000);
    }
}

law! {
    only_the_named_fields_of_a_row_that_is_there_are_updated(db) {
        let ann = Author::objects().acreate(|a| a.name("Ann").age(30)).await.unwrap();
        let new = [Author { id: ann.id, age: Some(1), ..author("Anna") }, Author { id: ann.id + 5, ..author("Bob") }];
        let adding = Author::objects().abulk_create(new).update_conflicts(|a| a.name());
        let adding = if db.capability().conflict_targets { adding.unique_fields(|a| a.id()) } else { adding };
        adding.await.unwrap();
        let rows: Vec<_> = Author::objects().order_by(|a| a.id()).await.unwrap();
        assert_eq!(rows, [Author { name: "Anna".into(), ..ann.clone() }, Author { id: ann.id + 5, ..author("Bob") }]);
    }
}

law! {
    a_unique_field_that_is_null_conflicts_with_nothing(db) {
        let account = |owner: &str, number| Account { number, ..Account::build(|a| a.owner(owner).balance(1)) };
        let adding = |accounts: Vec<Account>| {
            let adding = Account::objects().abulk_create(accounts).update_conflicts(|a| a.owner());
            if db.capability().conflict_targets { adding.unique_fields(|a| a.number()) } else { adding }
        };
        adding(vec![account("a", Some(1)), account("b", None), account("c", None)]).await.unwrap();
        let second = adding(vec![account("d", None), account("e", Some(1)), account("f", None)]).await.unwrap();
        let owners: Vec<String> = Account::objects().order_by(|a| a.owner()).values_list(|a| a.owner()).await.unwrap();
        assert_eq!(owners, ["b", "c", "d", "e", "f"]);
        for it in &second {
            if db.capability().insert_returning {
                assert_eq!(Account::objects().aget(|a| a.id().eq(it.id)).await.unwrap().owner, it.owner);
            }
        }
    }
}

law! {
    what_makes_no_sense_together_is_refused(db) {
        let account = || [Account::build(|a| a.owner("x"))];
        let refused = async |adding: queryset::BulkCreate<Account>, kind, word: &str| {
            let error = adding.await.unwrap_err();
            assert_eq!((error.kind(), error.model()), (kind, Some("Account")), "{error}");
            assert!(error.to_string().contains(word), "{error}");
        };
        let both = Account::objects().abulk_create(account()).ignore_conflicts().update_conflicts(|a| a.balance());
        refused(both, ErrorKind::InvalidQuery, "ignore_conflicts").await;
        let unique_only = Account::objects().abulk_create(account()).unique_fields(|a| a.number());
        refused(unique_only, ErrorKind::InvalidQuery, "update_conflicts").await;
        let updating = || Account::objects().abulk_create(account()).update_conflicts(|a| a.balance());
        let nothing = || Account::objects().abulk_create(account()).update_conflicts(|_| ());
        if db.capability().conflict_targets {
            refused(nothing().unique_fields(|a| a.number()), ErrorKind::InvalidQuery, "names none").await;
            refused(updating().unique_fields(|_| ()), ErrorKind::InvalidQuery, "unique_fields").await;
            refused(updating(), ErrorKind::InvalidQuery, "unique_fields").await;
            let key = Account::objects().abulk_create(account()).update_conflicts(|a| (a.balance(), a.id()));
            refused(key.unique_fields(|a| a.number()), ErrorKind::InvalidQuery, "primary key").await;
            let nowhere = updating().unique_fields(|a| a.balance());
            assert!(nowhere.await.unwrap_err().sql().is_some(), "the database knows no such constraint");
        } else {
            refused(nothing(), ErrorKind::InvalidQuery, "names none").await;
            refused(updating().unique_fields(|a| a.number()), ErrorKind::Unsupported, "unique_fields").await;
            let key = Account::objects().abulk_create(account()).update_conflicts(|a| a.id());
            refused(key, ErrorKind::InvalidQuery, "primary key").await;
        }
        let computed = Crate::objects().abulk_create([Crate::build(|c| c.width(1))]).update_conflicts(|c| c.area());
        let computed = if db.capability().conflict_targets { computed.unique_fields(|c| c.id()) } else { computed };
        assert_eq!(computed.await.unwrap_err().field(), Some("area"));
        let related = Book::objects()
            .abulk_create([Book::build(|b| b.name("n").price(1.into()).author(1))])
            .update_conflicts(|b| b.author().name());
        assert_eq!(related.unique_fields(|b| b.id()).await.unwrap_err().model(), Some("Book"));
        assert_eq!((count::<Account>().await, count::<Crate>().await), (0, 0));
    }
}

law! {
    a_row_that_was_there_keeps_its_key_and_says_it(db) {
        let there = Ticket::objects().acreate(|t| t.title("t")).await.unwrap();
        let script = "CREATE UNIQUE INDEX one_title ON library_ticket (title)";
        db.acquire().await.unwrap().run(script.into()).await.unwrap();
        let titles = ["t", "new"].map(|title| Ticket::build(|t| t.title(title)));
        let adding = Ticket::objects().abulk_create(titles).update_conflicts(|t| t.changed());
        let by_title = db.capability().conflict_targets;
        let adding = if by_title { adding.unique_fields(|t| t.title()) } else { adding };
        let mut tickets = adding.await.unwrap();
        assert_eq!(tickets[0].id, there.id, "the key that the program made is in no row");
        tickets[0].arefresh_from_db().await.unwrap();
        tickets[1].arefresh_from_db().await.unwrap();
        assert_eq!(tickets.iter().map(|it| it.title.as_str()).collect::<Vec<_>>(), ["t", "new"]);
        assert_eq!(count::<Ticket>().await, 2);
    }
}

/// The error says what is said twice, and where.
fn said_twice(error: &Error, model: &str, field: Option<&str>, places: &str) {
    assert_eq!(
        (error.kind(), error.model(), error.field()),
        (ErrorKind::InvalidValue, Some(model), field),
        "{error:?}"
    );
    assert!(error.to_string().contains(places) && error.sql().is_none(), "{error}");
}

law! {
    two_objects_with_one_key_are_refused_in_an_upsert(db) {
        let city = |code: &str, altitude| City { code: code.into(), altitude: Some(altitude) };
        let cities = || [city("a", 1), city("b", 2), city("c", 3), city("b", 4)];
        for size in [1, 2, 1_000] {
            let adding = City::objects().abulk_create(cities()).batch_size(size).update_conflicts(|c| c.altitude());
            let adding = if db.capability().conflict_targets { adding.unique_fields(|c| c.code()) } else { adding };
            said_twice(&adding.await.unwrap_err(), "City", Some("code"), "objects 2 and 4");
        }
        assert_eq!(count::<City>().await, 0);
        // Without an update the first counts.
        City::objects().abulk_create(cities()).ignore_conflicts().await.unwrap();
        let rows = City::objects().order_by(|c| c.code()).values_list(|c| (c.code(), c.altitude()));
        assert_eq!(rows.await.unwrap(), [("a".into(), Some(1)), ("b".into(), Some(2)), ("c".into(), Some(3))]);
    }
}

law! {
    two_objects_with_the_same_unique_values_are_refused_in_an_upsert(db) {
        let account = |owner: &str, kind: &str| Account::build(|a| a.owner(owner).kind(kind));
        let accounts = vec![account("ann", "basic"), account("bob", "basic"), account("ann", "gold"), account("ann", "basic")];
        let adding = Account::objects().abulk_create(accounts).update_conflicts(|a| a.balance());
        let adding = if db.capability().conflict_targets { adding.unique_fields(|a| (a.owner(), a.kind())) } else { adding };
        said_twice(&adding.await.unwrap_err(), "Account", None, "objects 1 and 4");
        let houses = (0..120).map(|it| Publisher::build(|p| p.name(format!("house {}", it % 111))));
        let adding = Publisher::objects().abulk_create(houses).update_conflicts(|p| p.city());
        let adding = if db.capability().conflict_targets { adding.unique_fields(|p| p.name()) } else { adding };
        said_twice(&adding.await.unwrap_err(), "Publisher", Some("name"), "objects 1 and 112");
        assert_eq!((count::<Account>().await, count::<Publisher>().await), (0, 0));
        // NULL is no value that another has too.
        let unnumbered = vec![account("cy", "basic"), account("dee", "basic")];
        assert_eq!(upsert(&db, unnumbered).await.len(), 2);
    }
}
