//! Input that means harm, stored and found again exactly, or refused.

use queryset::prelude::*;

use crate::{
    law::law,
    support::library::{Author, Book, Everything},
    types::plain,
};

/// Texts that have broken programs before.
pub fn hostile() -> Vec<String> {
    let mut texts: Vec<String> = [
        "",
        " ",
        "  two spaces at the end  ",
        "'",
        "''",
        "\"",
        "`",
        "\\",
        "\\\\",
        "%",
        "_",
        "%_\\%",
        "--",
        "; DROP TABLE library_author; --",
        "$1",
        "?",
        ":name",
        "{}",
        "\n\r\t",
        "\u{1}\u{7f}",
        "\u{feff}bom",
        "ünï",
        "😀👩‍👩‍👧",
        "\u{202e}abc",
        "NULL",
        "null",
        "\\u0000",
        "\\x27",
        "1' OR '1'='1",
        "e\u{301}",
        "\u{10ffff}",
    ]
    .map(String::from)
    .to_vec();
    texts.push("x".repeat(1_000_000));
    texts
}

law! {
    hostile_text_is_stored_and_found_exactly(db) {
        let exact = db.capability().trailing_spaces_count;
        for text in hostile() {
            let mut row = Everything { text: text.clone(), ..plain() };
            row.asave().await.unwrap();
            let again = Everything::objects().aget(|e| e.id().eq(row.id)).await.unwrap();
            assert_eq!(again.text, text);
        }
        for text in hostile() {
            let found = Everything::objects().filter(|e| e.text().eq(&text)).values_list(|e| e.text()).await.unwrap();
            // Where spaces at the end do not count, "" and " " are equal: MySQL's PAD SPACE, the same under Django.
            let same = |it: &String| if exact { *it == text } else { it.trim_end_matches(' ') == text.trim_end_matches(' ') };
            assert!(found.contains(&text) && found.iter().all(same), "{text:?} found {} rows", found.len());
        }
    }
}

law! {
    hostile_text_is_found_by_its_parts_and_nothing_else_is(db) {
        let texts: Vec<String> = hostile().into_iter().filter(|it| it.len() < 1_000).collect();
        let all: Vec<String> = texts.iter().map(|it| format!("a{it}b")).collect();
        for text in &all {
            let mut row = Everything { text: text.clone(), ..plain() };
            row.asave().await.unwrap();
        }
        // SQLite takes upper and lower case of ASCII letters alike, in every lookup.
        let fold = |it: &str| if db.capability().like_is_case_sensitive { it.to_owned() } else { it.to_ascii_lowercase() };
        let find = |set: QuerySet<Everything>| async { set.order_by(|e| e.id()).values_list(|e| e.text()).await.unwrap() };
        let meeting = |meets: &dyn Fn(&str) -> bool| all.iter().filter(|it| meets(&fold(it))).cloned().collect::<Vec<_>>();
        for text in &texts {
            let part = fold(text);
            let found = find(Everything::objects().filter(|e| e.text().contains(text))).await;
            assert_eq!(found, meeting(&|it| it.contains(&part)), "contains {text:?}");
            let start = fold(&format!("a{text}"));
            let found = find(Everything::objects().filter(|e| e.text().startswith(format!("a{text}")))).await;
            assert_eq!(found, meeting(&|it| it.starts_with(&start)), "startswith {text:?}");
            let end = fold(&format!("{text}b"));
            let found = find(Everything::objects().filter(|e| e.text().endswith(format!("{text}b")))).await;
            assert_eq!(found, meeting(&|it| it.ends_with(&end)), "endswith {text:?}");
            let whole = format!("a{text}b");
            let found = find(Everything::objects().filter(|e| e.text().in_([&whole]))).await;
            assert_eq!(found, [whole]);
        }
    }
}

