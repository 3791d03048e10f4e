//! Regular expressions.
//!
//! The crate `regex` searches in time that grows with the text alone, so that no pattern can hold a thread up; what
//! takes more than that, back-references and look-around, it does not have. To understand a pattern takes time too, by
//! what it is made into: so its length and compiled size are bounded, and how many character classes it has, above all
//! those that are searched in any case, each letter of which is looked up. The costliest pattern within the bounds takes
//! about ten milliseconds.

use std::fmt;

use regex::{Regex, RegexBuilder};

use crate::error::Error;

/// A pattern that was understood.
pub(in crate::backend) type Pattern = Regex;

/// The most bytes of a pattern.
const LONGEST: usize = 1_000;

/// The most bytes of what it is made into: `\w` in Unicode has some 50 000.
const LARGEST: usize = 1 << 20;

/// The deepest nesting of its groups.
const DEEPEST: u32 = 50;

/// The most character classes.
const MOST_CLASSES: usize = 50;

/// The most of those that are tables of Unicode, as `\w` and `\p{L}` are, each of hundreds of ranges.
const MOST_TABLES: usize = 20;

/// The most letters that are looked up, where upper and lower case are alike.
const MOST_LETTERS: usize = 0x4_0000;

/// How many letters a table counts for, by the time that it takes.
const TABLE: usize = 0x8000;

/// The same for a class of which it is not seen what it has.
const UNSEEN: usize = 0x1_0000;

/// The same for a class of nearly all letters: one can be had.
const ALL: usize = MOST_LETTERS;

/// The longest range that does not count, such as that of a script.
const SHORT: usize = 0x200;

/// Ideographs, syllables and kana, of which none has another case, so that none is looked up.
const WITHOUT_CASE: [(char, char); 2] = [('\u{2E80}', '\u{A63F}'), ('\u{AC00}', '\u{FAFF}')];

/// Understands a pattern.
pub(in crate::backend) fn compiled(pattern: &str) -> Result<Pattern, Error> {
    if let Some(cause) = Cost::of(pattern).excess(pattern) {
        return Err(Error::pattern_too_costly(&cause));
    }
    let mut builder = RegexBuilder::new(pattern);
    let built = builder.size_limit(LARGEST).dfa_size_limit(LARGEST).nest_limit(DEEPEST).build();
    built.map_err(|it| match it {
        regex::Error::CompiledTooBig(size) => {
            Error::pattern_too_costly(&format_args!("compiled, it has more than {size} bytes"))
        }
        other => Error::pattern_not_understood(pattern, reason(&other.to_string())),
    })
}

/// The last line says what is wrong; those before it show the whole pattern.
fn reason(message: &str) -> &str {
    let last = message.lines().last().unwrap_or_default();
    last.strip_prefix("error: ").unwrap_or(last)
}

/// Whether a message of SQLite is that of a pattern that was not understood.
pub(in crate::backend) fn is_refusal(message: &str) -> bool {
    message.starts_with(Error::PATTERN_REFUSED)
}

/// What makes a pattern costly, seen from its text alone.
#[derive(Debug, Default)]
struct Cost {
    classes: usize,
    tables: usize,
    /// How many letters are looked up where upper and lower case are alike.
    letters: usize,
    /// How many classes are open.
    depth: usize,
}

impl Cost {
    fn of(pattern: &str) -> Self {
        let mut cost = Self::default();
        let spaced = has_flag(pattern, 'x');
        // What stands in comments cannot be told from what does not, without understanding the pattern.
        let commented = pattern.replace(r"\\", "").replace(r"\#", "").contains('#');
        let unseen = if spaced && commented { UNSEEN } else { 0 };
        let text: String = pattern.chars().filter(|it| !(spaced && it.is_whitespace())).collect();
        let mut letters = text.chars();
        let mut before = '\0';
        while let Some(mut letter) = letters.next() {
            let rest = letters.as_str();
            match letter {
                '[' => {
                    cost.open(rest);
                    cost.letters += unseen;
                    letters = inside(rest).chars();
                }
                ']' => cost.depth = cost.depth.saturating_sub(1),
                '-' => cost.letters += unseen.max(range(before, rest)),
                '\\' => {
                    letter = letters.next().unwrap_or_default();
                    cost.escaped(letter, letters.as_str());
                }
                _ => (),
            }
            before = letter;
        }
        cost
    }

