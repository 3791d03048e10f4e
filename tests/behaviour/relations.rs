//! Conditions and values along relations: which joins, and what they do to rows without a counterpart.

use queryset::prelude::*;

use crate::{
    law::law,
    support::library::{Author, Biography, Book, City, Loan, Publisher, Shelf, names},
};

law! {
    a_condition_reaches_through_any_number_of_relations(db) {
        Shelf::fill().await;
        let high = Book::objects().filter(|b| b.publisher().city().altitude().gt(5_000));
        assert_eq!(names(&high.await.unwrap()), ["Rust"]);
        let pair = Book::objects().filter(|b| b.author().name().eq("Zed") & b.editor().name().eq("Ann"));
        assert_eq!(names(&pair.await.unwrap()), ["Zen"]);
    }
}

law! {
    two_relations_to_one_table_do_not_mix(db) {
        Shelf::fill().await;
        let set = Book::objects().order_by(|b| b.id()).values_list(|b| (b.author().name(), b.editor().name()));
        let people: Vec<(String, Option<String>)> = set.await.unwrap();
        let editor = |it: &str| Some(it.to_owned());
        assert_eq!(people, [("Ann".into(), editor("Bob")), ("Bob".into(), None), ("Zed".into(), editor("Ann"))]);
    }
}

law! {
    values_through_a_nullable_relation_keep_rows_without_it(db) {
        Shelf::fill().await;
        let set = Book::objects().order_by(|b| b.id()).values_list(|b| b.publisher().city().altitude());
        let altitudes: Vec<Option<i32>> = set.await.unwrap();
        assert_eq!(altitudes, [Some(5_280), None, None]);
    }
}

law! {
    a_condition_on_a_nullable_relation_drops_rows_without_it(db) {
        Shelf::fill().await;
        assert_eq!(Book::objects().filter(|b| b.publisher().name().contains("s")).acount().await.unwrap(), 2);
    }
}

law! {
    an_alternative_keeps_rows_without_the_relation(db) {
        Shelf::fill().await;
        let either = Book::objects().filter(|b| b.publisher().name().eq("Apress") | b.pages().eq(200));
        assert_eq!(names(&either.await.unwrap()), ["Rust", "Go"]);
    }
}

law! {
    /// A column on the right side that its relation makes absent is NULL, and so is the comparison.
    exclude_of_a_comparison_drops_rows_without_the_relation_of_the_right_side(db) {
        Shelf::fill().await;
        let others = Book::objects().exclude(|b| b.name().eq(b.publisher().name()));
        assert_eq!(names(&others.await.unwrap()), ["Zen", "Rust"]);
        // A column that can be NULL in its own row is asked, and keeps them.
        let low = Book::objects().exclude(|b| b.pages().gt(b.publisher().city().altitude()));
        assert_eq!(names(&low.await.unwrap()), ["Zen", "Rust", "Go"]);
    }
}

law! {
    exclude_through_a_nullable_relation_keeps_rows_without_it(db) {
        Shelf::fill().await;
        let others = Book::objects().exclude(|b| b.publisher().name().eq("Apress"));
        assert_eq!(names(&others.await.unwrap()), ["Zen", "Go"]);
        let nowhere = Book::objects().filter(|b| b.publisher().name().is_null());
        assert_eq!(names(&nowhere.await.unwrap()), ["Go"]);
        let deep = Book::objects().exclude(|b| b.publisher().city().altitude().gt(1));
        assert_eq!(names(&deep.await.unwrap()), ["Zen", "Go"]);
    }
}

law! {
    a_relation_is_compared_with_an_object_its_key_or_a_relation(db) {
        let shelf = Shelf::fill().await;
        let count = |set: QuerySet<Book>| async { set.acount().await.unwrap() };
        assert_eq!(count(Book::objects().filter(|b| b.author().eq(&shelf.ann))).await, 1);
        assert_eq!(count(Book::objects().filter(|b| b.author().eq(shelf.ann.id))).await, 1);
        assert_eq!(count(Book::objects().filter(|b| b.author().id().eq(shelf.ann.id))).await, 1);
        assert_eq!(count(Book::objects().filter(|b| b.author().eq(&shelf.rust.author))).await, 1);
        assert_eq!(count(Book::objects().filter(|b| b.author().in_([&shelf.ann, &shelf.zed]))).await, 2);
        assert_eq!(count(Book::objects().filter(|b| b.editor().is_null())).await, 1);
        assert_eq!(count(Book::objects().exclude(|b| b.editor().is_null())).await, 2);
        assert_eq!(count(Book::objects().filter(|b| b.author().key().eq(b.editor().key()))).await, 0);
    }
}

