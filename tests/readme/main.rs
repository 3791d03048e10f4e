//! What `README.md` shows is code that compiles.

#![allow(clippy::unwrap_used, reason = "a test stops at the first thing that is wrong")]
#![allow(dead_code, unreachable_pub, reason = "what a README shows is there to be read")]

#[path = "../../examples/quickstart.rs"]
mod quickstart;
mod snippets;

use std::fs;

use queryset::{Database, prelude::*, schema};

use crate::quickstart::{Author, Book};

/// The part of the quick start that README shows: without the head, which speaks to readers of the
/// file and to lints.
fn shown(example: &str) -> &str {
    example.find("use queryset").map_or("", |at| example.split_at(at).1)
}

/// The blocks of Rust code.
fn blocks(text: &str) -> Vec<&str> {
    text.split("```rust\n").skip(1).filter_map(|it| it.split("```").next()).collect()
}

/// Whether these lines stand one after the other in a file, however far they are indented.
fn holds(file: &str, block: &str) -> bool {
    let plain = |text: &str| text.lines().map(str::trim).collect::<Vec<_>>().join("\n");
    plain(file).contains(&plain(block))
}

#[test]
fn the_quick_start_is_the_example() {
    let readme = fs::read_to_string("README.md").unwrap();
    let example = fs::read_to_string("examples/quickstart.rs").unwrap();
    let first = blocks(&readme).first().copied();
    assert_eq!(first, Some(shown(&example)), "copy examples/quickstart.rs into README.md");
}

#[test]
fn the_other_code_is_compiled() {
    let readme = fs::read_to_string("README.md").unwrap();
    let compiled = fs::read_to_string("tests/readme/snippets.rs").unwrap();
    let missing: Vec<_> =
        blocks(&readme).into_iter().skip(1).filter(|it| !holds(&compiled, it)).collect();
    assert!(missing.is_empty(), "not in tests/readme/snippets.rs:\n{}", missing.join("\n"));
}

#[tokio::test]
async fn the_handler_answers_as_it_says() {
    let db = Database::connect("sqlite::memory:").await.unwrap();
    let tables = schema::models([Author::meta(), Book::meta()]);
    tables.create_on(&db).await.unwrap();
    db.scope(async {
        assert_eq!(snippets::rename(1, "The Telling").await.unwrap(), 404);
        let author = Author::objects().acreate(|a| a.name("Ursula K. Le Guin")).await.unwrap();
        let book = Book::objects().acreate(|b| b.title("?").pages(264).author(&author));
        let id = book.await.unwrap().id;
        assert_eq!(snippets::rename(id, "The Telling").await.unwrap(), 204);
        assert!(Book::objects().filter(|b| b.title().eq("The Telling")).aexists().await.unwrap());
        let pairs = |key: &str| vec![(key.to_owned(), "200".to_owned())];
        let (found, titles) =
            snippets::asked(pairs("pages__gt"), "-pages", vec![id]).await.unwrap();
        assert_eq!((found.len(), titles), (0, vec!["The Telling".to_owned()]));
        assert!(snippets::asked(pairs("pages__lt"), "", vec![]).await.unwrap_err().is_bad_lookup());
    })
    .await;
}

#[test]
fn a_planted_difference_is_found() {
    assert_eq!(blocks("a\n```sh\nls\n```\n```rust\nfn f() {}\n```\nb"), ["fn f() {}\n"]);
    assert_eq!(shown("//! Head.\n\nuse queryset::x;\n"), "use queryset::x;\n");
    assert!(holds("fn f() {\n    a;\n    b;\n}\n", "a;\nb;\n"));
    assert!(!holds("fn f() {\n    a;\n    c;\n}\n", "a;\nb;\n"));
}
