// Written by `benches/compile-time/generate`.

//! The models.

mod address;
mod branch;
mod cart;
mod category;
mod city;
mod company;
mod country;
mod customer;
mod department;
mod employee;
mod invoice;
mod payment;
mod product;
mod purchase;
mod region;
mod review;
mod shelf;
mod shipment;
mod supplier;
mod warehouse;

pub use address::Address;
pub use branch::Branch;
pub use cart::Cart;
pub use category::Category;
pub use city::City;
pub use company::Company;
pub use country::Country;
pub use customer::Customer;
pub use department::Department;
pub use employee::Employee;
pub use invoice::Invoice;
pub use payment::Payment;
pub use product::Product;
pub use purchase::Purchase;
pub use region::Region;
pub use review::Review;
pub use shelf::Shelf;
pub use shipment::Shipment;
pub use supplier::Supplier;
pub use warehouse::Warehouse;
