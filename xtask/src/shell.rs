//! Not written yet.
use crate::args::Args;
pub(crate) fn run(_: &Args) -> anyhow::Result<()> {
    anyhow::bail!("not written yet")
}
