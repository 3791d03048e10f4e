//! Regular expressions.
//!
//! The crate `regex` searches in time that grows with the text alone, so that no pattern can hold a thread up; what
//! takes more than that, back-references and look-around, it does not have. To understand a pattern takes time too, by
//! what it is made into: so its length and compiled size are bounded, and how many character classes it has, above all
//! those that are searched in any case, each letter of which is looked up. The costliest pattern within the bounds takes
//! some milliseconds.

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

/// The most of those that may have a million letters, where upper and lower case are alike.
const MOST_LARGE: usize = 4;

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
    large: usize,
}

impl Cost {
    fn of(pattern: &str) -> Self {
        let mut cost = Self::default();
        let mut letters = pattern.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '[' => cost.classes += 1,
                '\\' => cost.count_escaped(letters.next()),
                // The end of a range.
                '-' if letters.clone().next().is_some_and(|it| it.len_utf8() > 3) => {
                    cost.large += 1;
                }
                _ => (),
            }
        }
        cost
    }

    fn count_escaped(&mut self, letter: Option<char>) {
        self.classes += usize::from(letter.is_some_and(|it| "wWdDsSpP".contains(it)));
        self.large += usize::from(letter.is_some_and(|it| "WDSpPxuU".contains(it)));
    }

    /// What there is too much of.
    fn excess(&self, pattern: &str) -> Option<impl fmt::Display + use<>> {
        if pattern.len() > LONGEST {
            return Some(format!("it has more than {LONGEST} bytes"));
        }
        if self.classes > MOST_CLASSES {
            return Some(format!("it has more than {MOST_CLASSES} character classes"));
        }
        (self.large > MOST_LARGE && ignores_case(pattern)).then(|| {
            format!(
                "upper and lower case are alike in more than {MOST_LARGE} classes as large as `\\W` and `\\p{{…}}`"
            )
        })
    }
}

/// Whether there are flags with an `i` among them, such as `(?i)` and `(?s-i:`.
fn ignores_case(pattern: &str) -> bool {
    pattern.match_indices("(?").any(|(at, opening)| {
        let rest = pattern.get(at + opening.len()..).unwrap_or_default();
        let end = rest.find(|it: char| it != '-' && !it.is_ascii_alphabetic());
        let (flags, behind) = rest.split_at(end.unwrap_or(rest.len()));
        flags.contains('i') && behind.starts_with([')', ':'])
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
    fn patterns_that_people_write_are_understood() {
        let usual = [
            r"(?i)^[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}$",
            r"^\w{1,16}$",
            r"^(97(8|9))?\d{9}(\d|X)$",
            r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?)?$",
            r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
            r"(?i)\b(an?|the)\s+\S+\s+[^,;]+",
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
