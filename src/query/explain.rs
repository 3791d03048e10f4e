//! What is asked about how a query would run.

/// What `EXPLAIN` is to say, and in which form.
///
/// It is given to [`aexplain_with`](crate::QuerySet::aexplain_with). A database refuses what it does not have, and the
/// error names it. What nothing is said of is as the database does it.
///
/// ```no_run
/// # use queryset::{auth::User, prelude::*, query::{Explain, ExplainFormat}};
/// # async fn example() -> queryset::Result<()> {
/// let users = User::objects().filter(|u| u.username().startswith("a"));
/// let plan = users.aexplain_with(Explain::new().analyze().buffers().format(ExplainFormat::Json)).await?;
/// println!("{plan}");
/// # Ok(()) }
/// ```
///
/// Django: the arguments of `explain`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[must_use = "it asks nothing before a queryset is given it"]
pub struct Explain {
    pub(crate) format: Option<ExplainFormat>,
    /// The options, in the order in which they were named, and whether each is to be on.
    pub(crate) options: Vec<(ExplainOption, bool)>,
}

/// The form of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExplainFormat {
    /// Lines of text; on MySQL and MariaDB the same as [`Traditional`](Self::Traditional), as in Django.
    Text,
    /// A JSON document.
    Json,
    /// An XML document: PostgreSQL.
    Xml,
    /// YAML: PostgreSQL.
    Yaml,
    /// A tree of iterators: MySQL, which gives it where nothing is said.
    Tree,
    /// A table, with a row for each table of the query: MySQL and MariaDB.
    Traditional,
}

/// What a plan can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExplainOption {
    /// How the query ran: it is run.
    Analyze,
    /// The blocks that were read and written.
    Buffers,
    /// What the planner expects it to cost.
    Costs,
    /// The plan for any values of the placeholders.
    GenericPlan,
    /// The memory that planning took.
    Memory,
    /// The settings that differ from their defaults.
    Settings,
    /// How long planning and running took in all.
    Summary,
    /// How long each step took.
    Timing,
    /// The columns that each step gives on.
    Verbose,
    /// What was written to the log of the database.
    Wal,
}

impl Explain {
    /// The plan as the database shows it by itself.
    pub fn new() -> Self {
        Self::default()
    }

    /// In this form.
    pub fn format(mut self, format: ExplainFormat) -> Self {
        self.format = Some(format);
        self
    }

    /// Runs the query, and says what happened: `ANALYZE`. Its rows are thrown away, its locks and the effects of
    /// functions that it calls are not.
    pub fn analyze(self) -> Self {
        self.with(ExplainOption::Analyze, true)
    }

    /// The blocks that were read and written.
    pub fn buffers(self) -> Self {
        self.with(ExplainOption::Buffers, true)
    }

    /// The plan for any values of the placeholders: PostgreSQL from 16 on.
    pub fn generic_plan(self) -> Self {
        self.with(ExplainOption::GenericPlan, true)
    }

    /// The memory that planning took: PostgreSQL from 17 on.
    pub fn memory(self) -> Self {
        self.with(ExplainOption::Memory, true)
    }

    /// The settings of the planner that differ from their defaults.
    pub fn settings(self) -> Self {
        self.with(ExplainOption::Settings, true)
    }

    /// How long planning, and with [`analyze`](Self::analyze) running, took in all.
    pub fn summary(self) -> Self {
        self.with(ExplainOption::Summary, true)
    }

    /// The columns that each step gives on.
    pub fn verbose(self) -> Self {
        self.with(ExplainOption::Verbose, true)
    }

    /// What was written to the log of the database; with [`analyze`](Self::analyze).
    pub fn wal(self) -> Self {
        self.with(ExplainOption::Wal, true)
    }

    /// Without what the planner expects it to cost, so that the plan is the same today and tomorrow.
    pub fn without_costs(self) -> Self {
        self.with(ExplainOption::Costs, false)
    }

    /// Without how long planning and running took in all.
    pub fn without_summary(self) -> Self {
        self.with(ExplainOption::Summary, false)
    }

    /// Without how long each step took, which slows the query down.
    pub fn without_timing(self) -> Self {
        self.with(ExplainOption::Timing, false)
    }

    /// Whether the query is run.
    pub(crate) fn runs(&self) -> bool {
        self.options.contains(&(ExplainOption::Analyze, true))
    }

    fn with(mut self, option: ExplainOption, on: bool) -> Self {
        self.options.retain(|(it, _)| *it != option);
        self.options.push((option, on));
        self
    }
}

impl ExplainFormat {
    /// Its name in SQL.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "TEXT",
            Self::Json => "JSON",
            Self::Xml => "XML",
            Self::Yaml => "YAML",
            Self::Tree => "TREE",
            Self::Traditional => "TRADITIONAL",
        }
    }
}

impl ExplainOption {
    /// Its name in SQL.
    pub fn name(self) -> &'static str {
        match self {
            Self::Analyze => "ANALYZE",
            Self::Buffers => "BUFFERS",
            Self::Costs => "COSTS",
            Self::GenericPlan => "GENERIC_PLAN",
            Self::Memory => "MEMORY",
            Self::Settings => "SETTINGS",
            Self::Summary => "SUMMARY",
            Self::Timing => "TIMING",
            Self::Verbose => "VERBOSE",
            Self::Wal => "WAL",
        }
    }
}
