//! Do the options fit each other? One that would have no effect is an error that names the cure,
//! since who gave it wants something.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::args::{Inputs, Pack, When};
use crate::output;

/// Fails where an option of `pack` would do nothing beside the others.
pub(crate) fn ensure_pack(args: &Pack) -> Result<()> {
    let Some(output) = &args.output else {
        return ensure_site(args);
    };
    // Of a folder, whatever its parser allows beside a file.
    let of_site = [
        ("--pages", args.pages),
        ("--no-app", args.no_app),
        ("--no-offline", args.no_offline),
        ("--base-url", args.base_url.is_some()),
        ("--stubs", args.stubs),
        ("--force", args.force),
    ];
    for (name, is_given) in of_site {
        ensure!(
            !is_given,
            "{name} is for a folder, and --output makes one file; give --site DIR instead of \
             --output, or leave {name} out"
        );
    }
    ensure_report(&args.inputs, output)
}

fn ensure_site(args: &Pack) -> Result<()> {
    let of_pages = [
        ("--stubs", args.stubs),
        ("--base-url", args.base_url.is_some()),
    ];
    for (name, is_given) in of_pages {
        ensure!(
            !is_given || args.pages,
            "{name} is for plain pages; give --pages too, or leave {name} out"
        );
    }
    let of_file = [("--saver", args.saver), ("--text-files", args.text_files)];
    for (name, when) in of_file {
        ensure!(
            when == When::Auto,
            "{name} is for one file, and --site makes a folder; give --output FILE instead of \
             --site, or leave {name} out"
        );
    }
    Ok(())
}

/// Fails where the report would stand among the bytes of the output.
pub(crate) fn ensure_report(inputs: &Inputs, output: &Path) -> Result<()> {
    let report = inputs.report.as_deref();
    ensure!(
        !(output::is_stream(output) && report.is_some_and(output::is_stream)),
        "--report -: the standard output has the archive; name a file for the report, or one for \
         the archive with --output"
    );
    Ok(())
}
