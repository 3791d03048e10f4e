//! One field.

use proc_macro2::Ident;
use syn::{Error, Result, Type};

use crate::{
    model::{
        attributes::FieldWords,
        check::words::{
            digits, suit_column, suit_database, suit_embedded, suit_relation, suit_reverse,
        },
        facts::{Fact, Field, Generated, Initial, PrimaryKey, name_of},
        kind::{Kind, RelationKind, relation},
        parse::FieldDeclaration,
    },
    names::{generated_visibility, type_name},
    said::is_set,
    structs::argument_of,
};

/// Checks a declaration.
pub(super) fn check_field(declared: FieldDeclaration, key: PrimaryKey) -> Result<Field> {
    let FieldDeclaration { ident, visibility, docs, ty, words } = declared;
    let name = name_of(&ident);
    if name.contains("__") {
        let message = "a field cannot have `__` in its name: it parts the names of a path";
        return Err(Error::new(ident.span(), message));
    }
    let held = argument_of(&ty, "Deferred");
    let deferred = held.is_some();
    let value = held.unwrap_or(&ty).clone();
    let inner = argument_of(&value, "Option");
    let nullable = inner.is_some();
    let bare = inner.unwrap_or(&value).clone();
    suit_database(&words, &ident, deferred, &bare)?;
    let kind = kind(&ident, &bare, nullable, &words)?;
    if deferred && (key != PrimaryKey::No || !matches!(kind, Kind::Column)) {
        let message = "only a column that is no key can be `Deferred`";
        return Err(Error::new(ident.span(), message));
    }
    if key != PrimaryKey::No {
        can_be_key(&ident, &kind, nullable, key)?;
    }
    let column = match (&words.column, &kind) {
        (Some(said), _) => said.value.clone(),
        (None, Kind::Relation(..)) => format!("{name}_id"),
        (None, _) => name,
    };
    let facts = facts(&words, nullable, key)?;
    let private = is_set(&words.private);
    let persisted = words.db_persist.as_ref().is_none_or(|it| it.value);
    let db_type = words.db_type.as_ref().map(|it| it.value.clone());
    let formula = words.generated.as_ref().map(|it| it.value.clone());
    let generated = formula.map(|formula| Generated { formula, persisted });
    let db_default = words.db_default.as_ref().map(|it| it.value.clone());
    let initial = initial(words, &kind, &facts);
    let visibility = generated_visibility(&visibility);
    Ok(Field {
        ident,
        visibility,
        docs,
        ty,
        value,
        bare,
        deferred,
        kind,
        column,
        facts,
        db_type,
        initial,
        private,
        db_default,
        generated,
    })
}

/// What the field is, once its words suit it.
fn kind(ident: &Ident, bare: &Type, nullable: bool, words: &FieldWords) -> Result<Kind> {
    let name = name_of(ident);
    if is_set(&words.embed) {
        if nullable {
            let message = "an embedded struct is never absent: write it without `Option`";
            return Err(Error::new(ident.span(), message));
        }
        suit_embedded(words, &name)?;
        return Ok(Kind::Embedded);
    }
    if let Some((kind, target)) = relation(bare) {
        by_its_type(words, kind, target)?;
        suit_relation(words, &name)?;
        return Ok(Kind::Relation(kind, target.clone()));
    }
    let Some(source) = argument_of(bare, "Reverse") else {
        suit_column(words, &name, bare)?;
        return Ok(Kind::Column);
    };
    if nullable {
        let message = "a `Reverse` is never absent: write it without `Option`";
        return Err(Error::new(ident.span(), message));
    }
    suit_reverse(words, &name)?;
    let Some(of) = &words.of else {
        let message = format!("say which field holds the key of `{name}`: `#[field(of = …)]`");
        return Err(Error::new(ident.span(), message));
    };
    Ok(Kind::Reverse(source.clone(), of.value.clone()))
}

/// The field that a relation points to is said by its type, since a derive cannot change that.
fn by_its_type(words: &FieldWords, kind: RelationKind, target: &Type) -> Result<()> {
    let Some(said) = &words.to_field else { return Ok(()) };
    let (relation, model) = (kind.ident(), crate::model::kind::type_name(target));
    let by = type_name(&format!("{model}By"), &said.value);
    Err(said.error(format!("say it in the type: `{relation}<{by}>`")))
}

fn can_be_key(ident: &Ident, kind: &Kind, nullable: bool, key: PrimaryKey) -> Result<()> {
    let wrong = |message: &str| Err(Error::new(ident.span(), message));
    match kind {
        _ if nullable => wrong("a primary key is never NULL: write it without `Option`"),
        Kind::Relation(RelationKind::ForeignKey, _) if key != PrimaryKey::Part => {
            wrong("a relation that is the primary key is a `OneToOne`")
        }
        Kind::Reverse(..) => wrong("a `Reverse` has no column and cannot be the primary key"),
        Kind::Embedded => wrong("an embedded struct cannot be the primary key"),
        Kind::Relation(..) | Kind::Column => Ok(()),
    }
}

fn facts(words: &FieldWords, nullable: bool, key: PrimaryKey) -> Result<Vec<Fact>> {
    let mut facts = Vec::new();
    facts.extend(nullable.then_some(Fact::Null));
    facts.extend(words.max_length.as_ref().map(|it| Fact::MaxLength(it.value)));
    facts.extend(digits(words)?.map(|(all, places)| Fact::Digits(all, places)));
    facts.extend(
        words.index.as_ref().map(|it| if it.value { Fact::Index } else { Fact::WithoutIndex }),
    );
    facts.extend(is_set(&words.unique).then_some(Fact::Unique));
    facts.extend(is_set(&words.auto_now).then_some(Fact::AutoNow));
    facts.extend(is_set(&words.auto_now_add).then_some(Fact::AutoNowAdd));
    let unguarded = words.db_constraint.as_ref().is_some_and(|it| !it.value);
    facts.extend(unguarded.then_some(Fact::WithoutConstraint));
    facts.extend(match key {
        PrimaryKey::No => None,
        PrimaryKey::Natural => Some(Fact::PrimaryKey),
        PrimaryKey::Part => Some(Fact::KeyPart),
        PrimaryKey::Automatic => Some(Fact::Auto),
    });
    Ok(facts)
}

fn initial(words: FieldWords, kind: &Kind, facts: &[Fact]) -> Initial {
    if let Some(default) = words.default {
        return Initial::Default(default.value);
    }
    if words.generated.is_some() {
        return Initial::Made;
    }
    if words.db_default.is_some() {
        return Initial::Left;
    }
    let has = |fact| facts.contains(&fact);
    match kind {
        Kind::Reverse(..) => Initial::Reverse,
        Kind::Embedded => Initial::Embedded,
        _ if has(Fact::AutoNow) || has(Fact::AutoNowAdd) => Initial::Now,
        _ if has(Fact::Auto) => Initial::UnsetKey,
        _ if has(Fact::Null) => Initial::Null,
        _ => Initial::Required,
    }
}
