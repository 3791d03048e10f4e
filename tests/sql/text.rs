//! Lookups and orders that come in as text: the queries they make, and what they refuse.

use queryset::prelude::*;

use crate::library::{Author, Biography, Book, Everything, Publisher};

fn query<M: queryset::model::Model + Record>(
    key: &'static str,
    value: &str,
) -> Result<QuerySet<M>, Error> {
    let condition = Lookups::allow([key]).parse([(key, value)])?;
    Ok(QuerySet::<M>::new().complex_filter(condition))
}

fn refusal<M: queryset::model::Model>(allowed: &'static str, key: &str, value: &str) -> Error {
    let parsed: Result<Condition<M>, Error> = Lookups::allow([allowed]).parse([(key, value)]);
    parsed.expect_err("a refusal")
}

#[test]
fn text_makes_the_same_query() -> Result<(), Error> {
    assert_eq!(query("pages__gt", "3")?, Book::objects().filter(q!(pages__gt = 3)));
    assert_eq!(query("pages__exact", "3")?, Book::objects().filter(q!(pages = 3)));
    assert_eq!(query("pages__range", "1,9")?, Book::objects().filter(q!(pages__range = (1, 9))));
    assert_eq!(query("id__in", "1, 2")?, Book::objects().filter(q!(id__in = [1_i64, 2])));
    assert_eq!(query("publisher", "3")?, Book::objects().filter(q!(publisher = 3_i64)));
    assert_eq!(query("publisher__pk", "3")?, Book::objects().filter(q!(publisher__pk = 3_i64)));
    assert_eq!(
        query("publisher__isnull", "1")?,
        Book::objects().filter(q!(publisher__isnull = true))
    );
    assert_eq!(query("name__icontains", "x")?, Book::objects().filter(q!(name__icontains = "x")));
    assert_eq!(
        query("name__lower__in", "x,y")?,
        Book::objects().filter(q!(name__lower__in = ["x", "y"]))
    );
    assert_eq!(query("books__pages__lt", "3")?, Author::objects().filter(q!(books__pages__lt = 3)));
    assert_eq!(query("pk", "3")?, Biography::objects().filter(|b| b.author().eq(3_i64)));
    let documents = || Everything::objects();
    assert_eq!(query("document__has_key", "a")?, documents().filter(q!(document__has_key = "a")));
    assert_eq!(
        query("document__contains", r#"{"a": 1}"#)?,
        documents().filter(q!(document__contains = serde_json::json!({"a": 1})))
    );
    assert_eq!(
        query("document__a__0__icontains", "x")?,
        documents().filter(|e| e.document().key("a").index(0).icontains("x"))
    );
    assert_eq!(query("date__year__gte", "2024")?, documents().filter(q!(date__year__gte = 2024)));
    assert_eq!(query("name__iregex", "^r")?, Book::objects().filter(q!(name__iregex = "^r")));
    let books = Author::objects().filter(|a| Relation::in_(&a.books(), [7_i64]));
    assert_eq!(query("books__in", "7")?, books);
    Ok(())
}

#[test]
fn an_exact_may_be_left_out_on_either_side() {
    let allowed = Lookups::allow(["pages__exact", "name"]);
    let said: Condition<Book> = allowed.parse([("pages", "1"), ("name__exact", "x")]).unwrap();
    assert_eq!(said, Condition::<Book>::new(q!(pages = 1, name = "x")));
}

#[test]
fn a_key_that_is_not_allowed_is_a_bad_lookup() {
    for (key, hint) in [
        ("pages__gt ", ": perhaps you meant `pages__gt`"),
        ("pages__gte", ": perhaps you meant `pages__gt`"),
        ("author__name", ""),
        ("", ""),
        ("__", ""),
        ("pages__gt__exact", ""),
        ("1=1; --", ""),
    ] {
        let error = refusal::<Book>("pages__gt", key, "3");
        assert!(error.is_bad_lookup(), "{key}: {error}");
        assert_eq!(error.field(), Some(key));
        // Once, and without what the model is called.
        assert_eq!(error.message(), format!("`{key}`: there is no such lookup{hint}"));
        assert_eq!(error.to_string(), format!("Book: {}", error.message()));
    }
}

#[test]
fn a_value_that_does_not_suit_is_a_bad_lookup() {
    for (key, value, reason) in [
        ("medium", "many", "`many` is no 32-bit integer"),
        ("medium", "", "`` is no 32-bit integer"),
        ("medium", "1.5", "is no 32-bit integer"),
        ("small", "40000", "is no 16-bit integer"),
        ("medium__in", "1,,2", "`` is no 32-bit integer"),
        ("medium__range", "1", "two bounds"),
        ("medium__range", "1,2,3", "not 3"),
        ("medium__isnull", "maybe", "write `true` or `false`"),
        ("flag", "yes", "write `true` or `false`"),
        ("double", "inf", "is no double"),
        ("amount", "1e-2000000000", "is no decimal"),
        ("amount", ".-5", "is no decimal"),
        ("date", "tomorrow", "write it as `2024-12-31`"),
        ("instant", "2024-02-30", "is no date and time"),
        ("token", "x", "is no UUID"),
        ("text", "a\0b", "the character NUL"),
        ("text__icontains", "\0", "the character NUL"),
    ] {
        let error = refusal::<Everything>(key, key, value);
        assert!(error.is_bad_lookup(), "{key}={value}: {error}");
        assert_eq!((error.model(), error.field()), (Some("Everything"), Some(key)));
        let message = error.message();
        assert!(
            message.starts_with(&format!("`{key}`: ")) && message.contains(reason),
            "{message}"
        );
        assert!(
            !message.contains("Everything") && message.matches(&format!("`{key}`")).count() == 1,
            "{message}"
        );
        assert_eq!(error.to_string(), format!("Everything: {message}"));
    }
}

#[test]
fn what_comes_in_is_bounded() {
    let bad = |allowed: &Lookups, pairs: Vec<(&str, String)>| {
        let parsed: Result<Condition<Book>, Error> = allowed.parse(pairs);
        parsed.err().map(|it| it.is_bad_lookup())
    };
    let allowed = Lookups::allow(["pages", "name", "id__in"]).ignore(["page"]);
    let pairs = |count: usize, key, value: &str| vec![(key, value.to_owned()); count];
    assert_eq!(bad(&allowed, pairs(100, "pages", "1")), None);
    assert_eq!(bad(&allowed, pairs(101, "pages", "1")), Some(true));
    assert_eq!(bad(&allowed, pairs(1_000, "page", "1")), None);
    assert_eq!(bad(&allowed, pairs(1, "name", &"x".repeat(10_000))), None);
    assert_eq!(bad(&allowed, pairs(1, "name", &"x".repeat(10_001))), Some(true));
    assert_eq!(bad(&allowed, pairs(1, "id__in", &vec!["1"; 1_000].join(","))), None);
    assert_eq!(bad(&allowed, pairs(1, "id__in", &vec!["1"; 1_001].join(","))), Some(true));
    assert_eq!(bad(&allowed, pairs(3, "id__in", &vec!["1"; 400].join(","))), Some(true));
    let long = refusal::<Book>("pages", &"x".repeat(1_000_000), &"y".repeat(1_000_000));
    assert!(long.to_string().len() < 300 && long.is_bad_lookup());
    assert!(long.message().contains("xxx…") && long.field().is_some_and(|it| it.len() < 300));
}

#[test]
fn a_wrong_allow_list_is_the_programs_mistake() {
    for (entry, reason) in [
        ("pags", "`Book` has no field `pags`: perhaps you meant `pages`"),
        ("publisher__nam__icontains", "`Publisher` has no field `nam`: perhaps you meant `name`"),
        (
            "pages__icontains",
            "a column of type 32-bit integer has no lookup or transform `icontains`",
        ),
        ("pages__lenght", "no lookup or transform `lenght`"),
        ("name__icontain", "perhaps you meant `icontains`"),
        ("author__icontains", "has no lookup or transform `icontains`"),
        ("", "`Book` has no field ``"),
        ("pages__", "has no lookup or transform ``"),
    ] {
        let parsed: Result<Condition<Book>, Error> =
            Lookups::allow([entry]).parse([("pages", "1")]);
        let error = parsed.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
        let text = error.to_string();
        assert!(
            text.contains(&format!("the allow-list has `{entry}`")) && text.contains(reason),
            "{text}"
        );
    }
}

#[test]
fn a_sort_key_is_allowed_and_comes_once() {
    let allowed = SortKeys::allow(["price", "publisher__name"]);
    let order = |text: &str| allowed.parse::<Book>(text);
    let sorted = Book::objects().order_by_text(order("-price,publisher__name").unwrap());
    assert_eq!(sorted, Book::objects().order_by(f!(-price, publisher__name)));
    assert_eq!(Book::objects().order_by_text(order(" ").unwrap()), Book::objects().all());
    for (text, reason) in [
        ("prize", "cannot be sorted by `prize`: perhaps you meant `price`"),
        ("price,", "cannot be sorted by ``"),
        ("--price", "cannot be sorted by `-price`"),
        ("?", "cannot be sorted by `?`"),
        ("price desc", "cannot be sorted by `price desc`"),
        ("price,-price,price", "is given twice"),
    ] {
        let error = order(text).unwrap_err();
        assert!(error.is_bad_lookup() && error.to_string().contains(reason), "{error}");
    }
    for (entry, reason) in [
        ("publisher__gt", "`gt` is a lookup"),
        ("price__gt", "`gt` is a lookup"),
        ("prize", "perhaps you meant `price`"),
    ] {
        let error = SortKeys::allow([entry]).parse::<Book>("").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
        assert!(error.to_string().contains(reason), "{error}");
    }
}

#[test]
fn conditions_combine_and_are_closed() {
    let thick = Condition::<Book>::new(|b| b.pages().gt(300));
    let cheap = Condition::<Book>::new(q!(price__lt = 10));
    let set =
        Book::objects().complex_filter(thick.clone() & cheap.clone() | !thick.clone() ^ cheap);
    assert_eq!(
        set,
        Book::objects()
            .filter(q!(pages__gt = 300 & price__lt = 10 | !pages__gt = 300 ^ price__lt = 10))
    );
    let annotated = Book::objects().annotate(|b| b.pages() * 2).complex_filter(thick);
    assert_eq!(
        annotated,
        Book::objects().annotate(|b| b.pages() * 2).filter(|(b, _)| b.pages().gt(300))
    );
    let empty = Publisher::objects().slice(..3).complex_filter(Condition::default());
    assert!(empty.to_sql(Dialect::Sqlite).is_ok());
}