law! {
    an_unsaved_object_cannot_be_looked_for(db) {
        let nobody = Author::build(|a| a.name("nobody"));
        let error = Book::objects().filter(|b| b.author().eq(&nobody)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnsavedRelation);
        assert!(error.to_string().contains("Author"), "{error}");
    }
}

law! {
    a_natural_key_relates_like_any_other(db) {
        Shelf::fill().await;
        let set = Publisher::objects().filter(|p| p.city().eq("DEN"));
        assert_eq!(set.values_list(|p| (p.name(), p.city().code())).await.unwrap(), [("Apress".into(), Some("DEN".into()))]);
    }
}

law! {
    a_one_to_one_relation_can_be_the_primary_key(db) {
        let shelf = Shelf::fill().await;
        let life = Biography::objects().acreate(|b| b.author(&shelf.ann).text("Born, wrote.")).await.unwrap();
        assert_eq!(life.key(), shelf.ann.id);
        let again = Biography::objects().aget(|b| b.author().name().eq("Ann")).await.unwrap();
        assert_eq!(again, life);
        let twice = Biography::objects().acreate(|b| b.author(&shelf.ann).text("Again.")).await.unwrap_err();
        assert!(twice.is_unique_violation(), "{twice:?}");
    }
}

law! {
    a_relation_fetches_its_object(db) {
        let shelf = Shelf::fill().await;
        assert_eq!(shelf.rust.author.aget().await.unwrap(), shelf.ann);
        assert_eq!(shelf.rust.author.get().unwrap_err().kind(), ErrorKind::NotLoaded);
        let held: ForeignKey<Author> = shelf.ann.clone().into();
        assert_eq!(held.get().unwrap(), &shelf.ann);
    }
}

law! {
    a_key_without_a_constraint_may_point_nowhere(db) {
        Shelf::fill().await;
        let loan = Loan::objects().acreate(|l| l.book(4_711).reader("Ida")).await.unwrap();
        assert!(loan.book.aget().await.unwrap_err().is_does_not_exist_of::<Book>());
        assert_eq!(Loan::objects().filter(|l| l.book().eq(4_711)).acount().await.unwrap(), 1);
    }
}

law! {
    a_multi_valued_relation_gives_a_row_per_related_row(db) {
        let shelf = Shelf::fill().await;
        Book::objects().acreate(|b| b.name("More Rust").pages(50).price(1.into()).author(&shelf.ann)).await.unwrap();
        let found = Author::objects().filter(|a| a.books().pages().lt(400)).order_by(|a| a.name());
        assert_eq!(found.values_list(|a| a.name()).await.unwrap(), ["Ann", "Ann", "Bob"]);
    }
}

law! {
    /// <https://docs.djangoproject.com/en/6.1/topics/db/queries/#spanning-multi-valued-relationships>
    one_filter_speaks_of_one_related_row_and_chained_filters_of_any(db) {
        let shelf = Shelf::fill().await;
        Book::objects().acreate(|b| b.name("Thin").pages(50).price(1.into()).author(&shelf.zed)).await.unwrap();
        let one = Author::objects().filter(|a| a.books().pages().lt(100) & a.books().name().eq("Zen"));
        assert_eq!(one.acount().await.unwrap(), 0);
        let two = Author::objects().filter(|a| a.books().pages().lt(100)).filter(|a| a.books().name().eq("Zen"));
        assert_eq!(two.values_list(|a| a.name()).await.unwrap(), ["Zed"]);
    }
}

law! {
    exclude_across_a_multi_valued_relation_asks_that_no_related_row_matches(db) {
        let shelf = Shelf::fill().await;
        Book::objects().acreate(|b| b.name("Thin").pages(50).price(1.into()).author(&shelf.zed)).await.unwrap();
        let sorted = |set: QuerySet<Author>| set.order_by(|a| a.name()).values_list(|a| a.name());
        let idle = Author::objects().acreate(|a| a.name("Idle")).await.unwrap();
        let without = sorted(Author::objects().exclude(|a| a.books().name().eq("Zen"))).await.unwrap();
        assert_eq!(without, ["Ann", "Bob", "Idle"]);
        let with = sorted(Author::objects().exclude(|a| a.books().is_null())).await.unwrap();
        assert_eq!(with, ["Ann", "Bob", "Zed"]);
        let lazy = Author::objects().filter(|a| a.books().is_null()).await.unwrap();
        assert_eq!(lazy, [idle]);
    }
}

