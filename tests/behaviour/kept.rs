//! JSON documents come back as they are and are stored as they were, whoever wrote them.

use queryset::{Database, dialect::Dialect, prelude::*};
use serde_json::{Value, json, value::RawValue};

use crate::{
    law::law,
    support::kinds::{Figures, Paper, PaperAsText, PaperOfFigures},
};

/// What `json.dumps` of Python writes: its order of keys, its spaces, its numbers, its escapes.
const OF_DJANGO: &str = r#"{"b": 1, "a": [1e+16, 1000000000000000.0, 123456789012345.6, 0.0001, 1e-05, 1.5e-07, 0.1, 1.0, 1e+22, 5e-324, 1.7976931348623157e+308, 0.9215686321258545], "aa": {"z": [], "y": {}}, "\u00fc\u007f": "\u00e9\ud83d\ude00\n\t\b\f\r\"\\/\u0001\u001f", "n": null, "t": true}"#;

/// Adds a row whose document another program wrote as this text.
async fn written(db: &Database, text: &str) -> i64 {
    let paper = Paper::objects().acreate(|p| p.title("theirs").document(json!({}))).await.unwrap();
    let mut quoted = text.replace('\'', "''");
    if db.dialect() == Dialect::Mariadb {
        quoted = quoted.replace('\\', r"\\");
    }
    let sql = format!("UPDATE kinds_paper SET document = '{quoted}' WHERE id = {}", paper.id);
    db.acquire().await.unwrap().run(sql.into()).await.unwrap();
    paper.id
}

/// The text that the database gives for the document of a row.
async fn text(id: i64) -> String {
    PaperAsText::objects().aget(|p| p.id().eq(id)).await.unwrap().document.get().to_owned()
}

/// Reads a row, finds it by its own document, saves it with another title, and gives back the document.
async fn carried(id: i64) -> Value {
    let before = text(id).await;
    let mut paper = Paper::objects().aget(|p| p.id().eq(id)).await.unwrap();
    let same = Paper::objects().filter(|p| p.id().eq(id) & p.document().eq(&paper.document));
    assert_eq!(same.acount().await.unwrap(), 1, "{before} is not found by its own value");
    let listed = Paper::objects().filter(|p| p.id().eq(id) & p.document().in_([&paper.document]));
    assert_eq!(listed.acount().await.unwrap(), 1, "{before} is not found in a list");
    paper.title = "ours".into();
    paper.asave().await.unwrap();
    assert_eq!(text(id).await, before, "a save of another field changed the document");
    paper.document
}

/// Doubles of all sizes, half of them with few digits, and the seed that they come from.
fn doubles(count: usize) -> (u64, Vec<f64>) {
    let mut state = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(1, |it| it.subsec_nanos().into())
        | 1_u64;
    let seed = state;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut doubles = vec![
        0.921_568_632_125_854_5,
        f64::MAX,
        f64::MIN_POSITIVE,
        6_460_594_780_667_649.0 / 4.0,
        1e22,
        1e23,
        1e308,
    ];
    while doubles.len() < count {
        let bits = next();
        let double = match bits % 4 {
            0 => f64::from(u32::try_from(bits >> 40).unwrap()) / 255.0,
            1 => f64::from_bits(bits >> 2 << 1) * 1e-3,
            _ => f64::from_bits(next()),
        };
        if double.is_finite() && double != 0.0 {
            doubles.push(double);
        }
    }
    (seed, doubles)
}

law! {
    doubles_of_a_document_come_back_bit_for_bit(db) {
        let (seed, doubles) = doubles(2_000);
        for some in doubles.chunks(100) {
            let paper = Paper::objects().acreate(|p| p.title("doubles").document(json!(some))).await.unwrap();
            let document = carried(paper.id).await;
            let read: Vec<u64> = document.as_array().unwrap().iter().map(|it| it.as_f64().unwrap().to_bits()).collect();
            assert_eq!(read, some.iter().map(|it| it.to_bits()).collect::<Vec<_>>(), "seed {seed}");
        }
    }
}

law! {
    a_document_of_django_is_found_and_kept(db) {
        let id = written(&db, OF_DJANGO).await;
        let document = carried(id).await;
        assert_eq!(document["a"][8], json!(1e22));
        let given = Paper::objects().acreate(|p| p.title("given").document(document)).await.unwrap();
        assert_eq!(text(given.id).await, text(id).await);
        if db.dialect() != Dialect::Postgres {
            assert_eq!(text(id).await, OF_DJANGO);
        }
    }
}

law! {
    keys_have_the_order_in_which_they_are_given(db) {
        let document = json!({"z": 1, "a": {"y": 1, "b": 2}, "m": 3});
        let paper = Paper::objects().acreate(|p| p.title("given").document(document)).await.unwrap();
        let expected = match db.dialect() {
            // `jsonb` has an order of its own.
            Dialect::Postgres => r#"{"a": {"b": 2, "y": 1}, "m": 3, "z": 1}"#,
            _ => r#"{"z": 1, "a": {"y": 1, "b": 2}, "m": 3}"#,
        };
        assert_eq!(text(paper.id).await, expected);
        carried(paper.id).await;
    }
}

