//! Dependency order, circles, and what lies outside a set.

use queryset::{dialect::Dialect, model::Model as _, prelude::*, schema};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "ring", table = "ring_hen")]
pub struct Hen {
    pub id: i64,
    pub egg: Option<ForeignKey<Egg>>,
    pub mother: Option<ForeignKey<Hen>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "ring", table = "ring_egg")]
pub struct Egg {
    pub id: i64,
    pub hen: ForeignKey<Hen>,
    pub nest: ForeignKey<Nest>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "ring", table = "ring_nest")]
pub struct Nest {
    pub id: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "ring", table = "ring_weather", managed = false)]
pub struct Weather {
    pub id: i64,
    pub nest: ForeignKey<Nest>,
}

/// The models that refer to each other, and one that they need.
pub fn circle() -> schema::Schema {
    schema::models([Hen::meta(), Egg::meta(), Nest::meta()])
}

fn names(schema: &schema::Schema) -> Vec<&'static str> {
    schema.models().iter().map(|it| it.name).collect()
}

#[test]
fn a_model_stands_after_those_it_refers_to() {
    let schema = schema::models([Egg::meta(), Nest::meta()]);
    assert_eq!(names(&schema), ["Nest", "Egg"]);
}

#[test]
fn models_that_need_nothing_keep_their_order() {
    assert_eq!(names(&schema::models([Nest::meta(), Hen::meta()])), ["Nest", "Hen"]);
    assert_eq!(names(&schema::models([Hen::meta(), Nest::meta()])), ["Hen", "Nest"]);
}

#[test]
fn a_circle_ends_with_the_model_given_first() {
    assert_eq!(names(&circle()), ["Nest", "Egg", "Hen"]);
}

#[test]
fn a_model_given_twice_stands_once() {
    assert_eq!(names(&schema::models([Nest::meta(), Nest::meta()])), ["Nest"]);
}

#[test]
fn an_unmanaged_model_is_left_out() {
    assert_eq!(names(&schema::models([Weather::meta(), Nest::meta()])), ["Nest"]);
}

#[test]
fn a_relation_out_of_the_set_keeps_its_reference() {
    let schema = schema::models([Egg::meta()]);
    let sqlite = schema.create(Dialect::Sqlite).unwrap();
    assert!(sqlite[0].contains(r#""nest_id" bigint NOT NULL REFERENCES "ring_nest" ("id")"#));
    let postgres = schema.create(Dialect::Postgres).unwrap();
    let key = r#"FOREIGN KEY ("nest_id") REFERENCES "ring_nest" ("id")"#;
    assert!(postgres.iter().any(|it| it.contains(key)), "{postgres:?}");
}

#[test]
fn foreign_keys_wait_until_all_tables_are_there() {
    let statements = circle().create(Dialect::Postgres).unwrap();
    let last = statements.iter().rposition(|it| it.starts_with("CREATE TABLE")).unwrap();
    let first = statements.iter().position(|it| it.starts_with("ALTER TABLE")).unwrap();
    assert!(last < first, "{statements:#?}");
}

#[test]
fn tables_are_dropped_in_the_reverse_order() {
    let drop = circle().drop(Dialect::Sqlite).unwrap();
    assert_eq!(drop, ["\"ring_hen\"", "\"ring_egg\"", "\"ring_nest\""].map(drop_table));
}

#[test]
fn the_keys_of_a_circle_are_dropped_before_its_tables() {
    let drop = circle().drop(Dialect::Mariadb).unwrap();
    assert!(drop[0].starts_with("ALTER TABLE `ring_egg` DROP CONSTRAINT `ring_egg_hen_id_"));
    assert_eq!(drop[1..], ["`ring_hen`", "`ring_egg`", "`ring_nest`"].map(drop_table));
}

fn drop_table(name: &str) -> String {
    format!("DROP TABLE {name}")
}
