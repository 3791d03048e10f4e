//! Everything on one core.

use std::{
    io,
    process::{Child, Command, Stdio, id},
    thread::available_parallelism,
};

/// This process on the first core, and all other cores busy, so that the server comes to the first one too.
///
/// A query by key is a message and its answer, each of which wakes somebody up. Whether that is on the same core or on
/// another, which may have fallen asleep, is chance, differs between connections, and changes the time by a factor of
/// two or three. On one core what is left is the work that is done.
pub(crate) struct OneCore(Vec<Child>);

impl OneCore {
    /// To be called before there are threads. Where `taskset` is missing nothing is done, which is said.
    pub(crate) fn take() -> Self {
        let cores = available_parallelism().map_or(1, Into::into);
        if pin().is_err() {
            println!("note: without `taskset` the system chooses cores, and chance the times\n");
            return Self(Vec::new());
        }
        Self((1..cores).map_while(|it| busy(it).ok()).collect())
    }
}

fn pin() -> io::Result<()> {
    let done = Command::new("taskset")
        .args(["--cpu-list", "--pid", "0", &id().to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    if done.success() { Ok(()) } else { Err(io::Error::other("taskset has failed")) }
}

/// It ends by itself when this process is gone.
fn busy(core: usize) -> io::Result<Child> {
    let circles = "while kill -0 $PPID; do :; done";
    Command::new("taskset")
        .args(["--cpu-list", &core.to_string(), "sh", "-c", circles])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
}

impl Drop for OneCore {
    fn drop(&mut self) {
        for spinner in &mut self.0 {
            // One that is gone already needs no end.
            let _ = spinner.kill().and_then(|()| spinner.wait());
        }
    }
}
