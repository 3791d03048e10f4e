//! The seven days, loaded and asked about.

use queryset::{Database, prelude::*};

use crate::{
    answers::{self, Departure, Reading},
    load::load,
    models::{Airline, Flight},
    server::Server,
    source::Folder,
};

/// Airlines, airports, planes and flights of `examples/data`.
const ROWS: u64 = 16 + 1_458 + 3_322 + 6_099;

#[tokio::test]
async fn the_answers_are_right_on_sqlite() {
    the_answers_are_right(Server::Sqlite, None).await;
}

#[tokio::test]
async fn the_answers_are_right_on_postgres() {
    the_answers_are_right(Server::Postgres, None).await;
}

/// The databases of the tests have the collation `utf8mb4_bin`.
#[tokio::test]
async fn the_answers_are_right_on_mysql_where_case_counts() {
    the_answers_are_right(Server::Mysql, None).await;
}

#[tokio::test]
async fn the_answers_are_right_on_mysql_where_case_is_ignored() {
    let usual = "ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci";
    the_answers_are_right(Server::Mysql, Some(usual)).await;
}

async fn the_answers_are_right(server: Server, preparation: Option<&'static str>) {
    if !server.is_selected() {
        return;
    }
    server
        .with_database(async |db| {
            if let Some(statement) = preparation {
                db.acquire().await.unwrap().run(statement.into()).await.unwrap();
            }
            assert_eq!(load(&db, &Folder::of_seven_days()).await.unwrap(), ROWS);
            check_counts(&db).await;
            check_delays(&db).await;
            check_planes(&db).await;
            check_departures(&db).await;
        })
        .await;
}

async fn check_counts(db: &Database) {
    let per_day = answers::flights_per_day(db).await.unwrap().rows;
    let counts: Vec<_> = per_day.iter().map(|(_, _, day, count)| (*day, *count)).collect();
    assert_eq!(counts, [(1, 842), (2, 943), (3, 914), (4, 915), (5, 720), (6, 832), (7, 933)]);
    assert!(per_day.iter().all(|(year, month, ..)| (*year, *month) == (2013, 1)));
    assert_eq!(answers::without_departure(db).await.unwrap().rows, [35]);
    assert_eq!(answers::to_high_airports(db, "air", 5_000).await.unwrap().rows, [153]);
    assert_eq!(answers::to_high_airports(db, "AIR", 5_000).await.unwrap().rows, [153]);
    assert_eq!(answers::to_high_airports(db, "x", 5_000).await.unwrap().rows, [0]);
}

async fn check_delays(db: &Database) {
    let rows = answers::longest_delays(db).await.unwrap().rows;
    let shown: Vec<_> = rows
        .iter()
        .map(|(delay, _, _, day, carrier, flight, from, to, maker, built)| {
            let plane = (maker.as_deref(), *built);
            (delay.unwrap(), *day, carrier.as_str(), *flight, from.as_str(), to.as_str(), plane)
        })
        .collect();
    assert_eq!(
        shown,
        [
            (853, 1, "Envoy Air", 3944, "JFK", "BWI", (None, None)),
            (379, 1, "ExpressJet Airlines Inc.", 4321, "EWR", "MCI", (Some("EMBRAER"), Some(2006))),
            (379, 2, "United Air Lines Inc.", 488, "LGA", "DEN", (None, None)),
            (366, 7, "JetBlue Airways", 377, "LGA", "FLL", (Some("AIRBUS"), Some(2011))),
            (337, 2, "American Airlines Inc.", 179, "JFK", "SFO", (Some("BOEING"), Some(1986))),
            (
                334,
                2,
                "United Air Lines Inc.",
                468,
                "EWR",
                "MCO",
                (Some("AIRBUS INDUSTRIE"), Some(2001))
            ),
            (
                327,
                5,
                "Delta Air Lines Inc.",
                1109,
                "LGA",
                "TPA",
                (Some("AIRBUS INDUSTRIE"), Some(1990))
            ),
            (293, 7, "United Air Lines Inc.", 112, "JFK", "LAX", (Some("BOEING"), Some(1996))),
            (291, 3, "Endeavor Air Inc.", 3459, "JFK", "BNA", (Some("BOMBARDIER INC"), Some(2008))),
            (290, 1, "ExpressJet Airlines Inc.", 4417, "EWR", "OMA", (Some("EMBRAER"), Some(2005))),
        ]
    );
}

async fn check_planes(db: &Database) {
    let rows = answers::flown_and_built_before(db, 1_980).await.unwrap().rows;
    let shown: Vec<_> = rows
        .iter()
        .map(|(plane, count)| {
            (plane.year.unwrap(), plane.tailnum.as_str(), plane.manufacturer.as_str(), *count)
        })
        .collect();
    assert_eq!(
        shown,
        [
            (1959, "N201AA", "CESSNA", 1),
            (1963, "N575AA", "CESSNA", 2),
            (1967, "N615AA", "BEECH", 2),
            (1973, "N364AA", "CESSNA", 1),
            (1974, "N840MQ", "CANADAIR LTD", 3),
            (1975, "N621AA", "CESSNA", 1),
            (1976, "N545AA", "PIPER", 3),
            (1976, "N711MQ", "GULFSTREAM AEROSPACE", 17),
            (1977, "N737MQ", "CESSNA", 16),
        ]
    );
}

async fn check_departures(db: &Database) {
    assert_eq!(
        first_and_last(db, Reading::Calendar).await,
        [(2, 2359, 43, 707), (3, 2359, -10, 739)]
    );
    assert_eq!(
        first_and_last(db, Reading::DepTime).await,
        [(3, 2359, 33, 707), (3, 2359, -10, 739)]
    );
    assert_eq!(
        first_and_last(db, Reading::Schedule).await,
        [(3, 500, -2, 1030), (3, 2359, 156, 727)]
    );
}

async fn first_and_last(db: &Database, reading: Reading) -> [(i32, i32, i32, i32); 2] {
    let answers = answers::first_and_last_of_3_january(db, reading).await.unwrap();
    answers.map(|it| {
        let [(_, _, day, scheduled, delay, _, flight, _, _)]: [Departure; 1] =
            it.rows.try_into().unwrap();
        (day, scheduled, delay.unwrap(), flight)
    })
}

#[tokio::test]
async fn a_second_load_starts_afresh() {
    Server::Sqlite
        .with_database(async |db| {
            load(&db, &Folder::of_seven_days()).await.unwrap();
            Airline::objects()
                .using(&db)
                .filter(|a| a.carrier().eq("UA"))
                .aupdate(|a| a.name().set("?"))
                .await
                .unwrap();
            load(&db, &Folder::of_seven_days()).await.unwrap();
            assert_eq!(Flight::objects().using(&db).acount().await.unwrap(), 6_099);
            let united =
                Airline::objects().using(&db).aget(|a| a.carrier().eq("UA")).await.unwrap();
            assert_eq!(united.name, "United Air Lines Inc.");
        })
        .await;
}
