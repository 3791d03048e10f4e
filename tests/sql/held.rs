//! What looks at the values that a statement computes, where the columns of the database hold anything.

use queryset::{
    compiler::{Compiled, compile},
    model::{Always, Fields, Path, Scoped},
    prelude::*,
    query::{
        Command, Query, Update,
        typed::{Assignment, Assignments},
    },
};

const DIALECTS: [Dialect; 3] = [Dialect::Postgres, Dialect::Sqlite, Dialect::Mariadb];

#[derive(Model)]
#[model(app = "sql")]
struct Gauge {
    id: i64,
    number: i16,
    count: u32,
    #[field(max_length = 20)]
    name: String,
    weight: Option<f64>,
    #[field(generated = |g| g.number() * 2, db_persist = false)]
    doubled: Deferred<i32>,
}

fn update<A: Assignments>(write: impl Fn(GaugeFields) -> A) -> String {
    let fields: GaugeFields<Always> = Fields::at(Path::root(Scoped::Level(0), Gauge::meta()));
    let mut list: Vec<Assignment> = Vec::new();
    write(fields).push_to(&mut list);
    let list: Vec<_> = list.into_iter().map(|it| (it.column, it.value)).collect();
    let line = |dialect| {
        let update = Update::new(Query::new(Gauge::meta()), list.clone());
        match compile(&Command::Update(update), dialect).unwrap() {
            Compiled::Statement(it) => it.sql.to_string(),
            Compiled::Empty => "nothing".to_owned(),
        }
    };
    DIALECTS.map(line).join("\n")
}

#[test]
fn what_an_expression_makes_goes_through_a_function() {
    insta::assert_snapshot!(update(|g| (g.count().set(g.count() - 1), g.name().set(g.name().upper()))), @r#"
    UPDATE "sql_gauge" SET "count" = "sql_gauge"."count" - CAST($1 AS integer), "name" = UPPER("sql_gauge"."name")
    UPDATE "sql_gauge" SET "count" = queryset_whole("sql_gauge"."count" - ?, 'count', 0, 4294967295), "name" = queryset_text(UPPER("sql_gauge"."name"), 'name', 20)
    UPDATE `sql_gauge` SET `count` = CAST(`sql_gauge`.`count` AS SIGNED) - ?, `name` = UPPER(`sql_gauge`.`name`)
    "#);
    insta::assert_snapshot!(update(|g| (g.count().set(g.weight() * 2.0), g.weight().set(g.weight() * 2.0))), @r#"
    UPDATE "sql_gauge" SET "count" = "sql_gauge"."weight" * CAST($1 AS double precision), "weight" = "sql_gauge"."weight" * CAST($2 AS double precision)
    UPDATE "sql_gauge" SET "count" = queryset_rounded("sql_gauge"."weight" * ?, 'count', 0, 4294967295), "weight" = "sql_gauge"."weight" * ?
    UPDATE `sql_gauge` SET `count` = `sql_gauge`.`weight` * ?, `weight` = `sql_gauge`.`weight` * ?
    "#);
}

#[test]
fn values_stand_as_they_are() {
    insta::assert_snapshot!(update(|g| (g.count().set(5), g.name().set("x"), g.weight().set(None::<f64>))), @r#"
    UPDATE "sql_gauge" SET "count" = $1, "name" = $2, "weight" = $3
    UPDATE "sql_gauge" SET "count" = ?, "name" = ?, "weight" = ?
    UPDATE `sql_gauge` SET `count` = ?, `name` = ?, `weight` = ?
    "#);
}

#[test]
fn a_computed_column_is_looked_at_where_what_it_reads_is_written() {
    insta::assert_snapshot!(update(|g| g.number().set(3)), @r#"
    UPDATE "sql_gauge" SET "number" = $1
    UPDATE "sql_gauge" SET "number" = ? RETURNING queryset_whole("doubled", 'doubled', -2147483648, 2147483647)
    UPDATE `sql_gauge` SET `number` = ?
    "#);
}
