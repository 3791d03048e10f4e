//! The kinds of columns beyond those of the library's books: one of each, and one that may be NULL.

use std::net::IpAddr;

use chrono::TimeDelta;
use queryset::{model::ModelMeta, prelude::*};

/// A measurement of a device.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "kinds")]
pub struct Reading {
    pub id: i64,
    pub small: u16,
    pub medium: u32,
    pub large: u64,
    pub float: f32,
    pub took: TimeDelta,
    pub from: IpAddr,
    pub maybe_small: Option<u16>,
    pub maybe_medium: Option<u32>,
    pub maybe_large: Option<u64>,
    pub maybe_float: Option<f32>,
    pub maybe_took: Option<TimeDelta>,
    pub maybe_from: Option<IpAddr>,
}

/// A device whose number is its key.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "kinds")]
pub struct Device {
    #[field(primary_key)]
    pub serial: u32,
    pub uptime: Option<TimeDelta>,
}

/// What happened to a device.
#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "kinds")]
pub struct Incident {
    pub id: i64,
    pub device: ForeignKey<Device>,
    pub cause: Option<ForeignKey<Device>>,
}

/// All models of this file.
pub fn models() -> Vec<&'static ModelMeta> {
    vec![Reading::meta(), Device::meta(), Incident::meta()]
}
