//! The order of rows.

use queryset::{ErrorKind, prelude::*, query::typed::Random};

use crate::{
    constraints::Account,
    law::law,
    support::library::{Author, Book, Shelf, names},
};

law! {
    later_keys_decide_among_equals(db) {
        Shelf::fill().await;
        Author::objects().acreate(|a| a.name("Abe").age(60)).await.unwrap();
        let sorted = Author::objects().filter(|a| a.age().is_not_null()).order_by(|a| (a.age().desc(), a.name()));
        let names: Vec<String> = sorted.values_list(|a| a.name()).await.unwrap();
        assert_eq!(names, ["Abe", "Zed", "Ann"]);
    }
}

law! {
    null_goes_where_the_query_says(db) {
        Shelf::fill().await;
        let ages = |set: QuerySet<Author>| set.values_list(|a| a.age());
        let first = ages(Author::objects().order_by(|a| a.age().asc().nulls_first())).await.unwrap();
        assert_eq!(first, [None, Some(30), Some(60)]);
        let last = ages(Author::objects().order_by(|a| a.age().desc().nulls_last())).await.unwrap();
        assert_eq!(last, [Some(60), Some(30), None]);
        let turned = ages(Author::objects().order_by(|a| a.age().asc().nulls_first()).reverse()).await.unwrap();
        assert_eq!(turned, [Some(60), Some(30), None]);
    }
}

law! {
    null_goes_where_the_database_puts_it_if_nothing_is_said(db) {
        Shelf::fill().await;
        let ages = Author::objects().order_by(|a| a.age()).values_list(|a| a.age()).await.unwrap();
        let null_at = if db.capability().nulls_are_largest { 2 } else { 0 };
        assert_eq!(ages.iter().position(Option::is_none), Some(null_at));
    }
}

law! {
    reverse_turns_the_order_of_the_model(db) {
        Shelf::fill().await;
        assert_eq!(names(&Book::objects().reverse().await.unwrap()), ["Go", "Rust", "Zen"]);
        assert_eq!(names(&Book::objects().reverse().reverse().await.unwrap()), ["Zen", "Rust", "Go"]);
    }
}

law! {
    ordering_by_a_nullable_relation_loses_no_row(db) {
        Shelf::fill().await;
        let sorted = Book::objects().order_by(|b| (b.publisher().name().asc().nulls_last(), b.id()));
        assert_eq!(names(&sorted.await.unwrap()), ["Rust", "Zen", "Go"]);
    }
}

law! {
    ordering_by_an_expression_sorts_by_its_value(db) {
        Shelf::fill().await;
        let sorted = Book::objects().order_by(|b| (b.pages() * -1).asc());
        assert_eq!(names(&sorted.await.unwrap()), ["Zen", "Rust", "Go"]);
    }
}

law! {
    null_is_placed_in_an_order_by_an_expression_with_a_value(db) {
        Shelf::fill().await;
        let sorted = Author::objects().order_by(|a| (a.age() * 2).desc().nulls_last());
        assert_eq!(sorted.values_list(|a| a.name()).await.unwrap(), ["Zed", "Ann", "Bob"]);
        let sorted = Author::objects().order_by(|a| (a.age() * 2).asc().nulls_last());
        assert_eq!(sorted.values_list(|a| a.name()).await.unwrap(), ["Ann", "Zed", "Bob"]);
    }
}

law! {
    /// Of 50 rows two orders are the same once in more than any number of runs.
    random_order_is_another_one_each_time(db) {
        for number in 0..50 {
            Author::objects().acreate(|a| a.name("Twin").age(number / 25)).await.unwrap();
        }
        let shuffled = || Author::objects().order_by(|_| Random).values_list(|a| a.id());
        let (one, other, turned) =
            (shuffled().await.unwrap(), shuffled().await.unwrap(), shuffled().reverse().await.unwrap());
        assert!(one != other && one != turned);
        let sorted = |mut it: Vec<i64>| {
            it.sort_unstable();
            it
        };
        assert_eq!(sorted(one.clone()), sorted(other));
        assert_eq!(sorted(one), sorted(turned));
        let halves = Author::objects().order_by(|a| (a.age().desc(), Random)).values_list(|a| a.age());
        let halves = halves.await.unwrap();
        assert!(halves.is_sorted_by(|a, b| a >= b), "{halves:?}");
        let some = Author::objects().order_by(|_| Random).slice(..7).values_list(|a| a.name()).distinct();
        assert_eq!(some.await.unwrap_err().kind(), ErrorKind::InvalidQuery);
        let groups = Author::objects().values_list(|a| (a.age(), a.id().count())).order_by(|_| Random);
        assert_eq!(groups.await.unwrap().len(), 2);
        let distinct = Author::objects().values_list(|a| a.name()).distinct().order_by(|_| Random);
        assert_eq!(distinct.await.unwrap().len(), 50);
        assert!(shuffled().ordered());
        assert!(!shuffled().totally_ordered());
    }
}

