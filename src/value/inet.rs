//! IP addresses.
//!
//! Where they are stored as text, it is the shortest form, and that of an IPv4 address inside IPv6 is `::ffff:1.2.3.4`:
//! the form that Django's `GenericIPAddressField` brings every address into.

use std::net::IpAddr;

use crate::{
    error::Result,
    value::{Containing, Meets, Row, Scalar, Searched, Type, Value},
};

impl Scalar for IpAddr {
    const TYPE: Type = Type::Inet;

    fn to_value(&self) -> Value {
        Value::Inet(*self)
    }

    fn read(row: &mut dyn Row) -> Result<Option<Self>> {
        row.inet()
    }
}

impl Searched for IpAddr {
    type Sought = String;
}

impl Containing for IpAddr {
    type Member = String;
}

impl Meets<IpAddr> for IpAddr {}
