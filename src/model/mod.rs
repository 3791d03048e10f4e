//! What a model is: its trait, its metadata, its relation fields, and the register of all models of the program.
//!
//! In: what `#[derive(Model)]` writes. Out: facts for the compiler and the schema, and the two conversions between an
//! instance and its cells. Nothing here knows of queries or databases.

mod build;
mod changes;
mod constraint;
mod deferred;
mod embed;
mod field;
mod fields;
mod formula;
mod key;
mod meta;
mod path;
mod reach;
mod registry;
mod relation;
mod reverse;
mod serde;
mod stamp;
mod target;
mod traits;
#[cfg(feature = "uuid")]
mod uuid;

#[doc(hidden)]
pub use build::embedded_changes;
pub use build::{Begun, Build, Complete, Given, Missing, Set, Slot};
pub use changes::{Change, Changes, Place, is_primary_key};
pub use constraint::{ConstraintMeta, Deferrable, IndexMeta, Indexed, Keys, Rule, UniqueMeta};
pub use deferred::Deferred;
pub use embed::{Embed, EmbedJson, Last, Link, Preset};
#[doc(hidden)]
pub use embed::{columns_are_distinct, has_field, joined_fields, joined_len, private_fields};
pub use field::{AutoNow, FieldMeta, Generated, RelationKind, RelationMeta};
pub use fields::{Fields, Same, Scope, leads_to};
pub use formula::Formula;
pub use key::{AutoKey, Identity, Key, ToKey};
pub use meta::{Direction, ModelMeta, OrderingMeta, ReverseMeta};
pub use path::{Path, Scoped};
pub use reach::{Always, Deferring, Maybe, Reach};
pub use registry::{Registered, registered};
#[doc(hidden)]
pub use relation::Site;
pub use relation::{ForeignKey, OneToOne};
pub use reverse::Reverse;
#[doc(hidden)]
pub use serde::{next_column, next_relation};
pub use stamp::Stamp;
#[doc(hidden)]
pub use target::name_of;
pub use target::{By, Target};
pub(crate) use target::{meta_of, unsaved};
pub use traits::{Model, read_field};
