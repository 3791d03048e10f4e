//! `q!`, `f!` and `set!` make the same queries as closures.

use queryset::{model::Reach, prelude::*};
use rust_decimal::dec;

use crate::library::{Author, Biography, Book, BookFields, Everything, Publisher};

/// Holds the two spellings of a condition to be the same query.
macro_rules! same {
    ($Model:ident: $q:expr, $closure:expr) => {
        assert_eq!($Model::objects().filter($q), $Model::objects().filter($closure));
    };
}

#[test]
fn every_lookup_is_its_method() {
    same!(Book: q!(name = "x"), |b| b.name().eq("x"));
    same!(Book: q!(name__exact = "x"), |b| b.name().eq("x"));
    same!(Book: q!(name__iexact = "x"), |b| b.name().iexact("x"));
    same!(Book: q!(name__contains = "x"), |b| b.name().contains("x"));
    same!(Book: q!(name__icontains = "x"), |b| b.name().icontains("x"));
    same!(Book: q!(name__startswith = "x"), |b| b.name().startswith("x"));
    same!(Book: q!(name__istartswith = "x"), |b| b.name().istartswith("x"));
    same!(Book: q!(name__endswith = "x"), |b| b.name().endswith("x"));
    same!(Book: q!(name__iendswith = "x"), |b| b.name().iendswith("x"));
    same!(Book: q!(pages__gt = 1), |b| b.pages().gt(1));
    same!(Book: q!(pages__gte = 1), |b| b.pages().gte(1));
    same!(Book: q!(pages__lt = -1), |b| b.pages().lt(-1));
    same!(Book: q!(pages__lte = 1), |b| b.pages().lte(1));
    same!(Book: q!(id__in = [1, 2]), |b| b.id().in_([1, 2]));
    same!(Book: q!(rating__isnull = true), |b| b.rating().is_null());
    same!(Book: q!(rating__isnull = false), |b| b.rating().is_not_null());
}

#[test]
fn a_range_is_a_pair_or_two_bounds_or_a_value() {
    let (low, high) = (1, 9);
    same!(Book: q!(pages__range = (1, 9)), |b| b.pages().range(1, 9));
    same!(Book: q!(pages__range = 1..=9), |b| b.pages().range(1, 9));
    same!(Book: q!(pages__range = low..=high), |b| b.pages().range(1, 9));
    let (pair, bounds, array) = ((1, 9), 1..=9, [1, 9]);
    same!(Book: q!(pages__range = pair), |b| b.pages().range(1, 9));
    same!(Book: q!(pages__range = bounds), |b| b.pages().range(1, 9));
    same!(Book: q!(pages__range = array), |b| b.pages().range(1, 9));
    same!(Book: q!(pages__range = (F(id), F(id) + 9)), |b| b.pages().range(b.id(), b.id() + 9));
}

