//! The place of a row among others, as text that a client keeps and sends back.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};

use crate::{
    error::{Error, Result},
    query::keyset::SortKey,
    value::{AsText, Value},
};

/// How long a text may be that is read.
const LONGEST: usize = 64 * 1024;

/// Writes the values of the sort keys of a row, and the order that they are of.
pub(crate) fn write(order: u32, values: &[Value]) -> Result<String> {
    let texts = values.iter().map(|it| AsText(it).text()).collect::<Result<Vec<_>>>()?;
    Ok(BASE64.encode(serde_json::json!([order, texts]).to_string()))
}

/// Reads the values that were written for this order.
pub(crate) fn read(text: &str, order: u32, keys: &[SortKey]) -> Result<Vec<Value>> {
    let texts = if text.len() > LONGEST { None } else { BASE64.decode(text).ok() };
    let texts = texts.and_then(|it| serde_json::from_slice::<(u32, Vec<Option<String>>)>(&it).ok());
    let Some((found, texts)) = texts else { return Err(Error::bad_cursor()) };
    if found != order || texts.len() != keys.len() {
        return Err(Error::cursor_of_another_order());
    }
    let value = |(key, text): (&SortKey, Option<String>)| match text {
        None => Ok(Value::Null(key.kind)),
        Some(text) if text.contains('\0') => Err(Error::bad_cursor()),
        Some(text) => Value::parse(&text, key.kind).map_err(|_| Error::bad_cursor()),
    };
    keys.iter().zip(texts).map(value).collect()
}
