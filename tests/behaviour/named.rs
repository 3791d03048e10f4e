//! Columns of types that PostgreSQL has by name and Rust has not: `citext`, `char(n)`, enumerations.

use queryset::{Database, dialect::Dialect, prelude::*, schema};

use crate::law::law;

/// An enumeration of the database.
#[derive(Choices, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[choices(db_type = "mood")]
pub enum Mood {
    Sad,
    Happy,
    // By its place in the enumeration it is the last, by its text the second.
    #[choice(value = "overjoyed")]
    Overjoyed,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "named")]
pub struct Guest {
    pub id: i64,
    #[field(db_type = "citext", unique)]
    pub name: String,
    #[field(db_type = "char(5)", index)]
    pub code: String,
    pub mood: Mood,
    pub before: Option<Mood>,
    pub moods: Vec<Mood>,
    #[field(db_type = "citext")]
    pub tags: Vec<String>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "named")]
pub struct Visit {
    #[field(primary_key, db_type = "char(8)")]
    pub place: String,
    pub guest: Option<ForeignKey<GuestByName>>,
}

/// A column that other databases have without the type.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "named")]
pub struct Shop {
    pub id: i64,
    #[field(max_length = 20, db_type = "citext", unique)]
    pub name: String,
    pub mood: Mood,
}

const TYPES: &str = "CREATE EXTENSION IF NOT EXISTS citext; CREATE TYPE mood AS ENUM ('sad', 'happy', 'overjoyed');";

/// The tables as somebody made them who does not know this crate.
const BY_HAND: &str = "CREATE TABLE named_guest (id bigserial PRIMARY KEY, name citext NOT NULL UNIQUE, code character(5) NOT NULL, \
    mood mood NOT NULL, before mood, moods mood[] NOT NULL, tags citext[] NOT NULL); \
    CREATE TABLE named_visit (place char(8) PRIMARY KEY, guest_id citext REFERENCES named_guest (name))";

async fn run(db: &Database, sql: String) {
    db.acquire().await.unwrap().run(sql.into()).await.unwrap();
}

fn by_schema(dialect: Dialect) -> String {
    schema::models([Guest::meta(), Visit::meta()]).create(dialect).unwrap().join(";\n")
}

fn guest(name: &str, code: &str, mood: Mood) -> Guest {
    let of_name = vec![name.to_lowercase()];
    Guest {
        id: 0,
        name: name.into(),
        code: code.into(),
        mood,
        before: None,
        moods: vec![mood, Mood::Sad],
        tags: of_name,
    }
}

async fn fill() {
    guest("Ann", "a", Mood::Sad).asave().await.unwrap();
    let more = [guest("BOB", "bob", Mood::Overjoyed), guest("Éve", "eve's", Mood::Happy)];
    let added = Guest::objects().abulk_create(more).await.unwrap();
    assert_eq!(added.len(), 2);
}

async fn found(condition: impl FnOnce(GuestFields) -> Q) -> Vec<String> {
    Guest::objects().filter(condition).order_by(|g| g.id()).values_list(|g| g.name()).await.unwrap()
}

async fn left(condition: impl FnOnce(GuestFields) -> Q) -> Vec<String> {
    Guest::objects()
        .exclude(condition)
        .order_by(|g| g.id())
        .values_list(|g| g.name())
        .await
        .unwrap()
}

async fn upper_and_lower_case_are_alike() {
    assert_eq!(found(|g| g.name().eq("aNN")).await, ["Ann"]);
    assert_eq!(found(|g| g.name().in_(["bob", "ANN", "éVE"])).await, ["Ann", "BOB", "Éve"]);
    assert_eq!(left(|g| g.name().eq("bOb")).await, ["Ann", "Éve"]);
    assert_eq!(found(|g| g.name().gte("b") & g.name().lt("c")).await, ["BOB"]);
    assert_eq!(found(|g| g.name().range("A", "Bob")).await, ["Ann", "BOB"]);
    assert_eq!(found(|g| g.name().startswith("an") | g.name().contains("O")).await, ["Ann", "BOB"]);
    assert_eq!(found(|g| g.name().iexact("ANN") | g.name().regex("^b")).await, ["Ann", "BOB"]);
    assert_eq!(found(|g| g.tags().contains(vec!["BOB".to_owned()])).await, ["BOB"]);
    assert_eq!(found(|g| g.tags().eq(vec!["ANN".to_owned()])).await, ["Ann"]);
    let clash = guest("ann", "x", Mood::Sad).asave().await.unwrap_err();
    assert_eq!((clash.kind(), clash.field()), (ErrorKind::UniqueViolation, Some("name")));
    let (same, created) = Guest::objects()
        .aget_or_create(
            |g| g.name("ANN"),
            |g| g.code("z").mood(Mood::Sad).moods(vec![]).tags(vec![]),
        )
        .await
        .unwrap();
    assert_eq!((same.name.as_str(), created), ("Ann", false));
}

