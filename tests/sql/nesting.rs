//! Trees of any depth, which must end in an answer or an error, never in a stack that is too small.

use std::{
    collections::hash_map::DefaultHasher,
    hash::{Hash, Hasher},
    thread,
};

use chrono::TimeDelta;
use queryset::{
    model::Always,
    prelude::*,
    query::{
        Nested, Parts, Q, Query, Template, Unit,
        typed::{Case, Expression, custom_expression},
    },
};

use crate::library::{Author, AuthorFields, Book, Event, Everything};

/// Deeper than any stack.
const MANY: usize = 20_000;

/// Side by side, which is not deep.
const FLAT: usize = 5_000;

/// Runs on a thread with the stack that Rust gives one.
fn on_a_thread<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap().join().unwrap()
}

/// Does all that can be done with a query without a database.
fn handled<M: Model>(set: &QuerySet<M>) -> Result<String, Error> {
    let copy = set.clone();
    assert_eq!(set, &copy);
    let mut hasher = DefaultHasher::new();
    copy.query().hash(&mut hasher);
    assert!(hasher.finish() > 0);
    assert!(!format!("{set:?} {:?}", set.query()).is_empty());
    for dialect in [Dialect::Postgres, Dialect::Mariadb] {
        assert_eq!(set.to_sql(dialect).is_ok(), set.to_sql(Dialect::Sqlite).is_ok());
    }
    set.to_sql(Dialect::Sqlite)
}

/// What is built of so many parts is refused; the most that is not is found, and is at least as many as `least`.
fn refused_at_some_depth<M: Model>(least: usize, many: usize, build: fn(usize) -> QuerySet<M>) {
    on_a_thread(move || {
        let error = handled(&build(many)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery, "{error}");
        assert!(error.to_string().contains("more than 200 deep"), "{error}");
        // More is never less deep.
        let (mut most, mut refused) = (0, many.min(512));
        while refused - most > 1 {
            let middle = usize::midpoint(most, refused);
            let accepted = build(middle).to_sql(Dialect::Sqlite).is_ok();
            if accepted { most = middle } else { refused = middle }
        }
        assert!(most >= least, "{most} are the most that are accepted");
        assert!(handled(&build(most)).is_ok());
    });
}

fn filtered(q: impl FnOnce(&AuthorFields<Always>) -> Q) -> QuerySet<Author> {
    Author::objects().filter(|a| q(&a))
}

#[test]
fn connectors_that_take_turns_are_refused() {
    refused_at_some_depth(190, MANY, |count| {
        filtered(|a| {
            let more = |q, it: usize| {
                if it.is_multiple_of(2) { q & a.age().gt(1) } else { q | a.age().lt(9) }
            };
            (0..count).fold(a.age().eq(1), more)
        })
    });
    refused_at_some_depth(190, MANY, |count| {
        filtered(|a| {
            let more = |q, it: usize| match it % 3 {
                0 => a.age().gt(1) & q & a.age().gt(2),
                1 => a.age().lt(9) | q | a.age().lt(8),
                _ => a.age().lt(7) ^ q,
            };
            (0..count).fold(a.age().eq(1), more)
        })
    });
    refused_at_some_depth(90, MANY, |count| {
        Author::objects()
            .exclude(|a| (0..count).fold(a.books().pages().eq(1), |q, _| !(q & a.age().gt(1))))
    });
    refused_at_some_depth(90, MANY, |count| {
        filtered(|a| {
            (0..count).fold(a.age().eq(1), |q, _| Q::And(Parts::new([Q::Not(Nested::new(q))])))
        })
    });
}

#[test]
fn one_connector_of_many_is_flat() {
    on_a_thread(|| {
        let any = handled(&filtered(|a| (0..FLAT).fold(a.age().eq(1), |q, _| q | a.age().eq(2))));
        assert_eq!(any.unwrap().matches(" OR ").count(), FLAT);
        let all = handled(&filtered(|a| Q::all((0..FLAT).map(|_| a.age().eq(2)))));
        assert_eq!(all.unwrap().matches(" AND ").count(), FLAT - 1);
        let odd = handled(&filtered(|a| (0..FLAT).fold(a.age().eq(1), |q, _| q ^ a.age().eq(2))));
        assert_eq!(odd.unwrap().matches(" + ").count(), FLAT);
        let keys = || (0..FLAT).map(|it| it.to_string()).collect::<Vec<_>>();
        let documents = Everything::objects()
            .filter(|e| e.document().has_keys(keys()) | e.document().has_any_keys(keys()));
        assert_eq!(handled(&documents).unwrap().matches(" OR ").count(), FLAT);
    });
}

#[test]
fn arithmetic_functions_and_cases_are_refused() {
    refused_at_some_depth(190, MANY, |count| {
        filtered(|a| (0..count).fold(a.id() + 1_i64, |sum, _| sum + 1_i64).gt(1))
    });
    refused_at_some_depth(190, MANY, |count| {
        filtered(|a| (0..count).fold(a.id() + 1_i64, |sum, _| a.id() - sum).gt(1))
    });
    refused_at_some_depth(90, MANY, |count| {
        filtered(|a| (0..count).fold(a.id() + 1_i64, |sum, _| sum * 2_i64 + a.id()).gt(1))
    });
    refused_at_some_depth(190, MANY, |count| {
        filtered(|a| (0..count).fold(a.name(), |name, _| name.lower()).eq("x"))
    });
    refused_at_some_depth(190, MANY, |count| {
        filtered(|a| {
            let case = |it, _| Case::when(a.age().gt(1), it).otherwise(a.id());
            (0..count).fold(a.id() + 0_i64, case).gt(1)
        })
    });
    refused_at_some_depth(90, MANY, |count| {
        filtered(|a| (0..count).fold(a.age().gt(1), |q, _| q.value().eq(true)))
    });
    refused_at_some_depth(60, MANY, |count| {
        filtered(|a| {
            let case =
                |it: Expression<i64>, _| Case::when(it.gt(1), 1_i64).otherwise(a.id() + 2_i64);
            (0..count).fold(a.id() + 0_i64, case).gt(1)
        })
    });
    refused_at_some_depth(190, MANY, |count| {
        Author::objects().order_by(|a| (0..count).fold(a.id() + 1_i64, |sum, _| sum + 1_i64))
    });
    refused_at_some_depth(150, MANY, |count| {
        let set =
            Author::objects().annotate(|a| (0..count).fold(a.id() + 1_i64, |sum, _| sum + 1_i64));
        Author::objects().filter(|a| a.id().in_(set.values_list(|(_, sum)| sum)))
    });
    refused_at_some_depth(190, MANY, |count| {
        filtered(|a| (0..count).fold(a.id() + 1_i64, |sum, _| sum + a.id()).max().gt(1))
    });
}

