//! Documents as JSON text: written as Django writes them, and read so that no number is bent.
//!
//! In: anything of serde's, or the text of a cell. Out: the text, or the value. What cannot be read back is not written.

use std::{
    any::TypeId,
    collections::HashMap,
    io::{self, Write},
};

use serde::{Serialize, Serializer, de::DeserializeOwned, ser};
use serde_json::{error::Category, value::RawValue};

use crate::{
    error::{Error, Result},
    value::{
        Row, Type, Value,
        forms::json::{
            DEEPEST, Numerals, as_python, as_python_single, depth, fits_64_bits, numbers,
        },
    },
};

/// The value to bind for a document.
pub(super) fn document(document: &(impl Serialize + ?Sized)) -> Value {
    let mut text = Vec::new();
    let mut writer = serde_json::Serializer::with_formatter(&mut text, AsPython { depth: 0 });
    let written = document.serialize(&mut writer);
    match written.map(|()| String::from_utf8(text)) {
        Ok(Ok(text)) => Value::Json(text),
        Ok(Err(source)) => Value::Refused(Type::Json, Error::json_not_written(source)),
        // Writing into memory does not fail: the formatter refused.
        Err(source) if source.is_io() => Value::Refused(Type::Json, Error::json_too_deep(DEEPEST)),
        Err(source) => Value::Refused(Type::Json, Error::json_not_written(source)),
    }
}

/// Reads the next cell as a document.
pub(super) fn parsed<T>(row: &mut dyn Row) -> Result<Option<T>>
where
    T: Serialize + DeserializeOwned + 'static,
{
    let numerals =
        if row.writes_json_numbers_out() { Numerals::WrittenOut } else { Numerals::AsWritten };
    row.json()?.map(|text| of_cell(&text, numerals)).transpose()
}

fn of_cell<T>(text: &str, numerals: Numerals) -> Result<T>
where
    T: Serialize + DeserializeOwned + 'static,
{
    let found: T = serde_json::from_str(text).map_err(|it| not_read(&it))?;
    if TypeId::of::<T>() == TypeId::of::<Box<RawValue>>() {
        // The text itself.
        return Ok(found);
    }
    match bent(text, &found, numerals) {
        Some(number) => Err(Error::json_number_not_held(number)),
        None => Ok(found),
    }
}

/// What an error may tell of a document: not its text, which has values.
fn not_read(error: &serde_json::Error) -> Error {
    let category = match error.classify() {
        Category::Io => "io",
        Category::Syntax => "syntax",
        Category::Data => "data",
        Category::Eof => "eof",
    };
    Error::json_not_read(category, (error.line(), error.column()))
}

/// The document behind a text that a client sent.
pub(super) fn of_text(text: &str) -> Option<Value> {
    let read: serde_json::Value = serde_json::from_str(text).ok()?;
    let is_kept = bent(text, &read, Numerals::AsWritten).is_none();
    Some(if is_kept { document(&read) } else { Value::Json(text.to_owned()) })
}

/// A document as a part of what is serialized.
pub(super) fn serialized<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let read: serde_json::Value = serde_json::from_str(text).map_err(ser::Error::custom)?;
    if bent(text, &read, Numerals::AsWritten).is_none() {
        return read.serialize(serializer);
    }
    let raw = RawValue::from_string(text.to_owned()).map_err(ser::Error::custom)?;
    raw.serialize(serializer)
}

/// A number of the text that became its nearest double when it was read.
///
/// A type of the caller's may have no place for a number, or hold more than 64 bits, as `i128` does: only what it would
/// write tells. Both texts are gone through once, however many numbers are in doubt.
fn bent<'t>(text: &'t str, read: &impl Serialize, numerals: Numerals) -> Option<&'t str> {
    let doubtful: Vec<_> = numbers(text).filter(|it| !fits_64_bits(it, numerals)).collect();
    if doubtful.is_empty() {
        return None;
    }
    let Value::Json(written) = document(read) else { return None };
    // How many more of a double are written than were in the text.
    let mut surplus: HashMap<_, _> = doubtful.iter().map(|it| (double(it), 0_i64)).collect();
    let mut count = |text, step| {
        for number in numbers(text) {
            match surplus.get_mut(&double(number)) {
                Some(more) if fits_64_bits(number, numerals) => *more += step,
                _ => {}
            }
        }
    };
    count(&written, 1);
    count(text, -1);
    doubtful.into_iter().find(|it| surplus.get(&double(it)).is_some_and(|more| *more > 0))
}

/// The bits of the double nearest to a number, the same for both zeros.
fn double(number: &str) -> Option<u64> {
    number.parse().ok().map(|it: f64| (it + 0.0).to_bits())
}

/// Writes as Python's `json.dumps` does: a space behind `,` and `:`, nothing but ASCII, and doubles as `repr` has them.
///
/// Where a document is stored as text, two are equal when their texts are, and the texts of a Django program and of
/// this library must be the same. <https://docs.python.org/3/library/json.html#json.dumps>
struct AsPython {
    depth: usize,
}

