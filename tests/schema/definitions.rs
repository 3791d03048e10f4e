//! Constraints, indexes, defaults and generated columns as the databases write them.

use queryset::{
    dialect::Dialect,
    error::ErrorKind,
    model::{Model as _, ModelMeta},
    prelude::*,
    schema,
};

#[derive(Model, Debug, Clone, PartialEq)]
#[model(
    app = "ruled",
    unique(name = "acct_number", fields(number), deferrable = Deferred),
    unique(name = "acct_pair", fields(owner, number), nulls_distinct = false, include(balance)),
    unique(name = "acct_open", fields(owner), condition = |a| a.opened().is_null() & a.balance().gte(0))
)]
pub struct Account {
    pub id: i64,
    #[field(max_length = 30)]
    pub owner: String,
    #[field(column = "account_number")]
    pub number: Option<i32>,
    pub balance: i32,
    pub opened: Option<chrono::NaiveDate>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(
    app = "ruled",
    check(name = "move_sign", |m| !m.amount().eq(0)),
    index(fields(owner, -amount), opclasses("varchar_pattern_ops", "int4_ops")),
    index(name = "move_large", fields(amount), condition = |m| m.amount().gt(1_000), include(owner)),
    index(name = "move_twice", expressions = |m| (m.owner().lower(), (m.amount() * 2).desc(), m.amount()))
)]
pub struct Move {
    pub id: i64,
    #[field(max_length = 30)]
    pub owner: String,
    pub amount: Option<i32>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "ruled")]
pub struct Lazy {
    pub id: i64,
    pub amount: i32,
    #[field(generated = |l| l.amount() * 2 + 1, db_persist = false)]
    pub odd: Deferred<i32>,
    #[field(db_default = queryset::query::typed::Expression::<i32>::value(&3) + 4)]
    pub sum: Deferred<i32>,
}

fn later(model: &'static ModelMeta, dialect: Dialect) -> Vec<String> {
    let mut statements = schema::models([model]).create(dialect).unwrap();
    statements.remove(0);
    statements
}

#[test]
fn postgres_has_every_kind_of_unique_constraint() {
    let statements = schema::models([Account::meta()]).create(Dialect::Postgres).unwrap();
    let deferred =
        r#"CONSTRAINT "acct_number" UNIQUE ("account_number") DEFERRABLE INITIALLY DEFERRED)"#;
    assert!(statements[0].ends_with(deferred), "{}", statements[0]);
    assert_eq!(
        statements[1..],
        [
            r#"CREATE UNIQUE INDEX "acct_pair" ON "ruled_account" ("owner", "account_number") INCLUDE ("balance") NULLS NOT DISTINCT"#,
            r#"CREATE UNIQUE INDEX "acct_open" ON "ruled_account" ("owner") WHERE ("opened" IS NULL AND "balance" >= 0)"#,
        ]
    );
}

#[test]
fn a_constraint_that_a_database_cannot_keep_is_refused_by_name() {
    for (dialect, database) in [(Dialect::Sqlite, "SQLite"), (Dialect::Mariadb, "MariaDB")] {
        let error = schema::models([Account::meta()]).create(dialect).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert_eq!((error.model(), error.constraint()), (Some("Account"), Some("acct_number")));
        let message = error.to_string();
        assert!(
            message.contains(&format!("{database} has no unique constraints that wait")),
            "{message}"
        );
    }
}

#[test]
fn an_index_has_what_the_database_has() {
    let made = "ruled_move_owner_b5cc8e_idx";
    assert_eq!(
        later(Move::meta(), Dialect::Postgres),
        [
            format!(r#"CREATE INDEX "{made}" ON "ruled_move" ("owner" varchar_pattern_ops, "amount" int4_ops DESC)"#),
            r#"CREATE INDEX "move_large" ON "ruled_move" ("amount") INCLUDE ("owner") WHERE "amount" > 1000"#.to_owned(),
            r#"CREATE INDEX "move_twice" ON "ruled_move" ((LOWER("owner")), (("amount" * 2)) DESC, "amount")"#.to_owned(),
        ]
    );
    assert_eq!(
        later(Move::meta(), Dialect::Sqlite),
        [
            format!(r#"CREATE INDEX "{made}" ON "ruled_move" ("owner", "amount" DESC)"#),
            r#"CREATE INDEX "move_large" ON "ruled_move" ("amount") WHERE "amount" > 1000"#.to_owned(),
            r#"CREATE INDEX "move_twice" ON "ruled_move" ((LOWER("owner")), (("amount" * 2)) DESC, "amount")"#.to_owned(),
        ]
    );
    // An index changes no answer: without conditions it is of all rows, without expressions it is left out.
    assert_eq!(
        later(Move::meta(), Dialect::Mariadb),
        [
            format!("CREATE INDEX `{made}` ON `ruled_move` (`owner`, `amount` DESC)"),
            "CREATE INDEX `move_large` ON `ruled_move` (`amount`)".to_owned(),
        ]
    );
    assert_eq!(
        later(Move::meta(), Dialect::Mysql)[2],
        "CREATE INDEX `move_twice` ON `ruled_move` ((LOWER(`owner`)), ((`amount` * 2)) DESC, `amount`)"
    );
}

#[test]
fn a_check_guards_against_null_as_a_query_does() {
    let create = schema::models([Move::meta()]).create(Dialect::Sqlite).unwrap().remove(0);
    let check = r#"CONSTRAINT "move_sign" CHECK (NOT ("amount" = 0 AND "amount" IS NOT NULL))"#;
    assert!(create.contains(check), "{create}");
}

#[test]
fn a_column_can_be_computed_when_it_is_read() {
    let create =
        |dialect| schema::models([Lazy::meta()]).create(dialect).map(|mut it| it.remove(0));
    let sqlite = create(Dialect::Sqlite).unwrap();
    let columns = r#""odd" integer GENERATED ALWAYS AS ((("amount" * 2) + 1)) VIRTUAL, "sum" integer DEFAULT ((3 + 4)) NOT NULL)"#;
    assert!(sqlite.ends_with(columns), "{sqlite}");
    assert!(create(Dialect::Mariadb).unwrap().contains("(((`amount` * 2) + 1)) VIRTUAL"));
    let error = create(Dialect::Postgres).unwrap_err();
    assert_eq!((error.kind(), error.field()), (ErrorKind::Unsupported, Some("odd")));
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "ruled", check(name = "far", |f| f.account().balance().gt(0)))]
pub struct Far {
    pub id: i64,
    pub account: ForeignKey<Account>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "ruled", check(name = "asks", |a| Account::objects().filter(|it| it.id().eq(a.id())).exists()))]
pub struct Asks {
    pub id: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "ruled", check(name = "counts", |c| c.id().count().gt(3)))]
pub struct Counts {
    pub id: i64,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "ruled", check(name = "nothing", |_| Q::default()))]
pub struct Nothing {
    pub id: i64,
}

#[test]
fn a_definition_reads_the_columns_of_its_own_row() {
    let models = [
        (Far::meta(), "`account__balance`"),
        (Asks::meta(), "another query"),
        (Counts::meta(), "a group of rows"),
        (Nothing::meta(), "the same for every row"),
    ];
    for (model, what) in models {
        let error = schema::models([model]).create(Dialect::Sqlite).unwrap_err();
        assert_eq!((error.kind(), error.model()), (ErrorKind::Configuration, Some(model.name)));
        assert_eq!(error.constraint(), Some(model.name.to_lowercase().as_str()));
        assert!(error.to_string().contains(what), "{error}");
    }
}
