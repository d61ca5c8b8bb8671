//! What can be asked of the command?

use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};

/// Turns exports and copied pages into one searchable archive that opens anywhere.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXAMPLES: &str = "\
Examples:
  backfile pack page-1.txt page-2.txt --title \"Harbour News\" -o harbour.html
  backfile convert page-*.txt -o harbour.json
  backfile check harbour.html
  backfile search harbour.html \"ferry -bridge\"

Exit codes: 0 done, 1 done with warnings under --strict, 2 failed.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make one HTML file that holds the archive, its search and the viewer; or a folder to host
    #[command(after_help = PACK)]
    Pack(Pack),
    /// Make one archive JSON (a JSON Feed) of all inputs
    #[command(after_help = CONVERT)]
    Convert(Convert),
    /// Say whether an archive is sound, and what is in it
    #[command(after_help = CHECK)]
    Check(Check),
    /// Search an archive as its viewer does
    #[command(after_help = SEARCH)]
    Search(Search),
    /// Write what shows archives in pages of yours: a script, and the viewer that it loads
    #[command(after_help = EMBED)]
    Embed(Embed),
    /// Show a folder as a host would, on this machine only
    #[command(after_help = SERVE)]
    Serve(Serve),
}

const PACK: &str = "\
Examples:
  backfile pack coups.json -o coups.html
  backfile pack saved-pages/ --title Coups --source \"The Gazette\" -o coups.html
  backfile pack page.txt -o page.html --report left-out.txt
  backfile pack coups.html --where 'general -lima' --filter place=Peru -o peru.html
  backfile pack coups.json --site public
  backfile pack coups.json --pages --site public --base-url https://example.org/coups/";
const CONVERT: &str = "\
Examples:
  backfile convert page-1.txt page-2.txt -o coups.json
  pbpaste | backfile convert - --title Coups > coups.json
  backfile convert coups.html -o coups.json        (unpacks)";
const CHECK: &str = "\
Examples:
  backfile check coups.json
  backfile check coups.html --json --strict
  backfile check public";
const SEARCH: &str = "\
Examples:
  backfile search coups.html Zuniga
  backfile search coups.json '\"third takeover\" -lima' --filter place=Peru --sort newest
  backfile search docs.json --queries queries.jsonl --limit 100 > run.jsonl";

const EMBED: &str = "\
Examples:
  backfile embed public
  backfile embed -o public/backfile-embed.js       (the script alone: frames only)

Then, in a page in that folder:
  <script src=\"backfile-embed.js\" defer></script>
  <backfile-archive src=\"archive.json\"></backfile-archive>";

const SERVE: &str = "\
Example:
  backfile serve public";

