//! The CSV files as instances of the models.
//!
//! In: a folder. Out: unsaved instances, one by one, or an error that names file, line and column. `NA` is NULL.

use std::{
    collections::HashMap,
    error::Error,
    fs::File,
    marker::PhantomData,
    path::{Path, PathBuf},
    str::FromStr,
};

use csv::StringRecord;
use queryset::prelude::*;

use crate::models::{Airline, Airport, Flight, Plane};

/// The result of everything that the example does outside the library.
pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// A model whose rows are in a file.
pub trait Filed: Build + Record {
    /// The name of the file.
    const FILE: &'static str;

    /// The instance that a line describes.
    fn from_line(line: &Line<'_>) -> Outcome<Self>;
}

/// One line of a file.
#[derive(Debug)]
pub struct Line<'f> {
    columns: &'f HashMap<String, usize>,
    cells: &'f StringRecord,
}

impl Line<'_> {
    /// The value of a column that is always there.
    fn value<T: FromStr<Err: Error>>(&self, column: &str) -> Outcome<T> {
        self.maybe(column)?.ok_or_else(|| format!("column `{column}` is NA").into())
    }

    /// The value of a column, `None` where it is `NA`.
    fn maybe<T: FromStr<Err: Error>>(&self, column: &str) -> Outcome<Option<T>> {
        let place =
            self.columns.get(column).ok_or_else(|| format!("there is no column `{column}`"))?;
        match self.cells.get(*place) {
            None | Some("NA") => Ok(None),
            Some(text) => match text.parse() {
                Ok(value) => Ok(Some(value)),
                Err(error) => Err(format!("column `{column}` is `{text}`: {error}").into()),
            },
        }
    }
}

/// The folder with the four files.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// The seven days that come with the example.
    pub fn of_seven_days() -> Self {
        Self(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data"))
    }

    /// A folder of the caller's, if it holds the files.
    pub fn open(path: PathBuf) -> Outcome<Self> {
        let files = [Airline::FILE, Airport::FILE, Plane::FILE, Flight::FILE];
        match files.iter().find(|it| !path.join(it).is_file()) {
            None => Ok(Self(path)),
            Some(missing) => Err(format!(
                "there is no {missing} in the folder {}, which must hold {}",
                path.display(),
                files.join(", ")
            )
            .into()),
        }
    }

    /// The rows of a model.
    pub fn rows<M: Filed>(&self) -> Outcome<Rows<M>> {
        let path = self.0.join(M::FILE);
        Rows::open(&path).map_err(|error| format!("{}: {error}", path.display()).into())
    }
}

/// A file that is being read.
#[derive(Debug)]
pub struct Rows<M> {
    path: PathBuf,
    size: u64,
    columns: HashMap<String, usize>,
    reader: csv::Reader<File>,
    cells: StringRecord,
    of: PhantomData<M>,
}

impl<M: Filed> Rows<M> {
    fn open(path: &Path) -> Outcome<Self> {
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        let mut reader = csv::Reader::from_reader(file);
        let columns = reader.headers()?.iter().map(str::to_owned).zip(0..).collect();
        let (path, cells) = (path.to_owned(), StringRecord::new());
        Ok(Self { path, size, columns, reader, cells, of: PhantomData })
    }

    /// How many bytes the file has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// How many bytes of it have been read.
    pub fn position(&self) -> u64 {
        self.reader.position().byte()
    }

    /// The next instance, `None` at the end.
    pub fn next(&mut self) -> Outcome<Option<M>> {
        if !self.reader.read_record(&mut self.cells)? {
            return Ok(None);
        }
        let line = Line { columns: &self.columns, cells: &self.cells };
        M::from_line(&line).map(Some).map_err(|error| {
            let number = self.cells.position().map_or(0, csv::Position::line);
            format!("{}, line {number}: {error}", self.path.display()).into()
        })
    }
}

impl Filed for Airline {
    const FILE: &'static str = "airlines.csv";

    fn from_line(line: &Line<'_>) -> Outcome<Self> {
        Ok(Self::builder()
            .carrier(line.value::<String>("carrier")?)
            .name(line.value::<String>("name")?)
            .finish())
    }
}

impl Filed for Airport {
    const FILE: &'static str = "airports.csv";

    fn from_line(line: &Line<'_>) -> Outcome<Self> {
        Ok(Self::builder()
            .faa(line.value::<String>("faa")?)
            .name(line.value::<String>("name")?)
            .lat(line.value("lat")?)
            .lon(line.value("lon")?)
            .alt(line.value("alt")?)
            .tz(line.value("tz")?)
            .dst(line.value::<String>("dst")?)
            .maybe_tzone(line.maybe::<String>("tzone")?)
            .finish())
    }
}

impl Filed for Plane {
    const FILE: &'static str = "planes.csv";

    fn from_line(line: &Line<'_>) -> Outcome<Self> {
        Ok(Self::builder()
            .tailnum(line.value::<String>("tailnum")?)
            .maybe_year(line.maybe("year")?)
            .r#type(line.value::<String>("type")?)
            .manufacturer(line.value::<String>("manufacturer")?)
            .model(line.value::<String>("model")?)
            .engines(line.value("engines")?)
            .seats(line.value("seats")?)
            .maybe_speed(line.maybe("speed")?)
            .engine(line.value::<String>("engine")?)
            .finish())
    }
}

impl Filed for Flight {
    const FILE: &'static str = "flights.csv";

    fn from_line(line: &Line<'_>) -> Outcome<Self> {
        Ok(Self::builder()
            .year(line.value("year")?)
            .month(line.value("month")?)
            .day(line.value("day")?)
            .maybe_dep_time(line.maybe("dep_time")?)
            .sched_dep_time(line.value("sched_dep_time")?)
            .maybe_dep_delay(line.maybe("dep_delay")?)
            .maybe_arr_time(line.maybe("arr_time")?)
            .sched_arr_time(line.value("sched_arr_time")?)
            .maybe_arr_delay(line.maybe("arr_delay")?)
            .carrier(line.value::<String>("carrier")?)
            .flight(line.value("flight")?)
            .maybe_tailnum(line.maybe::<String>("tailnum")?)
            .origin(line.value::<String>("origin")?)
            .dest(line.value::<String>("dest")?)
            .maybe_air_time(line.maybe("air_time")?)
            .distance(line.value("distance")?)
            .hour(line.value("hour")?)
            .minute(line.value("minute")?)
            .time_hour(line.value("time_hour")?)
            .finish())
    }
}
