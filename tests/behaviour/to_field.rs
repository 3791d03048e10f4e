//! Relations that point to another unique field than the primary key (Django: `to_field`).

use queryset::{model::ModelMeta, prelude::*, value::Type};

use crate::law::law;

/// What relations point to.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "lending", serialize)]
pub struct Title {
    pub id: i64,
    #[field(max_length = 13, unique)]
    pub isbn: String,
    #[field(unique)]
    pub number: i32,
    #[field(max_length = 40)]
    pub name: String,
    pub shelf: ForeignKey<ShelfByMark>,
    #[field(of = title)]
    pub loans: Reverse<Loan>,
}

/// What a title stands on.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "lending", serialize)]
pub struct Shelf {
    pub id: i64,
    #[field(unique)]
    pub mark: i16,
    #[field(of = shelf)]
    pub titles: Reverse<Title>,
}

/// A title in somebody's hands.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "lending", serialize)]
pub struct Loan {
    pub id: i64,
    #[field(max_length = 20)]
    pub reader: String,
    pub title: ForeignKey<TitleByIsbn>,
    pub instead: Option<OneToOne<TitleByNumber>>,
}

/// A change of a loan.
#[derive(Changes, Debug, Default)]
#[changes(Loan, deserialize)]
pub struct LoanChanges {
    pub title: Option<ForeignKey<TitleByIsbn>>,
    pub instead: Option<Option<OneToOne<TitleByNumber>>>,
}

/// The models of this module.
pub fn models() -> Vec<&'static ModelMeta> {
    vec![Shelf::meta(), Title::meta(), Loan::meta()]
}

/// Two titles whose keys are unlike every other value of theirs; the first is lent.
async fn lent() -> (Title, Title, Loan) {
    let shelf = Shelf::objects().acreate(|s| s.mark(77)).await.unwrap();
    let title = |isbn: &str, number, name: &str| {
        let (isbn, name, shelf) = (isbn.to_owned(), name.to_owned(), shelf.clone());
        async move {
            let made = Title::objects();
            made.acreate(|t| t.isbn(isbn).number(number).name(name).shelf(&shelf)).await.unwrap()
        }
    };
    let emma = title("9780141439587", 501, "Emma").await;
    let ulysses = title("9780141182803", 502, "Ulysses").await;
    let loan = Loan::objects().acreate(|l| l.reader("ann").title(&emma)).await.unwrap();
    (emma, ulysses, loan)
}

async fn readers(set: QuerySet<Loan>) -> Vec<String> {
    set.order_by(|l| l.id()).values_list(|l| l.reader()).await.unwrap()
}

law! {
    a_relation_holds_the_value_of_the_field_it_points_to(db) {
        let (emma, ulysses, loan) = lent().await;
        let again = Loan::objects().aget(|l| l.id().eq(loan.id)).await.unwrap();
        assert_eq!(again, loan);
        assert_eq!(again.title.id(), "9780141439587");
        assert_eq!(again.title.aget().await.unwrap(), emma);
        assert!(again.title.get().is_err());
        let kept: ForeignKey<TitleByIsbn> = emma.clone().into();
        assert_eq!(kept.get().unwrap(), &emma);
        let swapped = Loan::objects()
            .acreate(|l| l.reader("bob").title("9780141182803").instead(&emma))
            .await.unwrap();
        assert_eq!((swapped.title, swapped.instead.map(|it| *it.id())), ((&ulysses).into(), Some(501)));
        assert_eq!(Loan::meta().field("title").unwrap().kind, Type::Text);
        assert_eq!(Loan::meta().field("instead").unwrap().kind, Type::Integer);
    }
}

law! {
    it_is_looked_up_by_an_instance_a_value_or_a_relation(db) {
        let (emma, ulysses, loan) = lent().await;
        Loan::objects().acreate(|l| l.reader("bob").title(&ulysses).instead(&emma)).await.unwrap();
        let loans = || Loan::objects();
        for found in [
            loans().filter(|l| l.title().eq(&emma)),
            loans().filter(|l| l.title().eq("9780141439587")),
            loans().filter(|l| l.title().eq(&loan.title)),
            loans().filter(|l| l.title().in_([&emma])),
            loans().filter(|l| l.title().in_(Title::objects().filter(|t| t.name().eq("Emma")))),
            loans().filter(|l| l.title().key().startswith("978014143")),
            loans().filter(|l| l.title().isbn().eq("9780141439587")),
            loans().filter(|l| l.title().id().eq(emma.id)),
            loans().filter(|l| l.title().pk().eq(emma.id)),
            loans().filter(q!(title = &emma)),
            loans().filter(q!(title__name = "Emma")),
            loans().filter(|l| l.instead().is_null()),
            loans().filter(|l| !l.instead().eq(501)),
        ] {
            assert_eq!(readers(found).await, ["ann"]);
        }
        assert_eq!(readers(loans().filter(|l| l.instead().eq(&emma))).await, ["bob"]);
        assert_eq!(readers(loans().filter(|l| l.title().shelf().eq(77_i16))).await, ["ann", "bob"]);
        assert_eq!(readers(loans().filter(|l| l.title().shelf().key().gt(77_i16))).await, [""; 0]);
    }
}

