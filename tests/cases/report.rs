//! What a run says at its end: a line for each database and group, then gaps and skips with their reasons.

#![allow(clippy::print_stdout, reason = "the report is for the person who runs it")]

use std::sync::{Arc, Mutex};

use crate::{
    recorded::database,
    registry::State,
    run::{Entry, entries},
    server::Server,
};

/// The cases that were as expected.
#[derive(Clone, Default)]
pub struct Report(Arc<Mutex<Vec<(Server, String)>>>);

impl Report {
    pub fn passed(&self, server: Server, name: &str) {
        self.0.lock().unwrap().push((server, name.to_owned()));
    }

    fn has_passed(&self, server: Server, name: &str) -> bool {
        self.0.lock().unwrap().iter().any(|it| it.0 == server && it.1 == name)
    }
}

/// What became of a case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Passed,
    Skipped(&'static str),
    Gap(&'static str),
    Todo,
    Failed,
}

pub fn print(report: &Report) {
    let servers = Server::ALL.into_iter().filter(|it| it.is_selected());
    let all: Vec<Entry> = servers.flat_map(entries).collect();
    for group in groups(&all) {
        let count =
            |wanted: fn(Fate) -> bool| group.iter().filter(|it| wanted(fate(report, it))).count();
        println!(
            "cases {} {} passed={} skipped={} gap={} todo={}",
            database(group[0].server),
            group[0].recorded.group,
            count(|it| it == Fate::Passed),
            count(|it| matches!(it, Fate::Skipped(_))),
            count(|it| matches!(it, Fate::Gap(_))),
            count(|it| it == Fate::Todo),
        );
    }
    for entry in &all {
        let told = |word, reason| {
            let (server, name) = (database(entry.server), &entry.recorded.name);
            println!("{word} {server} {} {name}: {reason}", entry.recorded.group);
        };
        match fate(report, entry) {
            Fate::Skipped(reason) => told("skipped", reason),
            Fate::Gap(reason) => told("gap", reason),
            Fate::Failed => told("FAILED", "not as recorded"),
            Fate::Passed | Fate::Todo => (),
        }
    }
}

/// The cases of each database and group, in the order of the files.
fn groups(all: &[Entry]) -> Vec<Vec<&Entry>> {
    let mut groups: Vec<Vec<&Entry>> = Vec::new();
    for entry in all {
        let is_ours = |group: &&mut Vec<&Entry>| {
            group[0].server == entry.server && group[0].recorded.group == entry.recorded.group
        };
        match groups.iter_mut().find(is_ours) {
            Some(group) => group.push(entry),
            None => groups.push(vec![entry]),
        }
    }
    groups
}

fn fate(report: &Report, entry: &Entry) -> Fate {
    match (entry.translation, entry.note) {
        (_, Some(State::Skipped(reason))) => Fate::Skipped(reason),
        (None, _) => Fate::Todo,
        _ if !report.has_passed(entry.server, &entry.recorded.name) => Fate::Failed,
        (_, Some(State::Gap(reason))) => Fate::Gap(reason),
        (_, Some(State::Instead(_, reason))) => Fate::Skipped(reason),
        (_, None) => Fate::Passed,
    }
}
