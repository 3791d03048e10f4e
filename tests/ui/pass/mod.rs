//! Models that must compile. Each file stands for a program, with its own lints.

mod awkward_names;
mod cyclic_modules;
mod local_and_private;
mod long_chain;
mod spelled;