law! {
    nul_in_a_pattern_finds_exactly_or_is_refused(db) {
        let facts = db.capability();
        if facts.text_with_nul {
            for text in ["n\0ul", "none", "x"] {
                Everything { text: text.into(), ..plain() }.asave().await.unwrap();
            }
        }
        for set in [
            Everything::objects().filter(|e| e.text().contains("\0u")),
            Everything::objects().filter(|e| e.text().startswith("n\0u")),
        ] {
            let found = set.values_list(|e| e.text()).await;
            if facts.patterns_with_nul {
                assert_eq!(found.unwrap(), ["n\0ul"]);
            } else {
                assert_eq!(found.unwrap_err().kind(), ErrorKind::InvalidValue);
            }
        }
    }
}

law! {
    hostile_text_in_json_is_stored_exactly(db) {
        for text in hostile() {
            let document = serde_json::json!({ text.clone(): [text.clone()] });
            let mut row = Everything { document: document.clone(), ..plain() };
            row.asave().await.unwrap();
            assert_eq!(Everything::objects().aget(|e| e.id().eq(row.id)).await.unwrap().document, document);
        }
        // A surrogate without its pair is no text in Rust; JSON that holds one is refused before it gets here.
        assert!(serde_json::from_str::<serde_json::Value>(r#""\ud800""#).is_err());
    }
}

law! {
    nul_in_text_and_json_is_stored_or_refused(db) {
        let mut row = Everything { text: "a\0b".into(), ..plain() };
        let saved = row.asave().await;
        let mut json = Everything { document: serde_json::json!("a\0b"), ..plain() };
        let json_saved = json.asave().await;
        if db.capability().text_with_nul {
            saved.unwrap();
            json_saved.unwrap();
            assert_eq!(Everything::objects().aget(|e| e.text().eq("a\0b")).await.unwrap().id, row.id);
            assert_eq!(Everything::objects().aget(|e| e.id().eq(json.id)).await.unwrap().document, "a\0b");
        } else {
            assert_eq!(saved.unwrap_err().kind(), ErrorKind::InvalidValue);
            assert_eq!(json_saved.unwrap_err().kind(), ErrorKind::InvalidValue);
            let error = Everything::objects().filter(|e| e.text().eq("a\0b")).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidValue);
        }
    }
}

law! {
    the_smallest_and_largest_numbers_are_found(db) {
        for large in [i64::MIN, i64::MIN + 1, -1, i64::MAX] {
            let mut row = Everything { large, ..plain() };
            row.asave().await.unwrap();
            assert_eq!(Everything::objects().aget(|e| e.large().eq(large)).await.unwrap().large, large);
        }
        assert_eq!(Everything::objects().filter(|e| e.large().lt(0)).acount().await.unwrap(), 3);
        assert_eq!(Everything::objects().filter(|e| e.small().gt(i64::MIN) & e.small().lt(i64::MAX)).acount().await.unwrap(), 4);
        assert_eq!(Everything::objects().all().slice(u64::MAX..).acount().await.unwrap(), 0);
        assert_eq!(Everything::objects().all().slice(1..u64::MAX).acount().await.unwrap(), 3);
    }
}

law! {
    a_hostile_key_is_a_key_like_any_other(db) {
        use crate::support::library::City;
        for code in ["'; --", "a\"b", "`", "\\", "%"] {
            City::objects().acreate(|c| c.code(code)).await.unwrap();
            assert_eq!(City::objects().aget(|c| c.code().eq(code)).await.unwrap().code, code);
        }
        assert_eq!(City::objects().acount().await.unwrap(), 5);
    }
}

law! {
    a_number_that_does_not_fit_its_column_is_refused(db) {
        let ann = Author::objects().acreate(|a| a.name("Ann")).await.unwrap();
        Book::objects().acreate(|b| b.name("n").pages(i32::MAX).price(1.into()).author(&ann)).await.unwrap();
        let grown = Book::objects().all().aupdate(|b| b.pages().set(b.pages() + 1)).await;
        assert_eq!(grown.unwrap_err().kind(), ErrorKind::InvalidValue);
        assert_eq!(Book::objects().values_list(|b| b.pages()).await.unwrap(), [i32::MAX]);
        // What another program stored is named by the field that cannot hold it.
        let sql = "SELECT id, name, 2147483648 AS pages, price, rating, author_id, editor_id, publisher_id, published FROM library_book";
        let error = Book::objects().raw(sql).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::Decode, Some("pages")));
    }
}
