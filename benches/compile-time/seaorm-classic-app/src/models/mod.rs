// Written by `benches/compile-time/generate`.

//! The models.

pub mod address;
pub mod branch;
pub mod cart;
pub mod category;
pub mod city;
pub mod company;
pub mod country;
pub mod customer;
pub mod department;
pub mod employee;
pub mod invoice;
pub mod payment;
pub mod product;
pub mod purchase;
pub mod region;
pub mod review;
pub mod shelf;
pub mod shipment;
pub mod supplier;
pub mod warehouse;
