//! Filters as chance makes them.

use chrono::NaiveDate;
use serde_json::json;

use crate::{
    chance::Chance,
    filter::{Call, Compared, Condition, Filter, Lookup, Operand, Place, Test, Verb},
    judge::joins,
    tables::{Column, Kind, TABLES, end},
};

/// How deep conditions stand in each other.
const DEEPEST: usize = 3;

/// How many relations a path goes along.
const LONGEST: usize = 3;

/// How many multi-valued relations a filter joins; their rows multiply.
const MOST_JOINS: usize = 4;

/// How many relations a filter goes along; the servers think about the order of every few tables for a long time.
const MOST_STEPS: usize = 8;

pub fn filter(chance: &mut Chance) -> Filter {
    loop {
        let root = chance.below(TABLES.len());
        let calls = if chance.once_in(2) { 1 } else { 2 + chance.below(2) };
        let filter = Filter { root, calls: (0..calls).map(|_| call(root, chance)).collect() };
        if joins(&filter).len() <= MOST_JOINS && steps(&filter) <= MOST_STEPS {
            return filter;
        }
    }
}

fn steps(filter: &Filter) -> usize {
    filter.calls.iter().map(|it| steps_of(&it.condition)).sum()
}

fn steps_of(it: &Condition) -> usize {
    match it {
        Condition::Lookup(Lookup { at, test: Test::Is(_, Operand::Column(other)) }) => {
            at.path.len() + other.path.len()
        }
        Condition::Lookup(lookup) => lookup.at.path.len(),
        Condition::All(all) | Condition::Any(all) => all.iter().map(steps_of).sum(),
        Condition::Not(inner) => steps_of(inner),
    }
}

fn call(root: usize, chance: &mut Chance) -> Call {
    let verb = if chance.once_in(2) { Verb::Exclude } else { Verb::Filter };
    Call { verb, condition: condition(root, DEEPEST, chance) }
}

fn condition(root: usize, depth: usize, chance: &mut Chance) -> Condition {
    if depth == 0 || chance.once_in(3) {
        return Condition::Lookup(lookup(root, chance));
    }
    if chance.once_in(3) {
        return Condition::Not(Box::new(condition(root, depth - 1, chance)));
    }
    let count = if chance.once_in(4) { 3 } else { 2 };
    let all = (0..count).map(|_| condition(root, depth - 1, chance)).collect();
    if chance.once_in(2) { Condition::All(all) } else { Condition::Any(all) }
}

fn lookup(root: usize, chance: &mut Chance) -> Lookup {
    let path = path(root, chance);
    if !path.is_empty() && chance.once_in(8) {
        return Lookup { at: Place { path, column: None }, test: Test::IsNull(chance.once_in(2)) };
    }
    let column = &TABLES[end(root, &path)].columns;
    let column = &column[chance.below(column.len())];
    let test = if chance.once_in(8) {
        Test::IsNull(chance.once_in(2))
    } else {
        test(root, &path, column, chance)
    };
    Lookup { at: Place { path, column: Some(column.name) }, test }
}

/// Relations from a table, one after the other.
fn path(root: usize, chance: &mut Chance) -> Vec<&'static str> {
    let mut path = Vec::new();
    for _ in 0..chance.below(LONGEST + 1) {
        let links = TABLES[end(root, &path)].links;
        path.push(links[chance.below(links.len())].name);
    }
    path
}

fn test(root: usize, path: &[&'static str], column: &Column, chance: &mut Chance) -> Test {
    match column.kind {
        Kind::Number => number(root, path, chance),
        Kind::Text if chance.once_in(2) => Test::Contains(chance.one_of(&["a", "b", "c"])),
        Kind::Text => Test::Is(Compared::Equal, Operand::Text(chance.one_of(&["a", "ab", "bc"]))),
        Kind::Date => match chance.below(4) {
            0 => Test::Year(year(chance)),
            1 => Test::Month(month(chance)),
            2 => Test::Between(Operand::Date(date(chance)), Operand::Date(date(chance))),
            _ => Test::Is(compared(chance), Operand::Date(date(chance))),
        },
        Kind::Json => match chance.below(4) {
            0 => Test::HasKey(key(chance)),
            1 => Test::KeyIsNull(key(chance), chance.once_in(2)),
            2 => Test::Key(key(chance), json!(["a", "b"][chance.below(2)])),
            _ => Test::Key(key(chance), json!(chance.below(3))),
        },
    }
}

fn number(root: usize, path: &[&'static str], chance: &mut Chance) -> Test {
    match chance.below(6) {
        0 => Test::Between(Operand::Number(digit(chance)), Operand::Number(digit(chance))),
        1 => Test::OneOf(vec![digit(chance), digit(chance)]),
        2 => Test::Is(compared(chance), Operand::Column(opposite(root, path, chance))),
        _ => Test::Is(compared(chance), Operand::Number(digit(chance))),
    }
}

/// A column of numbers: of the same row, more often than not.
fn opposite(root: usize, path: &[&'static str], chance: &mut Chance) -> Place {
    let mut path = path.to_vec();
    loop {
        if chance.once_in(3) {
            path = self::path(root, chance);
        }
        let columns = TABLES[end(root, &path)].columns;
        let columns: Vec<_> = columns.iter().filter(|it| it.kind == Kind::Number).collect();
        if let Some(column) = columns.get(chance.below(columns.len())) {
            return Place { path, column: Some(column.name) };
        }
    }
}

fn compared(chance: &mut Chance) -> Compared {
    use Compared::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual};
    chance.one_of(&[Equal, Equal, Greater, GreaterOrEqual, Less, LessOrEqual])
}

pub fn digit(chance: &mut Chance) -> i32 {
    i32::try_from(chance.below(4)).expect("a digit")
}

pub fn key(chance: &mut Chance) -> &'static str {
    chance.one_of(&["k", "n"])
}

fn year(chance: &mut Chance) -> i32 {
    chance.one_of(&[1999, 2000])
}

fn month(chance: &mut Chance) -> u32 {
    chance.one_of(&[1, 2, 12])
}

pub fn date(chance: &mut Chance) -> NaiveDate {
    let day = chance.one_of(&[1, 28]);
    NaiveDate::from_ymd_opt(year(chance), month(chance), day).expect("a date")
}
