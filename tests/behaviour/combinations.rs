//! `union`, `union_all`, `intersection`, `difference`.

use queryset::{ErrorKind, prelude::*};

use crate::{
    law::law,
    support::library::{Author, Publisher, Shelf},
};

/// Authors named `1` to `6`, whose ages are `10` to `60`, but that of the last, which is not known.
async fn six() {
    for number in 1..=6 {
        let age = (number < 6).then_some(number * 10);
        Author::objects().acreate(|a| a.name(number.to_string()).maybe_age(age)).await.unwrap();
    }
}

fn aged(from: i32, to: i32) -> QuerySet<Author> {
    Author::objects().filter(|a| a.age().range(from, to))
}

async fn names(set: QuerySet<Author>) -> String {
    set.order_by(|a| a.id()).await.unwrap().into_iter().map(|it| it.name).collect()
}

law! {
    each_operation_gives_its_rows(db) {
        six().await;
        assert_eq!(names(aged(10, 30).union(aged(20, 40))).await, "1234");
        assert_eq!(names(aged(10, 30).union_all(aged(20, 40))).await, "122334");
        assert_eq!(names(aged(10, 30).intersection(aged(20, 40))).await, "23");
        assert_eq!(names(aged(10, 30).difference(aged(20, 40))).await, "1");
    }
}

law! {
    /// A tuple, an array or a list; a chain goes from left to right, whatever binds tighter in SQL.
    any_number_of_querysets_combine_and_nest(db) {
        six().await;
        assert_eq!(names(aged(10, 10).union((aged(20, 20), aged(30, 30), aged(50, 50)))).await, "1235");
        assert_eq!(names(aged(10, 50).difference(vec![aged(20, 20), aged(40, 40)])).await, "135");
        assert_eq!(names(aged(10, 50).intersection([aged(20, 50), aged(10, 40)])).await, "234");
        assert_eq!(names(aged(10, 10).union(aged(20, 30)).intersection(aged(20, 50))).await, "23");
        assert_eq!(names(aged(10, 10).union(aged(20, 30).intersection(aged(30, 50)))).await, "13");
        assert_eq!(names(aged(10, 50).difference(aged(20, 40).difference(aged(30, 30)))).await, "135");
        let chained = aged(10, 50).difference(aged(20, 20)).difference(aged(30, 30));
        assert_eq!(chained, aged(10, 50).difference((aged(20, 20), aged(30, 30))));
        let many = (0..300).fold(aged(10, 10), |all, _| all.union(aged(20, 20)));
        assert_eq!(names(many).await, "12");
    }
}

law! {
    /// The parts are sliced in their own order, the whole in its order; what is sliced already can be combined again.
    parts_and_the_whole_are_sliced_each_in_its_order(db) {
        six().await;
        let first = || Author::objects().order_by(|a| a.id()).slice(..2);
        let last = || Author::objects().order_by(|a| a.id().desc()).slice(1..3);
        assert_eq!(names(first().union(last())).await, "1245");
        let ends = first().union_all(last()).order_by(|a| a.id().desc());
        let middle: Vec<_> = ends.slice(1..3).await.unwrap().into_iter().map(|it| it.name).collect();
        assert_eq!(middle, ["4", "2"]);
        let two = first().union(last()).order_by(|a| a.name().desc()).slice(..2);
        assert_eq!(names(two.union(aged(10, 10))).await, "145");
        let unknown = aged(10, 20).union(Author::objects().filter(|a| a.name().eq("6")));
        let sorted = unknown.clone().order_by(|a| a.age().desc().nulls_last()).await.unwrap();
        assert_eq!(sorted.iter().map(|it| it.name.as_str()).collect::<String>(), "216");
        let turned = unknown.order_by(|a| a.age().desc().nulls_last()).reverse().await.unwrap();
        assert_eq!(turned.iter().map(|it| it.name.as_str()).collect::<String>(), "612");
    }
}

law! {
    a_combination_is_counted_and_has_a_first_row(db) {
        six().await;
        let all = || aged(10, 30).union_all(aged(20, 40));
        assert_eq!(all().acount().await.unwrap(), 6);
        assert_eq!(all().values_list(|a| a.age()).acount().await.unwrap(), 6);
        assert_eq!(all().order_by(|a| a.id()).slice(4..9).acount().await.unwrap(), 2);
        assert!(all().aexists().await.unwrap());
        assert!(!aged(10, 10).intersection(aged(20, 20)).aexists().await.unwrap());
        assert!(!all().order_by(|a| a.id()).slice(6..).aexists().await.unwrap());
        assert_eq!(all().afirst().await.unwrap().unwrap().name, "1");
        assert_eq!(all().alast().await.unwrap().unwrap().name, "4");
        assert_eq!(aged(10, 10).union(aged(10, 10)).aget(|_| Q::default()).await.unwrap().name, "1");
        let page = all().order_by(|a| a.id()).paginate(2, 4).await.unwrap();
        assert_eq!((page.items.len(), page.total), (2, 6));
    }
}

