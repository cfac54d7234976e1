//! Writes a pipeline in the compact form: `compact MODEL OUT`.

use std::error::Error;
use std::path::Path;

use tacitus_language::Pipeline;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: compact MODEL OUT";
    let (from, to) = (arguments.next().ok_or(usage)?, arguments.next().ok_or(usage)?);
    Ok(Pipeline::write_compact(Path::new(&from), Path::new(&to))?)
}
