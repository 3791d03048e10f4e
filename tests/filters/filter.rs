//! A filter as data, which is shown in Django's words.

use std::fmt;

use chrono::NaiveDate;
use serde_json::Value;

use crate::tables::TABLES;

/// Calls of `filter` and `exclude`, one behind the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// The place of the table in [`TABLES`].
    pub root: usize,
    pub calls: Vec<Call>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub verb: Verb,
    pub condition: Condition,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Filter,
    Exclude,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    Lookup(Lookup),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
}

/// What is asked of a column, or of the relation that the path ends at.
#[derive(Clone, Debug, PartialEq)]
pub struct Lookup {
    pub at: Place,
    pub test: Test,
}

/// A column along relations; without a name, what the relations lead to.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub path: Vec<&'static str>,
    pub column: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    Is(Compared, Operand),
    Between(Operand, Operand),
    OneOf(Vec<i32>),
    IsNull(bool),
    Year(i32),
    Month(u32),
    Contains(&'static str),
    /// What stands behind a key is this.
    Key(&'static str, Value),
    /// Whether nothing stands behind a key.
    KeyIsNull(&'static str, bool),
    HasKey(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    Number(i32),
    Text(&'static str),
    Date(NaiveDate),
    /// Another column of numbers.
    Column(Place),
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.objects", TABLES[self.root].model)?;
        for call in &self.calls {
            let verb = match call.verb {
                Verb::Filter => "filter",
                Verb::Exclude => "exclude",
            };
            write!(f, ".{verb}({})", call.condition)?;
        }
        Ok(())
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |all: &[Self], sign: &str| {
            all.iter().map(|it| format!("({it})")).collect::<Vec<_>>().join(sign)
        };
        match self {
            Self::Lookup(lookup) => write!(f, "Q({lookup})"),
            Self::All(all) => f.write_str(&joined(all, " & ")),
            Self::Any(all) => f.write_str(&joined(all, " | ")),
            Self::Not(inner) => write!(f, "~({inner})"),
        }
    }
}

impl fmt::Display for Lookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |it: &bool| if *it { "True" } else { "False" };
        let at = &self.at;
        match &self.test {
            Test::Is(Compared::Equal, operand) => write!(f, "{at}={operand}"),
            Test::Is(how, operand) => write!(f, "{at}__{how}={operand}"),
            Test::Between(low, high) => write!(f, "{at}__range=({low}, {high})"),
            Test::OneOf(all) => write!(f, "{at}__in={all:?}"),
            Test::IsNull(null) => write!(f, "{at}__isnull={}", word(null)),
            Test::Year(year) => write!(f, "{at}__year={year}"),
            Test::Month(month) => write!(f, "{at}__month={month}"),
            Test::Contains(text) => write!(f, "{at}__contains={text:?}"),
            Test::Key(key, value) => write!(f, "{at}__{key}={value}"),
            Test::KeyIsNull(key, null) => write!(f, "{at}__{key}__isnull={}", word(null)),
            Test::HasKey(key) => write!(f, "{at}__has_key={key:?}"),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.path.iter().copied().chain(self.column).collect();
        f.write_str(&names.join("__"))
    }
}

impl fmt::Display for Compared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Equal => "exact",
            Self::Greater => "gt",
            Self::GreaterOrEqual => "gte",
            Self::Less => "lt",
            Self::LessOrEqual => "lte",
        })
    }
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Date(date) => write!(f, "date.fromisoformat(\"{date}\")"),
            Self::Column(place) => write!(f, "F(\"{place}\")"),
        }
    }
}