/// What is read, and what is said of it.
#[derive(Debug, clap::Args)]
pub(crate) struct Inputs {
    /// Archive JSON, copied page, packed file, or a folder of them; `-` is the standard input.
    /// Several become one archive
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) paths: Vec<PathBuf>,
    /// Read every input as this, whatever it looks like
    #[arg(long, value_name = "FORMAT", value_parser = ["archive", "listing"])]
    pub(crate) format: Option<String>,
    /// Title of the archive [default: the page's heading, or the file's name]
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// What the archive is, in a sentence or two
    #[arg(long)]
    pub(crate) description: Option<String>,
    /// Language as a BCP 47 tag, such as en or pt-BR [default: guessed where it is certain]
    #[arg(long, value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// Category of every article, beside its own; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(crate) category: Vec<String>,
    /// Name of the publication that the articles come from
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// Public address of that publication, or of the page
    #[arg(long, value_name = "URL")]
    pub(crate) source_url: Option<String>,
    /// Licence of the texts: an SPDX expression or a short sentence
    #[arg(long)]
    pub(crate) licence: Option<String>,
    /// Write all warnings and everything that was left out, whole, to this file (JSON where its
    /// name ends in .json)
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// End with exit code 1 if there is any warning
    #[arg(long)]
    pub(crate) strict: bool,
    /// Say nothing but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, clap::Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(crate) struct Pack {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// The HTML file to write; an old one stays whole until the new one is
    #[arg(long, short, value_name = "FILE", required_unless_present = "site")]
    pub(crate) output: Option<PathBuf>,
    /// Write a folder for any static host instead: a page, and beside it the archive in parts that
    /// are loaded as they are needed. The folder is replaced as a whole
    #[arg(long, value_name = "DIR", conflicts_with = "output")]
    pub(crate) site: Option<PathBuf>,
    /// Also a plain page for every article and for every place, year, category, ..., which search
    /// engines read and which need no script; the app is then at app.html
    #[arg(long, requires = "site")]
    pub(crate) pages: bool,
    /// Leave the app and its data out: plain pages alone
    #[arg(long, requires = "pages")]
    pub(crate) no_app: bool,
    /// Leave out what keeps the app for readers without a network (a service worker)
    #[arg(long, requires = "site", conflicts_with = "no_app")]
    pub(crate) no_offline: bool,
    /// The public address of the site, for its site map and feeds
    #[arg(long, value_name = "URL", requires = "site")]
    pub(crate) base_url: Option<String>,
    /// Put a page at every old address that leads to the new one, for hosts that do not read the
    /// file _redirects
    #[arg(long, requires = "site")]
    pub(crate) stubs: bool,
    /// Replace the folder even if it was not made by this command
    #[arg(long, requires = "site")]
    pub(crate) force: bool,
    /// Pack only the articles that this search finds, as `backfile search` does
    #[arg(long = "where", value_name = "QUERY", allow_hyphen_values = true)]
    pub(crate) matching: Option<String>,
    /// Pack only articles with this facet value, such as place=Peru; of one facet any, of several all
    #[arg(long, value_name = "FACET=VALUE", action = ArgAction::Append)]
    pub(crate) filter: Vec<String>,
    /// Whether the file, which is a ZIP archive too, holds a plain text per article: as long as
    /// they are less than a tenth of it, always, or never. archive.json in it has all texts
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) text_files: When,
    /// Whether readers can save a filtered list as a file of its own, which takes a program of 100
    /// KB: as long as it is less than a tenth of the file, always, or never
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) saver: When,
    /// Folder of the shell, as `cargo xtask shell` makes it [default: the one inside]
    #[arg(long, value_name = "DIR", env = "BACKFILE_SHELL", hide_env = true)]
    pub(crate) shell: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Convert {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// The JSON file to write; `-` is the standard output
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Archive JSON, packed HTML, folder of `pack --site`, or copied page; `-` is the standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Print the findings as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
    /// End with exit code 1 if there is any warning
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Embed {
    /// The folder to write backfile-embed.js and backfile-viewer/ to, which shows archive JSON,
    /// folders of `pack --site` and packed files
    #[arg(value_name = "DIR", default_value = ".")]
    pub(crate) folder: PathBuf,
    /// Write the script alone, which shows packed files and folders in frames; `-` is the standard
    /// output
    #[arg(long, short, value_name = "FILE", conflicts_with = "folder")]
    pub(crate) output: Option<PathBuf>,
    /// Folder of the shell, as `cargo xtask shell` makes it [default: the one inside]
    #[arg(long, value_name = "DIR", env = "BACKFILE_SHELL", hide_env = true)]
    pub(crate) shell: Option<PathBuf>,
    /// Say nothing but errors
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// The folder, such as one that `backfile pack --site` wrote
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The port on 127.0.0.1; 0 for any free one [default: 8080, or any that is free]
    #[arg(long, value_name = "N")]
    pub(crate) port: Option<u16>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Search {
    /// Archive JSON, packed HTML or copied page
    pub(crate) archive: PathBuf,
    /// What to look for: words, "phrases", -exclusions, title:words. Nothing lists all articles
    #[arg(allow_hyphen_values = true)]
    pub(crate) query: Option<String>,
    /// Hits to print at most [default: 10, or 100 with --queries]
    #[arg(long, short = 'n', value_name = "N")]
    pub(crate) limit: Option<u32>,
    /// Only articles with this facet value, such as place=Peru; of one facet any, of several all
    #[arg(long, value_name = "FACET=VALUE", action = ArgAction::Append)]
    pub(crate) filter: Vec<String>,
    /// Only articles from this date on: 2023, 2023-07 or 2023-07-26
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    /// Only articles up to this date
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// Order of the hits
    #[arg(long, value_enum, default_value_t)]
    pub(crate) sort: Order,
    /// Print the hits as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
    /// Answer every query of a JSON Lines file ({"id", "text"}) with a line of ranked hits
    #[arg(long, value_name = "FILE", conflicts_with_all = ["query", "json"])]
    pub(crate) queries: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Order {
    /// Best first
    #[default]
    Relevance,
    /// Newest first
    Newest,
    /// Oldest first
    Oldest,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// While it is less than a tenth of the file
    #[default]
    Auto,
    /// In any case
    Always,
    /// In no case
    Never,
}