async fn padded_text_is_found_by_its_own_value() {
    let ann = Guest::objects().aget(|g| g.code().eq("a")).await.unwrap();
    assert_eq!((ann.name.as_str(), ann.code.as_str()), ("Ann", "a    "));
    assert_eq!(found(|g| g.code().eq(&ann.code)).await, ["Ann"]);
    assert_eq!(found(|g| g.code().in_([&ann.code, "eve's"])).await, ["Ann", "Éve"]);
    assert_eq!(left(|g| g.code().in_(["a  "])).await, ["BOB", "Éve"]);
    assert!(found(|g| g.code().eq("eve'sdropping")).await.is_empty());
    let long = guest("Zoe", "too long", Mood::Sad).asave().await;
    assert!(long.is_err(), "{long:?}");
}

async fn enumerations_are_filtered_and_written() {
    assert_eq!(found(|g| g.mood().eq(Mood::Happy)).await, ["Éve"]);
    assert_eq!(found(|g| g.mood().in_([Mood::Happy, Mood::Sad])).await, ["Ann", "Éve"]);
    assert_eq!(left(|g| g.mood().eq(Mood::Sad)).await, ["BOB", "Éve"]);
    assert_eq!(found(|g| g.mood().gt(Mood::Happy)).await, ["BOB"]);
    assert_eq!(
        found(|g| g.mood().contains("app") | g.mood().iexact("OVERJOYED")).await,
        ["BOB", "Éve"]
    );
    assert_eq!(found(|g| g.moods().contains(vec![Mood::Overjoyed])).await, ["BOB"]);
    assert_eq!(
        found(|g| g.moods().overlap(vec![Mood::Happy, Mood::Overjoyed])).await,
        ["BOB", "Éve"]
    );
    assert_eq!(found(|g| g.moods().eq(vec![Mood::Sad, Mood::Sad])).await, ["Ann"]);
    let sorted = Guest::objects().order_by(|g| g.mood()).values_list(|g| (g.mood(), g.moods()));
    assert_eq!(
        sorted.await.unwrap(),
        [
            (Mood::Sad, vec![Mood::Sad, Mood::Sad]),
            (Mood::Happy, vec![Mood::Happy, Mood::Sad]),
            (Mood::Overjoyed, vec![Mood::Overjoyed, Mood::Sad]),
        ]
    );
    let all = Guest::objects;
    assert_eq!(
        all()
            .filter(|g| g.name().eq("ann"))
            .aupdate(|g| (g.before().set(g.mood()), g.mood().set(Mood::Happy)))
            .await
            .unwrap(),
        1
    );
    assert_eq!(found(|g| g.before().eq(Mood::Sad) & g.mood().eq(Mood::Happy)).await, ["Ann"]);
    let by_case =
        |g: &GuestFields| Case::when(g.name().eq("ann"), Mood::Overjoyed).otherwise(g.mood());
    all().aupdate(|g| g.mood().set(by_case(&g))).await.unwrap();
    assert_eq!(found(|g| g.mood().eq(Mood::Overjoyed)).await, ["Ann", "BOB"]);
    let upper = all().order_by(|g| g.id()).values_list(|g| (g.code().upper(), g.code().length()));
    assert_eq!(upper.await.unwrap()[0], ("A".to_owned(), 1));
    let mut guests =
        all().filter(|g| g.name().in_(["ann", "bob"])).order_by(|g| g.id()).await.unwrap();
    guests[0].mood = Mood::Sad;
    guests[0].before = None;
    guests[1].before = Some(Mood::Happy);
    guests[1].code = "b".into();
    all()
        .abulk_update(&guests, |g| (g.mood(), g.before(), g.code(), g.moods(), g.tags()))
        .await
        .unwrap();
    assert_eq!(found(|g| g.mood().eq(Mood::Sad) & g.before().is_null()).await, ["Ann"]);
    assert_eq!(found(|g| g.before().eq(Mood::Happy) & g.code().eq("b")).await, ["BOB"]);
}

