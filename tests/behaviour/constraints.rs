//! Named constraints keep rows out, and the error names them.

use queryset::{dialect::Dialect, model::ModelMeta, prelude::*, schema};

use crate::law::law;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(
    app = "bank",
    unique(name = "acct_owner_kind", fields(owner, kind)),
    unique(name = "acct_number", fields(number)),
    check(name = "acct_floor", |a| a.balance().gte(-100) | a.owner().eq("o'bank")),
    check(name = "acct_kind", condition = |a| a.kind().in_(["basic", "gold"])),
    index(fields(owner, -balance)),
    index(name = "acct_rich", fields(balance), condition = |a| a.balance().gt(1_000)),
    index(name = "acct_lower", expressions = |a| (a.owner().lower(), (a.balance() + 1).desc()))
)]
pub struct Account {
    pub id: i64,
    #[field(max_length = 30)]
    pub owner: String,
    #[field(max_length = 10, default = "basic")]
    pub kind: String,
    #[field(default = 0)]
    pub balance: i32,
    #[field(column = "account_number", default = None)]
    pub number: Option<i32>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(
    app = "bank",
    unique(name = "card_one_active", fields(owner), condition = |c| c.active().eq(true))
)]
pub struct Card {
    pub id: i64,
    #[field(max_length = 30)]
    pub owner: String,
    pub active: bool,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "bank", unique(name = "login_lower", expressions = |l| l.name().lower()))]
pub struct Login {
    pub id: i64,
    #[field(max_length = 30)]
    pub name: String,
}

/// The models whose tables every database takes.
pub fn models() -> [&'static ModelMeta; 1] {
    [Account::meta()]
}

async fn bob() {
    Account::objects().acreate(|a| a.owner("bob").number(1)).await.unwrap();
}

law! {
    a_violated_constraint_is_named(db) {
        bob().await;
        let error = Account::objects().acreate(|a| a.owner("bob")).await.unwrap_err();
        assert!(error.is_unique_violation(), "{error}");
        assert_eq!((error.model(), error.constraint(), error.field()), (Some("Account"), Some("acct_owner_kind"), None));
        let error = Account::objects().aupdate(|a| a.balance().set(-101)).await.unwrap_err();
        assert!(error.is_check_violation(), "{error}");
        assert_eq!(error.constraint(), Some("acct_floor"));
        let error = Account::objects().acreate(|a| a.owner("eve").kind("none")).await.unwrap_err();
        assert_eq!(error.constraint(), Some("acct_kind"));
    }
}

law! {
    a_violated_constraint_over_one_field_names_the_field(db) {
        bob().await;
        let error = Account::objects().acreate(|a| a.owner("eve").number(1)).await.unwrap_err();
        assert!(error.is_unique_violation(), "{error}");
        assert_eq!((error.model(), error.field()), (Some("Account"), Some("number")));
        Account::objects().acreate(|a| a.owner("eve")).await.unwrap();
        Account::objects().acreate(|a| a.owner("ida")).await.unwrap();
    }
}

law! {
    a_check_holds_text_as_it_is_written(db) {
        bob().await;
        Account::objects().acreate(|a| a.owner("o'bank").balance(-5_000)).await.unwrap();
        assert!(Account::objects().acreate(|a| a.owner("obank").balance(-5_000)).await.unwrap_err().is_check_violation());
    }
}

law! {
    a_conditional_constraint_is_kept_or_refused(db) {
        let cards = schema::models([Card::meta()]);
        if matches!(db.dialect(), Dialect::Postgres | Dialect::Sqlite) {
            cards.create_on(&db).await.unwrap();
            let card = |active| Card::objects().all().acreate(move |c| c.owner("ann").active(active));
            for active in [false, false, true] {
                card(active).await.unwrap();
            }
            let error = card(true).await.unwrap_err();
            cards.drop_on(&db).await.unwrap();
            assert!(error.is_unique_violation(), "{error}");
            assert_eq!(error.field(), Some("owner"));
        } else {
            let error = cards.create_on(&db).await.unwrap_err();
            assert_eq!((error.kind(), error.model(), error.constraint()), (ErrorKind::Unsupported, Some("Card"), Some("card_one_active")));
        }
    }
}

law! {
    a_constraint_on_expressions_is_kept_or_refused(db) {
        let logins = schema::models([Login::meta()]);
        if db.dialect() == Dialect::Mariadb {
            let error = logins.create_on(&db).await.unwrap_err();
            assert!(error.to_string().contains("`login_lower`"), "{error}");
        } else {
            logins.create_on(&db).await.unwrap();
            Login::objects().acreate(|l| l.name("Ann")).await.unwrap();
            let error = Login::objects().acreate(|l| l.name("aNN")).await.unwrap_err();
            logins.drop_on(&db).await.unwrap();
            assert!(error.is_unique_violation(), "{error}");
            assert_eq!(error.constraint(), Some("login_lower"));
        }
    }
}