#[test]
fn none_is_null() {
    same!(Book: q!(rating = None), |b| b.rating().is_null());
    same!(Book: q!(editor__exact = None), |b| b.editor().is_null());
    let rating = None::<f64>;
    same!(Book: q!(rating = rating), |b| b.rating().eq(None::<f64>));
    let editor = None::<&Author>;
    let sql = Book::objects().filter(q!(editor = editor)).to_sql(Dialect::Sqlite).unwrap();
    assert!(sql.contains(r#"WHERE "library_book"."editor_id" IS NULL"#), "{sql}");
}

#[test]
fn conditions_bind_as_operators_do() {
    same!(Book: q!(pages = 1, id = 2), |b| b.pages().eq(1) & b.id().eq(2));
    same!(Book: q!(pages = 1 & id = 2 | pages = 3 ^ id = 4,), |b| {
        b.pages().eq(1) & b.id().eq(2) | b.pages().eq(3) ^ b.id().eq(4)
    });
    same!(Book: q!(pages = 1 | id = 2, name = "x"), |b| {
        (b.pages().eq(1) | b.id().eq(2)) & b.name().eq("x")
    });
    same!(Book: q!(pages = 1 & (id = 2 | id = 3)), |b| b.pages().eq(1) & (b.id().eq(2) | b.id().eq(3)));
    same!(Book: q!((pages = 1, id = 2) | id = 3), |b| (b.pages().eq(1) & b.id().eq(2)) | b.id().eq(3));
    same!(Book: q!(!pages = 1 & ~id = 2), |b| !b.pages().eq(1) & !b.id().eq(2));
    same!(Book: q!(!(pages = 1 | id = 2)), |b| !(b.pages().eq(1) | b.id().eq(2)));
    same!(Book: q!(), |_| Q::default());
}

#[test]
fn a_value_ends_at_an_operator_that_stands_alone() {
    let (a, b, c) = (6, 3, &6);
    let names = [("x", 1), ("y", 2)];
    same!(Book: q!(pages = (a & b) | id = 1), |book| book.pages().eq(2) | book.id().eq(1));
    same!(Book: q!(pages = a + b & id = 1), |book| book.pages().eq(9) & book.id().eq(1));
    same!(Book: q!(pages = *c & id = 1), |book| book.pages().eq(6) & book.id().eq(1));
    same!(Book: q!(name__in = names.iter().map(|it| it.0).collect::<Vec<&str>>(), id = 1), |book| {
        book.name().in_(["x", "y"]) & book.id().eq(1)
    });
    same!(Book: q!(pages = i32::max(a, b)), |book| book.pages().eq(6));
}

#[test]
fn names_go_along_relations() {
    same!(Book: q!(publisher__name__icontains = "x"), |b| b.publisher().name().icontains("x"));
    same!(Book: q!(author__books__editor__name = "x"), |b| b.author().books().editor().name().eq("x"));
    same!(Author: q!(books__pages__gt = 1, books__id = 2), |a| a.books().pages().gt(1) & a.books().id().eq(2));
}

#[test]
fn a_relation_is_compared_with_objects_and_keys() {
    let ann = Author {
        id: 7,
        name: "Ann".into(),
        age: None,
        books: Reverse::new(),
        edited: Reverse::new(),
        biography: Reverse::new(),
    };
    let key = ForeignKey::from(&ann);
    same!(Book: q!(author = &ann), |b| b.author().eq(&ann));
    same!(Book: q!(author = &key & id = 1), |b| b.author().eq(&key) & b.id().eq(1));
    same!(Book: q!(author = 7), |b| b.author().eq(7));
    same!(Book: q!(author__in = [&ann]), |b| b.author().in_([7]));
    same!(Book: q!(publisher__isnull = true), |b| b.publisher().is_null());
    same!(Book: q!(author__in = Author::objects().filter(q!(age = 3))), |b| {
        b.author().in_(Author::objects().filter(|a| a.age().eq(3)))
    });
    same!(Book: q!(id__in = Book::objects().values_list(f!(id))), |b| {
        b.id().in_(Book::objects().values_list(|b| b.id()))
    });
}

#[test]
fn pk_is_the_key_whatever_its_name() {
    same!(Book: q!(pk = 1), |b| b.id().eq(1));
    same!(Book: q!(author__pk__in = [1, 2]), |b| b.author().id().in_([1, 2]));
    let sql = Biography::objects().filter(q!(pk = 3)).to_sql(Dialect::Sqlite).unwrap();
    assert!(sql.ends_with(r#"WHERE "library_biography"."author_id" = ?"#), "{sql}");
}

#[test]
fn f_is_a_column() {
    same!(Book: q!(pages__gt = F(rating) * 10), |b| b.pages().gt(b.rating() * 10));
    same!(Book: q!(pages__gt = (F(author__age) + 1) * 2 & id = 1), |b| {
        b.pages().gt((b.author().age() + 1) * 2) & b.id().eq(1)
    });
    let twice = 2;
    same!(Book: q!(pages = twice * F(id)), |b| b.pages().eq(2 * b.id()));
    same!(Book: q!(name = F(author__name).lower()), |b| b.name().eq(b.author().name().lower()));
    same!(Book: q!(name = lowered(&F(author__name))), |b| b.name().eq(b.author().name().lower()));
}

fn lowered<T: queryset::value::Column<Bare = String>>(text: &Expression<T>) -> Expression<T> {
    text.lower()
}

#[test]
fn other_names_are_methods() {
    same!(Book: q!(name__lower__startswith = "x"), |b| b.name().lower().startswith("x"));
    same!(Book: q!(name__length = 3), |b| b.name().length().eq(3));
    same!(Book: q!(name__is_one_of("x", &["y"][..])), |b| b.name().is_one_of("x", &["y"]));
    same!(Book: q!(!author__name__is_one_of("x", &[])), |b| !b.author().name().is_one_of("x", &[]));
    same!(Book: q!(thick(500)), |b| b.pages().gt(500));
}

/// A lookup as a user writes one.
trait IsOneOf {
    fn is_one_of(&self, first: &str, others: &[&str]) -> Q;
}

impl<K> IsOneOf for Expression<String, K> {
    fn is_one_of(&self, first: &str, others: &[&str]) -> Q {
        Q::any(std::iter::once(first).chain(others.iter().copied()).map(|it| self.eq(it)))
    }
}

/// A condition as a user writes one.
trait Thick {
    fn thick(&self, pages: i32) -> Q;
}

impl<R: Reach> Thick for BookFields<R> {
    fn thick(&self, pages: i32) -> Q {
        self.pages().gt(pages)
    }
}

#[test]
fn it_works_on_annotated_rows() {
    let annotated = || Author::objects().annotate(|a| a.books().count()).annotate(|(_, n)| n * 2);
    assert_eq!(
        annotated().filter(q!(name = "x")).order_by(f!(-age)),
        annotated().filter(|(a, ..)| a.name().eq("x")).order_by(|(a, ..)| a.age().desc()),
    );
}

#[test]
fn fields_are_keys_and_columns() {
    let books = || Book::objects();
    assert_eq!(
        books().order_by(f!(-price, name)),
        books().order_by(|b| (b.price().desc(), b.name()))
    );
    assert_eq!(books().order_by(f!(publisher__name)), books().order_by(|b| b.publisher().name()));
    assert_eq!(
        books().order_by(f!(-rating nulls last, pages nulls first)),
        books().order_by(|b| (b.rating().desc().nulls_last(), b.pages().asc().nulls_first())),
    );
    assert_eq!(books().order_by(f!()), books().order_by(|_| ()));
    assert_eq!(
        books().values_list(f!(name, price)),
        books().values_list(|b| (b.name(), b.price()))
    );
    assert_eq!(books().values_list(f!(name)), books().values_list(|b| b.name()));
    assert_eq!(books().values_list(f!(pk)), books().values_list(|b| b.id()));
}

#[test]
fn a_condition_can_be_kept_and_used_again() {
    let limit = String::from("m");
    let early = q!(Book; name__lt = limit & pages__gt = 3);
    same!(Book: &early, |b| b.name().lt("m") & b.pages().gt(3));
    same!(Book: early.clone(), |b| b.name().lt("m") & b.pages().gt(3));
    let kept: Vec<Box<dyn Fn(BookFields) -> Q>> = vec![Box::new(early), Box::new(q!(Book; id = 1))];
    let mut set = Book::objects().all();
    for condition in &kept {
        set = set.filter(condition);
    }
    assert_eq!(set.query().filters.len(), 2);
}

#[test]
fn values_are_worked_out_once_from_left_to_right() {
    let mut calls = Vec::new();
    let mut next = |it: i32| {
        calls.push(it);
        it
    };
    let _ = Book::objects()
        .filter(q!(pages = next(1), id = F(pages) + next(2) | pages__range = (next(3), next(4))));
    assert_eq!(calls, [1, 2, 3, 4]);
}

async fn load() -> Result<String, Error> {
    futures::future::ready(Ok("zed".into())).await
}

/// Never run: `await`, `?` and borrowed values in the places of values.
async fn shows() -> Result<(), Error> {
    let owned = String::from("x");
    let _ = Book::objects().exclude(q!(author__name = load().await?, name__in = [&owned])).await?;
    let _: Book = Book::objects().aget(q!(name = owned.as_str() | id = 1)).await?;
    let set = Book::objects().filter(q!(pages__gt = F(rating) * 10));
    let publisher: Publisher = Publisher::objects().aget(q!(pk = 1)).await?;
    set.aupdate(set!(price = F(price) * dec!(1.1), name = load().await?)).await?;
    let all = Book::objects().all();
    all.aupdate(set!(publisher = &publisher, editor = None, rating = None, pages = F(pages) + 1))
        .await?;
    Everything::objects()
        .all()
        .aupdate(set!(
            small = 1,
            medium = 2,
            large = 3,
            double = 4.0,
            flag = true,
            text = "x",
            short = "y",
            bytes = vec![1_u8],
            maybe_small = 1,
            maybe_medium = 2,
            maybe_large = 3,
            maybe_double = 4.0,
            maybe_flag = false,
        ))
        .await?;
    Ok(())
}

#[test]
fn the_futures_are_send() {
    fn is_send<T: Send>(_: &T) {}
    is_send(&shows());
}
