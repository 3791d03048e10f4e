//! Values that a database would refuse late, or bend silently, are refused before anything is sent.

use chrono::{Datelike, NaiveDate};

use crate::{
    compiler::Statement,
    dialect::{Capability, Dialect},
    error::{Error, Result},
    value::{Digits, Value},
};

/// The facts of a database that a check needs beside its [`Capability`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    pub(crate) title: &'static str,
    pub(crate) first_year: i32,
    pub(crate) last_year: i32,
    /// The years as a reader writes them.
    pub(crate) years: &'static str,
}

impl Rules {
    /// Looks at every value of a statement.
    pub(crate) fn check(&self, dialect: Dialect, statement: &Statement) -> Result<()> {
        let capability = dialect.capability();
        let count = statement.binds.len();
        if count > capability.max_parameters {
            return Err(Error::too_many_parameters(self.title, count, capability.max_parameters));
        }
        statement.binds.iter().try_for_each(|it| self.value(capability, it))
    }

    fn value(&self, capability: &Capability, value: &Value) -> Result<()> {
        match value {
            Value::Refused(..) => value.check(),
            Value::Text(text) if !capability.text_with_nul && text.contains('\0') => {
                Err(Error::text_with_nul(self.title))
            }
            Value::Json(text) if !capability.text_with_nul && has_nul(text) => {
                Err(Error::json_with_nul(self.title))
            }
            Value::Double(it) if !capability.nonfinite_doubles && !it.is_finite() => {
                Err(Error::not_finite(self.title, *it))
            }
            Value::Decimal(it) => self.decimal(capability, *it),
            Value::Date(it) => self.date(*it),
            Value::DateTime(it) => self.date(it.date_naive()),
            Value::Array(..) if !capability.array_columns => Err(Error::no_arrays(self.title)),
            Value::Array(_, values) => values.iter().try_for_each(|it| self.value(capability, it)),
            Value::List(..) if !capability.array_parameters => Err(Error::no_lists(self.title)),
            Value::List(of, values) => values.iter().try_for_each(|it| {
                if it.type_of() != *of {
                    return Err(Error::list_of_mixed_types(*of, it.type_of()));
                }
                self.value(capability, it)
            }),
            _ => Ok(()),
        }
    }

    fn decimal(&self, capability: &Capability, number: Digits) -> Result<()> {
        if number.significant() > capability.decimal_digits {
            return Err(Error::too_many_digits(self.title, number, capability.decimal_digits));
        }
        Ok(())
    }

    fn date(&self, date: NaiveDate) -> Result<()> {
        if (self.first_year..=self.last_year).contains(&date.year()) {
            return Ok(());
        }
        Err(Error::date_out_of_range(self.title, date, self.years))
    }
}

/// Whether a JSON text holds the escape of NUL; `\\u0000` is a backslash and five characters.
fn has_nul(json: &str) -> bool {
    let mut rest = json;
    while let Some((_, escape)) = rest.split_once('\\') {
        if escape.starts_with("u0000") {
            return true;
        }
        let mut characters = escape.chars();
        characters.next();
        rest = characters.as_str();
    }
    json.contains('\0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Type;

    const RULES: Rules =
        Rules { title: "the database", first_year: 1, last_year: 9999, years: "year 1 to 9999" };

    fn refused(dialect: Dialect, value: Value) -> String {
        let statement = Statement::new("", vec![value]);
        RULES.check(dialect, &statement).unwrap_err().to_string()
    }

    fn taken(dialect: Dialect, value: Value) {
        RULES.check(dialect, &Statement::new("", vec![value])).unwrap();
    }

    #[test]
    fn the_escape_of_nul_is_told_from_an_escaped_backslash() {
        assert!(has_nul(r#"{"a":"\u0000"}"#));
        assert!(has_nul(r#""\\\u0000""#));
        assert!(!has_nul(r#""\\u0000""#));
        assert!(!has_nul(r#""\u00001""#.replace("\\u0000", "\\u0001").as_str()));
        assert!(!has_nul("\"\\"));
    }

    #[test]
    fn nul_is_refused_where_text_cannot_hold_it() {
        assert!(refused(Dialect::Postgres, Value::Text("a\0b".into())).contains("NUL"));
        assert!(refused(Dialect::Postgres, Value::Json(r#""\u0000""#.into())).contains("NUL"));
        taken(Dialect::Sqlite, Value::Text("a\0b".into()));
    }

    #[test]
    fn members_of_a_list_are_checked_too() {
        let list = Value::List(Type::Text, vec![Value::Null(Type::Text), Value::Text("\0".into())]);
        assert!(refused(Dialect::Postgres, list).contains("NUL"));
        let mixed = Value::List(Type::Text, vec![Value::Integer(1)]);
        assert!(refused(Dialect::Postgres, mixed).contains("list"));
        assert!(refused(Dialect::Sqlite, Value::List(Type::Integer, Vec::new())).contains("array"));
    }

    #[test]
    fn numbers_that_would_be_bent_are_refused() {
        assert!(refused(Dialect::Sqlite, Value::Double(f64::NAN)).contains("NaN"));
        taken(Dialect::Postgres, Value::Double(f64::INFINITY));
        let wide = Value::Decimal("1234567890.1234567".parse().unwrap());
        assert!(refused(Dialect::Sqlite, wide.clone()).contains("15 significant"));
        taken(Dialect::Postgres, wide);
    }

    #[test]
    fn dates_out_of_range_are_refused() {
        let date = NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap();
        assert!(refused(Dialect::Sqlite, Value::Date(date)).contains("9999"));
        taken(Dialect::Sqlite, Value::Date(NaiveDate::from_ymd_opt(1, 1, 1).unwrap()));
    }

    #[test]
    fn more_parameters_than_the_database_takes_are_refused() {
        let statement = Statement::new("", vec![Value::Integer(1); 40_000]);
        assert!(
            RULES.check(Dialect::Sqlite, &statement).unwrap_err().to_string().contains("32766")
        );
    }
}
