//! What a filter has to find, by Django's rules and without any SQL.
//!
//! The rules, which Django's documents and `sql/query.py` state:
//!
//! - Every call of `filter` or `exclude` goes along a multi-valued relation for itself: for each combination of related
//!   rows, one for each call and relation, the row is found once if all calls hold. Where there are no related rows, their
//!   columns are NULL.
//! - A lookup whose path goes along such a relation is asked for itself below a negation, however many there are: whether
//!   there is a related row, and nothing of it is combined. A column of the same relation on its right side ties it to the
//!   combination's row.
//! - A comparison with NULL is unknown, and unknown conditions are not met, nor are their negations. But under an odd number
//!   of negations a column that is NULL does not meet a lookup, nor does one on the right side that can be NULL by itself.
//! - The negation of a negation is the condition.

use std::collections::BTreeMap;

use chrono::Datelike;
use serde_json::Value;

use crate::{
    filter::{Compared, Condition, Filter, Lookup, Operand, Place, Test, Verb},
    tables::{Way, end, first_many, is_many, is_nullable, link},
    world::{Cell, Row, World},
};

/// A multi-valued relation of one call, known by the path to it.
type Join = (usize, Vec<&'static str>);

/// True, false, or unknown.
type Truth = Option<bool>;

/// Negations around a condition.
#[derive(Clone, Copy, Default)]
struct Inside {
    count: usize,
}

/// The keys that a filter finds, sorted; one that is found several times stands there as often.
pub fn keys(filter: &Filter, world: &World) -> Vec<i64> {
    let joins = joins(filter);
    let mut found = Vec::new();
    for row in &world.rows[filter.root] {
        let mut judge = Judge { filter, world, row, bound: BTreeMap::new() };
        found.extend(std::iter::repeat_n(row.id, judge.count(&joins)));
    }
    found
}

/// The multi-valued relations that the calls go along outside of questions of their own, parents before children.
pub fn joins(filter: &Filter) -> Vec<Join> {
    let mut all = Vec::new();
    for (number, call) in filter.calls.iter().enumerate() {
        let below = call.verb == Verb::Exclude;
        collect(filter.root, &call.condition, below, &mut |path| {
            for count in 1..=path.len() {
                let join = (number, path[..count].to_vec());
                if is_many(filter.root, &path[..count]) && !all.contains(&join) {
                    all.push(join);
                }
            }
        });
    }
    all
}

fn collect(root: usize, it: &Condition, below: bool, found: &mut impl FnMut(&[&'static str])) {
    match it {
        Condition::Lookup(lookup) => {
            if !below || first_many(root, &lookup.at.path).is_none() {
                found(&lookup.at.path);
            }
            if let Test::Is(_, Operand::Column(place)) = &lookup.test {
                found(&place.path);
            }
        }
        Condition::All(all) | Condition::Any(all) => {
            for it in all {
                collect(root, it, below, found);
            }
        }
        Condition::Not(inner) => match &**inner {
            Condition::Not(inner) => collect(root, inner, below, found),
            inner => collect(root, inner, true, found),
        },
    }
}

/// One row, with the related rows that were chosen for it.
struct Judge<'w> {
    filter: &'w Filter,
    world: &'w World,
    row: &'w Row,
    bound: BTreeMap<Join, Option<&'w Row>>,
}

impl<'w> Judge<'w> {
    /// How many combinations of related rows meet all calls.
    fn count(&mut self, joins: &[Join]) -> usize {
        let Some((join, rest)) = joins.split_first() else {
            return usize::from(self.is_found());
        };
        let (call, path) = join;
        let parent = self.reached(*call, &path[..path.len() - 1]);
        let mut count = 0;
        for row in self.next(parent, path, path.len()) {
            self.bound.insert(join.clone(), row);
            count += self.count(rest);
        }
        count
    }

    fn is_found(&self) -> bool {
        self.filter.calls.iter().enumerate().all(|(number, call)| {
            let truth = match call.verb {
                Verb::Filter => self.truth(&call.condition, number, Inside::default()),
                Verb::Exclude => not(self.truth(&call.condition, number, Inside { count: 1 })),
            };
            truth == Some(true)
        })
    }

    fn truth(&self, it: &Condition, call: usize, inside: Inside) -> Truth {
        match it {
            Condition::Lookup(lookup) => self.lookup(lookup, call, inside),
            Condition::All(all) => all_of(all.iter().map(|it| self.truth(it, call, inside))),
            Condition::Any(all) => {
                not(all_of(all.iter().map(|it| not(self.truth(it, call, inside)))))
            }
            Condition::Not(inner) => match &**inner {
                Condition::Not(inner) => self.truth(inner, call, inside),
                inner => not(self.truth(inner, call, Inside { count: inside.count + 1 })),
            },
        }
    }

    fn lookup(&self, lookup: &Lookup, call: usize, inside: Inside) -> Truth {
        let many = first_many(self.filter.root, &lookup.at.path);
        if let Some(step) = many.filter(|_| inside.count > 0) {
            return Some(self.is_met_by_any(lookup, step, call));
        }
        let row = self.reached(call, &lookup.at.path);
        let value = value(row, lookup.at.column);
        let met = self.met(lookup, &value, call);
        if inside.count.is_multiple_of(2)
            || matches!(lookup.test, Test::IsNull(_) | Test::KeyIsNull(..))
        {
            return met;
        }
        let met = and(met, Some(value != Cell::Null));
        match &lookup.test {
            Test::Is(_, Operand::Column(place)) if self.can_be_null(place) => {
                and(met, Some(self.read(place, call) != Cell::Null))
            }
            _ => met,
        }
    }

    /// Whether a related row meets the lookup; `step` is where its path goes along a multi-valued relation.
    fn is_met_by_any(&self, lookup: &Lookup, step: usize, call: usize) -> bool {
        let path = &lookup.at.path;
        let parent = self.reached(call, &path[..step - 1]);
        let tied = matches!(&lookup.test, Test::Is(_, Operand::Column(it)) if it.path.starts_with(&path[..step]));
        let mut rows = if tied {
            vec![self.reached(call, &path[..step])]
        } else {
            self.next(parent, path, step)
        };
        for count in step + 1..=path.len() {
            rows = rows.into_iter().flat_map(|it| self.next(it, path, count)).collect();
        }
        rows.into_iter()
            .any(|row| self.met(lookup, &value(row, lookup.at.column), call) == Some(true))
    }

    /// The rows behind the last of so many steps of a path; without any, that there is none.
    fn next(
        &self,
        from: Option<&'w Row>,
        path: &[&'static str],
        count: usize,
    ) -> Vec<Option<&'w Row>> {
        let Some(from) = from else { return vec![None] };
        let link = link(end(self.filter.root, &path[..count - 1]), path[count - 1]);
        let rows = self.world.rows[link.to].iter();
        let rows: Vec<_> = match link.way {
            Way::Forward => {
                rows.filter(|it| from.cells[link.column] == Cell::Number(it.id)).map(Some).collect()
            }
            Way::Reverse => {
                rows.filter(|it| it.cells[link.column] == Cell::Number(from.id)).map(Some).collect()
            }
        };
        if rows.is_empty() { vec![None] } else { rows }
    }

    /// The row that a path leads to, along the related rows of this combination.
    fn reached(&self, call: usize, path: &[&'static str]) -> Option<&'w Row> {
        (1..=path.len()).try_fold(self.row, |from, count| {
            if is_many(self.filter.root, &path[..count]) {
                return self.bound[&(call, path[..count].to_vec())];
            }
            self.next(Some(from), path, count)[0]
        })
    }

    fn read(&self, place: &Place, call: usize) -> Cell {
        value(self.reached(call, &place.path), place.column)
    }

    fn can_be_null(&self, place: &Place) -> bool {
        let table = end(self.filter.root, &place.path);
        place.column.is_some_and(|it| is_nullable(table, it))
    }

    fn met(&self, lookup: &Lookup, value: &Cell, call: usize) -> Truth {
        let operand = |it: &Operand| match it {
            Operand::Number(number) => Cell::Number((*number).into()),
            Operand::Text(text) => Cell::Text((*text).to_owned()),
            Operand::Date(date) => Cell::Date(*date),
            Operand::Column(place) => self.read(place, call),
        };
        match &lookup.test {
            Test::Is(how, other) => compare(*how, value, &operand(other)),
            Test::Between(low, high) => and(
                compare(Compared::GreaterOrEqual, value, &operand(low)),
                compare(Compared::LessOrEqual, value, &operand(high)),
            ),
            test => alone(test, value),
        }
    }
}

/// A test that reads nothing but the value.
fn alone(test: &Test, cell: &Cell) -> Truth {
    match (test, cell) {
        (Test::IsNull(null), _) => Some((*cell == Cell::Null) == *null),
        (Test::KeyIsNull(key, null), Cell::Json(document)) => {
            Some(document.get(key).is_none() == *null)
        }
        (Test::KeyIsNull(_, null), _) => Some(*null),
        (Test::OneOf(all), Cell::Number(number)) => {
            Some(all.iter().any(|it| i64::from(*it) == *number))
        }
        (Test::Year(year), Cell::Date(date)) => Some(date.year() == *year),
        (Test::Month(month), Cell::Date(date)) => Some(date.month() == *month),
        (Test::Contains(part), Cell::Text(whole)) => Some(whole.contains(part)),
        (Test::HasKey(key), Cell::Json(document)) => Some(document.get(key).is_some()),
        (Test::Key(key, wanted), Cell::Json(document)) => {
            document.get(key).map(|it: &Value| it == wanted)
        }
        _ => None,
    }
}

fn compare(how: Compared, left: &Cell, right: &Cell) -> Truth {
    let order = match (left, right) {
        (Cell::Number(left), Cell::Number(right)) => left.cmp(right),
        (Cell::Text(left), Cell::Text(right)) => left.cmp(right),
        (Cell::Date(left), Cell::Date(right)) => left.cmp(right),
        _ => return None,
    };
    Some(match how {
        Compared::Equal => order.is_eq(),
        Compared::Greater => order.is_gt(),
        Compared::GreaterOrEqual => order.is_ge(),
        Compared::Less => order.is_lt(),
        Compared::LessOrEqual => order.is_le(),
    })
}

/// What stands in a column of a row; of a relation, the key of what it leads to.
fn value(row: Option<&Row>, column: Option<&str>) -> Cell {
    match (row, column) {
        (None, _) => Cell::Null,
        (Some(row), None) => Cell::Number(row.id),
        (Some(row), Some(name)) => row.cells[name].clone(),
    }
}

fn not(truth: Truth) -> Truth {
    truth.map(|it| !it)
}

fn all_of(all: impl Iterator<Item = Truth>) -> Truth {
    let mut truth = Some(true);
    for it in all {
        truth = and(truth, it);
    }
    truth
}

fn and(left: Truth, right: Truth) -> Truth {
    match (left, right) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}
