//! What `schema` makes for the corpus is what Django made, statement by statement.

use queryset::{dialect::Dialect, schema};

use crate::{
    recorded::{self, DIALECTS},
    shop,
};

/// A table that differs from Django's, and why. One that comes to be equal must leave this list.
struct Gap {
    table: &'static str,
    on: &'static [Dialect],
    reason: &'static str,
}

/// Django's recorder ran without migrations, which gives join tables of `auth` the key type of their app.
const MIGRATE: &str =
    "`migrate` makes the id bigint, and so do we; recorded are the tables without migrations";

const GAPS: [Gap; 3] = [
    joined("auth_group_permissions"),
    joined("auth_user_groups"),
    joined("auth_user_user_permissions"),
];

const fn joined(table: &'static str) -> Gap {
    Gap { table, on: &[Dialect::Postgres, Dialect::Mariadb], reason: MIGRATE }
}

fn gap_at(table: &str, dialect: Dialect) -> Option<&'static Gap> {
    GAPS.iter().find(|it| it.table == table && it.on.contains(&dialect))
}

fn made(dialect: Dialect) -> Vec<String> {
    let statements = schema::models(shop::all()).create(dialect).unwrap();
    statements.iter().map(|it| recorded::normal(it)).collect()
}

#[test]
fn every_covered_table_is_djangos() {
    for dialect in DIALECTS {
        let (made, django) = (made(dialect), recorded::schema(dialect));
        let covered = |table: &str| gap_at(table, dialect).is_none();
        let (made, django) = (recorded::about(&made, covered), recorded::about(&django, covered));
        recorded::assert_same(&made, &django, &format!("{dialect:?}"));
    }
}

#[test]
fn every_gap_is_still_one() {
    for dialect in DIALECTS {
        let (made, django) = (made(dialect), recorded::schema(dialect));
        for gap in GAPS.iter().filter(|it| it.on.contains(&dialect)) {
            let of = |all| recorded::about(all, |table| table == gap.table);
            let Gap { table, reason, .. } = gap;
            assert!(!of(&django).is_empty(), "{table} is not recorded on {dialect:?}");
            assert_ne!(
                of(&made),
                of(&django),
                "{table} is Django's on {dialect:?}: not a gap ({reason})"
            );
        }
    }
}

#[test]
fn every_model_of_the_corpus_is_registered() {
    let registered = schema::apps(["contenttypes", "auth", "shop"]).unwrap();
    for model in shop::all() {
        assert!(registered.models().contains(&model), "{model:?} is not registered");
    }
}
