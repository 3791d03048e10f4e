//! What can be wrong with a value.

use std::{error::Error as StdError, fmt::Display};

use crate::error::{Error, ErrorKind};

impl Error {
    pub(crate) fn not_a_decimal(text: &str) -> Self {
        let text = shown(text);
        Self::new(ErrorKind::Decode, format!("`{text}` is not a decimal number"))
    }

    #[cfg_attr(
        not(feature = "decimal"),
        expect(dead_code, reason = "only decimals can be too wide")
    )]
    pub(crate) fn decimal_too_wide(text: &str) -> Self {
        let text = shown(text);
        let message =
            format!("{text} has more digits than a `Decimal` can hold (96 bits, 28 places)");
        Self::new(ErrorKind::Decode, message)
    }

    pub(crate) fn integer_out_of_range(number: impl Display, wanted: impl NamedType) -> Self {
        Self::new(ErrorKind::Decode, format!("{number} does not fit in a {}", wanted.named()))
    }

    pub(crate) fn double_out_of_range(number: f64) -> Self {
        let message = format!("{number:e} does not fit in an `f32`: make the field an `f64`");
        Self::new(ErrorKind::Decode, message)
    }

    pub(crate) fn duration_too_long(duration: impl Display) -> Self {
        let message = format!(
            "{duration} is longer than a column holds: 64 bits of microseconds, some 292,000 years"
        );
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn unknown_choice(
        choices: &str,
        held: &impl Display,
        known: impl Iterator<Item = String>,
    ) -> Self {
        Self::new(ErrorKind::Decode, none_of_the_choices(choices, &held.to_string(), known))
    }

    pub(crate) fn no_such_choice(
        choices: &str,
        text: &str,
        known: impl Iterator<Item = String>,
    ) -> Self {
        Self::new(ErrorKind::InvalidValue, none_of_the_choices(choices, text, known))
    }

    pub(crate) fn unexpected_null(wanted: impl NamedType) -> Self {
        let message = format!(
            "is NULL, where a {} is expected: make the field an `Option`; of an expression, leave out the rows where it is \
             NULL, as it is where something is divided by zero",
            wanted.named()
        );
        Self::new(ErrorKind::Decode, message)
    }

    pub(crate) fn not_of_type(text: &str, wanted: impl NamedType) -> Self {
        let kind = wanted.named();
        let message = format!("`{}` is no {kind}{}", shown(text), form_of(kind));
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn null_in_body(wanted: impl NamedType) -> Self {
        let message = format!("must not be null: a {} is wanted", wanted.named());
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn null_member(wanted: impl NamedType) -> Self {
        let message = format!("the array holds NULL, where each member is a {}", wanted.named());
        Self::new(ErrorKind::Decode, message)
    }

    pub(crate) fn json_not_written(source: impl StdError + Send + Sync + 'static) -> Self {
        Self::new(ErrorKind::InvalidValue, format!("cannot be written as JSON: {source}"))
            .with_source(source)
    }

    pub(crate) fn json_too_deep(deepest: usize) -> Self {
        let message = format!(
            "cannot be written as JSON: arrays and objects stand in one another more than {deepest} deep, and could not be read back"
        );
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn json_number_not_held(number: &str) -> Self {
        let message = format!(
            "the JSON in the database does not fit the field: its type would round the number {}; a field of type `Json<Box<serde_json::value::RawValue>>` keeps the text of the document",
            shown(number)
        );
        Self::new(ErrorKind::Decode, message)
    }

    /// The text of the cause shows values of the document: what is said of it is its category and place.
    pub(crate) fn json_not_read(category: &str, (line, column): (usize, usize)) -> Self {
        let message = format!(
            "the JSON in the database does not fit the field ({category}, line {line}, column {column})"
        );
        Self::new(ErrorKind::Decode, message)
    }
}

/// What came in, as much of it as a message can hold.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    cut(text, MOST)
}

/// The first letters, with a mark where there are more.
pub(super) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// How values are written as text, for messages that say what was expected.
fn form_of(kind: &str) -> &'static str {
    match kind {
        "boolean" => ": write `true` or `false`",
        "date" => ": write it as `2024-12-31`",
        "time" => ": write it as `23:59:59`",
        "date and time" => ": write it as `2024-12-31T23:59:59Z`",
        "UUID" => ": write its 32 hexadecimal digits, with or without hyphens",
        "binary" => ": write it in base64",
        _ => "",
    }
}

fn none_of_the_choices(choices: &str, value: &str, known: impl Iterator<Item = String>) -> String {
    const MOST: usize = 40;
    let known: Vec<String> = known.map(|it| format!("`{it}`")).collect();
    let known = known.join(", ");
    let value = cut(value, MOST);
    format!("`{value}` is the value of no `{choices}`; there are {known}")
}

/// A type that can be named in a message; the layer of errors does not know the types themselves.
pub(crate) trait NamedType: Copy {
    fn named(self) -> &'static str;
}
