//! `backfile search`: what does this archive answer, from the command line?
//!
//! The same index and the same engine as in the viewer, so it is also the way to measure it:
//! `--queries` answers a file of queries with lines that evaluation scripts read.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use backfile_model::{Archive, Article, PartialDate};
use backfile_search::{
    DateRange, Filter, Hit, Index, Notice, Request, Response, Schema, Sort, not_dates,
    reversed_dates,
};
use serde_json::{Value, json};

use crate::args::{Order, Search};
use crate::output::{count, note, print};
use crate::progress::Bar;
use crate::{Outcome, input, style};

/// Characters of a snippet.
const SNIPPET_CHARS: usize = 160;

/// `backfile search`.
pub(crate) fn run(args: &Search) -> Result<Outcome> {
    let mut request = request(args)?;
    let mut loaded = input::load(&args.archive, None)?;
    let name = args.archive.display().to_string();
    let archive = &loaded.imported.archive;
    if loaded.index_bytes.is_none() {
        let mut bar = Bar::new(false);
        let bytes = backfile_pack::index_bytes(archive, &mut |progress| bar.tell(progress))?;
        bar.finish();
        loaded.index_bytes = Some(bytes);
    }
    let index = loaded.index(&name)?.context("it has an index now")?;
    ensure_facets(&request, &index)?;
    for unknown in take_values(&mut request, &index) {
        note(&unknown);
    }
    tell_dates(&request.query, index.schema());
    let found = Found {
        archive,
        index: &index,
    };
    match &args.queries {
        Some(file) => found.answer_all(file, &request)?,
        None if args.json => print(&format!("{:#}", found.as_json(&request)))?,
        None => found.tell(&request)?,
    }
    Ok(Outcome::Done)
}

/// Says which dates of a query are not taken as they stand.
pub(crate) fn tell_dates(query: &str, schema: &Schema) {
    for (name, text) in not_dates(query, schema) {
        note(&format!(
            "{name}:{text}: `{text}` is not a date such as 2023, 2023-07 or 2023-07-26; looked for as words"
        ));
    }
    for (name, text) in reversed_dates(query, schema) {
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        note(&format!(
            "{name}:{text}: the later date stands first; taken as {name}:{to}..{from}"
        ));
    }
}

fn request(args: &Search) -> Result<Request> {
    let usual = if args.queries.is_some() { 100 } else { 10 };
    Ok(Request {
        query: args.query.clone().unwrap_or_default(),
        filters: filters(&args.filter)?,
        dates: dates(args.from.as_deref(), args.to.as_deref())?,
        sort: match args.sort {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Oldest => Sort::Oldest,
        },
        limit: args.limit.unwrap_or(usual),
        ..Request::default()
    })
}

/// The filters of the command line.
pub(crate) fn filters(options: &[String]) -> Result<Vec<Filter>> {
    let mut filters: Vec<Filter> = Vec::new();
    for option in options {
        let Some((facet, value)) = option
            .split_once('=')
            .filter(|(f, v)| !f.is_empty() && !v.is_empty())
        else {
            bail!("--filter {option}: write it as FACET=VALUE, such as place=Peru");
        };
        match filters.iter_mut().find(|filter| filter.facet == facet) {
            Some(filter) => filter.values.push(value.to_owned()),
            None => filters.push(Filter {
                facet: facet.to_owned(),
                values: vec![value.to_owned()],
            }),
        }
    }
    Ok(filters)
}

/// Says which facets there are where one is asked for that is not.
pub(crate) fn ensure_facets<B: AsRef<[u8]>>(request: &Request, index: &Index<B>) -> Result<()> {
    let known = &index.schema().facets;
    for filter in &request.filters {
        if !known.contains(&filter.facet) {
            bail!(
                "--filter {}=…: there is no such facet; this archive has {}",
                filter.facet,
                known.join(", ")
            );
        }
    }
    Ok(())
}

/// Puts the values of the archive in the place of those that were typed, whatever their capitals and
/// accents; gives a line for each that it does not have.
pub(crate) fn take_values<B: AsRef<[u8]>>(request: &mut Request, index: &Index<B>) -> Vec<String> {
    let mut unknown = Vec::new();
    for Filter { facet, values } in &mut request.filters {
        let typed = std::mem::take(values);
        for value in typed {
            let meant = index.meant(facet, &value);
            if meant.same.is_empty() {
                let (told, names) = match (&*meant.like, &*meant.common) {
                    ([], []) => ("this archive has no values of it", String::new()),
                    ([], common) => ("the most common are ", common.join(", ")),
                    (like, _) => ("like it are ", like.join(", ")),
                };
                unknown.push(format!(
                    "--filter {facet}={value}: there is no such value; {told}{names}"
                ));
                values.push(value);
            } else {
                values.extend(meant.same);
            }
        }
    }
    unknown
}

fn dates(from: Option<&str>, to: Option<&str>) -> Result<Option<DateRange>> {
    let parse = |text: &str| -> Result<PartialDate> { Ok(text.parse()?) };
    let first = from.map(parse).transpose().context("--from")?;
    let last = to.map(parse).transpose().context("--to")?;
    if first.is_none() && last.is_none() {
        return Ok(None);
    }
    let is_reversed =
        |first: &PartialDate, last: &PartialDate| first.earliest_day() > last.latest_day();
    let (first, last) = match (first, last) {
        (Some(first), Some(last)) if is_reversed(&first, &last) => {
            note(&format!(
                "--from {first} --to {last}: the later date stands first; taken as --from {last} --to {first}"
            ));
            (Some(last), Some(first))
        }
        ends => ends,
    };
    Ok(Some(DateRange {
        first: first.map_or(i32::MIN, |date| date.earliest_day()),
        last: last.map_or(i32::MAX, |date| date.latest_day()),
    }))
}

