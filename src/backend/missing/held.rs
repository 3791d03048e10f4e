//! What a column holds: whole numbers of its width, text of its length.
//!
//! A value that the column does not hold fails the statement, which changes nothing then. The message says the field
//! before the reason, for the backend to take apart.

use crate::{error::Error, value::forms::numeral};

/// A number of SQLite's.
#[derive(Clone, Copy, Debug)]
pub(in crate::backend) enum Number {
    Whole(i64),
    Double(f64),
}

/// Whether a double may be rounded, or is a sum of whole numbers that 64 bits do not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::backend) enum Doubles {
    Rounded,
    Overflowed,
}

/// The number as the column of a field holds it, which goes from `first` to `last`.
pub(in crate::backend) fn whole(
    number: Number,
    doubles: Doubles,
    field: &str,
    (first, last): (i64, i64),
) -> Result<i64, Error> {
    let (whole, shown) = match number {
        Number::Whole(it) => (Some(it), it.to_string()),
        Number::Double(it) if doubles == Doubles::Rounded => {
            (numeral::rounded(it).and_then(|it| it.try_into().ok()), it.to_string())
        }
        Number::Double(it) => (None, it.to_string()),
    };
    let held = whole.filter(|it| (first..=last).contains(it));
    held.ok_or_else(|| Error::computed_number_not_held(field, &shown, (first, last)))
}

/// Whether a text has at most so many characters.
pub(in crate::backend) fn text(text: &str, field: &str, most: i64) -> Result<(), Error> {
    let count = text.chars().count();
    if i64::try_from(count).is_ok_and(|it| it <= most) {
        return Ok(());
    }
    Err(Error::computed_text_not_held(field, count, most))
}

/// The field and the reason, of a message of SQLite that comes from here.
pub(in crate::backend) fn refusal(message: &str) -> Option<(&str, &str)> {
    message.strip_prefix(Error::COMPUTED_NOT_HELD)?.split_once(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_the_field_and_the_reason() {
        let message =
            whole(Number::Whole(9), Doubles::Overflowed, "pages", (0, 8)).unwrap_err().to_string();
        let (field, reason) = refusal(&message).unwrap();
        assert_eq!(field, "pages");
        assert!(reason.contains(" 9, ") && reason.contains("0 to 8"), "{reason}");
        assert_eq!(refusal("no such column: pages: x"), None);
    }

    #[test]
    fn a_double_is_rounded_or_a_sum_that_overflowed() {
        let number = |doubles| whole(Number::Double(2.5), doubles, "pages", (0, 8));
        assert_eq!(number(Doubles::Rounded).unwrap(), 2);
        assert!(number(Doubles::Overflowed).is_err());
        let huge = whole(Number::Double(1e30), Doubles::Rounded, "pages", (i64::MIN, i64::MAX));
        assert!(huge.is_err());
    }

    #[test]
    fn text_is_counted_in_characters() {
        assert!(text("üü", "name", 2).is_ok());
        assert!(text("üüü", "name", 2).unwrap_err().to_string().contains("3 characters"));
    }
}
