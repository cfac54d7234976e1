//! `tacitus schema`: the JSON Schema of the records.

use std::process::ExitCode;

use anyhow::Result;
use tacitus_record::SCHEMA;

use crate::explain;

pub(super) fn run() -> Result<ExitCode> {
    explain::print(SCHEMA)?;
    Ok(ExitCode::SUCCESS)
}
