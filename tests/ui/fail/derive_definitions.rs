//! Constraints, indexes, defaults of the database and generated columns that make no sense.
use queryset::prelude::*;

#[derive(Model)]
#[model(
    app = "bank",
    check(|a| a.balance().gte(0)),
    check(name = "two"),
    unique(fields(owner)),
    unique(name = "four", fields(ownr)),
    unique(name = "five", fields(-owner)),
    unique(name = "six", expressions = |a| a.owner(), fields(owner)),
    unique(name = "seven", fields(owner), condition = |a| a.balance().gte(0), deferrable = Deferred),
    unique(name = "eight"),
    index(fields(owner, balance), opclasses("text_ops")),
    index(expressions = |a| a.owner()),
    index(name = "a_name_that_is_longer_than_thirty", fields(owner)),
    index(fields(owner), include(ownr))
)]
struct Account {
    id: i64,
    owner: String,
    balance: i32,
}

#[derive(Model)]
#[model(app = "bank", check(name = "one", |a, b| a.id().gte(0)))]
struct TwoArguments {
    id: i64,
}

#[derive(Model)]
#[model(app = "bank", check(name = "one", condition = a.id()))]
struct NoClosure {
    id: i64,
}

#[derive(Model)]
#[model(app = "bank", unique(name = "one", fields(id), deferrable = Sometimes))]
struct Sometimes {
    id: i64,
}

#[derive(Model)]
#[model(app = "bank", index(fields(id), deferrable = Deferred))]
struct Waits {
    id: i64,
}

#[derive(Model)]
#[model(app = "bank", index(fields()))]
struct OverNothing {
    id: i64,
}

#[derive(Model)]
#[model(app = "bank", index(filds(id)))]
struct Misspelt {
    id: i64,
}

#[derive(Model)]
#[model(app = "bank")]
struct Made {
    id: i64,
    #[field(db_default = 7)]
    plain: i32,
    #[field(generated = |m| m.plain() + 1)]
    computed: i32,
    #[field(db_persist = false)]
    persisted: i32,
    #[field(db_default = 7, default = 7)]
    twice: Deferred<i32>,
    #[field(generated = |m| m.plain(), db_default = 7)]
    both: Deferred<i32>,
}

#[derive(Model)]
#[model(app = "bank")]
struct Value {
    id: i64,
    #[field(generated = 7)]
    value: Deferred<i32>,
}

#[derive(Model)]
#[model(app = "bank")]
struct Keyed {
    #[field(primary_key)]
    id: Deferred<i64>,
}

fn main() {}
