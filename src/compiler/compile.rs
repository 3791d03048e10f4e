//! The pipeline of the compiler.

use crate::{
    compiler::{
        Compiled, Statement, binds::Binds, check, delete, explain, insert, resolve::Frame, select,
        update,
    },
    dialect::Dialect,
    error::Result,
    query::Command,
};

/// The SQL of a command, or the knowledge that none is needed.
///
/// # Errors
/// When the command makes no sense, or asks for what the database lacks; the error says which.
pub fn compile(command: &Command, dialect: Dialect) -> Result<Compiled> {
    check::columns(command.model(), dialect)?;
    let mut binds = Binds::new(dialect);
    let statement = match command {
        Command::Insert(row) => {
            let statement = insert::row(row, &mut binds)?;
            let columns = insert::returned(row, dialect)?;
            return binds.finish_returning(&statement, &columns).map(Compiled::Statement);
        }
        Command::Select(query) => {
            let rows = select::rows(&Frame::new(query, None)?, &mut binds)?;
            let left_out = |it| Statement { left_out: query.left_out(), ..it };
            rows.map(|it| binds.finish(&it).map(left_out))
        }
        Command::Count(query) => {
            select::count(&Frame::new(query, None)?, &mut binds)?.map(|it| binds.finish(&it))
        }
        Command::Exists(query) => {
            select::existence(&Frame::new(query, None)?, &mut binds)?.map(|it| binds.finish(&it))
        }
        Command::Explain(query, how) => {
            let rows = select::rows(&Frame::new(query, None)?, &mut binds)?;
            rows.map(|it| explain::of(binds.finish(&it)?, how, dialect))
        }
        Command::Update(it) => {
            let query = it.subject();
            let columns = update::returned(it, dialect)?;
            update::rows(it, &Frame::new(&query, None)?, &mut binds)?
                .map(|it| binds.finish_returning(&it, &columns))
        }
        Command::Delete(query) => delete::rows(query, &mut binds)?.map(|it| binds.finish(&it)),
    };
    Ok(statement.transpose()?.map_or(Compiled::Empty, Compiled::Statement))
}