    /// A class that is inside of another one is searched with it once more.
    fn open(&mut self, rest: &str) {
        self.classes += 1;
        self.letters += match self.depth {
            0 => 0,
            _ if rest.starts_with('^') || rest.starts_with(":^") => ALL,
            _ if rest.starts_with(':') => 0,
            _ => UNSEEN,
        };
        self.depth += 1;
    }

    fn escaped(&mut self, letter: char, rest: &str) {
        self.classes += usize::from("wWdDsSpP".contains(letter));
        self.tables += usize::from("wWpP".contains(letter));
        self.letters += match letter {
            'w' | 'W' | 'p' | 'P' => TABLE,
            'D' | 'S' if self.depth > 0 => ALL,
            'x' if !rest.starts_with('{') => 0,
            'x' | 'u' | 'U' => UNSEEN,
            _ => 0,
        };
    }

    /// What there is too much of.
    fn excess(&self, pattern: &str) -> Option<impl fmt::Display + use<>> {
        if pattern.len() > LONGEST {
            return Some(format!("it has more than {LONGEST} bytes"));
        }
        if self.classes > MOST_CLASSES {
            return Some(format!("it has more than {MOST_CLASSES} character classes"));
        }
        if self.tables > MOST_TABLES {
            return Some(format!(
                "it has more than {MOST_TABLES} classes such as `\\w` and `\\p{{…}}`"
            ));
        }
        (self.letters > MOST_LETTERS && has_flag(pattern, 'i')).then(|| {
            "upper and lower case are alike in too many large classes, such as `\\w`, `\\p{…}`, `[\\S…]` and `[[^…]…]`"
                .to_owned()
        })
    }
}

/// What stands behind the beginning of a class: behind `^`, and behind a `]` that is one of its letters.
fn inside(rest: &str) -> &str {
    let rest = rest.strip_prefix('^').unwrap_or(rest);
    rest.strip_prefix(']').unwrap_or(rest)
}

/// How many letters a range has that may have another case.
fn range(start: char, rest: &str) -> usize {
    let end = match rest.strip_prefix("\\x") {
        Some(hex) if hex.starts_with('{') => return ALL - UNSEEN,
        _ => rest.chars().next().unwrap_or_default(),
    };
    let without_case = WITHOUT_CASE.iter().any(|(from, to)| *from <= start && end <= *to);
    let count = (end as usize).saturating_sub(start as usize);
    if count <= SHORT || without_case { 0 } else { count.min(ALL) }
}

