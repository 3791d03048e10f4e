//! Regular expressions.
//!
//! The crate `regex` searches in time that grows with the text alone, so that no pattern can hold a thread up; what
//! takes more than that, back-references and look-around, it does not have. The size of a compiled pattern is limited.

use regex::Regex;

use crate::error::Error;

/// A pattern that was understood.
pub(in crate::backend) type Pattern = Regex;

/// Understands a pattern.
pub(in crate::backend) fn compiled(pattern: &str) -> Result<Pattern, Error> {
    Regex::new(pattern).map_err(|it| Error::pattern_not_understood(&it))
}

/// Whether a message of SQLite is that of a pattern that was not understood.
pub(in crate::backend) fn is_refusal(message: &str) -> bool {
    message.starts_with(Error::PATTERN_NOT_UNDERSTOOD)
}

#[cfg(test)]
mod tests {
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
}
