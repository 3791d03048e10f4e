//! The joins of one query.

#![expect(
    clippy::indexing_slicing,
    reason = "an index of a join is one that `push` gave out, and joins are never removed"
)]

use sea_query::DynIden;

use crate::{
    compiler::resolve::{collect::Passage, require},
    error::{Error, Result},
    model::{FieldMeta, ModelMeta, Path, ReverseMeta},
    query::Query,
};

/// The joins of one query, parents before children. Join 0 is the table of the query itself.
#[derive(Clone, Debug)]
pub(in crate::compiler) struct JoinTree {
    joins: Vec<Join>,
}

/// A table of the query.
#[derive(Clone, Debug)]
pub(in crate::compiler) struct Join {
    /// The relation that leads here.
    name: &'static str,
    /// The call of `filter` that has this join for itself, since the relation is multi-valued.
    owner: Option<usize>,
    /// Whether something outside of filters reads it.
    shared: bool,
    pub(in crate::compiler) model: &'static ModelMeta,
    /// What the table is called in the query. It is quoted once, and costs nothing to repeat where it is the table's own
    /// name.
    pub(in crate::compiler) alias: DynIden,
    /// The join it starts from, and how; the root has none.
    pub(in crate::compiler) from: Option<(usize, Hop)>,
    /// Whether it may find no row: a LEFT JOIN, or what hangs on one.
    pub(in crate::compiler) outer: bool,
}

/// One step along a relation.
#[derive(Clone, Copy, Debug)]
pub(in crate::compiler) enum Hop {
    /// From the key to the object.
    Forward(&'static FieldMeta, &'static ModelMeta),
    /// From the object to those whose key points to it.
    Reverse(&'static FieldMeta, &'static ModelMeta),
}

impl Hop {
    pub(in crate::compiler) fn model(self) -> &'static ModelMeta {
        match self {
            Self::Forward(_, model) | Self::Reverse(_, model) => model,
        }
    }

    /// Whether it can lead to more than one row.
    pub(in crate::compiler) fn is_multi_valued(self) -> bool {
        match self {
            Self::Forward(..) => false,
            Self::Reverse(field, source) => {
                !field.unique && (!field.primary_key || source.is_composite())
            }
        }
    }

    fn is_nullable(self) -> bool {
        match self {
            Self::Forward(field, _) => field.null,
            Self::Reverse(..) => true,
        }
    }
}

/// The step that `name` is in `model`; `None` where it is a plain column.
pub(in crate::compiler) fn hop(model: &'static ModelMeta, name: &str) -> Result<Option<Hop>> {
    if let Some(field) = model.field(name) {
        return Ok(field.relation.map(|it| Hop::Forward(field, (it.target)())));
    }
    let reverse = model.reverse.iter().find(|it| it.name == name);
    reverse.map(reverse_hop).transpose()?.map_or_else(
        || Err(Error::unknown_field(model.name, name, model.fields.iter().map(|it| it.name))),
        |it| Ok(Some(it)),
    )
}

fn reverse_hop(reverse: &ReverseMeta) -> Result<Hop> {
    let source = (reverse.source)();
    let field = source.field(reverse.field);
    let field = field.ok_or_else(|| {
        Error::unknown_field(source.name, reverse.field, source.fields.iter().map(|it| it.name))
    })?;
    Ok(Hop::Reverse(field, source))
}

impl JoinTree {
    /// The tree of a query that stands `depth` queries deep.
    pub(in crate::compiler) fn new(query: &Query, depth: usize) -> Result<Self> {
        let mut tree = Self { joins: vec![Join::root(query.model)] };
        for passage in Passage::all_of(query, depth == 0 || !query.slice.is_whole())? {
            tree.add(&passage)?;
        }
        let required = require::joins(query, &tree)?;
        tree.settle(&required);
        tree.name(depth);
        Ok(tree)
    }

    pub(in crate::compiler) fn root(&self) -> &Join {
        &self.joins[0]
    }

    pub(in crate::compiler) fn joins(&self) -> &[Join] {
        &self.joins
    }

