//! What the example takes from the command line and from files, and what it prints.

use std::{env, fs, path::PathBuf, process};

use crate::{
    arguments,
    models::{Airline, Flight},
    page::{
        Column::{Left, Right},
        Section, cell,
    },
    source::Folder,
};

fn parsed(words: &[&str]) -> Result<arguments::Arguments, String> {
    arguments::parse(words.iter().map(ToString::to_string))
}

#[test]
fn arguments_are_read_or_refused() {
    let arguments = parsed(&["--sql", "--csv", "some/folder"]).unwrap();
    assert!(arguments.sql && !arguments.help);
    assert_eq!(arguments.csv, Some(PathBuf::from("some/folder")));
    assert!(parsed(&["--csv"]).unwrap_err().contains("folder"));
    assert!(parsed(&["--sqll"]).unwrap_err().contains("`--sqll`"));
}

#[test]
fn columns_line_up_and_the_unknown_is_a_dash() {
    let section = Section {
        title: "Planes",
        sql: vec!["SELECT a FROM b WHERE c = ?".into()],
        columns: vec![Left("made by"), Right("in")],
        rows: vec![vec!["PIPER".into(), cell(Some(1976))], vec!["ČESKÁ".into(), cell(None::<i32>)]],
    };
    let expected = "\
Planes

  SELECT a
    FROM b
    WHERE c = ?

  made by    in
  -------  ----
  PIPER    1976
  ČESKÁ       -

";
    assert_eq!(section.to_string(), expected);
}

#[test]
fn a_folder_without_the_files_is_refused() {
    let error = Folder::open("examples".into()).unwrap_err().to_string();
    assert!(error.contains("airlines.csv") && error.contains("folder examples"), "{error}");
}

#[test]
fn a_bad_cell_is_named_by_file_line_and_column() {
    let folder = env::temp_dir().join(format!("queryset-flights-{}", process::id()));
    fs::create_dir_all(&folder).unwrap();
    for (file, text) in [
        ("airlines.csv", "carrier\nUA\n"),
        ("airports.csv", ""),
        ("planes.csv", ""),
        ("flights.csv", "year,month\n2013,1\nNA,x\n"),
    ] {
        fs::write(folder.join(file), text).unwrap();
    }
    let opened = Folder::open(folder.clone()).unwrap();
    let airline = opened.rows::<Airline>().unwrap().next().unwrap_err().to_string();
    let mut flights = opened.rows::<Flight>().unwrap();
    let first = flights.next().unwrap_err().to_string();
    let second = flights.next().unwrap_err().to_string();
    fs::remove_dir_all(folder).unwrap();
    assert!(airline.ends_with("airlines.csv, line 2: there is no column `name`"), "{airline}");
    assert!(first.ends_with("flights.csv, line 2: there is no column `day`"), "{first}");
    assert!(second.ends_with("flights.csv, line 3: column `year` is NA"), "{second}");
}
