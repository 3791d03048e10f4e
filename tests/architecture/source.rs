//! The files of this repository, as the laws see them.

use std::{fs, path::Path};

use crate::lexer;

/// One Rust file.
pub(crate) struct Source {
    /// Its path from the root, with `/` between the parts.
    pub(crate) path: String,
    /// The file as it is.
    pub(crate) text: String,
    /// The file without comments, literals and inline tests.
    pub(crate) code: String,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let code = lexer::without_tests(&lexer::code(text));
        Self { path: path.to_owned(), text: text.to_owned(), code }
    }

    /// The layer that a file of `src/<layer>/` belongs to.
    pub(crate) fn layer(&self) -> Option<&str> {
        self.path.strip_prefix("src/")?.split_once('/').map(|(layer, _)| layer)
    }

    /// The last part of the path.
    pub(crate) fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The lines that hold code.
    pub(crate) fn code_lines(&self) -> impl Iterator<Item = &str> {
        self.code.lines().map(str::trim).filter(|it| !it.is_empty())
    }
}

/// Applies `law` to every Rust file under `dirs`; fails with everything it found, and when there
/// was nothing to look at.
pub(crate) fn hold(dirs: &[&str], law: impl Fn(&Source) -> Vec<String>) {
    let sources = under(dirs);
    assert!(!sources.is_empty(), "no Rust file under {dirs:?}");
    let faults: Vec<String> = sources
        .iter()
        .flat_map(|it| law(it).into_iter().map(|fault| format!("{}: {fault}", it.path)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every Rust file under `dirs`, in the order of their paths.
pub(crate) fn under(dirs: &[&str]) -> Vec<Source> {
    let files = dirs.iter().flat_map(|it| files(Path::new(it)));
    files
        .filter(|it| Path::new(it).extension().is_some_and(|it| it == "rs"))
        .map(|it| Source::new(&it, &fs::read_to_string(&it).unwrap_or_default()))
        .collect()
}

/// The path of every file under `dir`, what builds leave behind excepted.
pub(crate) fn files(dir: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if !path.is_dir() {
            found.push(path.display().to_string().replace('\\', "/"));
        } else if !path.ends_with("target") {
            found.extend(files(&path));
        }
    }
    found.sort();
    found
}