impl AsPython {
    fn enter(&mut self, levels: usize) -> io::Result<()> {
        if self.depth + levels > DEEPEST {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        self.depth += levels;
        Ok(())
    }
}

impl serde_json::ser::Formatter for AsPython {
    fn write_f32<W: ?Sized + Write>(&mut self, writer: &mut W, value: f32) -> io::Result<()> {
        writer.write_all(as_python_single(value).as_bytes())
    }

    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        writer.write_all(as_python(value).as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.enter(1)?;
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth = self.depth.saturating_sub(1);
        writer.write_all(b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.enter(1)?;
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth = self.depth.saturating_sub(1);
        writer.write_all(b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        for unit in fragment.encode_utf16() {
            match u8::try_from(unit) {
                Ok(byte) if byte.is_ascii() && byte != 0x7f => writer.write_all(&[byte])?,
                _ => write!(writer, "\\u{unit:04x}")?,
            }
        }
        Ok(())
    }

    fn write_raw_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let levels = depth(fragment);
        self.enter(levels)?;
        self.depth -= levels;
        writer.write_all(fragment.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, thread, time::Duration};

    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    /// A type that has no place for most of a document.
    #[derive(Serialize, Deserialize)]
    struct Wide {
        wide: Option<i128>,
    }

    /// What the work gives, unless it takes longer than any that grows with the text.
    fn in_time<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
        let (done, result) = mpsc::channel();
        thread::spawn(move || done.send(work()));
        result.recv_timeout(Duration::from_secs(20)).expect("the work takes seconds")
    }

    /// A document of 1 MB whose numbers are printed in this way.
    fn large(printed: impl Fn(f64) -> String) -> String {
        let numbers: Vec<_> = (1..50_000).map(|it| printed(f64::from(it).sqrt())).collect();
        format!("{{\"numbers\": [{}]}}", numbers.join(", "))
    }

    #[test]
    fn a_document_is_written_as_python_writes_it() {
        let value = json!({"b": [1, null, "ü😀\u{7f}"], "a": {}, "c": [], "d": "\"\\\n\u{1}", "e": [1e16, 1.5e-7]});
        let text = r#"{"b": [1, null, "\u00fc\ud83d\ude00\u007f"], "a": {}, "c": [], "d": "\"\\\n\u0001", "e": [1e+16, 1.5e-07]}"#;
        assert_eq!(document(&value), Value::Json(text.into()));
        let raw = RawValue::from_string("[1.50,2]".into()).ok();
        assert_eq!(document(&raw), Value::Json("[1.50,2]".into()));
    }

    #[test]
    fn a_number_is_bent_where_the_type_rounds_it() {
        let text = r#"{"a": 18446744073709551616, "b": 1.8446744073709552e19}"#;
        let bent = |read: &serde_json::Value| bent(text, read, Numerals::AsWritten);
        assert_eq!(
            bent(&json!({"a": 1.844_674_407_370_955_2e19, "b": 1.844_674_407_370_955_2e19})),
            Some("18446744073709551616")
        );
        assert_eq!(bent(&json!({"b": 1.844_674_407_370_955_2e19})), None);
    }

    /// 17 digits are what C and its heirs print of a double.
    #[test]
    fn numbers_of_17_digits_are_read_in_a_time_that_grows_with_the_text() {
        let numerals = Numerals::AsWritten;
        let text = large(|it| format!("{it:.16e}"));
        let given = text.clone();
        let raw = in_time(move || of_cell::<Box<RawValue>>(&given, numerals));
        assert_eq!(raw.unwrap().get(), text);
        let given = text.clone();
        assert_eq!(in_time(move || of_cell::<Wide>(&given, numerals)).unwrap().wide, None);
        let read = in_time(move || of_cell::<serde_json::Value>(&text, numerals));
        assert_eq!(read.unwrap_err().kind(), crate::ErrorKind::Decode);
        let held = large(|it| it.to_string());
        let read = in_time(move || of_cell::<serde_json::Value>(&held, numerals)).unwrap();
        assert_eq!(read["numbers"].as_array().map(Vec::len), Some(49_999));
    }

    #[test]
    fn wide_numbers_are_read_in_a_time_that_grows_with_the_text() {
        let number = |it: u32| (1_i128 << 100) + i128::from(it);
        let text = json!((0..30_000).map(|it| number(it).to_string()).collect::<Vec<_>>());
        let text = text.to_string().replace('"', "");
        let read = in_time(move || of_cell::<Vec<i128>>(&text, Numerals::AsWritten)).unwrap();
        assert_eq!((read.len(), read.last()), (30_000, Some(&number(29_999))));
    }

    #[test]
    fn a_text_of_a_client_is_read_in_a_time_that_grows_with_it() {
        let text = large(|it| format!("{it:.16e}"));
        let repeated = text.replace("]}", r#"], "numbers": []}"#);
        let given = repeated.clone();
        assert_eq!(
            in_time(move || of_text(&given)),
            Some(Value::Json(r#"{"numbers": []}"#.into()))
        );
        let written = in_time(move || serialized(&repeated, serde_json::value::Serializer));
        assert_eq!(written.unwrap(), json!({"numbers": []}));
        let given = text.clone();
        assert_eq!(in_time(move || of_text(&given)), Some(Value::Json(text)));
    }

    #[test]
    fn a_text_of_a_client_keeps_its_numbers() {
        let of = |text| of_text(text);
        assert_eq!(
            of("[1,18446744073709551616]"),
            Some(Value::Json("[1,18446744073709551616]".into()))
        );
        assert_eq!(of("[1,2]"), Some(Value::Json("[1, 2]".into())));
        assert_eq!(of("[1,"), None);
    }
}
