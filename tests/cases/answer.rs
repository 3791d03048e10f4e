//! What a translation gives, in the form in which Django's answers are recorded.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use queryset::{
    Result,
    model::{Identity, Model},
    value::Value as Bound,
};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::shop;

/// Something that can be compared with a recorded answer.
pub trait Answer {
    fn answer(self) -> Value;
}

/// The answer of a translation, once it has run.
pub async fn of<T: Answer>(translation: impl Future<Output = Result<T>>) -> Result<Value> {
    translation.await.map(Answer::answer)
}

/// Rows as dictionaries (Django: `values`): each cell with its name.
pub fn named<T: Answer>(names: &[&str], rows: Vec<T>) -> Value {
    let row = |it: T| cells(it.answer(), names.len());
    rows.into_iter().map(|it| Value::Object(zip(names, row(it)))).collect()
}

/// One row as a dictionary (Django: `aggregate`).
pub fn one_named<T: Answer>(names: &[&str], rows: Vec<T>) -> Value {
    named(names, rows)[0].take()
}

/// Rows of instances and annotations, each annotation with its name.
pub fn annotated<T: Answer>(names: &[&str], rows: Vec<T>) -> Value {
    let row = |it: T| {
        let mut cells = cells(it.answer(), names.len() + 1);
        let annotations = cells.split_off(1);
        let mut instance = cells.remove(0);
        instance["annotations"] = Value::Object(zip(names, annotations));
        instance
    };
    rows.into_iter().map(row).collect()
}

/// The cells of a row: a tuple, or the only one.
fn cells(row: Value, count: usize) -> Vec<Value> {
    match row {
        Value::Array(cells) if count > 1 => cells,
        one => vec![one],
    }
}

fn zip(names: &[&str], cells: Vec<Value>) -> Map<String, Value> {
    assert_eq!(names.len(), cells.len(), "a name for each cell");
    names.iter().map(|it| (*it).to_owned()).zip(cells).collect()
}

macro_rules! plain {
    ($($type:ty)*) => { $(impl Answer for $type {
        fn answer(self) -> Value {
            json!(self)
        }
    })* };
}
plain!(bool i16 i32 i64 u16 u32 u64 usize f32 f64 String &str);

/// A document of JSON, and what is an answer already.
impl Answer for Value {
    fn answer(self) -> Value {
        self
    }
}

impl Answer for () {
    fn answer(self) -> Value {
        Value::Null
    }
}

impl Answer for Decimal {
    fn answer(self) -> Value {
        json!({ "$decimal": self.to_string() })
    }
}

impl Answer for NaiveDate {
    fn answer(self) -> Value {
        json!({ "$date": self.to_string() })
    }
}

impl Answer for NaiveTime {
    fn answer(self) -> Value {
        json!({ "$time": self.format("%H:%M:%S%.f").to_string() })
    }
}

impl<Z: TimeZone> Answer for DateTime<Z> {
    fn answer(self) -> Value {
        json!({ "$datetime": self.to_utc().to_rfc3339() })
    }
}

impl Answer for NaiveDateTime {
    fn answer(self) -> Value {
        self.and_utc().answer()
    }
}

impl Answer for chrono::Duration {
    fn answer(self) -> Value {
        json!({ "$duration_us": self.num_microseconds() })
    }
}

impl Answer for Uuid {
    fn answer(self) -> Value {
        json!({ "$uuid": self.to_string() })
    }
}

impl<T: Answer> Answer for Option<T> {
    fn answer(self) -> Value {
        self.map_or(Value::Null, Answer::answer)
    }
}

impl<T: Answer> Answer for Vec<T> {
    fn answer(self) -> Value {
        self.into_iter().map(Answer::answer).collect()
    }
}

/// A dictionary, whose keys are text in JSON.
impl<K: ToString, T: Answer> Answer for HashMap<K, T> {
    fn answer(self) -> Value {
        let member = |(key, it): (K, T)| (key.to_string(), it.answer());
        Value::Object(self.into_iter().map(member).collect())
    }
}

impl<T: Answer, const N: usize> Answer for [T; N] {
    fn answer(self) -> Value {
        self.into_iter().map(Answer::answer).collect()
    }
}

macro_rules! tuple {
    ($($part:ident)*) => {
        impl<$($part: Answer),*> Answer for ($($part,)*) {
            fn answer(self) -> Value {
                let ($($part,)*) = self;
                Value::Array(vec![$($part.answer()),*])
            }
        }
    };
}
tuple!(A);
tuple!(A B);
tuple!(A B C);
tuple!(A B C D);
tuple!(A B C D E);
tuple!(A B C D E F);
tuple!(A B C D E F G);
tuple!(A B C D E F G H);
tuple!(A B C D E F G H I);
tuple!(A B C D E F G H I J);
tuple!(A B C D E F G H I J K);
tuple!(A B C D E F G H I J K L);

/// Instances are recorded by model and key.
fn instance<M: Model>(it: &M) -> Value {
    let meta = M::meta();
    // `Text` is the name of Django's class.
    let name = if meta.name == "TextRow" { "Text" } else { meta.name };
    json!({ "$model": format!("{}.{name}", meta.app), "pk": whole_key(&it.key().to_values()) })
}

/// A composite key is a list, as a tuple of Python's.
fn whole_key(values: &[Bound]) -> Value {
    match values {
        [one] => key(one),
        several => several.iter().map(key).collect(),
    }
}

fn key(value: &Bound) -> Value {
    match value {
        Bound::SmallInteger(it) => json!(it),
        Bound::Integer(it) => json!(it),
        Bound::BigInteger(it) => json!(it),
        Bound::Text(it) => json!(it),
        Bound::Uuid(it) => Uuid::from_bytes(*it).answer(),
        other => panic!("{other:?} is no key of the corpus"),
    }
}

macro_rules! models {
    ($($model:ident)*) => { $(impl Answer for shop::$model {
        fn answer(self) -> Value {
            instance(&self)
        }
    })* };
}
models!(Account Article Author Book CascadeChild Choice Club Employee Event Game JsonDoc Membership);
models!(Node Note Num Person Place Player Poll Profile Publisher Restaurant Root Season Store Tag);
models!(Computed TextRow Trattoria Uid);
