//! SQL of the caller's own → SQL.

use sea_query::Expr as Sql;

use crate::{
    compiler::pieces::{joined, text},
    dialect::Dialect,
    error::{Error, Result},
    query::Template,
};

/// The template with its arguments in place.
pub(super) fn filled(template: &Template, arguments: &[Sql], dialect: Dialect) -> Result<Sql> {
    let sql = match dialect {
        Dialect::Postgres => template.postgres,
        Dialect::Sqlite => template.sqlite,
        Dialect::Mysql => template.mysql,
        Dialect::Mariadb => template.mariadb,
    };
    let sql = sql.ok_or_else(|| Error::no_template(&dialect))?;
    let parts = parts(sql, dialect).map_err(|why| Error::bad_template(sql, why))?;
    let mut used = vec![false; arguments.len()];
    let mut pieces = Vec::with_capacity(parts.len());
    for part in parts {
        pieces.push(match part {
            Part::Text(it) => text(it),
            Part::Argument(at) => {
                let (Some(argument), Some(used)) = (arguments.get(at), used.get_mut(at)) else {
                    return Err(Error::bad_template(sql, "a place has no argument"));
                };
                *used = true;
                whole(argument)
            }
        });
    }
    if used.contains(&false) {
        return Err(Error::bad_template(sql, "an argument has no place"));
    }
    Ok(joined(pieces, dialect))
}

/// An argument in parentheses, where an operator beside its place could take it apart.
fn whole(argument: &Sql) -> Sql {
    match argument {
        Sql::Binary(..) | Sql::Unary(..) | Sql::Custom(_) | Sql::CustomWithExpr(..) => {
            Sql::Tuple(vec![argument.clone()])
        }
        _ => argument.clone(),
    }
}

#[derive(Debug, PartialEq)]
enum Part {
    Text(String),
    Argument(usize),
}

impl Part {
    /// Without space round it, since parts are written with a space between them.
    fn trimmed(self) -> Option<Self> {
        match self {
            Self::Text(text) if text.trim().is_empty() => None,
            Self::Text(text) => Some(Self::Text(text.trim().to_owned())),
            argument @ Self::Argument(_) => Some(argument),
        }
    }
}

/// The parts of a template, or why it has none.
fn parts(sql: &str, dialect: Dialect) -> Result<Vec<Part>, &'static str> {
    let mut parts = Vec::new();
    let mut text = String::new();
    let mut quote = None;
    let mut rest = sql.chars();
    while let Some(next) = rest.next() {
        let doubled = rest.as_str().starts_with(next);
        match next {
            '{' | '}' if doubled => {
                text.push(next);
                rest.next();
            }
            '}' => return Err("a brace is closed that was not opened: write `}}` for a brace"),
            '{' if quote.is_some() => return Err("a place stands inside quotes"),
            '{' => {
                let (name, behind) = rest
                    .as_str()
                    .split_once('}')
                    .ok_or("a brace is not closed: write `{{` for a brace")?;
                parts.push(Part::Text(std::mem::take(&mut text)));
                parts.push(Part::Argument(place(name)?));
                rest = behind.chars();
            }
            _ => {
                let outside = quote.is_none();
                if outside && is_foreign(next, rest.as_str(), dialect) {
                    return Err("it holds a placeholder, a comment or the end of a statement");
                }
                quote = quoted(quote, next);
                text.push(next);
            }
        }
    }
    if quote.is_some() {
        return Err("a quote is not closed");
    }
    parts.push(Part::Text(text));
    Ok(parts.into_iter().filter_map(Part::trimmed).collect())
}

/// The argument that a place names.
fn place(name: &str) -> Result<usize, &'static str> {
    match name {
        "left" => Ok(0),
        "right" => Ok(1),
        number => number.parse().map_err(|_| "a place is `{left}`, `{right}` or a number: `{0}`"),
    }
}

/// The quote that is open behind a character.
fn quoted(quote: Option<char>, next: char) -> Option<char> {
    match quote {
        None if matches!(next, '\'' | '"' | '`') => Some(next),
        Some(open) if open == next => None,
        _ => quote,
    }
}

/// What a single expression without values does not hold.
fn is_foreign(next: char, rest: &str, dialect: Dialect) -> bool {
    match next {
        ';' | '\0' => true,
        '-' => rest.starts_with('-'),
        '/' => rest.starts_with('*'),
        '?' => dialect != Dialect::Postgres,
        '#' => matches!(dialect, Dialect::Mysql | Dialect::Mariadb),
        '$' => rest.starts_with(|it: char| it.is_ascii_digit()) || dialect == Dialect::Sqlite,
        ':' | '@' => dialect == Dialect::Sqlite,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_split_the_text() {
        let text = |it: &str| Part::Text(it.into());
        assert_eq!(
            parts("f({left}, '{{x}}') = {1}", Dialect::Sqlite).unwrap(),
            [text("f("), Part::Argument(0), text(", '{x}') ="), Part::Argument(1)]
        );
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for sql in [
            "{left",
            "left}",
            "{}",
            "{what}",
            "{-1}",
            "'{left}'",
            "{left} = 'x",
            "{left}; DROP",
            "{left} -- x",
            "{left} /* x */",
            "{left} = ?",
            "{left} = $1",
            "{left} = :x",
            "{{left}",
            "{left}\0",
        ] {
            let one = Sql::Custom("x".into());
            assert!(filled(&Template::new(sql), &[one], Dialect::Sqlite).is_err(), "{sql}");
        }
        let two = [Sql::Custom("x".into()), Sql::Custom("y".into())];
        assert!(filled(&Template::new("{left}"), &two, Dialect::Postgres).is_err());
        assert!(filled(&Template::nowhere().sqlite("{0}{1}"), &two, Dialect::Postgres).is_err());
        assert!(filled(&Template::new("{left} ? {right}"), &two, Dialect::Postgres).is_ok());
    }
}