law! {
    joins_go_both_ways(db) {
        let (emma, ulysses, loan) = lent().await;
        let names = |set: QuerySet<Title>| async move {
            set.order_by(|t| t.id()).values_list(|t| t.name()).await.unwrap()
        };
        assert_eq!(names(Title::objects().filter(|t| t.loans().reader().eq("ann"))).await, ["Emma"]);
        assert_eq!(names(Title::objects().filter(|t| !t.loans().reader().eq("ann"))).await, ["Ulysses"]);
        assert_eq!(names(Title::objects().filter(|t| t.loans().is_null())).await, ["Ulysses"]);
        assert_eq!(names(Title::objects().filter(|t| t.loans().eq(&loan))).await, ["Emma"]);
        let counted = Title::objects().order_by(|t| t.id()).annotate(|t| t.loans().count());
        assert_eq!(counted.await.unwrap(), [(emma.clone(), 1), (ulysses, 0)]);
        let marks = Loan::objects().values_list(|l| (l.title().id(), l.title().shelf().mark()));
        assert_eq!(marks.await.unwrap(), [(emma.id, 77)]);
        assert_eq!(Shelf::objects().filter(|s| s.titles().loans().title().eq(&emma)).acount().await.unwrap(), 1);
    }
}

law! {
    it_is_assigned_in_updates_and_changes(db) {
        let (emma, ulysses, mut loan) = lent().await;
        let of = |title: Title| async move { Loan::objects().filter(|l| l.title().eq(&title)).acount().await.unwrap() };
        Loan::objects().aupdate(|l| (l.title().set(&ulysses), l.instead().set(502))).await.unwrap();
        assert_eq!(of(ulysses.clone()).await, 1);
        Loan::objects().aupdate(|l| (l.title().set("9780141439587"), l.instead().set_null())).await.unwrap();
        assert_eq!(of(emma.clone()).await, 1);
        Loan::objects().aupdate(set!(title = &ulysses)).await.unwrap();
        assert_eq!(of(ulysses.clone()).await, 1);
        loan.aupdate(LoanChanges { title: Some((&emma).into()), ..LoanChanges::default() }).await.unwrap();
        assert_eq!((of(emma.clone()).await, loan.title.id().as_str()), (1, "9780141439587"));
        let body: LoanChanges = serde_json::from_str(r#"{"title": "9780141182803", "instead": 501}"#).unwrap();
        loan.aupdate(body).await.unwrap();
        assert_eq!(loan.instead, Some((&emma).into()));
        assert_eq!(of(ulysses).await, 1);
        let written = serde_json::to_value(&loan).unwrap();
        assert_eq!((&written["title"], &written["instead"]), (&"9780141182803".into(), &501.into()));
    }
}

law! {
    an_unsaved_object_is_refused_though_it_has_the_value(db) {
        let (emma, ..) = lent().await;
        let unsaved = Title { id: 0, isbn: "9780000000000".into(), ..emma };
        let refused = Loan::objects().acreate(|l| l.reader("cy").title(&unsaved)).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::UnsavedRelation);
        let held = Loan::objects().acreate(|l| l.reader("cy").title(unsaved.clone())).await.unwrap_err();
        assert_eq!(held.kind(), ErrorKind::UnsavedRelation);
        let looked_up = Loan::objects().filter(|l| l.title().eq(&unsaved)).acount().await.unwrap_err();
        assert_eq!(looked_up.kind(), ErrorKind::UnsavedRelation);
    }
}

law! {
    the_database_guards_the_field(db) {
        let nobody = Loan::objects().acreate(|l| l.reader("ann").title("none")).await.unwrap_err();
        assert!(nobody.is_foreign_key_violation());
    }
}

law! {
    lookups_as_text_take_the_value(db) {
        let (emma, ..) = lent().await;
        let id = emma.id.to_string();
        for (key, value) in [
            ("title", "9780141439587"),
            ("title__isbn", "9780141439587"),
            ("title__pk", &id),
            ("title__shelf", "77"),
            ("title__in", "1,9780141439587"),
            ("title__startswith", "978014143"),
        ] {
            let parsed = Lookups::allow([key]).parse([(key, value)]).unwrap();
            assert_eq!(readers(Loan::objects().complex_filter(parsed)).await, ["ann"], "{key}={value}");
        }
        assert!(Lookups::allow(["instead"]).parse::<Loan>([("instead", "978-1")]).unwrap_err().is_bad_lookup());
    }
}

law! {
    the_field_itself_takes_no_join_and_the_key_does(db) {
        let sql = |set: QuerySet<Loan>| set.values_list(|l| l.id()).to_sql(Dialect::Sqlite).unwrap();
        let local = r#"SELECT "lending_loan"."id" FROM "lending_loan" WHERE "lending_loan"."title_id" = ?"#;
        let of_isbn = Loan::objects().filter(|l| l.title().isbn().eq("978"));
        let of_key = Loan::objects().filter(|l| l.title().key().eq("978"));
        assert_eq!((sql(of_isbn).as_str(), sql(of_key).as_str()), (local, local));
        assert_eq!(
            sql(Loan::objects().filter(|l| l.title().id().eq(7))),
            r#"SELECT "lending_loan"."id" FROM "lending_loan" INNER JOIN "lending_title" ON "lending_loan"."title_id" = "lending_title"."isbn" WHERE "lending_title"."id" = ?"#
        );
        assert_eq!(
            sql(Loan::objects().filter(|l| l.title().in_(Title::objects().all()))),
            r#"SELECT "lending_loan"."id" FROM "lending_loan" WHERE "lending_loan"."title_id" IN (SELECT "U0"."isbn" FROM "lending_title" AS "U0")"#
        );
    }
}