law! {
    a_reverse_one_to_one_relation_is_single_valued(db) {
        let shelf = Shelf::fill().await;
        Biography::objects().acreate(|b| b.author(&shelf.zed).text("long")).await.unwrap();
        let named = Author::objects().filter(|a| a.biography().text().eq("long"));
        assert_eq!(named.await.unwrap(), std::slice::from_ref(&shelf.zed));
        let without = Author::objects().exclude(|a| a.biography().text().eq("long")).order_by(|a| a.name());
        assert_eq!(without.await.unwrap(), [shelf.ann, shelf.bob]);
    }
}

law! {
    counting_a_relation_counts_nothing_as_zero(db) {
        let shelf = Shelf::fill().await;
        Book::objects().acreate(|b| b.name("Thin").pages(50).price(1.into()).author(&shelf.zed)).await.unwrap();
        Author::objects().acreate(|a| a.name("Idle")).await.unwrap();
        let counted: Vec<(Author, i64)> =
            Author::objects().annotate(|a| a.books().count()).order_by(|(a, n)| (n.desc(), a.name())).await.unwrap();
        let seen: Vec<_> = counted.iter().map(|(a, n)| (a.name.as_str(), *n)).collect();
        assert_eq!(seen, [("Zed", 2), ("Ann", 1), ("Bob", 1), ("Idle", 0)]);
        let most: Vec<(Author, i64, Option<i32>)> = Author::objects()
            .annotate(|a| a.books().count())
            .annotate(|(a, _)| a.books().pages().max())
            .filter(|(_, n, most)| n.gt(1) & most.gt(n))
            .await
            .unwrap();
        assert_eq!(most.len(), 1);
        assert_eq!((most[0].1, most[0].2), (2, Some(500)));
    }
}

law! {
    groups_of_rows_are_counted_as_groups(db) {
        let shelf = Shelf::fill().await;
        Book::objects().acreate(|b| b.name("Thin").pages(50).price(1.into()).author(&shelf.zed)).await.unwrap();
        let per_author = Book::objects().order_by(|_| ()).values_list(|b| (b.author().key(), b.id().count()));
        assert_eq!(per_author.clone().acount().await.unwrap(), 3);
        assert_eq!(per_author.await.unwrap().len(), 3);
        let busy = Author::objects().annotate(|a| a.books().count()).filter(|(_, n)| n.gt(1));
        assert_eq!(busy.clone().acount().await.unwrap(), 1);
        assert!(busy.aexists().await.unwrap());
    }
}

law! {
    the_first_of_groups_needs_an_order_and_a_lone_aggregate_none(db) {
        Shelf::fill().await;
        let lone = Author::objects().values_list(|a| a.id().count());
        assert_eq!(lone.afirst().await.unwrap(), Some(3));
        let groups = || Author::objects().values_list(|a| (a.age(), a.id().count()));
        assert_eq!(groups().afirst().await.unwrap_err().kind(), ErrorKind::InvalidQuery);
        let oldest = groups().order_by(|a| a.age().desc().nulls_last()).afirst().await.unwrap();
        assert_eq!(oldest, Some((Some(60), 1)));
    }
}

law! {
    aggregates_in_values_list_group_by_the_other_columns(db) {
        Shelf::fill().await;
        City::objects().acreate(|c| c.code("NYC")).await.unwrap();
        let per_editor = Book::objects()
            .filter(|b| b.editor().is_not_null())
            .order_by(|b| b.editor().name())
            .values_list(|b| (b.editor().name(), b.id().count(), b.pages().max()));
        let rows: Vec<(Option<String>, i64, Option<i32>)> = per_editor.await.unwrap();
        assert_eq!(rows, [(Some("Ann".into()), 1, Some(500)), (Some("Bob".into()), 1, Some(300))]);
    }
}

law! {
    annotated_instances_stay_apart_when_only_values_are_selected(db) {
        let shelf = Shelf::fill().await;
        let namesake = Author::objects().acreate(|a| a.name("Ann")).await.unwrap();
        for name in ["One", "Two"] {
            Book::objects().acreate(|b| b.name(name).price(1.into()).author(&namesake)).await.unwrap();
        }
        let counted = Author::objects().annotate(|a| a.books().count()).order_by(|(a, n)| (a.name(), n.desc()));
        let pairs = counted.clone().values_list(|(a, n)| (a.name(), n)).await.unwrap();
        assert_eq!(pairs, [("Ann".into(), 2), ("Ann".into(), 1), ("Bob".into(), 1), ("Zed".into(), 1)]);
        let busy = counted.filter(|(_, n)| n.gt(1)).values_list(|(a, _)| a.id()).await.unwrap();
        assert_eq!(busy, [namesake.id]);
        assert!(shelf.ann.id != namesake.id);
    }
}

