//! Named constraints.

use crate::{
    compiler::condition_text,
    error::{Error, Result},
    model::{ConstraintMeta, Deferrable, Formula, Keys, Rule, UniqueMeta},
    schema::{
        check,
        index::{Site, statement},
    },
};

/// A constraint that can be written.
#[derive(Debug)]
pub(super) enum Constraint {
    /// Among the columns of its table.
    Inline(String),
    /// A unique index, once the table is there.
    Index(String),
}

/// The constraint, or why this database cannot keep it.
///
/// Django warns and leaves such a constraint out. Here it is refused, since rows that it forbids could be written.
pub(super) fn resolve(constraint: &ConstraintMeta, site: Site<'_>) -> Result<Constraint> {
    let ConstraintMeta { name, rule } = *constraint;
    let resolved = match rule {
        _ if name.is_empty() => Err(Error::unusable_name(name)),
        Rule::Check(condition) => table_check(name, condition, site),
        Rule::Unique(unique) => unique_keys(name, &unique, site),
    };
    check::name(name, site.grammar)?;
    resolved.map_err(|it| it.with_constraint(name))
}

fn table_check(name: &str, condition: Formula, site: Site<'_>) -> Result<Constraint> {
    let condition = condition_text(&condition.condition()?, site.model, site.grammar.dialect)?;
    let name = site.grammar.quote(name);
    Ok(Constraint::Inline(format!("CONSTRAINT {name} CHECK ({condition})")))
}

fn unique_keys(name: &str, unique: &UniqueMeta, site: Site<'_>) -> Result<Constraint> {
    refuse_what_it_lacks(name, unique, site)?;
    let (over, has) = (&unique.index, site.grammar.indexes);
    // Where two NULLs are always two values, nothing needs to be said.
    let nulls = unique.nulls_distinct.filter(|_| has.nulls_distinct);
    match (over.keys, nulls) {
        (Keys::Fields(fields), None)
            if over.condition.is_none() && over.include.is_empty() && over.opclasses.is_empty() =>
        {
            let names: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
            if names.is_empty() {
                return Err(Error::nothing_indexed());
            }
            for name in &names {
                let column = site.column(name)?;
                check::indexable(column.stored, site.grammar).map_err(|it| it.with_field(*name))?;
            }
            let (name, columns) = (site.grammar.quote(name), site.quoted(&names)?);
            let when = unique.deferrable.map(initially).unwrap_or_default();
            Ok(Constraint::Inline(format!("CONSTRAINT {name} UNIQUE ({columns}){when}")))
        }
        _ => {
            let nulls = match nulls {
                Some(true) => " NULLS DISTINCT",
                Some(false) => " NULLS NOT DISTINCT",
                None => "",
            };
            statement("UNIQUE INDEX", name, over, site, nulls).map(Constraint::Index)
        }
    }
}

fn refuse_what_it_lacks(name: &str, unique: &UniqueMeta, site: Site<'_>) -> Result<()> {
    let (over, has) = (&unique.index, site.grammar.indexes);
    let expressions = matches!(over.keys, Keys::Expressions(_));
    let lacks = [
        (over.condition.is_some() && !has.partial, "on some of the rows"),
        (expressions && !has.expressions, "on expressions"),
        (unique.nulls_distinct == Some(false) && !has.nulls_distinct, "that count NULL as a value"),
        (unique.deferrable.is_some() && !has.deferrable, "that wait for the end of a transaction"),
    ];
    match lacks.into_iter().find(|(lacks, _)| *lacks) {
        Some((_, what)) => Err(Error::constraint_unsupported(name, what, site.grammar.database)),
        None => Ok(()),
    }
}

fn initially(when: Deferrable) -> &'static str {
    match when {
        Deferrable::Deferred => " DEFERRABLE INITIALLY DEFERRED",
        Deferrable::Immediate => " DEFERRABLE INITIALLY IMMEDIATE",
    }
}
