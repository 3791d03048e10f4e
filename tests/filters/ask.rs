//! A filter as a query of this crate, and what the database answers.

use queryset::{
    model::{Path, Scoped},
    prelude::*,
    query::{self, Expr, Part, Step},
    value::{Type, Value},
};

use crate::{
    filter::{Compared, Condition, Filter, Lookup, Operand, Place, Test, Verb},
    tables::{Book, House, Person, Review, models},
};

/// The keys of the rows that are found, sorted.
pub async fn keys(filter: &Filter) -> queryset::Result<Vec<i64>> {
    let mut keys = match filter.root {
        0 => asked(Person::objects().all(), filter, |it| it.id).await?,
        1 => asked(House::objects().all(), filter, |it| it.id).await?,
        2 => asked(Book::objects().all(), filter, |it| it.id).await?,
        _ => asked(Review::objects().all(), filter, |it| it.id).await?,
    };
    keys.sort_unstable();
    Ok(keys)
}

async fn asked<M: Model>(
    mut set: QuerySet<M>,
    filter: &Filter,
    key: fn(&M) -> i64,
) -> queryset::Result<Vec<i64>> {
    for call in &filter.calls {
        let q = q(filter.root, &call.condition);
        set = match call.verb {
            Verb::Filter => set.filter(|_| q),
            Verb::Exclude => set.exclude(|_| q),
        };
    }
    Ok(set.await?.iter().map(key).collect())
}

fn q(root: usize, it: &Condition) -> Q {
    let members = |all: &[Condition]| all.iter().map(|it| q(root, it)).collect::<Vec<_>>();
    match it {
        Condition::Lookup(it) => lookup(root, it),
        Condition::All(all) => Q::all(members(all)),
        // By the operator, which the others do not use.
        Condition::Any(all) => members(all).into_iter().fold(Q::default(), |any, it| any | it),
        Condition::Not(inner) => !q(root, inner),
    }
}

fn lookup(root: usize, it: &Lookup) -> Q {
    use query::Lookup as By;
    let value = |it: Value| Expr::Value(it);
    let at = column(root, &it.at);
    let of = |call: query::Call| Expr::Call(call, vec![at.clone()].into());
    let behind = |key: &str| of(query::Call::Key(Step::Key(key.to_owned())));
    let (left, lookup, right) = match &it.test {
        Test::Is(how, other) => (at, by(*how), vec![operand(root, other)]),
        Test::Between(low, high) => (at, By::Range, vec![operand(root, low), operand(root, high)]),
        Test::OneOf(all) => {
            let list = all.iter().copied().map(Value::Integer).collect();
            (at, By::In, vec![value(Value::List(Type::Integer, list))])
        }
        Test::IsNull(null) => (at, By::IsNull, vec![value(Value::Boolean(*null))]),
        Test::Year(year) => {
            (of(query::Call::Extract(Part::Year)), By::Exact, vec![value(Value::Integer(*year))])
        }
        Test::Month(month) => {
            let month = i32::try_from(*month).expect("a month");
            (of(query::Call::Extract(Part::Month)), By::Exact, vec![value(Value::Integer(month))])
        }
        Test::Contains(text) => (at, By::Contains, vec![value(Value::Text((*text).into()))]),
        Test::Key(key, wanted) => {
            (behind(key), By::Exact, vec![value(Value::Json(wanted.to_string()))])
        }
        Test::KeyIsNull(key, null) => (behind(key), By::IsNull, vec![value(Value::Boolean(*null))]),
        Test::HasKey(key) => (at, By::HasKey, vec![value(Value::Text((*key).into()))]),
    };
    Q::Lookup { left, lookup, right }
}

fn by(how: Compared) -> query::Lookup {
    match how {
        Compared::Equal => query::Lookup::Exact,
        Compared::Greater => query::Lookup::Gt,
        Compared::GreaterOrEqual => query::Lookup::Gte,
        Compared::Less => query::Lookup::Lt,
        Compared::LessOrEqual => query::Lookup::Lte,
    }
}

fn operand(root: usize, it: &Operand) -> Expr {
    match it {
        Operand::Number(number) => Expr::Value(Value::Integer(*number)),
        Operand::Text(text) => Expr::Value(Value::Text((*text).into())),
        Operand::Date(date) => Expr::Value(Value::Date(*date)),
        Operand::Column(place) => column(root, place),
    }
}

fn column(root: usize, place: &Place) -> Expr {
    let start = Path::root(Scoped::Level(0), models()[root]);
    Expr::Path(place.path.iter().copied().chain(place.column).fold(start, |it, name| it.step(name)))
}
