//! Models that must compile. Each file stands for a program, with its own lints.
#![expect(unreachable_pub, reason = "what a file calls public would be so in a program of its own")]

mod awkward_names;
mod cyclic_modules;
mod local_and_private;
mod long_chain;