/// Whether there are flags with this one among them, as `i` is in `(?i)` and `(?s-i:`.
fn has_flag(pattern: &str, flag: char) -> bool {
    pattern.match_indices("(?").any(|(at, opening)| {
        let rest = pattern.get(at + opening.len()..).unwrap_or_default();
        let end = rest.find(|it: char| it != '-' && !it.is_ascii_alphabetic());
        let (flags, behind) = rest.split_at(end.unwrap_or(rest.len()));
        flags.contains(flag) && behind.starts_with([')', ':'])
    })
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn a_pattern_that_is_none_is_refused_with_the_reason() {
        for pattern in ["(", "[a", "a{2,1}", r"(a)\1", "(?=a)", "*", "(((a{99}){99}){99})"] {
            let message = compiled(pattern).unwrap_err().to_string();
            assert!(is_refusal(&message), "{message}");
        }
    }

    #[test]
    fn a_pattern_that_makes_others_backtrack_takes_no_time() {
        let text = "a".repeat(50_000);
        assert!(!compiled("(a+)+$b").unwrap().is_match(&text));
    }

    /// Patterns that took from a tenth of a second to two seconds.
    #[test]
    fn a_pattern_that_is_costly_to_understand_is_refused() {
        let costly = [
            r"\w{300}".to_owned(),
            r"(?:\w{9}){40}".to_owned(),
            r"\W".repeat(500),
            "a?".repeat(5_000),
            format!("(?i){}", r"\p{Any}".repeat(30)),
            format!("(?i){}", r"[\W\D\S]".repeat(30)),
            format!("(?i){}", r"[a-\x{10FFFF}]".repeat(17)),
            format!("(?s-i:{})", "[a-\u{10FFFF}]".repeat(17)),
            format!("{}a{}", "(".repeat(400), ")".repeat(400)),
            r"(?i)[^\W\D\S\p{Lu}\P{Lu}]".to_owned(),
            format!("(?i){}", "[a-\u{fffd}]".repeat(50)),
            format!("(?i){}", r"[\x00-\x{fffd}]".repeat(50)),
            format!("(?ix){}", "[a - \u{fffd}]".repeat(40)),
            format!("(?ix){}", "[a-#\n\u{fffd}]".repeat(40)),
            format!("(?i){}", r"[\n-�]".repeat(50)),
            format!("(?i){}", "[[^a-\u{fffd}]--x]".repeat(25)),
            format!("(?i){}", "[[^x]y]".repeat(12)),
            format!("(?i){}", r"[\Sx]".repeat(12)),
            format!("(?i){}a-\u{fffd}{}]", "[".repeat(20), "]b".repeat(19)),
            format!("(?ix){}", "[[ ^x]#]\n y]".repeat(12)),
            format!("(?i){}", r"\p{L}".repeat(50)),
            format!("(?i){}", r"[\w]".repeat(50)),
            r"\p{L}".repeat(50),
            r"\b\w".repeat(21),
        ];
        for pattern in costly {
            let started = Instant::now();
            let error = compiled(&pattern).unwrap_err();
            assert!(is_refusal(&error.to_string()), "{error}");
            assert!(error.to_string().len() < 300, "{error}");
            // Without optimisation, on a machine that does other things.
            assert!(
                started.elapsed() < Duration::from_secs(1),
                "{pattern}: {:?}",
                started.elapsed()
            );
        }
    }

    #[test]
    fn the_costliest_patterns_within_the_bounds_take_little_time() {
        let bounds = [
            format!("(?i){}", "[a-\u{fffd}]".repeat(4)),
            format!("(?i){}", "[\u{80}-\u{7ff}]".repeat(50)),
            format!("(?i){}", "[^x]".repeat(50)),
            "(?i)[[^x]y]".to_owned(),
            "(?i)[\u{0}-\u{10FFFF}]".to_owned(),
            format!("(?i){}", r"\p{L}".repeat(8)),
            format!("(?i){}", r"[\w]".repeat(8)),
            r"[\w--a]".repeat(20),
        ];
        for pattern in bounds {
            let started = Instant::now();
            assert!(compiled(&pattern).is_ok(), "{pattern}");
            // Without optimisation, on a machine that does other things.
            let elapsed = started.elapsed();
            assert!(elapsed < Duration::from_secs(1), "{pattern}: {elapsed:?}");
        }
    }

    #[test]
    fn patterns_that_people_write_are_understood() {
        let usual = [
            r"(?i)^[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}$",
            r"^\w{1,16}$",
            r"^(97(8|9))?\d{9}(\d|X)$",
            r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?$",
            r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
            r"(?i)\b(an?|the)\s+\S+\s+[^,;]+",
            r"(?i)^[^x]+@[^x]+\S+ [^\x00-\x1f]+ \S+[^\s,;]$",
            r"(?i)^[a-z\u{80}-\u{fffd}]+$",
            "(?i)[a-\u{10FFFF}]+",
            "(?ix) ^ [a-z]+ @ [a-z]+ [.] [a-z]+ [-] [0-9]{2} \\# $",
            r"(?i)^[a-z0-9à-ÿ]+(-[a-z0-9à-ÿ]+)*/[一-鿿]+/[一-鿿]+/[一-鿿ぁ-ヿ]+/[가-힣]+$",
            r"^\w+ \w+, \w+-\w+-\w+-\w+: \b\w+\b \b\w+\b$",
            r"(?<id>\pL+)(?P<ki>\PL\P{Nd}\W\D\S)",
        ];
        for pattern in usual {
            assert!(compiled(pattern).is_ok(), "{pattern}: {:?}", compiled(pattern));
        }
    }

    #[test]
    fn of_a_long_pattern_the_message_shows_the_beginning() {
        let message = compiled(&format!("{}(", "secret".repeat(100))).unwrap_err().to_string();
        assert!(message.contains("unclosed group") && message.contains("secretse"), "{message}");
        assert!(message.contains('…') && message.len() < 200, "{message}");
    }
}
