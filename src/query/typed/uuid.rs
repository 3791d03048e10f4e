//! UUIDs as operands.

use uuid::Uuid;

use crate::{query::typed::operand::literals, value::Column};

literals!(Uuid);
