//! Managers, held against querysets: whatever starts at one starts at the other.

use crate::{
    lexer::{group_length, word},
    source::{Source, under},
};

/// What a manager has no use for.
const OF_QUERYSETS: &[&str] = &[
    "new",      // is how a manager gets one
    "query",    // looks at what one says
    "to_sql",   // the same
    "subquery", // is of one column, which somebody has selected
    "adelete",  // is Django's precaution: of all rows it is `all().adelete()`
];

/// What only a manager has.
const OF_MANAGERS: &[&str] = &["get_queryset"];

#[test]
fn a_manager_starts_every_query() {
    let sources = under(&["src/queryset"]);
    let querysets: Vec<&str> = sources.iter().flat_map(of_querysets).collect();
    let managers: Vec<&str> = sources.iter().flat_map(of_managers).collect();
    assert!(!querysets.is_empty() && !managers.is_empty(), "there is nothing to compare");
    let faults = differences(&querysets, &managers);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The public methods of querysets in a file.
fn of_querysets(source: &Source) -> Vec<&str> {
    let blocks = blocks(&source.code, "impl");
    let blocks = blocks.filter(|(header, _)| {
        let mut words = header.split_whitespace();
        words.any(|it| it.starts_with("QuerySet<")) && !header.contains(" for ")
    });
    blocks.flat_map(|(_, body)| functions(body, "pub fn ")).collect()
}

/// The methods of the trait, if it stands in the file.
fn of_managers(source: &Source) -> Vec<&str> {
    let blocks = blocks(&source.code, "pub trait Manager ");
    blocks.flat_map(|(_, body)| functions(body, "fn ")).collect()
}

/// What stands between an item's first word and its brackets, and what is inside of these.
fn blocks<'a>(code: &'a str, opening: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let starts = code.match_indices(opening).map(|(at, _)| code.split_at(at));
    let items = starts.filter(|(before, _)| before.is_empty() || before.ends_with('\n'));
    items.filter_map(|(_, item)| {
        let (header, rest) = item.split_at(item.find('{')?);
        Some((header, rest.split_at(group_length(rest)).0))
    })
}

fn functions<'a>(body: &'a str, opening: &'a str) -> impl Iterator<Item = &'a str> {
    body.split(opening).skip(1).map(word)
}

fn differences(querysets: &[&str], managers: &[&str]) -> Vec<String> {
    let lacks = querysets.iter().filter(|it| !managers.contains(it) && !OF_QUERYSETS.contains(it));
    let odd = managers.iter().filter(|it| !querysets.contains(it) && !OF_MANAGERS.contains(it));
    let lacks = lacks.map(|it| format!("`Manager` lacks `{it}`, which a queryset has"));
    lacks.chain(odd.map(|it| format!("`Manager` has `{it}`, which no queryset has"))).collect()
}

#[test]
fn a_planted_method_is_found() {
    let text = "pub trait Manager {\n    fn all(&self);\n    fn get_queryset(&self);\n    fn odd(&self);\n}\n\
                impl<M> QuerySet<M> {\n    pub fn new() -> Self {}\n    pub fn all(self) -> Self {}\n    fn own() {}\n}\n\
                impl<M>\n    QuerySet<M, A>\nwhere\n    M: Model,\n{\n    pub fn first<A>(self, a: A) {}\n}\n\
                impl<M> Debug for QuerySet<M> {\n    pub fn fmt() {}\n}\nimpl RawQuerySet<M> {\n    pub fn raw() {}\n}";
    let source = Source::new("src/queryset/a.rs", text);
    let (querysets, managers) = (of_querysets(&source), of_managers(&source));
    assert_eq!(querysets, ["new", "all", "first"]);
    assert_eq!(managers, ["all", "get_queryset", "odd"]);
    assert_eq!(differences(&querysets, &managers).len(), 2);
}