    /// The join that the relations `names` lead to, in the call of `filter` number `owner`, or elsewhere.
    pub(in crate::compiler) fn find(
        &self,
        names: &[&'static str],
        owner: Option<usize>,
    ) -> Option<usize> {
        names.iter().try_fold(0, |at, name| self.step(at, name, owner))
    }

    /// The join behind a relation of another one.
    ///
    /// A multi-valued relation is joined once for each call of `filter` that goes along it. Outside of filters it is
    /// the join that the annotations share; before there is one, the latest.
    fn step(&self, at: usize, name: &str, owner: Option<usize>) -> Option<usize> {
        let here = |it: &Join| it.name == name && it.from.is_some_and(|(parent, _)| parent == at);
        let found =
            |ours: &dyn Fn(&Join) -> bool| self.joins.iter().rposition(|it| here(it) && ours(it));
        match owner {
            Some(_) => found(&|it| !it.is_multi_valued() || it.owner == owner),
            None => found(&|it| it.shared).or_else(|| found(&|_| true)),
        }
    }

    fn add(&mut self, passage: &Passage) -> Result<()> {
        let mut at = 0;
        for name in &passage.names {
            let model = self.joins[at].model;
            let hop = hop(model, name)?.ok_or_else(|| Error::not_a_relation(model.name, name))?;
            let owner = if hop.is_multi_valued() { passage.owner } else { None };
            at = match self.step(at, name, passage.owner) {
                Some(found) => found,
                None => self.push(Join {
                    name,
                    owner,
                    shared: false,
                    model: hop.model(),
                    alias: DynIden::from(hop.model().table),
                    from: Some((at, hop)),
                    outer: true,
                }),
            };
            self.joins[at].shared |= passage.owner.is_none();
        }
        Ok(())
    }

    fn push(&mut self, join: Join) -> usize {
        self.joins.push(join);
        self.joins.len() - 1
    }

    /// Says which joins are outer ones: those that a condition needs are not, nor those that always find a row.
    fn settle(&mut self, required: &[usize]) {
        let mut needed = vec![false; self.joins.len()];
        for start in required {
            let mut at = *start;
            needed[at] = true;
            while let Some((parent, _)) = self.joins[at].from {
                at = parent;
                needed[at] = true;
            }
        }
        for (at, needed) in needed.into_iter().enumerate() {
            let from = self.joins[at].from;
            let may_miss =
                |(parent, hop): (usize, Hop)| hop.is_nullable() || self.joins[parent].outer;
            self.joins[at].outer = !needed && from.is_some_and(may_miss);
        }
    }

    /// The table's own name where it is the first of its kind, else `T2`, `T3`, …; in a subquery `U0`, `U1`, ….
    fn name(&mut self, depth: usize) {
        for at in 0..self.joins.len() {
            let taken = self.joins[..at].iter().any(|it| it.alias == self.joins[at].alias);
            if depth > 0 {
                self.joins[at].alias = format!("{}{at}", level_letter(depth)).into();
            } else if taken {
                self.joins[at].alias = format!("T{}", at + 1).into();
            }
        }
    }
}

impl Join {
    /// Whether the table goes by another name than its own.
    pub(in crate::compiler) fn is_renamed(&self) -> bool {
        self.alias != DynIden::from(self.model.table)
    }

    /// Whether several rows of it can belong to one of the table before it.
    pub(in crate::compiler) fn is_multi_valued(&self) -> bool {
        self.from.is_some_and(|(_, hop)| hop.is_multi_valued())
    }

    fn root(model: &'static ModelMeta) -> Self {
        Self {
            name: "",
            owner: None,
            shared: true,
            model,
            alias: DynIden::from(model.table),
            from: None,
            outer: false,
        }
    }
}

/// `U` for the first level of subqueries, then `V`, `W`, `X`, `Y`, `Z`, and from there numbered.
fn level_letter(depth: usize) -> String {
    match ["U", "V", "W", "X", "Y", "Z"].get(depth - 1) {
        Some(letter) => (*letter).to_owned(),
        None => format!("S{depth}_"),
    }
}

/// How many of a path's names are relations that must be joined: not the last step to a key that the previous table
/// already holds.
pub(in crate::compiler) fn joined(path: &Path, root: &'static ModelMeta) -> Result<usize> {
    let mut model = root;
    for (at, name) in path.names.iter().enumerate() {
        let rest = &path.names[at + 1..];
        match hop(model, name)? {
            None if rest.is_empty() => return Ok(at),
            None => return Err(Error::not_a_relation(model.name, name)),
            Some(Hop::Forward(field, _)) if rest.is_empty() || is_key_of(rest, field) => {
                return Ok(at);
            }
            Some(hop) => model = hop.model(),
        }
    }
    Ok(path.names.len())
}

fn is_key_of(rest: &[&'static str], field: &FieldMeta) -> bool {
    let key = field.relation.map(|it| it.field().name);
    matches!(rest, [name] if Some(*name) == key)
}
