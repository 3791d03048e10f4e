//! Lookups of JSON documents, and of what stands in them.
//!
//! The SQL is Django's on each database. Text lookups are those of text, on the text of the value.

use sea_query::{BinOper, Expr as Sql, Func, Keyword};

use crate::{
    compiler::{
        binds::Binds,
        call::{Form, form, path, taken},
        condition::{self, Comparison},
        expression::{self, Place},
        lookup::compare::operator,
    },
    dialect::Dialect,
    error::{Error, Result},
    query::{Expr, Lookup, Step},
    value::{Type, Value},
};

/// The lookup on a JSON value; `None` where it is a lookup of text.
pub(super) fn sql(it: Comparison<'_>, at: Place<'_>, binds: &mut Binds) -> Result<Option<Sql>> {
    let (left, lookup, right) = it;
    match (lookup, right) {
        (Lookup::Range, [low, high]) => {
            let low = compared(left, Lookup::Gte, low, at, binds)?;
            let high = compared(left, Lookup::Lte, high, at, binds)?;
            Ok(Some(Sql::Binary(Box::new(low), BinOper::And, Box::new(high))))
        }
        (Lookup::Exact | Lookup::Gt | Lookup::Gte | Lookup::Lt | Lookup::Lte, [operand]) => {
            compared(left, lookup, operand, at, binds).map(Some)
        }
        // Of null there is no text to look for.
        (Lookup::IExact, [operand @ Expr::Value(value)]) if is_null(value) => {
            compared(left, Lookup::Exact, operand, at, binds).map(Some)
        }
        (Lookup::Contains, [operand]) => contained(left, operand, lookup, at, binds).map(Some),
        (Lookup::ContainedBy, [operand]) => contained(operand, left, lookup, at, binds).map(Some),
        (Lookup::HasKey | Lookup::HasKeys | Lookup::HasAnyKeys, [Expr::Value(keys)]) => {
            has_keys(left, lookup, keys, at, binds).map(Some)
        }
        _ => Ok(None),
    }
}

/// The list that a JSON value is one of, on databases without arrays, with the value before it.
pub(super) fn listed(
    left: &Expr,
    values: &[Value],
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    let column = form(left, Form::Compared, at, binds)?;
    let is_key = !taken(left)?.1.is_empty();
    let mut members = Vec::with_capacity(values.len());
    for value in values {
        let member = same(value, is_key, binds)?;
        // A list compares text with text, where `=` looks into what `JSON_EXTRACT` gives.
        let is_text = binds.dialect() == Dialect::Mariadb;
        members.push(if is_text { Func::cust("JSON_UNQUOTE").arg(member).into() } else { member });
    }
    Ok(Sql::Binary(Box::new(column), BinOper::In, Box::new(Sql::Tuple(members))))
}

/// The operand of a text lookup, as text.
pub(super) fn sought(operand: &Expr) -> Expr {
    let Expr::Value(value) = operand else { return operand.clone() };
    let text = match value.clone().fitted(Type::Json) {
        Value::Json(document) => match serde_json::from_str(&document) {
            Ok(serde_json::Value::String(text)) => text,
            _ => document,
        },
        _ => return operand.clone(),
    };
    Expr::Value(Value::Text(text))
}

fn is_null(value: &Value) -> bool {
    matches!(value, Value::Json(document) if document == "null")
}

fn compared(
    left: &Expr,
    lookup: Lookup,
    operand: &Expr,
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    let column = form(left, Form::Compared, at, binds)?;
    let is_key = !taken(left)?.1.is_empty();
    let operand = match operand {
        Expr::Value(value) if lookup == Lookup::Exact => same(value, is_key, binds)?,
        Expr::Value(value) => ranked(value, is_key, binds)?,
        expr => beside(expr, Form::Compared, at, binds)?,
    };
    Ok(Sql::Binary(Box::new(column), operator(lookup), Box::new(operand)))
}

/// An expression that stands beside a JSON value.
fn beside(expr: &Expr, wanted: Form, at: Place<'_>, binds: &mut Binds) -> Result<Sql> {
    if expression::type_of(expr, at)? == Some(Type::Json) {
        return form(expr, wanted, at, binds);
    }
    let other = expression::sql(expr, at, binds)?;
    let converted = binds.dialect() == Dialect::Postgres;
    Ok(if converted { Func::cust("to_jsonb").arg(other).into() } else { other })
}

/// A value that a JSON value may be the same as.
fn same(value: &Value, is_key: bool, binds: &mut Binds) -> Result<Sql> {
    let document = binds.beside(value, Type::Json)?;
    let is_word = |text: &str| matches!(text, "null" | "true" | "false");
    Ok(match (binds.dialect(), value.clone().fitted(Type::Json)) {
        (Dialect::Sqlite, Value::Json(text)) if is_key && !is_word(&text) => extracted(document),
        (Dialect::Sqlite | Dialect::Postgres, _) => document,
        _ => extracted(document),
    })
}

