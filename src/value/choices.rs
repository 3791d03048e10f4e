//! Enums whose values stand for a text or a whole number.

use std::fmt::Display;

use serde::{Deserializer, Serialize, de::DeserializeOwned, de::Error as _};

use crate::{
    error::{Error, Result},
    value::{Row, Scalar, Value},
};

/// An enum of which a column holds one variant, written by `#[derive(Choices)]`.
///
/// A column of texts is compared with any text; set it to a variant, since a text may be the value of none. A text that comes
/// in becomes one by `parse`.
///
/// Django: `TextChoices`, `IntegerChoices`.
///
/// ```
/// use queryset::prelude::*;
///
/// #[derive(Choices, Clone, Copy, Debug, PartialEq)]
/// enum Status {
///     Draft,
///     #[choice(value = "pub", label = "Out in the world")]
///     Published,
/// }
///
/// assert_eq!((Status::Draft.value(), Status::Draft.label()), ("draft", "Draft"));
/// assert_eq!(Status::choices(), [("draft", "Draft"), ("pub", "Out in the world")]);
/// assert_eq!("pub".parse::<Status>()?, Status::Published);
/// # Ok::<(), Error>(())
/// ```
///
/// `#[choices(serialize, deserialize)]` writes it to JSON and reads it by its value, as the columns of models are:
///
/// ```
/// use queryset::prelude::*;
///
/// #[derive(Choices, Clone, Copy, Debug, PartialEq)]
/// #[choices(serialize, deserialize)]
/// enum Status {
///     Draft,
///     #[choice(value = "pub")]
///     Published,
/// }
///
/// #[derive(serde::Deserialize)]
/// struct NewArticle {
///     status: Status,
/// }
///
/// let new: NewArticle = serde_json::from_str(r#"{"status": "pub"}"#).unwrap();
/// assert_eq!(new.status, Status::Published);
/// assert_eq!(serde_json::to_string(&Status::Draft).unwrap(), r#""draft""#);
/// ```
pub trait Choices: Clone + Send + Sync + 'static {
    /// What the column holds: `&'static str`, or an integer.
    type Value: Chosen;

    /// The name of the enum.
    const NAME: &'static str;
    /// Every variant, in the order of the enum.
    const ALL: &'static [Self];

    /// What the column holds for this variant.
    fn value(&self) -> Self::Value;

    /// The variant for a reader (Django: `get_status_display()`).
    fn label(&self) -> &'static str;

    /// Values and labels, in the order of the enum (Django: `Status.choices`).
    fn choices() -> Vec<(Self::Value, &'static str)> {
        Self::ALL.iter().map(|it| (it.value(), it.label())).collect()
    }
}

/// What a column of choices holds.
pub trait Chosen: Copy + Display + Serialize + Send + Sync + 'static {
    /// The scalar that it is read as.
    type Scalar: Scalar + Display + PartialEq<Self> + From<Self> + DeserializeOwned;
}

impl Chosen for &'static str {
    type Scalar = String;
}

macro_rules! chosen {
    ($($integer:ident)*) => { $(impl Chosen for $integer {
        type Scalar = Self;
    })* };
}
chosen!(i16 i32 i64 u16 u32 u64);

/// The value to bind for a variant.
pub fn choice_to_value<T: Choices>(choice: &T) -> Value {
    <T::Value as Chosen>::Scalar::from(choice.value()).to_value()
}

/// Reads a variant from a row.
///
/// # Errors
/// When the cell holds the value of no variant.
pub fn read_choice<T: Choices>(row: &mut dyn Row) -> Result<Option<T>> {
    let Some(held) = <T::Value as Chosen>::Scalar::read(row)? else { return Ok(None) };
    match T::ALL.iter().find(|it| held == it.value()) {
        Some(it) => Ok(Some(it.clone())),
        None => Err(Error::unknown_choice(T::NAME, &held, values::<T>())),
    }
}

/// The variant whose value is written as `text`.
///
/// # Errors
/// When it is that of no variant.
pub fn parse_choice<T: Choices>(text: &str) -> Result<T> {
    let found = T::ALL.iter().find(|it| it.value().to_string() == text);
    found.cloned().ok_or_else(|| Error::no_such_choice(T::NAME, text, values::<T>()))
}

/// The variant whose value stands next in a body.
///
/// # Errors
/// When what stands there is the value of no variant.
pub fn deserialize_choice<'de, T: Choices, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let given = <<T::Value as Chosen>::Scalar as serde::Deserialize>::deserialize(deserializer)?;
    let found = T::ALL.iter().find(|it| given == it.value());
    found.cloned().ok_or_else(|| {
        D::Error::custom(Error::no_such_choice(T::NAME, &given.to_string(), values::<T>()))
    })
}

fn values<T: Choices>() -> impl Iterator<Item = String> {
    T::ALL.iter().map(|it| it.value().to_string())
}
