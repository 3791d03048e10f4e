//! A stream takes no more memory for more rows.
//!
//! Each stream runs in a process of its own, which says how large it got. `QUERYSET_FLIGHTS=DIR`, a folder with the four
//! files of the whole year, has 50 000 and 336 776 flights streamed, in place of those of seven days, and of as many rows as
//! sixteen times those seven days make.

use std::{
    env, fs,
    path::PathBuf,
    process::{self, Command},
};

use futures::TryStreamExt;
use queryset::{Database, atomic, prelude::*, schema, testing::TestDatabase};

use crate::{
    load::load,
    models::{Airline, Airport, Charter, Flight, Plane},
    server::Server,
    source::Folder,
};

/// The process that streams is told by these where, how many rows, and how.
const URL: &str = "QUERYSET_STREAM_URL";
const ROWS: &str = "QUERYSET_STREAM_ROWS";
const WAY: &str = "QUERYSET_STREAM_WAY";

/// How much more the larger process may take. A flight takes some 400 bytes, so that the rows which only the larger one reads
/// would be 36 MB; what buffers, the heap and the caches of a driver come to differs by two or three.
const BOUND: u64 = 8 * 1_024;

#[derive(Clone, Copy, PartialEq)]
enum Way {
    Alone,
    /// In a transaction that runs another statement now and then.
    InTransaction,
}

#[tokio::test]
async fn a_stream_takes_no_more_memory_for_more_rows_on_sqlite() {
    check(Server::Sqlite, "a_stream_takes_no_more_memory_for_more_rows_on_sqlite").await;
}

#[tokio::test]
async fn a_stream_takes_no_more_memory_for_more_rows_on_postgres() {
    check(Server::Postgres, "a_stream_takes_no_more_memory_for_more_rows_on_postgres").await;
}

#[tokio::test]
async fn a_stream_takes_no_more_memory_for_more_rows_on_mysql() {
    check(Server::Mysql, "a_stream_takes_no_more_memory_for_more_rows_on_mysql").await;
}

async fn check(server: Server, this: &str) {
    if let Ok(url) = env::var(URL) {
        return stream(&url).await;
    }
    if !server.is_selected() {
        return;
    }
    let place = Place::open(server).await;
    let (few, many) = place.fill().await;
    let mut ways = vec![Way::Alone];
    // Elsewhere the other statement reads the rest of the rows into memory, as the documents say.
    ways.extend(place.db.capability().cursors.then_some(Way::InTransaction));
    for way in ways {
        let (small, large) = (peak(this, &place.url, few, way), peak(this, &place.url, many, way));
        eprintln!(
            "{}, {}: {small} kB for {few} rows, {large} kB for {many}",
            server.name(),
            way.name()
        );
        assert!(large < small + BOUND, "{large} kB for {many} rows, {small} kB for {few}");
    }
    place.close().await;
}

/// How large a process gets that streams so many rows, in kB.
fn peak(this: &str, url: &str, rows: u64, way: Way) -> u64 {
    let output = Command::new(env::current_exe().unwrap())
        .args([&format!("memory::{this}"), "--exact", "--nocapture"])
        .envs([(URL, url), (ROWS, &rows.to_string()), (WAY, way.name())])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    let told = text.lines().find_map(|it| it.split_once("peak ")).unwrap();
    told.1.trim().parse().unwrap()
}

/// What the other process does.
async fn stream(url: &str) {
    let rows: u64 = env::var(ROWS).unwrap().parse().unwrap();
    let db = Database::connect(url).await.unwrap();
    let seen = if env::var(WAY).unwrap() == Way::Alone.name() {
        db.scope(read(rows, u64::MAX)).await.unwrap()
    } else {
        db.scope(atomic(read(rows, 1_000))).await.unwrap()
    };
    assert_eq!(seen, rows);
    println!("peak {}", peak_of_this_process());
}

/// Streams rows, with another statement after each so many.
async fn read(rows: u64, pause: u64) -> queryset::Result<u64> {
    let mut flights = Flight::objects().order_by(|f| f.id()).slice(..rows).aiterator();
    let mut seen = 0;
    while let Some(flight) = flights.try_next().await? {
        seen += 1;
        if seen % pause == 0 {
            let same = Flight::objects().filter(|f| f.id().eq(flight.id)).acount().await?;
            assert_eq!(same, 1);
        }
    }
    Ok(seen)
}

/// <https://docs.kernel.org/filesystems/proc.html>: the largest resident set.
fn peak_of_this_process() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|it| it.strip_prefix("VmHWM:")).unwrap();
    peak.trim().trim_end_matches(" kB").parse().unwrap()
}

impl Way {
    fn name(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::InTransaction => "in a transaction",
        }
    }
}

/// A database that another process can connect to.
struct Place {
    db: Database,
    url: String,
    server: Option<TestDatabase>,
    file: Option<PathBuf>,
}

impl Place {
    async fn open(server: Server) -> Self {
        if server == Server::Sqlite {
            let file = env::temp_dir().join(format!("queryset-memory-{}.db", process::id()));
            let url = format!("sqlite://{}?mode=rwc", file.display());
            let db = Database::connect(&url).await.unwrap();
            return Self { db, url, server: None, file: Some(file) };
        }
        let models =
            [Airline::meta(), Airport::meta(), Plane::meta(), Flight::meta(), Charter::meta()];
        let made = TestDatabase::builder(&server.url()).tables(&schema::models(models));
        let made = made.create().await.unwrap();
        let db = made.database().clone();
        let url = server.database_url(&name(&db).await);
        Self { db, url, server: Some(made), file: None }
    }

    /// Fills the tables; a smaller and the whole number of flights.
    async fn fill(&self) -> (u64, u64) {
        if let Some(folder) = env::var_os("QUERYSET_FLIGHTS") {
            load(&self.db, &Folder::open(folder.into()).unwrap()).await.unwrap();
            return (50_000, self.count().await);
        }
        load(&self.db, &Folder::of_seven_days()).await.unwrap();
        let few = self.count().await;
        let columns: Vec<_> = Flight::meta().fields.iter().skip(1).map(|it| it.column).collect();
        let columns = columns.join(", ");
        let twice =
            format!("INSERT INTO flights_flight ({columns}) SELECT {columns} FROM flights_flight");
        for _ in 0..4 {
            self.db.acquire().await.unwrap().run(twice.as_str().into()).await.unwrap();
        }
        assert_eq!(self.count().await, 16 * few);
        (few, 16 * few)
    }

    async fn count(&self) -> u64 {
        Flight::objects().using(&self.db).acount().await.unwrap()
    }

    async fn close(self) {
        self.db.close().await;
        drop(self.server);
        for file in self
            .file
            .iter()
            .flat_map(|it| ["", "-wal", "-shm"].map(|end| format!("{}{end}", it.display())))
        {
            let _ = fs::remove_file(file);
        }
    }
}

async fn name(db: &Database) -> String {
    let mut found = String::new();
    let sql = match db.dialect() {
        Dialect::Postgres => "SELECT current_database()::text",
        _ => "SELECT DATABASE()",
    };
    let mut each = |row: &mut dyn queryset::value::Row| {
        found = row.text()?.unwrap_or_default();
        Ok(())
    };
    let statement = queryset::compiler::Statement::new(sql, Vec::new());
    db.acquire().await.unwrap().fetch(&statement, &mut each).await.unwrap();
    found
}