/// A value that a JSON value may be greater or less than.
///
/// Where a document is text, the value is bound as what it is, so that numbers are compared as numbers.
fn ranked(value: &Value, is_key: bool, binds: &mut Binds) -> Result<Sql> {
    if binds.dialect() == Dialect::Postgres || !is_key {
        return ordered(value, is_key, binds);
    }
    let Value::Json(text) = value.clone().fitted(Type::Json) else {
        return ordered(value, is_key, binds);
    };
    let native = match serde_json::from_str(&text) {
        Ok(serde_json::Value::String(text)) => Value::Text(text),
        Ok(serde_json::Value::Bool(it)) => Value::Boolean(it),
        Ok(serde_json::Value::Number(it)) => match (it.as_i64(), it.as_f64()) {
            (Some(it), _) => Value::BigInteger(it),
            (None, Some(it)) => Value::Double(it),
            (None, None) => return ordered(value, is_key, binds),
        },
        _ => return ordered(value, is_key, binds),
    };
    binds.alone(&native)
}

/// A document that another comes before or after.
///
/// `MariaDB` takes NULL for a value when it stands beside what `JSON_EXTRACT` gives: it compares text with text here.
fn ordered(value: &Value, is_key: bool, binds: &mut Binds) -> Result<Sql> {
    let document = same(value, is_key, binds)?;
    let is_text = binds.dialect() == Dialect::Mariadb;
    Ok(if is_text { Func::cust("JSON_UNQUOTE").arg(document).into() } else { document })
}

/// `JSON_EXTRACT(document, '$')`: the document itself, as what it is.
fn extracted(document: Sql) -> Sql {
    Func::cust("JSON_EXTRACT").args([document, Sql::Custom("'$'".into())]).into()
}

/// Whether one document contains another.
fn contained(
    outer: &Expr,
    inner: &Expr,
    lookup: Lookup,
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    let dialect = binds.dialect();
    if !dialect.capability().json_containment {
        return Err(Error::unsupported_json_lookup(lookup.name(), &dialect));
    }
    let mut document = |expr: &Expr| match expr {
        Expr::Value(value) => binds.beside(value, Type::Json),
        expr => beside(expr, Form::Document, at, binds),
    };
    let (outer, inner) = (document(outer)?, document(inner)?);
    Ok(if dialect == Dialect::Postgres {
        Sql::Binary(Box::new(outer), BinOper::Custom("@>"), Box::new(inner))
    } else {
        Func::cust("JSON_CONTAINS").args([outer, inner]).into()
    })
}

/// Whether an object has keys; digits are a key here, too.
fn has_keys(
    left: &Expr,
    lookup: Lookup,
    keys: &Value,
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    if binds.dialect() == Dialect::Postgres {
        let operator = match lookup {
            Lookup::HasKey => "?",
            Lookup::HasKeys => "?&",
            _ => "?|",
        };
        let document = form(left, Form::Document, at, binds)?;
        let keys = binds.alone(keys)?;
        return Ok(Sql::Binary(Box::new(document), BinOper::Custom(operator), Box::new(keys)));
    }
    let (base, steps) = taken(left)?;
    let document = expression::sql(base, at, binds)?;
    let mut present = Vec::new();
    for key in names(keys) {
        let key = Step::Key(key);
        let steps: Vec<&Step> = steps.iter().copied().chain([&key]).collect();
        let path = path(&steps, binds.dialect())?;
        present.push(has_path(document.clone(), binds.text(path), binds.dialect()));
    }
    let (connector, none) = match lookup {
        Lookup::HasAnyKeys => (BinOper::Or, "FALSE"),
        _ => (BinOper::And, "TRUE"),
    };
    Ok(condition::chain(present, connector).unwrap_or(Sql::Custom(none.into())))
}

fn has_path(document: Sql, path: Sql, dialect: Dialect) -> Sql {
    if dialect == Dialect::Sqlite {
        let kind: Sql = Func::cust("JSON_TYPE").args([document, path]).into();
        let null = Sql::Keyword(Keyword::Null);
        return Sql::Binary(Box::new(kind), BinOper::IsNot, Box::new(null));
    }
    Func::cust("JSON_CONTAINS_PATH").args([document, Sql::Custom("'one'".into()), path]).into()
}

fn names(keys: &Value) -> Vec<String> {
    let keys = match keys {
        Value::List(_, keys) => keys.as_slice(),
        one => std::slice::from_ref(one),
    };
    let name = |it: &Value| match it {
        Value::Text(key) => Some(key.clone()),
        _ => None,
    };
    keys.iter().filter_map(name).collect()
}