/// What writes an operand twice doubles the text with each level.
#[test]
fn what_doubles_its_operands_is_refused_soon() {
    refused_at_some_depth(8, MANY, |count| {
        filtered(|a| (0..count).fold(a.id() + 1_i64, |it, _| it.bitxor(a.id())).gt(1))
    });
    refused_at_some_depth(8, MANY, |count| {
        Event::objects().order_by(|e| (0..count).fold(e.at(), |it, _| it.trunc(Unit::Week)))
    });
    refused_at_some_depth(8, MANY, |count| {
        const TWICE: Template = Template::new("{0} + {0}");
        Author::objects().order_by(|a| {
            let twice = |it, _| custom_expression::<i64>(&TWICE, (it,));
            (0..count).fold(a.id() + 1_i64, twice)
        })
    });
    refused_at_some_depth(190, MANY, |count| {
        filtered(|a| (0..count).fold(a.id() + 1_i64, |it, _| it / 3_i64).gt(1))
    });
    refused_at_some_depth(190, MANY, |count| {
        filtered(|a| (0..count).fold(a.id() * 1.5, |it, _| it.power(a.id())).gt(1))
    });
    refused_at_some_depth(190, MANY, |count| {
        Event::objects().order_by(|e| (0..count).fold(e.at(), |it, _| it + TimeDelta::days(1)))
    });
    refused_at_some_depth(60, MANY, |count| {
        filtered(|a| (0..count).fold(a.age().gt(1), |q, _| !q.value().eq(true)))
    });
    refused_at_some_depth(190, MANY, |count| {
        filtered(|a| (0..count).fold(a.name(), |it, _| it.slice(1..)).eq("x"))
    });
    refused_at_some_depth(190, MANY, |count| {
        let step = |it: Expression<Option<serde_json::Value>>, _| it.key("a");
        Everything::objects().order_by(|e| (0..count).fold(e.document().key("a"), step))
    });
}

#[test]
fn queries_in_queries_are_refused() {
    refused_at_some_depth(15, 1_000, |count| {
        let inside = |set: QuerySet<Author>, _| {
            Author::objects().filter(|a| a.id().in_(set.values_list(|a| a.id())))
        };
        (0..count).fold(Author::objects().all(), inside)
    });
    refused_at_some_depth(15, 1_000, |count| {
        let inside = |set: QuerySet<Author>, _| {
            Author::objects().filter(|a| set.filter(|_| a.age().gt(1)).exists())
        };
        (0..count).fold(Author::objects().all(), inside)
    });
    refused_at_some_depth(15, 1_000, |count| {
        let inside = |set: QuerySet<Author>, _| {
            Author::objects()
                .filter(|a| a.id().eq(set.slice(..1).values_list(|a| a.id()).subquery()))
        };
        (0..count).fold(filtered(|a| a.id().gt(1)), inside)
    });
    refused_at_some_depth(7, 1_000, |count| {
        let inside = |set: QuerySet<Author>, _| {
            let books = Book::objects()
                .filter(|b| b.author().in_(set))
                .exclude(|b| b.editor().books().pages().eq(1));
            Author::objects().exclude(|a| books.exists() & a.books().pages().gt(1))
        };
        (0..count).fold(Author::objects().all(), inside)
    });
}

#[test]
fn combinations_of_combinations_are_refused() {
    refused_at_some_depth(15, 1_000, |count| {
        let turn = |set: QuerySet<Author>, it: usize| match it % 3 {
            0 => set.union(Author::objects().all()),
            1 => set.intersection(Author::objects().all()),
            _ => Author::objects().all().difference(set),
        };
        (0..count).fold(Author::objects().all(), turn)
    });
    refused_at_some_depth(60, 1_000, |count| {
        let turn = |set, it: usize| {
            let other = filtered(|a| a.age().lt(9));
            if it.is_multiple_of(2) { set & other } else { set | other }
        };
        (0..count).fold(filtered(|a| a.age().gt(1)), turn)
    });
    on_a_thread(|| {
        let flat =
            (0..200).fold(Author::objects().all(), |set, _| set.union(Author::objects().all()));
        assert_eq!(handled(&flat).unwrap().matches(" UNION ").count(), 200);
    });
}

/// Data that nobody compiles, as a program has it that builds a tree by hand.
#[test]
fn trees_made_by_hand_are_no_deeper() {
    on_a_thread(|| {
        let outer = |query, _| {
            let mut outer = Query::new(Author::meta());
            outer.filters.push(Q::Exists(Nested::new(query)));
            outer
        };
        let deep = (0..MANY).fold(Query::new(Author::meta()), outer);
        assert!(format!("{deep:?}").len() < 1_000_000);
        assert_eq!(deep.clone(), deep);
    });
}
