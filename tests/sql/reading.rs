//! `DISTINCT ON`, random order, plans, and columns behind the selection.

use queryset::{
    compiler::{Compiled, compile},
    prelude::*,
    query::{
        Command, Explain, ExplainFormat,
        typed::{Random, custom_expression},
    },
};

use crate::{
    library::{Author, Book, City},
    sides,
};

/// What stands before the statement, on each database.
fn prefixes(explain: &Explain) -> Vec<String> {
    let query = City::objects().values_list(|c| c.code()).query().clone();
    let command = Command::Explain(query, explain.clone());
    let prefix = |dialect| match compile(&command, dialect) {
        Ok(Compiled::Statement(statement)) => {
            statement.sql.split(" SELECT ").next().unwrap_or_default().to_owned()
        }
        Ok(Compiled::Empty) => "nothing".to_owned(),
        Err(error) => error.message(),
    };
    let all = [Dialect::Postgres, Dialect::Sqlite, Dialect::Mysql, Dialect::Mariadb];
    all.map(prefix).to_vec()
}

#[test]
fn a_plan_is_asked_for_in_the_words_of_the_database() {
    assert_eq!(
        prefixes(&Explain::new()),
        ["EXPLAIN", "EXPLAIN QUERY PLAN", "EXPLAIN FORMAT=TREE", "EXPLAIN"]
    );
    assert_eq!(
        prefixes(&Explain::new().format(ExplainFormat::Json)),
        [
            "EXPLAIN (FORMAT JSON)",
            "SQLite shows plans in one form only, so that `JSON` is none: name no format",
            "EXPLAIN FORMAT=JSON",
            "EXPLAIN FORMAT=JSON",
        ]
    );
    assert_eq!(
        prefixes(&Explain::new().format(ExplainFormat::Text))[2..],
        ["EXPLAIN FORMAT=TRADITIONAL", "EXPLAIN"]
    );
    assert_eq!(
        prefixes(&Explain::new().format(ExplainFormat::Yaml))[2..],
        [
            "MySQL shows no plan as `YAML`: its formats are JSON, TEXT, TRADITIONAL, TREE",
            "MariaDB shows no plan as `YAML`: its formats are JSON, TEXT, TRADITIONAL",
        ]
    );
}

#[test]
fn what_is_analyzed_is_said_before_the_statement() {
    assert_eq!(
        prefixes(&Explain::new().analyze()),
        [
            "EXPLAIN (ANALYZE true)",
            "SQLite has no option `ANALYZE` for the plan of a statement: leave it away",
            "EXPLAIN ANALYZE",
            "ANALYZE",
        ]
    );
    let json = prefixes(&Explain::new().analyze().format(ExplainFormat::Json));
    assert_eq!(json[3], "ANALYZE FORMAT=JSON");
    assert!(json[2].starts_with("MySQL shows what it has run as TREE only"), "{}", json[2]);
    let much = Explain::new().analyze().summary().without_timing().without_summary();
    assert_eq!(
        prefixes(&much.format(ExplainFormat::Yaml))[0],
        "EXPLAIN (ANALYZE true, TIMING false, SUMMARY false, FORMAT YAML)"
    );
}

#[test]
fn distinct_on_stands_before_the_columns() {
    let names = Book::objects()
        .order_by(|b| (b.author().name(), b.pages().desc()))
        .distinct_on(|b| b.author().name())
        .values_list(|b| b.name());
    assert_eq!(
        names.to_sql(Dialect::Postgres).unwrap(),
        r#"SELECT DISTINCT ON ("library_author"."name") "library_book"."name" FROM "library_book" INNER JOIN "library_author" ON "library_book"."author_id" = "library_author"."id" ORDER BY "library_author"."name" ASC, "library_book"."pages" DESC"#
    );
    for dialect in [Dialect::Sqlite, Dialect::Mysql, Dialect::Mariadb] {
        let error = names.to_sql(dialect).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
    }
    let halves = Book::objects()
        .order_by(|b| (b.pages() / 2, b.id()))
        .distinct_on(|b| b.pages() / 2)
        .values_list(|b| b.name());
    assert_eq!(
        halves.to_sql(Dialect::Postgres).unwrap(),
        r#"SELECT DISTINCT ON (2) "library_book"."name", "library_book"."pages" / CAST($1 AS integer) FROM "library_book" ORDER BY 2 ASC, "library_book"."id" ASC"#
    );
}

