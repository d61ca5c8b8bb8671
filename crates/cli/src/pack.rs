//! `backfile pack` and `backfile convert`: inputs in, one file or folder out.

use std::path::Path;

use anyhow::{Context, Result};
use backfile_import::Imported;
use backfile_pack::Options;

use crate::args::{Convert, Inputs, Pack, When};
use crate::output::size;
use crate::progress::Bar;
use crate::shell::Parts;
use crate::{Outcome, fit, input, output, report, selection, site};

/// `backfile pack`.
pub(crate) fn pack(args: &Pack) -> Result<Outcome> {
    fit::ensure_pack(args)?;
    if let Some(folder) = &args.site {
        return pack_site(args, folder);
    }
    let file = args.output.as_deref().context("no --output is given")?;
    let parts = Parts::load(args.shell.as_deref())?;
    prepare(&args.inputs, file)?;
    let mut imported = input::archive(&args.inputs)?;
    selection::narrow(args, &mut imported)?;
    let mut bar = Bar::new(args.inputs.quiet);
    let options = Options {
        text_files: match args.text_files {
            When::Auto => backfile_pack::TextFiles::Auto,
            When::Always => backfile_pack::TextFiles::Always,
            When::Never => backfile_pack::TextFiles::Never,
        },
        saver: match args.saver {
            When::Auto => backfile_pack::Saver::Auto,
            When::Always => backfile_pack::Saver::Always,
            When::Never => backfile_pack::Saver::Never,
        },
        ..Options::default()
    };
    let html = backfile_pack::single_file(&imported.archive, &parts.shell(), &options, &mut |p| {
        bar.tell(p);
    })?;
    bar.finish();
    output::write(file, &html)?;
    finish(&args.inputs, &imported, file, &size(html.len()))
}

/// `backfile pack --site`.
fn pack_site(args: &Pack, folder: &Path) -> Result<Outcome> {
    ensure_inputs(&args.inputs)?;
    site::ensure_possible(args, folder)?;
    let parts = site::parts(args)?;
    let mut imported = input::archive(&args.inputs)?;
    selection::narrow(args, &mut imported)?;
    let made = site::write(args, folder, (&imported, parts))?;
    finish(&args.inputs, &imported, folder, &made)
}

/// `backfile convert`.
pub(crate) fn convert(args: &Convert) -> Result<Outcome> {
    fit::ensure_report(&args.inputs, &args.output)?;
    prepare(&args.inputs, &args.output)?;
    let imported = input::archive(&args.inputs)?;
    let json = backfile_model::write(&imported.archive);
    output::write(&args.output, &json)?;
    finish(&args.inputs, &imported, &args.output, &size(json.len()))
}

fn prepare(inputs: &Inputs, file: &Path) -> Result<()> {
    ensure_inputs(inputs)?;
    output::ensure_possible(file, &inputs.paths)
}

fn ensure_inputs(inputs: &Inputs) -> Result<()> {
    input::ensure_distinct(&inputs.paths)?;
    if let Some(report) = &inputs.report {
        output::ensure_possible(report, &inputs.paths)?;
    }
    Ok(())
}

fn finish(inputs: &Inputs, imported: &Imported, file: &Path, made: &str) -> Result<Outcome> {
    if let Some(path) = &inputs.report {
        output::write(path, &report::whole(path, imported))?;
    }
    if !inputs.quiet {
        report::summary(file, imported, made, inputs.report.as_deref());
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
