//! The seven days, loaded and asked about.

use std::time::Duration;

use queryset::{Database, prelude::*};

use crate::{
    answers::{self, Departure, Reading},
    changes,
    load::load,
    models::{Airline, Charter, Flight, Plane},
    progress,
    server::Server,
    source::Folder,
    stream,
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
            check_clock(&db).await;
            check_stream(&db).await;
            check_names(&db).await;
            check_charters(&db).await;
            check_plan(&db).await;
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

async fn check_clock(db: &Database) {
    let rows = answers::earliest_and_latest(db).await.unwrap().rows;
    let shown: Vec<_> = rows
        .iter()
        .map(|(time, _, day, _, flight, _, to)| (time.unwrap(), *day, *flight, to.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            (14, 5, 739, "PSE"),
            (16, 6, 707, "SJU"),
            (25, 4, 707, "SJU"),
            (32, 3, 707, "SJU"),
            (37, 5, 11, "FLL"),
            (42, 2, 707, "SJU"),
            (49, 7, 739, "PSE"),
            (50, 3, 104, "BUF"),
            (106, 4, 608, "PWM"),
            (126, 2, 22, "SYR"),
            (2353, 1, 707, "SJU"),
            (2353, 6, 739, "PSE"),
            (2354, 2, 727, "BQN"),
            (2355, 5, 707, "SJU"),
            (2355, 6, 727, "BQN"),
            (2356, 1, 727, "BQN"),
            (2357, 5, 727, "BQN"),
            (2358, 4, 727, "BQN"),
            (2358, 4, 739, "PSE"),
            (2359, 7, 727, "BQN"),
        ]
    );
    assert!(rows.iter().all(|it| it.3 == "JetBlue Airways" && it.5 == "JFK"));
}

async fn check_stream(db: &Database) {
    let bar = progress::bar("flights", 6_099);
    let hour = stream::busiest_hour(db, &bar).await.unwrap().unwrap();
    let shown = (hour.flights, hour.first.to_rfc3339(), hour.last.to_rfc3339());
    let (first, last) = ("2013-01-07T13:07:00+00:00".into(), "2013-01-07T14:06:00+00:00".into());
    assert_eq!(shown, (87, first, last));
    assert_eq!(bar.position(), 6_099);
}

async fn check_names(db: &Database) {
    let named = async |carrier, name| changes::name_airline(db, carrier, name).await.unwrap();
    let (corrected, added) = named("FL", "AirTran Airways").await;
    assert_eq!((corrected.name.as_str(), added), ("AirTran Airways", false));
    assert!(named("G4", "Allegiant Air").await.1);
    assert!(!named("G4", "Allegiant").await.1);
    let both = Airline::objects().using(db).filter(|a| a.carrier().in_(["FL", "G4"]));
    let both = both.order_by(|a| a.carrier()).values_list(|a| a.name()).await.unwrap();
    assert_eq!(both, ["AirTran Airways", "Allegiant"]);
    assert_eq!(Airline::objects().using(db).acount().await.unwrap(), 17);
}

async fn check_charters(db: &Database) {
    let let_to = async |customer: &str, seats| {
        changes::charter(db, seats, customer).await.unwrap().map(|it| it.tailnum)
    };
    assert_eq!(let_to("Ida", 300).await.as_deref(), Some("N825MH"));
    assert_eq!(let_to("Max", 300).await.as_deref(), Some("N826MH"));
    assert_eq!(let_to("Leo", 1_000).await, None);
    let crowd = ["a", "b", "c", "d", "e", "f"].map(|it| let_to(it, 300));
    let mut planes = futures::future::join_all(crowd).await;
    planes.sort();
    planes.dedup();
    assert!(planes.len() == 6 && planes.iter().all(Option::is_some), "{planes:?}");
    assert_eq!(Charter::objects().using(db).acount().await.unwrap(), 8);
    if db.capability().row_locks {
        check_locked_plane(db).await;
    }
}

/// Nobody sees what an open transaction has written, but what it has locked is passed over, and that alone: the next plane
/// is free. What it gives up is free as well.
async fn check_locked_plane(db: &Database) {
    let others = || {
        let db = db.clone();
        let charter = async move { changes::charter(&db, 300, "Tom").await.unwrap().unwrap() };
        tokio::time::timeout(Duration::from_secs(20), tokio::spawn(charter))
    };
    let undone = db
        .atomic(async {
            let held = changes::charter(db, 300, "Eva").await.unwrap().unwrap();
            assert_eq!(held.tailnum, "N837MH", "the ninth");
            assert_eq!(others().await.unwrap().unwrap().tailnum, "N838MH");
            Plane::objects().aget(|p| p.tailnum().eq("none")).await
        })
        .await;
    assert!(undone.unwrap_err().is_does_not_exist());
    assert_eq!(others().await.unwrap().unwrap().tailnum, "N837MH");
}

/// What a plan says is the database's own; that it goes by the index of the key is not.
async fn check_plan(db: &Database) {
    let plan = answers::plan_of_a_plane(db, "N14228").await.unwrap().rows.join("\n");
    assert!(plan.contains("flights_flight_tailnum_id"), "{plan}");
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
