//! Keys and values as an attacker, or a clumsy client, sends them.

use crate::chance::Chance;

/// What stands in a hostile text and must not stand in any SQL.
pub const MARK: &str = "zq7mark";

/// Values that mean something to one type or another, or to a database.
const VALUES: &[&str] = &[
    "",
    " ",
    "0",
    "1",
    "-1",
    "+1",
    "007",
    "1.5",
    "-0.0",
    "1e5",
    "1e-400",
    "1e-2000000000",
    "1e2000000000",
    "99999999999999999999999999999999999999999",
    "9223372036854775807",
    "-9223372036854775808",
    "32767",
    "65536",
    ".5",
    "5.",
    ".",
    "-",
    "e",
    "0x10",
    "NaN",
    "inf",
    "-Infinity",
    "true",
    "False",
    "t",
    "yes",
    "null",
    "None",
    "2024-02-29",
    "2023-02-29",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "99999-01-01",
    "-1-1-1",
    "2024-2-9",
    "2024-02-29T12:00:00Z",
    "2024-02-29 12:00:00.123456789+14:00",
    "2024-02-29T23:59:60Z",
    "9999-12-31T23:59:59-23:59",
    "0001-01-01T00:00:00+23:59",
    "2024-02-29T12:00:00 02:00",
    "24:00",
    "12:34:56.789",
    "P1DT2H",
    "3 days, 1:00:00",
    "00112233-4455-6677-8899-aabbccddeeff",
    "{00112233445566778899aabbccddeeff}",
    "0123456789abcdef",
    "urn:uuid:",
    "127.0.0.1",
    "::ffff:1.2.3.4",
    "1.2.3.4/8",
    "{}",
    "[]",
    "[[[[[[[[[[",
    "{\"a\": [1, null]}",
    "\"\\u0000\"",
    "nul",
    "1,2,3",
    ",",
    ",,,,,,",
    "1,",
    "2024-01-01,2024-12-31",
    "a,b",
    "' OR '1'='1",
    "'; DROP TABLE library_book; --",
    "\" OR 1=1 --",
    "`x`",
    "\\'; --",
    "%",
    "_",
    "\\",
    "%%%",
    "\\\\%",
    "*/ SELECT 1 /*",
    "$1",
    "?",
    "?1",
    ":name",
    "@p",
    "1) OR (1=1",
    "/*",
    "--",
    "\0",
    "a\0b",
    "x'00'",
    "E'\\''",
    "(",
    ")",
    "[",
    "(a+)+$",
    "(?i)a",
    "\\1",
    "a{1000000}",
    "((((((((((",
    "[[:alpha:]]",
    "\\p{Foo}",
    "é",
    "İ",
    "😀",
];

/// Keys that no list allows.
const KEYS: &[&str] = &[
    "",
    "_",
    "__",
    "____",
    "pk",
    "id__",
    "__id",
    "id____gt",
    "id__gt__lt",
    "?",
    "-id",
    "pages; --",
    "pages'\"",
    "author__author__author",
    "author__books__author__books__author__name",
    "password",
    "self",
    "library_book.id",
    "pages__gt ",
    " pages",
    "PAGES",
    "pages\0",
    "pages__year",
    "document__a__b__c",
    "name__lower__lower",
];

/// A key: mostly one of `allowed`, else one like it, or another.
pub fn key(chance: &mut Chance, allowed: &[&'static str]) -> String {
    let key = chance.one_of(allowed).to_owned();
    match chance.below(12) {
        0 => chance.one_of(KEYS).to_owned(),
        1 => bent(chance, &key),
        2 => format!("{key}__{}", chance.one_of(&["exact", "gt", "in", "lower", "x", ""])),
        3 if chance.once_in(20) => "pages__".repeat(chance.below(20_000)),
        _ => key,
    }
}

/// A value: one of the above, bent or put together, or of letters by chance.
pub fn value(chance: &mut Chance) -> String {
    let value = chance.one_of(VALUES).to_owned();
    match chance.below(10) {
        0 => bent(chance, &value),
        1 => format!("{value}{}", chance.one_of(VALUES)),
        2 => format!("{value},{}", chance.one_of(VALUES)),
        3 => format!("{MARK}{value}{MARK}"),
        4 => (0..chance.below(30)).map(|_| chance.letter()).collect(),
        5 if chance.once_in(20) => value.repeat(chance.below(2_000)),
        6 => chance.below(1_000).to_string(),
        _ => value,
    }
}

/// Names with commas and signs.
pub fn order(chance: &mut Chance, allowed: &[&'static str]) -> String {
    let keys = (0..chance.below(4)).map(|_| {
        let sign = chance.one_of(&["", "", "-", "--", "+", " "]);
        format!("{sign}{}", key(chance, allowed))
    });
    let keys: Vec<String> = keys.collect();
    keys.join(chance.one_of(&[",", ",", ",", ", ", ";", ",,"]))
}

/// With a letter left out, added, or replaced.
fn bent(chance: &mut Chance, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = chance.below(letters.len() + 1);
    if chance.once_in(2) && at < letters.len() {
        letters.remove(at);
    }
    if chance.once_in(2) {
        letters.insert(at.min(letters.len()), chance.letter());
    }
    letters.into_iter().collect()
}