law! {
    /// As text it has to be allowed, as every other key.
    random_order_comes_in_as_text_where_it_is_allowed(db) {
        Shelf::fill().await;
        let refused = SortKeys::allow(["name"]).parse::<Author>("?").unwrap_err();
        assert!(refused.is_bad_lookup());
        let allowed = SortKeys::allow(["?", "name"]);
        let random = Author::objects().order_by_text(allowed.parse("?").unwrap());
        assert_eq!(random.clone().query().ordering, Author::objects().order_by(|_| Random).query().ordering);
        assert_eq!(random.await.unwrap().len(), 3);
        assert_eq!(Author::objects().order_by_text(allowed.parse("-?,name").unwrap()).await.unwrap().len(), 3);
    }
}

law! {
    /// On PostgreSQL two expressions with values are two, if the statement does not say otherwise.
    groups_can_be_sorted_by_an_expression_with_a_value(db) {
        let shelf = Shelf::fill().await;
        let halves = Book::objects()
            .values_list(|b| (b.pages() / 200, b.id().count()))
            .order_by(|b| (b.pages() / 200).desc());
        assert_eq!(halves.await.unwrap(), [(2, 1), (1, 2)]);
        let counted = Author::objects()
            .annotate(|a| a.books().count())
            .order_by(|(a, _)| (a.age() / 7 * -1).asc().nulls_last())
            .values_list(|(a, n)| (a.name(), n));
        let counted = counted.await.unwrap();
        assert_eq!(counted, [("Zed".to_owned(), 1), ("Ann".to_owned(), 1), ("Bob".to_owned(), 1)]);
        let instances = Author::objects()
            .annotate(|a| a.books().count())
            .filter(|(_, n)| n.gt(0))
            .order_by(|(a, _)| (a.age() / 7).asc().nulls_first());
        assert_eq!(instances.clone().acount().await.unwrap(), 3);
        assert_eq!(instances.clone().slice(..2).acount().await.unwrap(), 2);
        assert_eq!(instances.slice(..2).await.unwrap(), [(shelf.bob, 1), (shelf.ann, 1)]);
        let by_case = Book::objects()
            .values_list(|b| (b.author().name(), b.pages().max()))
            .order_by(|b| Case::when(b.author().name().eq("Zed"), 0).otherwise(1));
        assert_eq!(by_case.slice(..1).await.unwrap(), [("Zed".to_owned(), Some(500))]);
    }
}

law! {
    /// Rows are changed one by one, and no number may stand in two of them meanwhile. Only MySQL and MariaDB have an order
    /// of an update; elsewhere it is left away, as in Django.
    an_update_goes_in_the_order_of_the_queryset_where_the_database_has_one(db) {
        for number in 1..=3 {
            Account::objects().acreate(|a| a.owner(format!("owner {number}")).number(number)).await.unwrap();
        }
        let numbers = async || Account::objects().order_by(|a| a.id()).values_list(|a| a.number()).await.unwrap();
        let raised = |set: QuerySet<Account>| set.aupdate(|a| a.number().set(a.number() + 1));
        let downwards = || Account::objects().order_by(|a| a.number().desc());
        if db.capability().ordered_updates {
            assert_eq!(raised(downwards()).await.unwrap(), 3);
            assert_eq!(numbers().await, [Some(2), Some(3), Some(4)]);
            assert_eq!(raised(Account::objects().order_by(|a| a.number()).reverse()).await.unwrap(), 3);
            assert_eq!(raised(Account::objects().order_by(|a| (a.number() * -1).asc().nulls_last())).await.unwrap(), 3);
            let some = Account::objects().filter(|a| a.owner().in_(["owner 2", "owner 3"]));
            assert_eq!(raised(some.order_by(|a| a.number().desc())).await.unwrap(), 2);
            assert_eq!(numbers().await, [Some(4), Some(6), Some(7)]);
        } else {
            assert!(raised(downwards()).await.unwrap_err().is_unique_violation());
            assert_eq!(numbers().await, [Some(1), Some(2), Some(3)]);
        }
    }
}

law! {
    /// Columns of other tables cannot sort an update; as in Django the order is left away then.
    an_update_sorted_by_another_table_goes_in_any_order(db) {
        Shelf::fill().await;
        let sorted = Book::objects().order_by(|b| (b.author().name(), b.pages()));
        assert_eq!(sorted.aupdate(|b| b.pages().set(b.pages() + 1)).await.unwrap(), 3);
        let joined = Book::objects().filter(|b| b.author().name().lt("N")).order_by(|b| b.pages().desc());
        assert_eq!(joined.aupdate(|b| b.pages().set(b.pages() + 1)).await.unwrap(), 2);
        assert_eq!(names(&Book::objects().order_by(|b| b.pages()).await.unwrap()), ["Go", "Rust", "Zen"]);
    }
}
