//! The smallest filter that still goes wrong.

use crate::filter::{Call, Condition, Filter, Lookup, Operand, Place, Test};

/// Filters that are a little smaller, those that lack most first.
pub fn smaller(filter: &Filter) -> Vec<Filter> {
    let mut all = Vec::new();
    for at in 0..filter.calls.len() {
        if filter.calls.len() > 1 {
            let mut calls = filter.calls.clone();
            calls.remove(at);
            all.push(Filter { calls, ..filter.clone() });
        }
        for condition in conditions(&filter.calls[at].condition) {
            let mut calls = filter.calls.clone();
            calls[at] = Call { condition, ..calls[at].clone() };
            all.push(Filter { calls, ..filter.clone() });
        }
    }
    all
}

fn conditions(it: &Condition) -> Vec<Condition> {
    match it {
        Condition::Lookup(lookup) => simpler(lookup).map(Condition::Lookup).into_iter().collect(),
        Condition::All(all) => members(all, Condition::All),
        Condition::Any(all) => members(all, Condition::Any),
        Condition::Not(inner) => {
            let inside = conditions(inner).into_iter().map(|it| Condition::Not(Box::new(it)));
            std::iter::once((**inner).clone()).chain(inside).collect()
        }
    }
}

fn members(all: &[Condition], connect: fn(Vec<Condition>) -> Condition) -> Vec<Condition> {
    let mut smaller = all.to_vec();
    for at in 0..all.len() {
        if all.len() > 2 {
            let mut fewer = all.to_vec();
            fewer.remove(at);
            smaller.push(connect(fewer));
        }
        for condition in conditions(&all[at]) {
            let mut others = all.to_vec();
            others[at] = condition;
            smaller.push(connect(others));
        }
    }
    smaller
}

/// A number in place of another column.
fn simpler(it: &Lookup) -> Option<Lookup> {
    match &it.test {
        Test::Is(how, Operand::Column(Place { .. })) => {
            Some(Lookup { test: Test::Is(*how, Operand::Number(1)), ..it.clone() })
        }
        _ => None,
    }
}
