//! Processors that are kept from falling asleep.

use std::{
    process::{Child, Command, Stdio},
    thread::available_parallelism,
};

/// A process for each processor, which turns in circles when nobody else wants to run.
///
/// A query by key is a message and its answer, each of which wakes somebody up. On a virtual machine a processor that
/// has fallen asleep takes twice as long to wake up as the whole query takes, and whether it sleeps is chance: it
/// depends on where the system has put the two processes of a connection.
pub(crate) struct Awake(Vec<Child>);

impl Awake {
    /// Starts them; where `chrt` is missing there are none.
    pub(crate) fn keep() -> Self {
        let count = available_parallelism().map_or(1, Into::into);
        let spinners: Vec<_> = (0..count).map_while(|_| spinner().ok()).collect();
        if spinners.is_empty() {
            println!("note: `chrt` is missing, so that processors may sleep between two queries");
        }
        Self(spinners)
    }
}

/// It ends by itself when this process is gone.
fn spinner() -> std::io::Result<Child> {
    let circles = "while kill -0 $PPID; do :; done";
    Command::new("chrt")
        .args(["--idle", "0", "sh", "-c", circles])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
}

impl Drop for Awake {
    fn drop(&mut self) {
        for spinner in &mut self.0 {
            // One that is gone already needs no end.
            let _ = spinner.kill().and_then(|()| spinner.wait());
        }
    }
}
