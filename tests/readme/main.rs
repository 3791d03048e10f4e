//! What `README.md` shows is what the examples are.

use std::fs;

/// The part of the quick start that README shows: without the head, which speaks to readers of the file and to lints.
fn shown(example: &str) -> &str {
    example.find("use queryset").map_or("", |at| example.split_at(at).1)
}

/// The code blocks of a language.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let opening = format!("```{language}\n");
    text.split(&opening).skip(1).filter_map(|it| it.split("```").next()).collect()
}

#[test]
fn the_quick_start_of_the_readme_is_the_example() {
    let readme = fs::read_to_string("README.md").unwrap();
    let example = fs::read_to_string("examples/quickstart.rs").unwrap();
    let expected = shown(&example);
    assert!(!expected.is_empty());
    assert_eq!(
        blocks(&readme, "rust").first().copied(),
        Some(expected),
        "copy examples/quickstart.rs into README.md"
    );
}

#[test]
fn a_block_is_found_by_its_language() {
    let text = "a\n```sh\nls\n```\n```rust\nfn f() {}\n```\nb";
    assert_eq!(blocks(text, "rust"), ["fn f() {}\n"]);
    assert_eq!(shown("//! Head.\n\nuse queryset::x;\n"), "use queryset::x;\n");
}
