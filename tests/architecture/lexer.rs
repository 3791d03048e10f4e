//! Rust text without what is not code.
//!
//! In: a source file. Out: the same lines, with comments and the inside of literals blanked, so
//! that a rule may search for words. It knows tokens, not grammar.

/// The text without its comments, with the inside of every string and character literal
/// overwritten.
pub(crate) fn code(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while !rest.is_empty() {
        let (kind, length) = token(rest);
        let (token, after) = rest.split_at(length);
        match kind {
            Kind::Code => out.push_str(token),
            Kind::Comment => out.extend(token.chars().map(|it| blank(it, ' '))),
            Kind::Literal => out.extend(token.chars().map(|it| blank(it, '_'))),
        }
        rest = after;
    }
    out
}

/// The code without the items that stand under `#[cfg(test)]`.
pub(crate) fn without_tests(code: &str) -> String {
    let mut parts = code.split("#[cfg(test)]");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_at(item_length(part)).1);
    }
    out
}

/// The identifier at the start of `text`, empty when there is none.
pub(crate) fn word(text: &str) -> &str {
    text.split_at(text.find(|it: char| !is_word(it)).unwrap_or(text.len())).0
}

pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The length of the group that opens at the start of `code`, its brackets included.
pub(crate) fn group_length(code: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => (),
        }
        if depth == 0 {
            return at + c.len_utf8();
        }
    }
    code.len()
}

enum Kind {
    Code,
    Comment,
    Literal,
}

fn token(rest: &str) -> (Kind, usize) {
    if rest.starts_with("//") {
        (Kind::Comment, rest.find('\n').unwrap_or(rest.len()))
    } else if rest.starts_with("/*") {
        (Kind::Comment, block_comment(rest))
    } else if let Some(length) = string(rest).or_else(|| character(rest)) {
        (Kind::Literal, length)
    } else {
        let first = rest.chars().next().map_or(0, char::len_utf8);
        (Kind::Code, word(rest).len().max(first))
    }
}

/// Block comments nest.
fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(tail) = rest.get(at..).filter(|it| !it.is_empty()) {
        if tail.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if tail.starts_with("*/") {
            depth -= 1;
            at += 2;
        } else {
            at += tail.chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn string(rest: &str) -> Option<usize> {
    let prefix = ["br", "cr", "b", "c", "r", ""].into_iter().find(|it| rest.starts_with(it))?;
    let after_prefix = rest.strip_prefix(prefix)?;
    let body = after_prefix.trim_start_matches('#');
    let hashes = after_prefix.len() - body.len();
    let body = body.strip_prefix('"')?;
    let opening = rest.len() - body.len();
    if prefix.ends_with('r') {
        let closing = format!("\"{}", "#".repeat(hashes));
        return Some(body.find(&closing).map_or(rest.len(), |at| opening + at + closing.len()));
    }
    (hashes == 0).then(|| opening + escaped(body, '"'))
}

/// A character literal, which a lifetime is not.
fn character(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix("b'").or_else(|| rest.strip_prefix('\''))?;
    let mut chars = body.chars();
    let first = chars.next()?;
    let literal = first == '\\' || chars.next() == Some('\'');
    literal.then(|| rest.len() - body.len() + escaped(body, '\''))
}

/// The length of `body` up to and with the `quote` that ends it.
fn escaped(body: &str, quote: char) -> usize {
    let mut chars = body.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if c == quote {
            return at + c.len_utf8();
        }
    }
    body.len()
}

/// The length of an item: up to its first `;`, or the end of its first braces.
fn item_length(code: &str) -> usize {
    match code.find(['{', ';']) {
        Some(at) if code.split_at(at).1.starts_with('{') => at + group_length(code.split_at(at).1),
        Some(at) => at + 1,
        None => code.len(),
    }
}

/// Line ends and the quotes that delimit a literal stay, so that lines can still be counted.
fn blank(c: char, with: char) -> char {
    if matches!(c, '\n' | '"' | '\'') { c } else { with }
}

#[test]
fn comments_and_literals_are_not_code() {
    assert_eq!(code("a // b\nc"), "a     \nc");
    assert_eq!(code("a /* b /* c */ */ d"), "a                 d");
    assert_eq!(code(r#"f("a\"b", 'x', b'\'')"#), r#"f("__"_", '_', _'_'')"#);
    assert_eq!(code("r#\"a\"b\"#.r#type"), "__\"_\"_\"_.r#type");
    assert_eq!(code("fn f<'a>(it: &'a str) {}"), "fn f<'a>(it: &'a str) {}");
}

#[test]
fn inline_tests_are_not_code() {
    let code =
        "a();\n#[cfg(test)]\nmod tests { fn f() { {} } }\nb();\n#[cfg(test)]\nmod more;\nc();";
    assert_eq!(without_tests(code), "a();\n\nb();\n\nc();");
}