/// An archive with its index.
struct Found<'a, B> {
    archive: &'a Archive,
    index: &'a Index<B>,
}

impl<B: AsRef<[u8]>> Found<'_, B> {
    fn article(&self, hit: Hit) -> Option<&Article> {
        self.archive.articles.get(hit.doc.0 as usize)
    }

    fn tell(&self, request: &Request) -> Result<()> {
        let response = self.index.search(request);
        let all = count(self.archive.articles.len(), "article");
        print(&format!("{} of {all}", response.total))?;
        if let Some(notice) = &response.notice {
            print(&self::notice(notice))?;
        }
        let style = style::out();
        for (hit, at) in response.hits.iter().zip(1..) {
            let Some(article) = self.article(*hit) else {
                continue;
            };
            let date = article
                .date
                .as_ref()
                .map(|date| format!(" ({date})"))
                .unwrap_or_default();
            print(&format!(
                "\n{at}. {}{date}  {:.2}",
                style.bold(&article.title),
                hit.score
            ))?;
            let snippet = self.snippet(request, article);
            if !snippet.0.is_empty() {
                print(&format!("   {}", style.bold_parts(&snippet.0, &snippet.1)))?;
            }
        }
        Ok(())
    }

    /// A passage around the matches, with ellipses, and the matches in it.
    fn snippet(&self, request: &Request, article: &Article) -> (String, Vec<(u32, u32)>) {
        let body = backfile_pack::body_text(&article.body);
        let text = match &article.summary {
            Some(summary) if body.trim().is_empty() => summary.as_str(),
            _ => body.as_ref(),
        };
        let matcher = self.index.matcher(&request.query, request.live);
        let snippet = matcher.snippet(text, SNIPPET_CHARS);
        let before = if snippet.cut_before { "… " } else { "" };
        let after = if snippet.cut_after { " …" } else { "" };
        let shift = before.len() as u32;
        let parts = snippet
            .highlights
            .iter()
            .map(|(from, to)| (from + shift, to + shift));
        // A line break takes the place of one sign, so the ranges stay right.
        let text = snippet.text.replace(['\n', '\r'], " ");
        (format!("{before}{text}{after}"), parts.collect())
    }

    fn as_json(&self, request: &Request) -> Value {
        let response = self.index.search(request);
        let hit = |hit: &Hit| {
            let article = self.article(*hit)?;
            Some(json!({
                "id": article.id,
                "slug": article.slug,
                "title": article.title,
                "date": article.date.as_ref().map(ToString::to_string),
                "url": article.url,
                "score": hit.score,
                "snippet": self.snippet(request, article).0,
            }))
        };
        json!({
            "query": request.query,
            "total": response.total,
            "notice": response.notice,
            "hits": response.hits.iter().filter_map(hit).collect::<Vec<_>>(),
            "facets": response.facets,
        })
    }

    fn answer_all(&self, file: &Path, request: &Request) -> Result<()> {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("{}: cannot be read", file.display()))?;
        // All are read before one is answered, so that a bad line is told alone.
        let lines = text.split('\n').zip(1..);
        let lines = lines.filter(|(line, _)| !line.trim().is_empty());
        let questions: Vec<(Value, String)> = lines
            .map(|(line, at)| {
                question(line).map_err(|why| {
                    anyhow!(
                        "{}:{at}: {why}; a line is {{\"id\": ..., \"text\": ...}}",
                        file.display()
                    )
                })
            })
            .collect::<Result<_>>()?;
        for (id, query) in questions {
            // No words ask for nothing, where every article would be an answer to a reader.
            let limit = if query.trim().is_empty() {
                0
            } else {
                request.limit
            };
            let response = self.index.search(&Request {
                query,
                limit,
                // A collection of questions judges the ranking.
                widen: true,
                ..request.clone()
            });
            print(&json!({ "id": id, "hits": self.ranked(&response) }).to_string())?;
        }
        Ok(())
    }

    fn ranked(&self, response: &Response) -> Vec<Value> {
        let hit = |hit: &Hit| Some(json!({ "id": self.article(*hit)?.id, "score": hit.score }));
        response.hits.iter().filter_map(hit).collect()
    }
}

/// Id and text of a line of questions, or what is wrong with it.
fn question(line: &str) -> Result<(Value, String), String> {
    let query: Value =
        serde_json::from_str(line).map_err(|error| format!("not a JSON object ({error})"))?;
    match query["text"].as_str() {
        Some(text) => Ok((query["id"].clone(), text.to_owned())),
        None => Err("there is no \"text\"".to_owned()),
    }
}

/// How a query was taken, in words.
pub(crate) fn notice(notice: &Notice) -> String {
    match notice {
        Notice::Partial => "no article has all words; these have some".to_owned(),
        Notice::Corrected { searched } => format!("searched for {searched} instead"),
        Notice::DidYouMean { query } => format!("did you mean {query}?"),
    }
}
