//! `backfile pack` and `backfile convert`: inputs in, one file out.

use anyhow::Result;
use backfile_import::Imported;
use backfile_pack::Options;

use crate::args::{Convert, Inputs, Pack, TextFiles};
use crate::progress::Bar;
use crate::shell::Parts;
use crate::{Outcome, input, output, report};

/// `backfile pack`.
pub(crate) fn pack(args: &Pack) -> Result<Outcome> {
    let parts = Parts::load(args.shell.as_deref())?;
    prepare(&args.inputs, &args.output)?;
    let imported = input::archive(&args.inputs)?;
    let mut bar = Bar::new(args.inputs.quiet);
    let options = Options {
        text_files: match args.text_files {
            TextFiles::Auto => backfile_pack::TextFiles::Auto,
            TextFiles::Always => backfile_pack::TextFiles::Always,
            TextFiles::Never => backfile_pack::TextFiles::Never,
        },
        ..Options::default()
    };
    let html = backfile_pack::single_file(&imported.archive, &parts.shell(), &options, &mut |p| {
        bar.tell(p);
    })?;
    bar.finish();
    output::write(&args.output, &html)?;
    finish(&args.inputs, &imported, &args.output, html.len())
}

/// `backfile convert`.
pub(crate) fn convert(args: &Convert) -> Result<Outcome> {
    prepare(&args.inputs, &args.output)?;
    let imported = input::archive(&args.inputs)?;
    let json = backfile_model::write(&imported.archive);
    output::write(&args.output, &json)?;
    finish(&args.inputs, &imported, &args.output, json.len())
}

fn prepare(inputs: &Inputs, file: &std::path::Path) -> Result<()> {
    input::ensure_distinct(&inputs.paths)?;
    output::ensure_possible(file, &inputs.paths)?;
    if let Some(report) = &inputs.report {
        output::ensure_possible(report, &inputs.paths)?;
    }
    Ok(())
}

fn finish(
    inputs: &Inputs,
    imported: &Imported,
    file: &std::path::Path,
    size: usize,
) -> Result<Outcome> {
    if let Some(path) = &inputs.report {
        output::write(path, &report::whole(path, imported))?;
    }
    if !inputs.quiet {
        report::summary(file, imported, size, inputs.report.as_deref());
    }
    let warned = inputs.strict && !imported.warnings.is_empty();
    if warned && !inputs.quiet {
        output::note("exit code 1, because of --strict");
    }
    Ok(if warned {
        Outcome::Warned
    } else {
        Outcome::Done
    })
}
