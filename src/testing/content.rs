//! What a test wants to find in its database.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::{dialect::Dialect, error::Result, schema::Schema};

/// Tables and scripts, in the order in which they are to be made.
#[derive(Clone, Debug, Default)]
pub(super) struct Content(Vec<Part>);

#[derive(Clone, Debug)]
enum Part {
    Tables(Schema),
    Script(String),
}

impl Content {
    pub(super) fn tables(&mut self, schema: &Schema) {
        self.0.push(Part::Tables(schema.clone()));
    }

    pub(super) fn script(&mut self, sql: &str) {
        self.0.push(Part::Script(sql.to_owned()));
    }

    /// The statements that make it.
    pub(super) fn script_on(&self, dialect: Dialect) -> Result<Script> {
        let mut texts = Vec::new();
        for part in &self.0 {
            match part {
                Part::Tables(schema) => texts.extend(schema.create(dialect)?),
                Part::Script(sql) => texts.push(sql.clone()),
            }
        }
        Ok(Script(texts))
    }
}

/// Content as statements.
#[derive(Debug)]
pub(super) struct Script(Vec<String>);

impl Script {
    pub(super) fn texts(&self) -> &[String] {
        &self.0
    }

    /// What tells it from another one. That of another release of Rust's library may differ, which makes the database anew.
    pub(super) fn hash(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.0.hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }
}
