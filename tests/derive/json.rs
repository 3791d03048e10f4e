//! Models as JSON, and changes from JSON.

use std::net::IpAddr;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use queryset::{auth::User, prelude::*};
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

/// A model with a column of each type.
#[derive(Model, Clone, Debug, PartialEq)]
#[model(app = "json", serialize)]
pub(crate) struct Shelf {
    pub id: i64,
    #[field(max_length = 50)]
    pub label: String,
    pub width: Option<f64>,
    pub price: Decimal,
    pub built: NaiveDate,
    pub opens: NaiveTime,
    pub moved: DateTime<Utc>,
    pub lent: Option<TimeDelta>,
    pub address: Option<IpAddr>,
    pub shelves: Option<u32>,
    pub tag: Uuid,
    pub seal: Vec<u8>,
    pub notes: serde_json::Value,
    #[field(private)]
    pub cost: i32,
    pub keeper: Option<ForeignKey<User>>,
    pub next: Option<ForeignKey<Shelf>>,
    #[field(of = next)]
    pub previous: Reverse<Shelf>,
}

#[derive(Changes, Clone, Debug, Default, PartialEq)]
#[changes(Shelf, deserialize)]
pub(crate) struct ShelfPatch {
    pub label: Option<String>,
    pub width: Option<Option<f64>>,
    pub price: Option<Decimal>,
    pub built: Option<NaiveDate>,
    pub moved: Option<DateTime<Utc>>,
    pub lent: Option<Option<TimeDelta>>,
    pub address: Option<Option<IpAddr>>,
    pub shelves: Option<Option<u32>>,
    pub tag: Option<Uuid>,
    pub seal: Option<Vec<u8>>,
    pub notes: Option<serde_json::Value>,
    pub keeper: Option<Option<ForeignKey<User>>>,
}

fn shelf() -> Shelf {
    Shelf::build(|s| {
        s.label("A")
            .price(Decimal::new(150, 2))
            .built(NaiveDate::from_ymd_opt(2024, 2, 29).unwrap())
            .opens(NaiveTime::from_hms_opt(9, 30, 0).unwrap())
            .moved(DateTime::from_timestamp_micros(1_709_208_000_500_000).unwrap())
            .lent(TimeDelta::milliseconds(90_061_500))
            .address(IpAddr::from([10, 0, 0, 1]))
            .shelves(4)
            .tag(Uuid::from_u128(7))
            .seal(vec![104, 105])
            .notes(json!({"a": [1, null]}))
            .cost(9)
            .keeper(3)
    })
}

fn patch(body: &serde_json::Value) -> Result<ShelfPatch, String> {
    serde_json::from_str(&body.to_string()).map_err(|it| it.to_string())
}

#[test]
fn an_instance_is_an_object_of_its_fields() {
    let written = serde_json::to_value(shelf()).unwrap();
    let expected = json!({
        "id": 0, "label": "A", "width": null, "price": "1.50", "built": "2024-02-29", "opens": "09:30:00",
        "moved": "2024-02-29T12:00:00.500Z", "lent": "P1DT01H01M01.500000S",
        "address": "10.0.0.1", "shelves": 4, "tag": "00000000-0000-0000-0000-000000000007", "seal": "aGk=",
        "notes": {"a": [1, null]}, "keeper": 3, "next": null,
    });
    assert_eq!(written, expected);
}

#[test]
fn a_relation_at_hand_is_the_object_and_private_fields_stay_private_in_it() {
    let ann = User::build(|u| u.password("secret").username("ann"));
    let written = serde_json::to_value(Shelf { keeper: Some(ann.into()), ..shelf() }).unwrap();
    assert_eq!(written["keeper"]["username"], "ann");
    assert!(!written.to_string().contains("secret"));
    let next = Shelf { label: "B".into(), ..shelf() };
    let written = serde_json::to_value(Shelf { next: Some(next.into()), ..shelf() }).unwrap();
    assert_eq!(written["next"]["label"], "B");
    assert!(written.get("cost").is_none() && written["next"].get("cost").is_none());
}

#[test]
fn what_a_body_does_not_name_stays_as_it_is() {
    assert_eq!(patch(&json!({})), Ok(ShelfPatch::default()));
    let label = ShelfPatch { label: Some("B".into()), ..Default::default() };
    assert_eq!(patch(&json!({"label": "B"})), Ok(label));
}

