//! `backfile embed`: where does the script of `<backfile-archive>` come from?

use anyhow::Result;
use backfile_pack::embed::SCRIPT;

use crate::args::Embed;
use crate::{Outcome, output};

/// Writes the script.
pub(crate) fn run(args: &Embed) -> Result<Outcome> {
    output::ensure_possible(&args.output, &[])?;
    output::write(&args.output, SCRIPT.as_bytes())?;
    if !args.quiet && !output::is_stream(&args.output) {
        let name = args.output.file_name().unwrap_or_default();
        output::note(&format!(
            "{}: {}; put it beside a page of yours, with a packed archive, and into the page:\n  \
             <script src=\"{}\" defer></script>\n  \
             <backfile-archive src=\"archive.html\"></backfile-archive>",
            args.output.display(),
            output::size(SCRIPT.len()),
            name.display(),
        ));
    }
    Ok(Outcome::Done)
}
