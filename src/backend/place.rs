//! Where a SQLite database is.

use std::{
    env,
    fs::{self, DirBuilder},
    io, mem,
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::error::{Error, Result};

/// What a URL names.
#[derive(Debug)]
pub(crate) enum Place {
    /// In memory, in one connection that must be kept.
    Memory,
    /// In a file that is removed with the pool.
    Temporary(Temporary),
    /// In a file that can be written.
    File,
    /// In a file that cannot.
    ReadOnlyFile,
}

/// A directory of its own for a database that nobody keeps.
#[derive(Debug)]
pub(crate) struct Temporary {
    directory: PathBuf,
}

impl Place {
    /// Reads what stands behind `sqlite:`.
    pub(crate) fn of(url: &str) -> Result<Self> {
        let rest = url.strip_prefix("sqlite:").unwrap_or(url);
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        let (name, parameters) = rest.split_once('?').unwrap_or((rest, ""));
        let has = |wanted: &[&str]| parameters.split('&').any(|it| wanted.contains(&it));
        match name {
            ":temporary:" => {
                Ok(Self::Temporary(Temporary::new().map_err(Error::no_temporary_file)?))
            }
            ":memory:" => Ok(Self::Memory),
            _ if has(&["mode=memory"]) => Ok(Self::Memory),
            "" => Err(Error::no_file_name()),
            _ if has(&["mode=ro", "immutable=1", "immutable=true"]) => Ok(Self::ReadOnlyFile),
            _ => Ok(Self::File),
        }
    }
}

impl Temporary {
    fn new() -> io::Result<Self> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let moment = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_nanos());
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let directory =
            env::temp_dir().join(format!("queryset-{}-{moment:x}-{count}", process::id()));
        // Fails if it exists, so that nobody can have put something there.
        private(&mut DirBuilder::new()).create(&directory)?;
        Ok(Self { directory })
    }

    /// The file of the database.
    pub(crate) fn file(&self) -> PathBuf {
        self.directory.join("db.sqlite3")
    }
}

/// Nobody else on the machine may read a temporary database.
#[cfg(unix)]
fn private(builder: &mut DirBuilder) -> &mut DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    builder.mode(0o700)
}

#[cfg(not(unix))]
fn private(builder: &mut DirBuilder) -> &mut DirBuilder {
    builder
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let directory = mem::take(&mut self.directory);
        if fs::remove_dir_all(&directory).is_err() {
            // The connections close on threads of their own, and remove files of their own meanwhile.
            let _ = thread::Builder::new().spawn(move || remove_patiently(&directory));
        }
    }
}

fn remove_patiently(directory: &Path) {
    for _ in 0..100 {
        thread::sleep(Duration::from_millis(10));
        if fs::remove_dir_all(directory).is_ok() || !directory.exists() {
            return;
        }
    }
    tracing::debug!(directory = %directory.display(), "a temporary database could not be removed");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_a_place() {
        assert!(matches!(Place::of("sqlite::memory:"), Ok(Place::Memory)));
        assert!(matches!(Place::of("sqlite://:memory:"), Ok(Place::Memory)));
        assert!(matches!(Place::of("sqlite://x?mode=memory"), Ok(Place::Memory)));
        assert!(matches!(Place::of("sqlite:x.db"), Ok(Place::File)));
        assert!(matches!(
            Place::of("sqlite://x.db?cache=private&mode=ro"),
            Ok(Place::ReadOnlyFile)
        ));
        assert!(Place::of("sqlite:").unwrap_err().to_string().contains("no file"));
    }

    #[test]
    fn a_temporary_place_goes_away() {
        let Ok(Place::Temporary(it)) = Place::of("sqlite::temporary:") else {
            panic!("not temporary")
        };
        fs::write(it.file(), "x").unwrap();
        let directory = it.directory.clone();
        drop(it);
        assert!(!directory.exists());
    }
}
