//! Types of columns.

use crate::{
    model::FieldMeta,
    schema::grammar::{Decimal, Grammar},
    value::Type,
};

/// What a database calls the types.
#[derive(Clone, Copy, Debug)]
pub(super) struct Types {
    pub boolean: &'static str,
    pub small_integer: &'static str,
    pub integer: &'static str,
    pub big_integer: &'static str,
    /// What follows the name of an integer whose values are positive.
    pub unsigned: &'static str,
    pub double: &'static str,
    pub decimal: &'static str,
    /// Text without a limit; with one it is `varchar` everywhere.
    pub text: &'static str,
    pub binary: &'static str,
    pub date: &'static str,
    pub time: &'static str,
    pub date_time: &'static str,
    pub duration: &'static str,
    pub uuid: &'static str,
    pub inet: &'static str,
    pub json: &'static str,
    /// Whether JSON is text that a check keeps well-formed.
    pub json_check: bool,
}

impl Types {
    fn name(&self, kind: Type) -> &'static str {
        match kind {
            Type::Boolean => self.boolean,
            Type::SmallInteger | Type::PositiveSmallInteger => self.small_integer,
            Type::Integer | Type::PositiveInteger => self.integer,
            Type::BigInteger | Type::PositiveBigInteger => self.big_integer,
            Type::Double => self.double,
            Type::Decimal => self.decimal,
            Type::Text => self.text,
            Type::Binary => self.binary,
            Type::Date => self.date,
            Type::Time => self.time,
            Type::DateTime => self.date_time,
            Type::Duration => self.duration,
            Type::Uuid => self.uuid,
            Type::Inet => self.inet,
            Type::Json => self.json,
            // The members say it, with brackets behind.
            Type::Array(of) => self.name(*of),
        }
    }
}

/// The type of a column that stores the values of `field`, which is no relation.
pub(super) fn column_type(field: &FieldMeta, grammar: &Grammar) -> String {
    if let Type::Array(of) = field.kind {
        let member = FieldMeta { kind: *of, ..*field };
        return format!("{}[]", column_type(&member, grammar));
    }
    if let Some(name) = field.db_type.filter(|_| grammar.named_types) {
        return name.to_owned();
    }
    let name = grammar.types.name(field.kind);
    match (field.kind, field.max_length, field.digits) {
        (Type::Text, Some(length), _) => format!("varchar({length})"),
        (Type::Decimal, _, Some((all, places))) if grammar.decimal != Decimal::Ignored => {
            format!("{name}({all}, {places})")
        }
        _ if field.kind.is_positive() => format!("{name}{}", grammar.types.unsigned),
        _ => name.to_owned(),
    }
}

/// The type of a column that refers to `key`.
pub(super) fn referring_type(key: &FieldMeta, grammar: &Grammar) -> String {
    if key.kind.is_positive() && !grammar.unsigned_references {
        return grammar.types.name(key.kind).to_owned();
    }
    column_type(key, grammar)
}

/// The type of a key that the database makes.
pub(super) fn auto_type(field: &FieldMeta, grammar: &Grammar) -> String {
    let auto = grammar.auto;
    format!("{}{}", auto.sql_type.unwrap_or(grammar.types.name(field.kind)), auto.after_type)
}

/// Whether the values of `field` have no limit to their length.
pub(super) fn is_unlimited(field: &FieldMeta) -> bool {
    match field.kind {
        Type::Text => field.max_length.is_none(),
        Type::Binary | Type::Json => true,
        _ => false,
    }
}