law! {
    whole_numbers_of_64_bits_come_back(db) {
        let id = written(&db, "[9223372036854775807, -9223372036854775808, 18446744073709551615, 9007199254740993]").await;
        assert_eq!(carried(id).await, json!([i64::MAX, i64::MIN, u64::MAX, 9_007_199_254_740_993_i64]));
    }
}

law! {
    a_number_that_the_type_cannot_hold_is_said(db) {
        for number in [
            "18446744073709551616", "-9223372036854775809", "100000000000000000000000000000000000000000000001",
            "0.33333333333333333333", "123456789.01234567890123456789",
        ] {
            let id = written(&db, &format!(r#"{{"number": {number}}}"#)).await;
            let error = Paper::objects().aget(|p| p.id().eq(id)).await.unwrap_err();
            assert_eq!((error.kind(), error.model(), error.field()), (ErrorKind::Decode, Some("Paper"), Some("document")), "{number}");
            assert!(error.to_string().contains(number), "{error}");
            // A type that has no place for the number is not concerned.
            let figures = PaperOfFigures::objects().aget(|p| p.id().eq(id)).await.unwrap();
            assert_eq!(figures.document.0, Figures { wide: None });
        }
    }
}

law! {
    a_document_as_text_holds_every_number(db) {
        for number in ["18446744073709551616", "0.33333333333333333333", "-100000000000000000000000000000001", "1.50"] {
            let document = format!(r#"{{"number": {number}}}"#);
            let id = written(&db, &document).await;
            let mut paper = PaperAsText::objects().aget(|p| p.id().eq(id)).await.unwrap();
            assert_eq!(paper.document.get(), document);
            let same = PaperAsText::objects().filter(|p| p.id().eq(id) & p.document().eq(&paper.document));
            assert_eq!(same.acount().await.unwrap(), 1, "{number}");
            paper.title = "ours".into();
            paper.asave().await.unwrap();
            assert_eq!(text(id).await, document);
        }
        // Doubles have no place for it, other whole numbers do.
        let id = written(&db, r#"{"wide": 18446744073709551617}"#).await;
        let wide = PaperOfFigures::objects().aget(|p| p.id().eq(id)).await.unwrap();
        assert_eq!(wide.document.wide, Some(18_446_744_073_709_551_617));
    }
}

/// An array of one array of one array …
fn nested(depth: usize) -> Value {
    (0..depth).fold(json!(0), |inner, _| Value::Array(vec![inner]))
}

law! {
    what_could_not_be_read_is_not_written(db) {
        let deepest = if db.dialect() == Dialect::Mariadb { 31 } else { 127 };
        let paper = Paper::objects().acreate(|p| p.title("deep").document(nested(deepest))).await.unwrap();
        assert_eq!(carried(paper.id).await, nested(deepest));
        let raw = |depth: usize| RawValue::from_string("[".repeat(depth) + &"]".repeat(depth)).unwrap();
        for depth in [128, 129, 20_000] {
            // What drops it is not ours, and takes a frame for each level.
            let mut paper = std::mem::ManuallyDrop::new(Paper { id: 0, title: "deep".into(), document: nested(depth) });
            let error = paper.asave().await.unwrap_err();
            let deep = &paper.document;
            assert_eq!((error.kind(), error.model(), error.field()), (ErrorKind::InvalidValue, Some("Paper"), Some("document")));
            let error = Paper::objects().filter(|p| p.document().eq(deep)).acount().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidValue);
            let error = Paper::objects().aupdate(|p| p.document().set(deep)).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidValue);
            let error = PaperAsText::objects().acreate(|p| p.title("deep").document(Json(raw(depth)))).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidValue);
        }
        assert_eq!(Paper::objects().acount().await.unwrap(), 1);
    }
}

law! {
    /// What the databases take themselves differs: MariaDB no document that could not be read.
    a_document_of_others_that_is_too_deep_is_an_error_of_its_row(db, |on| on.dialect != Dialect::Mariadb) {
        let mut deep = String::from("[]");
        let depth = if db.dialect() == Dialect::Sqlite { 900 } else { 3_000 };
        for _ in 1..depth {
            deep.insert(0, '[');
            deep.push(']');
        }
        let id = written(&db, &deep).await;
        let error = Paper::objects().aget(|p| p.id().eq(id)).await.unwrap_err();
        assert_eq!((error.kind(), error.model(), error.field()), (ErrorKind::Decode, Some("Paper"), Some("document")));
        assert_eq!(text(id).await.len(), deep.len());
    }
}
