//! Accounts, what moves between them, and a database that has both.

use queryset::{Database, dialect::Dialect, prelude::*, schema};

use crate::place::{Place, Server, number};

pub(crate) const ACCOUNTS: i64 = 12;
pub(crate) const START: i64 = 1_000;

#[derive(Model, Debug, Clone)]
#[model(app = "storm")]
pub(crate) struct Account {
    pub id: i64,
    pub balance: i64,
}

/// A movement that was made, as its transaction wrote it down.
#[derive(Model, Debug, Clone)]
#[model(app = "storm")]
pub(crate) struct Movement {
    #[field(primary_key)]
    pub tag: i64,
    pub source: i64,
    pub sink: i64,
}

/// A count under a name that no other has.
#[derive(Model, Debug, Clone)]
#[model(app = "storm")]
pub(crate) struct Tally {
    pub id: i64,
    #[field(unique, max_length = 40)]
    pub name: String,
    #[field(default = 0)]
    pub count: i64,
    #[field(default = 0)]
    pub last: i64,
}

/// A database of a test, its accounts filled.
pub(crate) struct Bank {
    pub(crate) place: Place,
    pub(crate) db: Database,
    pub(crate) accounts: Vec<i64>,
}

impl Bank {
    pub(crate) async fn open(server: Server, connections: usize) -> Self {
        let place = Place::new(server).await;
        if server == Server::Postgres {
            // A deadlock is looked for after a second, which a test of deadlocks cannot wait for.
            let setting = "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = ''20ms''', current_database()); END $$";
            place.pool(1).await.acquire().await.unwrap().run(setting.into()).await.unwrap();
        }
        let db = database(&place, connections).await;
        schema::models([Account::meta(), Movement::meta(), Tally::meta()])
            .create_on(&db)
            .await
            .unwrap();
        let mut accounts = Vec::new();
        for _ in 0..ACCOUNTS {
            let opened = Account::objects().using(&db).acreate(|a| a.balance(START));
            accounts.push(opened.await.unwrap().id);
        }
        Self { place, db, accounts }
    }

    pub(crate) async fn close(self) {
        self.db.close().await;
        self.place.gone().await;
    }

    /// Every balance is what the movements say, and their sum what it was.
    pub(crate) async fn check_balances(&self) -> Vec<i64> {
        let moved = Movement::objects().using(&self.db).await.unwrap();
        let accounts = Account::objects().using(&self.db).await.unwrap();
        let count = |wanted: &dyn Fn(&Movement) -> bool| {
            i64::try_from(moved.iter().filter(|it| wanted(it)).count()).unwrap()
        };
        for Account { id, balance } in &accounts {
            let expected = START + count(&|it| it.sink == *id) - count(&|it| it.source == *id);
            assert_eq!(*balance, expected, "account {id} is not what its movements say");
        }
        assert_eq!(accounts.iter().map(|it| it.balance).sum::<i64>(), START * ACCOUNTS);
        moved.into_iter().map(|it| it.tag).collect()
    }

    /// No transaction is open on the server.
    pub(crate) async fn check_transactions(&self) {
        let open = match self.place.server {
            Server::Sqlite => {
                // Each would wait for another writer, and be told.
                let mut open = Vec::new();
                for _ in 0..self.db.status().max_connections {
                    let mut lease = self.db.acquire().await.unwrap();
                    lease.begin("BEGIN IMMEDIATE".into()).await.unwrap();
                    lease.rollback("ROLLBACK".into()).await.unwrap();
                    open.push(lease);
                }
                return;
            }
            Server::Postgres => {
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'"
            }
            Server::Mysql => {
                "SELECT count(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p \
                 ON p.id = t.trx_mysql_thread_id WHERE p.db = database()"
            }
        };
        let mut lease = self.db.acquire().await.unwrap();
        let statement = self.place.server.statement(open, vec![]);
        assert_eq!(number(&mut lease, &statement).await.unwrap(), 0, "a transaction is open");
    }

    /// Ends every connection of the bank on its server.
    pub(crate) async fn cut(&self) {
        let other = database(&self.place, 1).await;
        let mut lease = other.acquire().await.unwrap();
        if other.dialect() == Dialect::Postgres {
            let end = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                       WHERE datname = current_database() AND pid <> pg_backend_pid()";
            number(&mut lease, &self.place.server.statement(end, vec![])).await.unwrap();
        } else {
            let mut ids = Vec::new();
            let others = "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()";
            let mut each = |row: &mut dyn queryset::value::Row| {
                ids.extend(row.integer()?);
                Ok(())
            };
            lease.fetch(&self.place.server.statement(others, vec![]), &mut each).await.unwrap();
            for id in ids {
                lease.run(format!("KILL {id}").into()).await.unwrap();
            }
        }
        drop(lease);
        other.close().await;
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

async fn database(place: &Place, connections: usize) -> Database {
    let builder = Database::builder(&place.url()).alias("bank").max_connections(connections);
    builder.connect().await.unwrap()
}

/// Changes a balance.
pub(crate) async fn change(account: i64, by: i64) -> queryset::Result<()> {
    let row = Account::objects().filter(|a| a.id().eq(account));
    row.aupdate(|a| a.balance().set(a.balance() + by)).await.map(drop)
}
