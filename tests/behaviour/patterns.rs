//! Regular expressions.

use queryset::{error::ErrorKind, prelude::*};

use crate::{
    law::law,
    support::library::{Author, AuthorFields, Book, Shelf, names},
};

async fn fill(texts: &[&str]) {
    for text in texts {
        Author::objects().acreate(|a| a.name(*text)).await.unwrap();
    }
}

async fn found(condition: impl FnOnce(AuthorFields) -> Q + Send) -> Vec<String> {
    let set = Author::objects().filter(condition).order_by(|a| a.id());
    set.values_list(|a| a.name()).await.unwrap()
}

law! {
    a_pattern_is_searched_anywhere_in_the_text(db) {
        fill(&["plain", "Plain", "a+b", "back\\slash\\", "two\nlines", ""]).await;
        assert_eq!(found(|a| a.name().regex("lai")).await, ["plain", "Plain"]);
        assert_eq!(found(|a| a.name().regex("^p.*n$")).await, ["plain"]);
        assert_eq!(found(|a| a.name().regex(r"^[a-z]\+[a-z]$")).await, ["a+b"]);
        assert_eq!(found(|a| a.name().regex(r"\\$")).await, ["back\\slash\\"]);
        assert_eq!(found(|a| a.name().regex("^(two|one)")).await, ["two\nlines"]);
        assert_eq!(found(|a| a.name().regex("^$")).await, [""]);
        assert_eq!(found(|a| a.name().regex("[0-9]")).await, Vec::<String>::new());
    }
}

law! {
    case_is_told_apart_unless_it_is_not(db) {
        fill(&["plain", "Plain"]).await;
        assert_eq!(found(|a| a.name().regex("^P")).await, ["Plain"]);
        let both = found(|a| a.name().lower().iregex("^PLAIN$")).await;
        // The collation of the column decides on MariaDB, and this one tells case apart, under Django too.
        let expected = if db.dialect() == Dialect::Mariadb { vec![] } else { vec!["plain", "Plain"] };
        assert_eq!(both, expected);
    }
}

law! {
    a_pattern_can_be_an_expression(db) {
        Shelf::fill().await;
        let own = Book::objects().filter(|b| b.name().regex(b.name()) & b.author().name().iregex(b.author().name()));
        assert_eq!(own.acount().await.unwrap(), 3);
        let none = Book::objects().filter(|b| b.name().regex(b.author().name()));
        assert_eq!(none.acount().await.unwrap(), 0);
    }
}

law! {
    text_that_is_null_matches_nothing_and_is_not_excluded(db) {
        Shelf::fill().await;
        let any = Book::objects().filter(|b| b.publisher().name().regex(".*"));
        assert_eq!(names(&any.await.unwrap()), ["Zen", "Rust"]);
        let rest = Book::objects().exclude(|b| b.publisher().name().regex(".*"));
        assert_eq!(names(&rest.await.unwrap()), ["Go"]);
        let error = Author::objects().filter(|a| a.name().regex(None::<&str>)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidQuery);
    }
}

law! {
    a_pattern_that_is_none_is_an_error_of_the_value(db) {
        fill(&["plain"]).await;
        for pattern in ["(", "[a", "a{2,1}", "*", "(?<"] {
            let error = Author::objects().filter(|a| a.name().regex(pattern)).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidValue, "{pattern}: {error}");
        }
        assert_eq!(found(|a| a.name().regex("plain")).await, ["plain"], "the connection lives");
    }
}

law! {
    a_hostile_pattern_stays_a_value(db) {
        fill(&["'; DROP TABLE library_author; --", "100%"]).await;
        assert_eq!(found(|a| a.name().regex("'; DROP TABLE .*--")).await.len(), 1);
        assert_eq!(found(|a| a.name().iregex("%$")).await, ["100%"]);
        assert_eq!(found(|a| a.name().regex("' OR '1'='1")).await.len(), 0);
    }
}
