//! The translations, and what is said about cases that are not simply to pass.

use futures::future::LocalBoxFuture;
use queryset::Result;
use serde_json::Value;

use crate::{server::Server, stage::Stage};

/// A recorded case in Rust.
pub struct Case {
    pub name: &'static str,
    /// The module it stands in, which is that of its group or one inside it.
    pub module: &'static str,
    pub run: fn(Stage) -> LocalBoxFuture<'static, Result<Value>>,
}

/// Why a case is not simply to pass on some databases.
pub struct Note {
    pub name: &'static str,
    pub on: &'static [Server],
    pub state: State,
}

#[derive(Clone, Copy)]
pub enum State {
    /// It makes no sense here.
    Skipped(&'static str),
    /// It must go on failing.
    Gap(&'static str),
    /// What Django answers on this database is not copied: the answer is that of another one.
    Instead(Server, &'static str),
}

inventory::collect!(Case);
inventory::collect!(Note);

impl Case {
    pub fn group(&self) -> &'static str {
        self.module.split("::").nth(1).unwrap_or(self.module)
    }
}

/// Translates a case: a block that gives a `Result` of something with an `Answer`.
macro_rules! case {
    ($name:ident($db:ident) $body:block) => {
        inventory::submit! { crate::registry::Case {
            name: stringify!($name),
            module: module_path!(),
            run: |stage| Box::pin(async move {
                #[allow(unused_variables, reason = "most cases use the database of the scope")]
                let $db = &stage;
                crate::answer::of(async move { $body }).await
            }),
        } }
    };
}
pub(crate) use case;

/// Says why a case is not translated.
macro_rules! skip {
    ($name:ident: $reason:literal) => {
        crate::registry::skip!($name on [Sqlite, Postgres, Mysql]: $reason);
    };
    ($name:ident on [$($server:ident),*]: $reason:literal) => {
        crate::registry::note!($name [$($server),*] crate::registry::State::Skipped($reason));
    };
}
pub(crate) use skip;

/// Says that a translated case must go on failing, and why it does.
macro_rules! gap {
    ($name:ident: $reason:literal) => {
        crate::registry::gap!($name on [Sqlite, Postgres, Mysql]: $reason);
    };
    ($name:ident on [$($server:ident),*]: $reason:literal) => {
        crate::registry::note!($name [$($server),*] crate::registry::State::Gap($reason));
    };
}
pub(crate) use gap;

/// Says that the answer recorded on some databases is not copied, and on which database the one stands that is given.
macro_rules! instead {
    ($name:ident on [$($server:ident),*] as $other:ident: $reason:literal) => {
        crate::registry::note!(
            $name [$($server),*]
            crate::registry::State::Instead(crate::server::Server::$other, $reason)
        );
    };
}
pub(crate) use instead;

macro_rules! note {
    ($name:ident [$($server:ident),*] $state:expr) => {
        inventory::submit! { crate::registry::Note {
            name: stringify!($name),
            on: &[$(crate::server::Server::$server),*],
            state: $state,
        } }
    };
}
pub(crate) use note;
