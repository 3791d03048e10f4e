//! A trial for each database and translated case.

use std::{collections::HashMap, process::ExitCode};

use libtest_mimic::{Arguments, Failed, Trial};
use queryset::{Database, Result};
use serde_json::Value;

use crate::{
    compare, errors, fixture,
    heard::{self, Heard},
    planted,
    recorded::{self, Kind, Recorded, database},
    registry::{Case, Note, State},
    report::{self, Report},
    server::Server,
    stage::Stage,
};

/// A case of one database, what it is in Rust, and what is said about it.
pub struct Entry {
    pub server: Server,
    pub recorded: &'static Recorded,
    pub translation: Option<&'static Case>,
    pub note: Option<State>,
}

impl Entry {
    fn name(&self) -> String {
        format!("{}::{}::{}", database(self.server), self.recorded.group, self.recorded.name)
    }

    /// Whether it is run.
    fn is_trial(&self) -> bool {
        self.translation.is_some() && !matches!(self.note, Some(State::Skipped(_)))
    }
}

/// Runs the cases of the selected databases, and prints what the others are.
pub fn run() -> ExitCode {
    let arguments = Arguments::from_args();
    let report = Report::default();
    let mut trials = vec![
        Trial::test("registry::agrees_with_the_files", agreement),
        Trial::test("planted::values_are_compared_by_value", planted::values),
        Trial::test("planted::rows_are_compared_in_their_order_if_it_counts", planted::rows),
        Trial::test("planted::errors_are_told_apart_by_kind", planted::kinds_of_errors),
        Trial::test("planted::tables_that_are_written_are_known", planted::tables_that_are_written),
    ];
    for server in Server::ALL {
        for entry in entries(server).into_iter().filter(Entry::is_trial) {
            let report = report.clone();
            let ignored = !server.is_selected();
            let trial = Trial::test(entry.name(), move || {
                check(&entry).map_err(Failed::from)?;
                report.passed(server, &entry.recorded.name);
                Ok(())
            });
            trials.push(trial.with_ignored_flag(ignored));
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    if !arguments.list && conclusion.num_filtered_out == 0 {
        report::print(&report);
    }
    conclusion.exit_code()
}

/// The cases of a database, in the order of its file.
pub fn entries(server: Server) -> Vec<Entry> {
    let translations: HashMap<_, _> = inventory::iter::<Case>().map(|it| (it.name, it)).collect();
    let notes = inventory::iter::<Note>().filter(|it| it.on.contains(&server));
    let notes: HashMap<_, _> = notes.map(|it| (it.name, it.state)).collect();
    let entry = |recorded: &'static Recorded| Entry {
        server,
        recorded,
        translation: translations.get(recorded.name.as_str()).copied(),
        note: notes.get(recorded.name.as_str()).copied(),
    };
    recorded::cases(server).iter().map(entry).collect()
}

/// Every translation and every note is about a case that some file has, in its group, and said once.
fn agreement() -> std::result::Result<(), Failed> {
    let mut faults = Vec::new();
    let found = |name: &str| Server::ALL.into_iter().find_map(|it| recorded::case(it, name));
    let mut seen = Vec::new();
    for case in inventory::iter::<Case> {
        match found(case.name) {
            None => faults.push(format!("{} is recorded nowhere", case.name)),
            Some(it) if it.group != case.group() => {
                faults.push(format!("{} is of the group {}", case.name, it.group));
            }
            Some(_) if seen.contains(&case.name) => {
                faults.push(format!("{} is translated twice", case.name));
            }
            Some(_) => seen.push(case.name),
        }
    }
    for server in Server::ALL {
        let mut noted = Vec::new();
        for note in inventory::iter::<Note>().filter(|it| it.on.contains(&server)) {
            let (name, translated) = (note.name, seen.contains(&note.name));
            let skipped = matches!(note.state, State::Skipped(_));
            if found(name).is_none() {
                faults.push(format!("{name} is recorded nowhere, and noted"));
            } else if !translated && !skipped {
                faults.push(format!("{name} is noted and not translated"));
            } else if noted.contains(&name) {
                faults.push(format!("{name} is noted twice on {}", database(server)));
            }
            noted.push(name);
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

fn check(entry: &Entry) -> std::result::Result<(), String> {
    let (outcome, heard) = outcome(entry);
    let expected = match entry.note {
        Some(State::Instead(other, _)) => recorded::case(other, &entry.recorded.name),
        _ => Some(entry.recorded),
    };
    let expected = expected.ok_or("the other database has no such case")?;
    match (entry.note, verdict(expected, &outcome, heard.count())) {
        (Some(State::Gap(reason)), Ok(())) => Err(format!("no gap any more: {reason}")),
        (Some(State::Gap(_)), Err(_)) | (_, Ok(())) => Ok(()),
        (_, Err(difference)) => {
            Err(format!("{}\n{difference}\nsent:\n{}", entry.recorded.django_expr, heard.text()))
        }
    }
}

/// Runs a translation on a database in the state of the fixture.
fn outcome(entry: &Entry) -> (Result<Value>, Heard) {
    let case = entry.translation.expect("only what is translated is run");
    let server = entry.server;
    // On one thread, so that what is heard there is this case's.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    heard::during(|heard| {
        let test = async |db: Database| {
            fixture::enter(server, &db).await;
            heard.forget();
            let outcome = (case.run)(Stage::new(db.clone(), heard.clone())).await;
            let told = heard.take();
            fixture::leave(server, &db, &told.written()).await;
            (outcome, told)
        };
        let statements = fixture::statements(server);
        runtime.expect("a runtime").block_on(server.with_kept(&statements, test))
    })
}

/// What is not as recorded.
fn verdict(
    expected: &Recorded,
    outcome: &Result<Value>,
    sent: usize,
) -> std::result::Result<(), String> {
    let recorded = || Value::Array(expected.result.clone());
    match (expected.kind, outcome) {
        (Kind::Error, Err(error)) => {
            let class = expected.result.first().and_then(|it| it["$error"].as_str());
            if !class.is_some_and(|it| errors::is(it, error)) {
                return Err(format!("Django: {}\nhere: {:?}: {error}", recorded(), error.kind()));
            }
        }
        (Kind::Error, Ok(ours)) => return Err(format!("Django: {}\nhere: {ours}", recorded())),
        (_, Err(error)) => {
            return Err(format!("Django: {}\nhere: {:?}: {error}", recorded(), error.kind()));
        }
        (_, Ok(ours)) if !compare::is_recorded(expected, ours) => {
            return Err(format!("Django: {}\nhere:   {ours}", recorded()));
        }
        _ => (),
    }
    if sent == expected.sent() {
        return Ok(());
    }
    Err(format!("Django sent {} statements, {sent} were sent here", expected.sent()))
}