async fn relations_have_the_type_of_what_they_point_to() {
    let bob = Guest::objects().aget(|g| g.name().eq("bob")).await.unwrap();
    Visit { place: "bar".into(), guest: Some(ForeignKey::to("bob".into())) }.asave().await.unwrap();
    Visit { place: "hall".into(), guest: Some((&bob).into()) }.asave().await.unwrap();
    Visit { place: "none".into(), guest: None }.asave().await.unwrap();
    let places = |q: fn(VisitFields) -> Q| {
        Visit::objects().filter(q).order_by(|v| v.place()).values_list(|v| v.place())
    };
    assert_eq!(places(|v| v.guest().key().eq("BOB")).await.unwrap(), ["bar     ", "hall    "]);
    assert_eq!(places(|v| v.guest().key().in_(["boB".to_owned()])).await.unwrap().len(), 2);
    assert_eq!(places(|v| v.guest().mood().eq(Mood::Overjoyed)).await.unwrap().len(), 2);
    let bar = Visit::objects().aget(|v| v.pk().eq("bar")).await.unwrap();
    let mut again = bar.clone();
    again.guest = None;
    again.asave().await.unwrap();
    assert_eq!(Visit::objects().ain_bulk([bar.place]).await.unwrap().len(), 1);
    assert_eq!(places(|v| v.guest().is_null()).await.unwrap().len(), 2);
}

async fn rows_meet_conflicts_by_the_type() {
    let more = [guest("ANN", "new", Mood::Overjoyed), guest("Kim", "kim", Mood::Sad)];
    Guest::objects()
        .abulk_create(more)
        .update_conflicts(|g| (g.code(), g.mood()))
        .unique_fields(|g| g.name())
        .await
        .unwrap();
    assert_eq!(found(|g| g.mood().eq(Mood::Overjoyed) & g.code().eq("new")).await, ["Ann"]);
    assert_eq!(Guest::objects().acount().await.unwrap(), 4);
}

async fn everything_holds() {
    fill().await;
    upper_and_lower_case_are_alike().await;
    padded_text_is_found_by_its_own_value().await;
    enumerations_are_filtered_and_written().await;
    relations_have_the_type_of_what_they_point_to().await;
    rows_meet_conflicts_by_the_type().await;
}

law! {
    a_type_that_the_field_says_is_that_of_the_column(db, |on| on.dialect == Dialect::Postgres) {
        run(&db, format!("{TYPES} {}", by_schema(db.dialect()))).await;
        everything_holds().await;
    }
}

law! {
    a_type_that_the_field_says_may_have_been_there_before(db, |on| on.dialect == Dialect::Postgres) {
        run(&db, format!("{TYPES} {BY_HAND}")).await;
        everything_holds().await;
    }
}

law! {
    a_type_of_postgresql_is_nothing_elsewhere(db) {
        let mut script = schema::models([Shop::meta()]).create(db.dialect()).unwrap().join(";\n");
        if db.dialect() == Dialect::Postgres {
            script.insert_str(0, TYPES);
        }
        run(&db, script).await;
        let mut shop = Shop { id: 0, name: "Corner".into(), mood: Mood::Happy };
        shop.asave().await.unwrap();
        Shop::objects().abulk_create([Shop { id: 0, name: "Mall".into(), mood: Mood::Sad }]).await.unwrap();
        assert_eq!(Shop::objects().aget(|s| s.name().eq("Corner") & s.mood().in_([Mood::Happy])).await.unwrap(), shop);
        shop.mood = Mood::Overjoyed;
        Shop::objects().abulk_update(&[shop.clone()], |s| (s.name(), s.mood())).await.unwrap();
        assert_eq!(Shop::objects().aget(|s| s.mood().eq(Mood::Overjoyed)).await.unwrap(), shop);
        let alike = Shop::objects().filter(|s| s.name().eq("CORNER")).acount().await.unwrap();
        assert_eq!(alike, u64::from(db.dialect() == Dialect::Postgres));
    }
}
