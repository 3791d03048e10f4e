//! Conditions → SQL.

use sea_query::{BinOper, CaseStatement, Expr as Sql, UnOper};

use crate::{
    compiler::{
        binds::Binds,
        expression::{self, Place},
        lookup,
        negation::Negation,
        resolve::Frame,
        select,
    },
    dialect::Dialect,
    error::Result,
    query::{Expr, Lookup, Q, Query},
};

/// A condition that may turn out to be known without the database.
#[derive(Debug)]
pub(super) enum Condition {
    /// Every row meets it.
    Always,
    /// No row meets it.
    Never,
    /// The database decides.
    Sql(Sql),
}

impl Condition {
    /// The condition as a value.
    pub(super) fn into_value(self) -> Sql {
        match self {
            Self::Always => Sql::Custom("TRUE".into()),
            Self::Never => Sql::Custom("FALSE".into()),
            Self::Sql(sql) => sql,
        }
    }

    fn not(self) -> Self {
        match self {
            Self::Always => Self::Never,
            Self::Never => Self::Always,
            Self::Sql(sql) => Self::Sql(Sql::Unary(UnOper::Not, Box::new(sql))),
        }
    }
}

/// The SQL of a condition inside of these negations. An empty one says nothing, negated or not.
pub(super) fn sql(q: &Q, at: Place<'_>, inside: Negation, binds: &mut Binds) -> Result<Condition> {
    match q {
        _ if q.is_empty() => Ok(Condition::Always),
        Q::And(all) => all_of(Q::said(all).map(|it| sql(it, at, inside, binds))),
        Q::Or(all) => any_of(Q::said(all).map(|it| sql(it, at, inside, binds))),
        Q::Xor(all) => odd_of(all, at, inside, binds),
        Q::Not(inner) => Ok(sql(inner, at, inside.more(), binds)?.not()),
        Q::Exists(query) => exists(query, at, binds),
        Q::Joined(call, inner) => sql(inner, Place { owner: Some(*call), ..at }, inside, binds),
        Q::Holds(expr) => expression::sql(expr, at, binds).map(Condition::Sql),
        Q::Lookup { left, lookup, right } => comparison((left, *lookup, right), at, inside, binds),
    }
}

/// All of the conditions.
pub(super) fn all_of(all: impl Iterator<Item = Result<Condition>>) -> Result<Condition> {
    let mut open = Vec::new();
    for condition in all {
        match condition? {
            Condition::Always => (),
            Condition::Never => return Ok(Condition::Never),
            Condition::Sql(sql) => open.push(sql),
        }
    }
    Ok(chain(open, BinOper::And).map_or(Condition::Always, Condition::Sql))
}

/// At least one of the conditions, of which there are some.
fn any_of(all: impl Iterator<Item = Result<Condition>>) -> Result<Condition> {
    let mut open = Vec::new();
    for condition in all {
        match condition? {
            Condition::Always => return Ok(Condition::Always),
            Condition::Never => (),
            Condition::Sql(sql) => open.push(sql),
        }
    }
    Ok(chain(open, BinOper::Or).map_or(Condition::Never, Condition::Sql))
}

/// Joins conditions: a few one behind the other, many in halves, since SQLite limits how deep an expression may be.
pub(super) fn chain(mut conditions: Vec<Sql>, operator: BinOper) -> Option<Sql> {
    let join = |a: Sql, b: Sql| Sql::Binary(Box::new(a), operator, Box::new(b));
    if conditions.len() <= 64 {
        return conditions.into_iter().reduce(join);
    }
    let right = conditions.split_off(conditions.len() / 2);
    chain(conditions, operator).zip(chain(right, operator)).map(|(a, b)| join(a, b))
}

/// An odd number of the conditions.
///
/// MySQL has XOR. Elsewhere the true ones are counted, as in Django: a NULL counts as not true.
fn odd_of(all: &[Q], at: Place<'_>, inside: Negation, binds: &mut Binds) -> Result<Condition> {
    let mut always = 0_usize;
    let mut open = Vec::new();
    for q in Q::said(all) {
        match sql(q, at, inside, binds)? {
            Condition::Always => always += 1,
            Condition::Never => (),
            Condition::Sql(sql) => open.push(sql),
        }
    }
    let odd = !always.is_multiple_of(2);
    if open.is_empty() {
        return Ok(if odd { Condition::Always } else { Condition::Never });
    }
    let native = matches!(binds.dialect(), Dialect::Mysql | Dialect::Mariadb);
    let condition = Condition::Sql(if native { xor(open) } else { counted(open) });
    Ok(if odd { condition.not() } else { condition })
}

fn xor(open: Vec<Sql>) -> Sql {
    chain(open, BinOper::Custom("XOR")).unwrap_or(Sql::Custom("FALSE".into()))
}

fn counted(open: Vec<Sql>) -> Sql {
    let number = |text: &'static str| Sql::Custom(text.into());
    let ones = open.into_iter().map(|it| {
        Sql::Case(Box::new(CaseStatement::new().case(it, number("1")).finally(number("0"))))
    });
    let sum = chain(ones.collect(), BinOper::Add).unwrap_or(number("0"));
    let odd = Sql::Binary(Box::new(sum), BinOper::Mod, Box::new(number("2")));
    Sql::Binary(Box::new(odd), BinOper::Equal, Box::new(number("1")))
}

fn exists(query: &Query, at: Place<'_>, binds: &mut Binds) -> Result<Condition> {
    if query.empty && !query.is_lone_aggregate() {
        return Ok(Condition::Never);
    }
    let inner = Frame::new(query, Some(at))?;
    Ok(match select::existence(&inner, binds)? {
        Some(select) => Condition::Sql(Sql::exists(select)),
        None => Condition::Never,
    })
}

/// A comparison as the caller wrote it.
pub(super) type Comparison<'q> = (&'q Expr, Lookup, &'q [Expr]);

fn comparison(
    it: Comparison<'_>,
    at: Place<'_>,
    inside: Negation,
    binds: &mut Binds,
) -> Result<Condition> {
    if inside.splits()
        && let Some(path) = it.0.subject()
        && let Some((step, _)) = at.frame.multi_valued(path)?
    {
        return lookup::split(it, (path, step), at, binds);
    }
    lookup::sql(it, at, inside.is_odd(), binds)
}