#[test]
fn null_is_null_where_the_field_may_be_null() {
    let cleared = ShelfPatch { width: Some(None), keeper: Some(None), ..Default::default() };
    assert_eq!(patch(&json!({"width": null, "keeper": null})), Ok(cleared));
    let error = patch(&json!({"label": null})).unwrap_err();
    assert!(error.starts_with("label: must not be null"), "{error}");
    let document = ShelfPatch { notes: Some(json!(null)), ..Default::default() };
    assert_eq!(patch(&json!({"notes": null})), Ok(document));
}

#[test]
fn what_is_written_is_read_again() {
    let whole = shelf();
    let body = serde_json::to_value(&whole).unwrap();
    let names = [
        "label", "width", "price", "built", "moved", "lent", "address", "shelves", "tag", "seal",
        "notes", "keeper",
    ];
    let body = names.into_iter().map(|it| (it.to_owned(), body[it].clone())).collect();
    let mut other =
        Shelf { label: "B".into(), price: Decimal::ONE, keeper: None, lent: None, ..whole.clone() };
    patch(&serde_json::Value::Object(body)).unwrap().apply(&mut other);
    assert_eq!(other, whole);
}

#[test]
fn a_wrong_body_says_which_member_is_wrong() {
    for (body, start) in [
        (json!({"lable": "B"}), "unknown field `lable`, expected one of `label`, `width`"),
        (json!({"id": 7}), "unknown field `id`"),
        (json!({"cost": 7}), "unknown field `cost`"),
        (json!({"price": "dear"}), "price: `dear` is no decimal"),
        (json!({"built": "29.2.2024"}), "built: `29.2.2024` is no date: write it as `2024-12-31`"),
        (json!({"width": "wide"}), "width: `wide` is no double"),
        (json!({"shelves": -1}), "shelves: `-1` is no 32-bit positive integer"),
        (json!({"tag": 7}), "tag: `7` is no UUID"),
        (json!({"keeper": "ann"}), "keeper: id: `ann` is no 32-bit integer"),
        (json!({"keeper": {"id": 3}}), "keeper: id: "),
        (json!([]), "invalid type: sequence, expected an object of new values"),
    ] {
        let error = patch(&body).unwrap_err();
        assert!(error.starts_with(start), "{body}: {error}");
    }
    let twice = serde_json::from_str::<ShelfPatch>(r#"{"label": "A", "label": "B"}"#).unwrap_err();
    assert!(twice.to_string().starts_with("duplicate field `label`"), "{twice}");
}

#[test]
fn a_decimal_is_read_from_text_and_from_a_number() {
    for body in [json!({"price": "9.99"}), json!({"price": 9.99})] {
        assert_eq!(patch(&body).unwrap().price, Some(Decimal::new(999, 2)));
    }
}

#[derive(Choices, Clone, Copy, Debug, PartialEq)]
#[choices(serialize, deserialize)]
enum Binding {
    Paper,
    #[choice(value = "hard")]
    Cloth,
}

#[derive(Choices, Clone, Copy, Debug, PartialEq)]
#[choices(deserialize, serialize)]
#[repr(i16)]
enum Grade {
    Poor = -1,
    Fair,
}

#[derive(serde::Deserialize, serde::Serialize, Debug, PartialEq)]
struct NewCopy {
    binding: Binding,
    grade: Option<Grade>,
}

#[test]
fn a_choice_is_its_value_in_json() {
    for (copy, text) in [
        (
            NewCopy { binding: Binding::Cloth, grade: Some(Grade::Poor) },
            r#"{"binding":"hard","grade":-1}"#,
        ),
        (NewCopy { binding: Binding::Paper, grade: None }, r#"{"binding":"paper","grade":null}"#),
    ] {
        assert_eq!(serde_json::to_string(&copy).unwrap(), text);
        assert_eq!(serde_json::from_str::<NewCopy>(text).unwrap(), copy);
    }
    for (text, said) in [
        (
            r#"{"binding":"Cloth","grade":0}"#,
            "`Cloth` is the value of no `Binding`; there are `paper`, `hard`",
        ),
        (r#"{"binding":"hard","grade":7}"#, "`7` is the value of no `Grade`; there are `-1`, `0`"),
        (r#"{"binding":1}"#, "expected a string"),
    ] {
        let error = serde_json::from_str::<NewCopy>(text).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
    assert_eq!(serde_json::from_str::<Grade>("0").unwrap(), Grade::Fair);
}