law! {
    /// Values of different models are rows of one type; the names of the columns are those of the first.
    values_of_different_models_combine(db) {
        Shelf::fill().await;
        let authors = || Author::objects().values_list(|a| (a.name(), a.id()));
        let publishers = || Publisher::objects().values_list(|p| (p.name(), p.id()));
        let all = authors().union_all(publishers()).order_by(|a| a.name());
        let count = Author::objects().acount().await.unwrap() + Publisher::objects().acount().await.unwrap();
        let rows = all.await.unwrap();
        assert_eq!(rows.len() as u64, count);
        assert!(rows.is_sorted_by_key(|it| it.0.clone()));
        assert_eq!(authors().intersection(publishers()).await.unwrap(), []);
        // The order that the model declares is by what is not selected here.
        let keys = Publisher::objects().values_list(|p| p.id()).union(Author::objects().values_list(|a| a.id()));
        assert!(!keys.await.unwrap().is_empty());
    }
}

law! {
    /// Columns of instances are selected in each part, so that a union takes away equal ones.
    columns_are_selected_after_a_union_of_instances(db) {
        six().await;
        Author::objects().acreate(|a| a.name("1").age(20)).await.unwrap();
        let all = || Author::objects().filter(|a| a.age().lte(20)).union(aged(10, 10));
        let names = all().values_list(|a| a.name()).order_by(|a| a.name());
        assert_eq!(names.clone().await.unwrap(), ["1", "2"]);
        assert_eq!(names.acount().await.unwrap(), 2);
        assert_eq!(all().acount().await.unwrap(), 3);
    }
}

law! {
    /// An empty part is left out of a union; nothing is left of an intersection with it, nor of it without others.
    empty_parts_count_for_nothing(db) {
        six().await;
        let none = || Author::objects().none();
        assert_eq!(names(none().union((none(), aged(10, 10), none(), aged(20, 20)))).await, "12");
        assert_eq!(names(aged(10, 20).difference(none())).await, "12");
        assert_eq!(names(none().difference(aged(10, 20))).await, "");
        assert_eq!(names(aged(10, 20).intersection(none())).await, "");
        assert_eq!(none().union(none()).acount().await.unwrap(), 0);
        assert_eq!(names(aged(10, 20).union(aged(30, 30)).none()).await, "");
        assert_eq!(names(aged(10, 20).union(aged(30, 30).slice(..0))).await, "12");
    }
}

law! {
    /// A combination inside another query reaches the query round it from each part.
    a_combination_stands_inside_other_queries(db) {
        six().await;
        let of = |from, to| aged(from, to).values_list(|a| a.id());
        let inside = Author::objects().filter(|a| a.id().in_(of(10, 20).union(of(40, 40))));
        assert_eq!(names(inside).await, "124");
        let sliced = of(10, 50).difference(of(20, 20)).order_by(|a| a.id()).slice(1..3);
        assert_eq!(names(Author::objects().exclude(|a| a.id().in_(sliced))).await, "1256");
        assert_eq!(names(Author::objects().difference(aged(10, 40))).await, "56");
        let with_twin = Author::objects().filter(|a| {
            let same = |from, to| aged(from, to).filter(|b| b.id().eq(a.id()));
            same(10, 20).union(same(50, 50)).exists()
        });
        assert_eq!(names(with_twin).await, "125");
    }
}

law! {
    distinct_and_sliced_parts_keep_to_what_they_select(db) {
        six().await;
        Author::objects().acreate(|a| a.name("1").age(20)).await.unwrap();
        let ages = || Author::objects().filter(|a| a.age().lte(20)).values_list(|a| a.age()).distinct();
        let mut all = ages().union_all(ages().order_by(|a| a.age().desc()).slice(..1)).await.unwrap();
        all.sort();
        assert_eq!(all, [Some(10), Some(20), Some(20)]);
    }
}

law! {
    /// What Django refuses of a combination is refused here, before anything is sent.
    most_things_are_asked_of_the_parts(db) {
        six().await;
        let all = || aged(10, 20).union(aged(30, 30));
        let kinds = [
            all().filter(|a| a.id().gt(0)).await.unwrap_err(),
            all().exclude(|a| a.id().gt(0)).await.unwrap_err(),
            all().distinct().await.unwrap_err(),
            all().annotate(|a| a.id() + 1).await.unwrap_err(),
            all().values_list(|a| a.id().count()).await.unwrap_err(),
            all().values_list(|a| a.id()).values_list(|a| a.name()).await.unwrap_err(),
            (all() | aged(40, 40)).await.unwrap_err(),
            (aged(40, 40) & all()).await.unwrap_err(),
            all().aupdate(|a| a.age().set(1)).await.unwrap_err(),
            all().adelete().await.unwrap_err(),
        ];
        for error in kinds {
            assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
            assert!(error.sql().is_none());
        }
        let unselected = all().values_list(|a| a.name()).order_by(|a| a.age()).await.unwrap_err();
        assert_eq!(unselected.kind(), ErrorKind::InvalidQuery);
        assert_eq!(Author::objects().acount().await.unwrap(), 6);
    }
}