#[test]
fn a_subquery_that_is_distinct_on_keeps_its_order() {
    let first = |b: queryset::query::typed::Expression<i64>| {
        let of_author = Book::objects().order_by(|b| (b.author().key(), b.pages()));
        b.in_(of_author.distinct_on(|b| b.author().key()).values_list(|b| b.id()))
    };
    assert_eq!(
        Book::objects()
            .filter(|b| first(b.id()))
            .order_by(|_| ())
            .values_list(|b| b.name())
            .to_sql(Dialect::Postgres)
            .unwrap(),
        r#"SELECT "library_book"."name" FROM "library_book" WHERE "library_book"."id" IN (SELECT DISTINCT ON ("U0"."author_id") "U0"."id" FROM "library_book" AS "U0" ORDER BY "U0"."author_id" ASC, "U0"."pages" ASC)"#
    );
}

#[test]
fn random_order_is_a_function_of_the_database_and_no_part_of_groups() {
    assert_eq!(
        sides(&City::objects().order_by(|_| Random).values_list(|c| c.code()).reverse()),
        "SELECT \"library_city\".\"code\" FROM \"library_city\" ORDER BY RANDOM() DESC\n\
         SELECT \"library_city\".\"code\" FROM \"library_city\" ORDER BY RANDOM() DESC\n\
         SELECT `library_city`.`code` FROM `library_city` ORDER BY RAND() DESC"
    );
    let groups = Author::objects().values_list(|a| (a.age(), a.id().count())).order_by(|_| Random);
    assert_eq!(
        groups.to_sql(Dialect::Postgres).unwrap(),
        r#"SELECT "library_author"."age", COUNT("library_author"."id") FROM "library_author" GROUP BY "library_author"."age" ORDER BY RANDOM() ASC"#
    );
}

#[test]
fn a_computed_sort_key_of_groups_has_the_placeholders_of_its_group() {
    let counted = Author::objects()
        .annotate(|a| a.books().count())
        .order_by(|(a, n)| (a.age() / 2, n))
        .values_list(|(a, n)| (a.name(), n));
    assert_eq!(
        counted.to_sql(Dialect::Postgres).unwrap(),
        r#"SELECT "library_author"."name", COUNT("library_book"."id") FROM "library_author" LEFT JOIN "library_book" ON "library_author"."id" = "library_book"."author_id" GROUP BY "library_author"."id", "library_author"."name", "library_author"."age" / CAST($1 AS integer) ORDER BY "library_author"."age" / CAST($1 AS integer) ASC, COUNT("library_book"."id") ASC"#
    );
    assert_eq!(
        counted.to_sql(Dialect::Sqlite).unwrap(),
        r#"SELECT "library_author"."name", COUNT("library_book"."id") FROM "library_author" LEFT JOIN "library_book" ON "library_author"."id" = "library_book"."author_id" GROUP BY "library_author"."id", "library_author"."name", "library_author"."age" / ? ORDER BY "library_author"."age" / ? ASC, COUNT("library_book"."id") ASC"#
    );
}

#[test]
fn sql_of_ones_own_keeps_together_in_any_surroundings() {
    const EITHER: Template = Template::new("{0} = 1 OR {1} = 2");
    const DOUBLED: Template = Template::new("{0} * 2");
    let either = |b: &crate::library::BookFields| {
        custom_expression::<bool>(&EITHER, (b.pages(), b.pages() + 1)).is_true()
    };
    let sql = Book::objects()
        .filter(|b| either(&b) & b.name().eq("x") & !either(&b))
        .order_by(|_| ())
        .values_list(|b| custom_expression::<i32>(&DOUBLED, (b.pages() + 1,)) * 3)
        .to_sql(Dialect::Sqlite)
        .unwrap();
    assert_eq!(
        sql,
        r#"SELECT (("library_book"."pages" + ?) * 2) * ? FROM "library_book" WHERE ("library_book"."pages" = 1 OR ("library_book"."pages" + ?) = 2) AND "library_book"."name" = ? AND (NOT ("library_book"."pages" = 1 OR ("library_book"."pages" + ?) = 2))"#
    );
}
