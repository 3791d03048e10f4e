//! Steps into JSON documents, and the forms in which a database gives what it finds there.
//!
//! The path is a bind, so that a key may hold any character. The SQL is Django's on each database:
//! <https://docs.djangoproject.com/en/6.1/topics/db/queries/#querying-jsonfield>.

use sea_query::{BinOper, CaseStatement, Expr as Sql, Func};

use crate::{
    compiler::{
        binds::Binds,
        expression::{self, Place},
    },
    dialect::Dialect,
    error::{Error, Result},
    query::{Call, Expr, Step},
    value::{Type, Value},
};

/// What is to be done with a JSON value, which decides its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::compiler) enum Form {
    /// It is selected or written: a document.
    Document,
    /// It is compared or sorted by.
    Compared,
    /// It is text: a string without its quotes, else the text of the document.
    Text,
}

/// What is found in a document, or its text.
pub(super) fn sql(
    call: &Call,
    arguments: &[Expr],
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    match (call, arguments) {
        (Call::JsonText, [document]) => form(document, Form::Text, at, binds),
        _ => form(&Expr::Call(call.clone(), arguments.to_vec().into()), Form::Document, at, binds),
    }
}

/// A JSON value in a form.
pub(in crate::compiler) fn form(
    expr: &Expr,
    form: Form,
    at: Place<'_>,
    binds: &mut Binds,
) -> Result<Sql> {
    let (base, steps) = taken(expr)?;
    let document = expression::sql(base, at, binds)?;
    if steps.is_empty() {
        return Ok(whole(document, form, binds.dialect()));
    }
    if binds.dialect() == Dialect::Postgres {
        return reached(document, &steps, form, binds);
    }
    let path = binds.text(path(&steps, binds.dialect())?);
    Ok(extracted(document, path, form, binds.dialect()))
}

/// The document that steps go into, and the steps from the first to the last.
pub(in crate::compiler) fn taken(expr: &Expr) -> Result<(&Expr, Vec<&Step>)> {
    let (mut base, mut steps) = (expr, Vec::new());
    while let Expr::Call(Call::Key(step), arguments) = base {
        base = arguments.first().ok_or_else(|| Error::wrong_operands("key", 0))?;
        steps.push(step);
    }
    steps.reverse();
    Ok((base, steps))
}

/// The steps in the language of `JSON_EXTRACT`, `$."key"[0]`; a key is quoted as JSON quotes it.
pub(in crate::compiler) fn path(steps: &[&Step], dialect: Dialect) -> Result<String> {
    steps.iter().try_fold(String::from("$"), |path, step| Ok(path + &stride(step, dialect)?))
}

fn stride(step: &Step, dialect: Dialect) -> Result<String> {
    let can = dialect.capability();
    match step {
        Step::Key(key) if key.starts_with('-') && !can.json_keys_with_minus => {
            Err(Error::json_key_with_minus(key, &dialect))
        }
        Step::Key(key) => {
            let Value::Json(quoted) = Value::Text(key.clone()).fitted(Type::Json) else {
                return Err(Error::wrong_operands("key", 1));
            };
            Ok(format!(".{quoted}"))
        }
        Step::Index(index) if *index >= 0 => Ok(format!("[{index}]")),
        Step::Index(index) if can.json_negative_indexes => Ok(format!("[#{index}]")),
        Step::Index(index) => Err(Error::negative_json_index(*index, &dialect)),
    }
}

fn whole(document: Sql, form: Form, dialect: Dialect) -> Sql {
    match (dialect, form) {
        (Dialect::Postgres, Form::Text) => Func::cast_as(document, "text").into(),
        // A document is text there, and text is compared with what `JSON_EXTRACT` gives.
        (Dialect::Mariadb, Form::Compared) | (Dialect::Mysql | Dialect::Mariadb, Form::Text) => {
            unquoted(document)
        }
        _ => document,
    }
}

fn extracted(document: Sql, path: Sql, form: Form, dialect: Dialect) -> Sql {
    let extract = |document, path| Sql::from(Func::cust("JSON_EXTRACT").args([document, path]));
    match (dialect, form) {
        (Dialect::Sqlite, Form::Document) => binary(document, "->", path),
        // What is taken out of a document has no type of its own there: true would be 1, and null be NULL.
        (Dialect::Sqlite, _) => {
            let kind: Sql = Func::cust("JSON_TYPE").args([document.clone(), path.clone()]).into();
            let word = ["'null'", "'true'", "'false'"].map(|it| Sql::Custom(it.into()));
            let is_word =
                Sql::Binary(Box::new(kind.clone()), BinOper::In, Box::new(Sql::Tuple(word.into())));
            let case = CaseStatement::new().case(is_word, kind).finally(extract(document, path));
            if form == Form::Text { Func::cast_as(case, "TEXT").into() } else { case.into() }
        }
        (Dialect::Mysql, Form::Document | Form::Compared) | (_, Form::Document) => {
            extract(document, path)
        }
        _ => unquoted(extract(document, path)),
    }
}

/// The value behind the steps on `PostgreSQL`, as Django writes it: `->` for one, `#>` for several.
///
/// In a path digits are whatever they meet, the index of an array or the key of an object. A key of digits is therefore
/// a step of its own.
fn reached(document: Sql, steps: &[&Step], form: Form, binds: &mut Binds) -> Result<Sql> {
    let is_ambiguous = |it: &Step| matches!(it, Step::Key(key) if Step::named(key) != *it);
    let mut reached = document;
    let groups: Vec<&[&Step]> =
        steps.chunk_by(|a, b| !is_ambiguous(a) && !is_ambiguous(b)).collect();
    let last = groups.len() - 1;
    for (at, group) in groups.into_iter().enumerate() {
        let text = form == Form::Text && at == last;
        reached = match group {
            [Step::Key(key)] => {
                let key = binds.alone(&Value::Text(key.clone()))?;
                binary(reached, if text { "->>" } else { "->" }, key)
            }
            [Step::Index(index)] if at == 0 => {
                let index = binds.alone(&Value::Integer(*index))?;
                binary(reached, if text { "->>" } else { "->" }, index)
            }
            several => {
                let path = binds.alone(&Value::List(Type::Text, names(several)))?;
                binary(reached, if text { "#>>" } else { "#>" }, path)
            }
        };
    }
    Ok(reached)
}

fn names(steps: &[&Step]) -> Vec<Value> {
    let name = |it: &&Step| match it {
        Step::Key(key) => Value::Text(key.clone()),
        Step::Index(index) => Value::Text(index.to_string()),
    };
    steps.iter().map(name).collect()
}

fn unquoted(document: Sql) -> Sql {
    Func::cust("JSON_UNQUOTE").arg(document).into()
}

fn binary(left: Sql, operator: &'static str, right: Sql) -> Sql {
    Sql::Binary(Box::new(left), BinOper::Custom(operator), Box::new(right))
}
