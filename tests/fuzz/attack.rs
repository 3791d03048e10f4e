//! One attack: text, the query that is made of it, its SQL on every dialect, and a run on SQLite.

use queryset::{model::Model, prelude::*, query::Lookup};

use crate::{
    chance::Chance,
    figures::Figures,
    library::{Author, Book, Everything, Loan},
    text::{MARK, key, order, value},
};

const DIALECTS: [Dialect; 4] =
    [Dialect::Postgres, Dialect::Sqlite, Dialect::Mariadb, Dialect::Mysql];

/// What a query made of text may be refused with, by the compiler or the database: a pattern that is none, a value that this
/// database does not have, a lookup that it lacks.
const REFUSALS: [ErrorKind; 4] =
    [ErrorKind::InvalidValue, ErrorKind::Unsupported, ErrorKind::Database, ErrorKind::InvalidQuery];

/// The models, and what is allowed of each.
pub struct Attack {
    books: Target,
    authors: Target,
    everything: Target,
    loans: Target,
}

struct Target {
    keys: Vec<&'static str>,
    lookups: Lookups,
    sort_keys: SortKeys,
    columns: Vec<&'static str>,
}

impl Attack {
    pub fn new() -> Self {
        Self {
            books: Target::new::<Book>(&[
                "author__name",
                "author__books__pages",
                "publisher",
                "publisher__city__altitude",
                "pk",
            ]),
            authors: Target::new::<Author>(&[
                "books__name",
                "books",
                "edited__rating",
                "biography__text",
                "biography",
            ]),
            everything: Target::new::<Everything>(&[
                "text__length",
                "date__year",
                "instant__date",
                "document__a__b",
            ]),
            loans: Target::new::<Loan>(&["book__author__name", "book__pk"]),
        }
    }

    pub async fn run(&self, chance: &mut Chance, figures: &mut Figures) {
        match chance.below(4) {
            0 => self.books.attack::<Book>(chance, figures).await,
            1 => self.authors.attack::<Author>(chance, figures).await,
            2 => self.loans.attack::<Loan>(chance, figures).await,
            _ => self.everything.attack::<Everything>(chance, figures).await,
        }
    }
}

impl Target {
    /// Every lookup of every column, and of some paths.
    fn new<M: Model>(paths: &[&'static str]) -> Self {
        let columns: Vec<&'static str> =
            M::meta().fields.iter().map(|it| it.name).chain(paths.iter().copied()).collect();
        let keys = columns.iter().flat_map(|path| {
            Lookup::ALL
                .iter()
                .map(move |it| -> &'static str { format!("{path}__{}", it.name()).leak() })
        });
        let is_right = |it: &&'static str| {
            let parsed: Result<Condition<M>, _> = Lookups::allow([*it]).parse([("", ""); 0]);
            parsed.is_ok()
        };
        let keys: Vec<_> = keys.filter(is_right).collect();
        let columns: Vec<_> = columns
            .into_iter()
            .filter(|it| SortKeys::allow([*it]).parse::<M>("").is_ok())
            .collect();
        assert!(keys.len() > 20 && columns.len() > 2, "{}", M::meta().name);
        Self {
            lookups: Lookups::allow(keys.iter().copied()),
            sort_keys: SortKeys::allow(columns.iter().copied()),
            keys,
            columns,
        }
    }

    async fn attack<M: Model + Record>(&self, chance: &mut Chance, figures: &mut Figures) {
        let Some(condition) = self.condition(chance, figures) else { return };
        let mut set = QuerySet::<M>::new().complex_filter(condition);
        match self.sort_keys.parse(order(chance, &self.columns)) {
            Ok(keys) => {
                figures.note("order: ok");
                set = set.order_by_text(keys);
            }
            Err(error) => figures.refused("order", &error, &[ErrorKind::BadLookup]),
        }
        compile(&set, figures);
        match set.slice(..3).await {
            Ok(_) => figures.note("run: ok"),
            Err(error) => figures.refused("run", &error, &REFUSALS),
        }
    }

    /// Tries some times to get through, with one to three pairs.
    fn condition<M: Model>(
        &self,
        chance: &mut Chance,
        figures: &mut Figures,
    ) -> Option<Condition<M>> {
        for _ in 0..4 {
            let pairs = (0..=chance.below(3)).map(|_| (key(chance, &self.keys), value(chance)));
            let pairs: Vec<(String, String)> = pairs.collect();
            match self.lookups.parse(pairs.iter().map(|(key, value)| (key, value))) {
                Ok(condition) => {
                    figures.note("parse: ok");
                    return Some(if chance.once_in(3) { !condition } else { condition });
                }
                Err(error) => figures.refused("parse", &error, &[ErrorKind::BadLookup]),
            }
        }
        None
    }
}

/// The SQL on every dialect, which is made of the words of the library and its models, whatever came in.
fn compile<M: Model>(set: &QuerySet<M>, figures: &mut Figures) {
    for dialect in DIALECTS {
        match set.to_sql(dialect) {
            Ok(sql) => {
                assert!(sql.is_ascii() && !sql.contains(MARK), "{}: {sql}", figures.place());
                figures.words(&sql);
            }
            Err(error) => figures.refused("compile", &error, &REFUSALS),
        }
    }
}
