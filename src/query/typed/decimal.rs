//! Decimals as operands.

use rust_decimal::Decimal;

use crate::{
    query::typed::{arithmetic::value_on_the_left, operand::literals},
    value::Column,
};

literals!(Decimal);
value_on_the_left!(Decimal);
