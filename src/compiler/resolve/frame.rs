//! A query among the queries that enclose it.

use sea_query::Expr as Sql;

use crate::{
    compiler::{
        check,
        resolve::{
            collect::first_multi_valued,
            tree::{Hop, Join, JoinTree, joined},
        },
    },
    error::{Error, Result},
    model::{FieldMeta, Path, Scoped},
    query::Query,
};

/// A query with its join tree, and those that enclose it.
#[derive(Debug)]
pub(in crate::compiler) struct Frame<'q> {
    pub(in crate::compiler) query: &'q Query,
    pub(in crate::compiler) tree: JoinTree,
    outer: Option<Place<'q>>,
    pub(in crate::compiler) depth: usize,
    columns: Columns,
}

/// How a column is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Columns {
    /// With its table.
    Qualified,
    /// Alone, as in the definition of its table.
    Bare,
}

/// Where an expression stands: in which query, and in which call of `filter`.
#[derive(Clone, Copy, Debug)]
pub(in crate::compiler) struct Place<'f> {
    pub(in crate::compiler) frame: &'f Frame<'f>,
    pub(in crate::compiler) owner: Option<usize>,
}

impl<'f> Place<'f> {
    /// Anywhere in a query but in its filters.
    pub(in crate::compiler) fn of(frame: &'f Frame<'f>) -> Self {
        Self { frame, owner: None }
    }
}

/// A path, found.
#[derive(Clone, Copy, Debug)]
pub(in crate::compiler) struct Resolved<'q> {
    pub(in crate::compiler) join: &'q Join,
    pub(in crate::compiler) field: &'static FieldMeta,
    columns: Columns,
}

impl Resolved<'_> {
    /// The column, with its table where it needs one.
    pub(in crate::compiler) fn column(&self) -> Sql {
        match self.columns {
            Columns::Qualified => Sql::col((self.join.alias.clone(), self.field.column)),
            Columns::Bare => Sql::col(self.field.column),
        }
    }

    /// Whether it can be NULL here.
    pub(in crate::compiler) fn is_nullable(&self) -> bool {
        self.field.null || self.join.outer
    }
}

impl<'q> Frame<'q> {
    /// A query, inside `outer` or standing alone.
    pub(in crate::compiler) fn new(query: &'q Query, outer: Option<Place<'q>>) -> Result<Self> {
        check::sound(query)?;
        let depth = outer.map_or(0, |it| it.frame.depth + 1);
        let tree = JoinTree::new(query, depth)?;
        Ok(Self { query, tree, outer, depth, columns: Columns::Qualified })
    }

    /// The rows of a table that is being defined.
    pub(in crate::compiler) fn of_definition(query: &'q Query) -> Result<Self> {
        Ok(Self { columns: Columns::Bare, ..Self::new(query, None)? })
    }

    /// A query in the same place: a part of a combination.
    pub(in crate::compiler) fn beside(&self, query: &'q Query) -> Result<Self> {
        Self::new(query, self.outer)
    }

    /// Whether a path of this query leads to another table.
    pub(in crate::compiler) fn is_joined(&self, path: &Path) -> Result<bool> {
        Ok(joined(path, self.query.model)? > 0)
    }

    /// The column of a path that stands in the call of `filter` number `owner`, or elsewhere.
    pub(in crate::compiler) fn resolve(
        &self,
        path: &Path,
        owner: Option<usize>,
    ) -> Result<Resolved<'_>> {
        let mut frame = self;
        let mut owner = owner;
        let Scoped::Level(level) = path.scope else { return Err(self.foreign(path)) };
        for _ in 0..level {
            let place = frame.outer.ok_or_else(|| self.foreign(path))?;
            (frame, owner) = (place.frame, place.owner);
        }
        if frame.query.model != path.root {
            return Err(self.foreign(path));
        }
        frame.own(path, owner)
    }

    fn own(&self, path: &Path, owner: Option<usize>) -> Result<Resolved<'_>> {
        let joins = joined(path, self.query.model)?;
        let names = path.names.get(..joins).unwrap_or_default();
        let found = self.tree.find(names, owner).or_else(|| self.tree.find(names, None));
        let join =
            found.and_then(|it| self.tree.joins().get(it)).ok_or_else(|| self.foreign(path))?;
        let field = match path.names.get(joins) {
            // The path ends at the object itself: its key.
            None => join.model.primary_key(),
            Some(name) => join.model.field(name).ok_or_else(|| {
                Error::unknown_field(
                    join.model.name,
                    name,
                    join.model.fields.iter().map(|it| it.name),
                )
            })?,
        };
        Ok(Resolved { join, field, columns: self.columns })
    }

    /// Where a path of this query first goes along a multi-valued relation.
    pub(in crate::compiler) fn multi_valued(&self, path: &Path) -> Result<Option<(usize, Hop)>> {
        if path.scope != Scoped::Level(0) {
            return Ok(None);
        }
        first_multi_valued(path, self.query)
    }

    fn foreign(&self, path: &Path) -> Error {
        Error::foreign_path(&format!("{path:?}"), path.root.name, self.query.model.name)
    }
}
