//! Formulas that name no field, or are of another type.
use queryset::prelude::*;

#[derive(Model)]
#[model(
    app = "bank",
    check(name = "one", |a| a.balanc().gte(0)),
    check(name = "two", |a| a.balance().gte("x")),
    check(name = "three", |a| a.balance()),
    index(name = "four", expressions = |a| a.balance().gt(1))
)]
struct Account {
    id: i64,
    balance: i32,
    limit: Option<i32>,
    #[field(db_default = "seven")]
    height: Deferred<i32>,
    #[field(generated = |a| a.balance() + a.limit())]
    rest: Deferred<i32>,
    #[field(generated = |a| a.balance().gt(1))]
    rich: Deferred<bool>,
}

fn main() {}