law! {
    /// <https://docs.djangoproject.com/en/6.1/topics/db/aggregation/#order-of-annotate-and-filter-clauses>
    a_filter_before_an_annotation_restricts_it_and_one_behind_does_not(db) {
        let shelf = Shelf::fill().await;
        Book::objects().acreate(|b| b.name("Thin").pages(50).price(1.into()).author(&shelf.zed)).await.unwrap();
        let before = Author::objects().filter(|a| a.books().pages().gt(100)).annotate(|a| a.books().count());
        let counts = before.order_by(|(a, _)| a.name()).values_list(|(_, n)| n).await.unwrap();
        assert_eq!(counts, [1, 1, 1]);
        let zed = |set: QuerySet<Author>| set.filter(|a| a.name().eq("Zed")).annotate(|a| a.books().count());
        let one_way = zed(Author::objects().all()).filter(|(a, n)| n.gt(1) & a.books().pages().gt(100));
        let other_way = zed(Author::objects().all()).filter(|(a, n)| a.books().pages().gt(100) & n.gt(1));
        assert_eq!(one_way.values_list(|(_, n)| n).await.unwrap(), [2]);
        assert_eq!(other_way.values_list(|(_, n)| n).await.unwrap(), [2]);
    }
}

law! {
    excluding_null_in_a_related_column_excludes_those_without_a_related_row(db) {
        let shelf = Shelf::fill().await;
        Author::objects().acreate(|a| a.name("Idle")).await.unwrap();
        let rated = Author::objects().exclude(|a| a.books().rating().eq(None::<f64>)).order_by(|a| a.name());
        assert_eq!(rated.values_list(|a| a.name()).await.unwrap(), ["Ann", "Zed"]);
        assert!(shelf.ann.id > 0);
    }
}

law! {
    a_captured_field_of_a_related_row_is_that_of_its_own_filter(db) {
        let shelf = Shelf::fill().await;
        Book::objects().acreate(|b| b.name("Thin").pages(50).price(1.into()).author(&shelf.zed)).await.unwrap();
        let same_size = |pages: i32| {
            Author::objects().filter(|a| a.books().pages().eq(500)).filter(move |a| {
                let twin = Book::objects().filter(|b| b.pages().eq(a.books().pages()) & b.pages().eq(pages));
                a.books().pages().eq(pages) & twin.exists()
            })
        };
        assert_eq!(same_size(50).acount().await.unwrap(), 1);
        assert_eq!(same_size(300).acount().await.unwrap(), 0);
    }
}

law! {
    aggregates_over_all_rows_are_one_row(db) {
        assert_eq!(Author::objects().values_list(|a| a.id().count()).acount().await.unwrap(), 1);
        assert!(Author::objects().values_list(|a| (a.id().count(), a.age().max())).aexists().await.unwrap());
        Shelf::fill().await;
        assert_eq!(Author::objects().values_list(|a| a.age().max()).acount().await.unwrap(), 1);
    }
}

law! {
    rows_are_grouped_by_what_is_computed(db) {
        Shelf::fill().await;
        let halves = Book::objects().order_by(|_| ()).values_list(|b| (b.pages() / 250, b.id().count()));
        let mut groups: Vec<(i32, i64)> = halves.await.unwrap();
        groups.sort_unstable();
        assert_eq!(groups, [(0, 1), (1, 1), (2, 1)]);
    }
}

law! {
    the_first_and_last_of_counted_instances_go_by_their_key(db) {
        let shelf = Shelf::fill().await;
        let counted = || Publisher::objects().annotate(|p| p.books().count());
        assert_eq!(counted().afirst().await.unwrap().unwrap().0, shelf.apress);
        assert_eq!(counted().alast().await.unwrap().unwrap().0, shelf.sams);
    }
}

law! {
    a_condition_on_a_group_can_stand_beside_one_on_a_related_row(db) {
        Shelf::fill().await;
        let counted = || Publisher::objects().annotate(|p| p.books().count());
        let either = counted().filter(|(p, n)| n.gt(5) | p.city().altitude().gt(5_000));
        assert_eq!(either.clone().values_list(|(p, _)| p.name()).await.unwrap(), ["Apress"]);
        assert_eq!(either.clone().acount().await.unwrap(), 1);
        assert!(either.aexists().await.unwrap());
    }
}

law! {
    an_aggregate_is_over_all_rows_and_not_over_a_slice(db) {
        Shelf::fill().await;
        let most = Book::objects().order_by(|b| b.id()).values_list(|b| b.pages().max());
        assert_eq!(most.await.unwrap(), [Some(500)]);
        let sliced = Book::objects().order_by(|b| b.id()).slice(..2).values_list(|b| b.pages().max());
        let error = sliced.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
        assert!(error.to_string().contains("aggregated"), "{error}");
    }
}
