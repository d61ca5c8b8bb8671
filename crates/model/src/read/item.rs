//! What does this item say? One JSON Feed item with our extension, as an [`Article`].

use serde_json::Value;

use super::members::{LENIENT, Members};
use crate::format::EXTENSION;
use crate::{Article, Attachment, Author, Body, DateKind, PartialDate, Place, Source, WarningCode};

/// Reads one item. Its id and slug may still be missing (empty) or taken by another.
pub(super) fn article(mut item: Members<'_>) -> Article {
    let mut article = Article {
        id: item.id("id").unwrap_or_default(),
        url: item.text("url"),
        external_url: item.text("external_url"),
        title: item.text("title").unwrap_or_default(),
        summary: item.text("summary"),
        body: Body {
            html: item.text("content_html"),
            text: item.text("content_text"),
        },
        image: item.text("image"),
        date_published: time(&mut item, "date_published"),
        date_modified: time(&mut item, "date_modified"),
        authors: authors(&mut item),
        tags: item.texts("tags"),
        language: item.text("language"),
        attachments: item.objects("attachments", "url", attachment),
        ..Article::default()
    };
    let published = published_date(&item, article.date_published.as_deref());
    let stated = item.object(EXTENSION, None, |extension| {
        read_extension(&mut article, extension)
    });
    match (stated.unwrap_or(StatedDate::Nothing), published) {
        (StatedDate::Date(date), _) => article.date = Some(date),
        (StatedDate::Nothing, Some(published)) => {
            article.date = Some(published);
            article.date_kind = DateKind::Published;
        }
        (StatedDate::None | StatedDate::Nothing, _) => {}
    }
    article.extra = item.into_extra();
    article
}

/// What the extension says of the article's date.
enum StatedDate {
    /// Nothing that could be understood: `date_published` holds.
    Nothing,
    /// `null`: there is no date, whatever `date_published` says.
    None,
    /// The date.
    Date(PartialDate),
}

/// Reads the extension into the article, but for the date.
fn read_extension(article: &mut Article, mut extension: Members<'_>) -> StatedDate {
    article.slug = extension.text("slug").unwrap_or_default();
    article.categories = extension.texts("categories");
    article.places = extension.objects("places", "name", place);
    article.source = source(&mut extension);
    article.licence = extension.text("licence");
    let date = stated_date(&mut extension);
    article.date_kind = date_kind(&mut extension);
    article.extension_extra = extension.into_extra();
    date
}

fn stated_date(extension: &mut Members<'_>) -> StatedDate {
    if extension.rest.get("date").is_some_and(Value::is_null) {
        extension.take("date");
        return StatedDate::None;
    }
    let Some(text) = extension.text("date") else {
        return StatedDate::Nothing;
    };
    match text.parse() {
        Ok(date) => StatedDate::Date(date),
        Err(error) => {
            extension.warn(
                WarningCode::BadDate,
                "date",
                format_args!("{error}; left out"),
            );
            StatedDate::Nothing
        }
    }
}

fn date_kind(extension: &mut Members<'_>) -> DateKind {
    match extension.text("date_kind").as_deref() {
        None | Some("published") => DateKind::Published,
        Some("event") => DateKind::Event,
        Some(_) => {
            let text = "is neither `published` nor `event`; taken as `published`";
            extension.warn(WarningCode::BadValue, "date_kind", text);
            DateKind::Published
        }
    }
}

/// A time as it was given. A number is taken for the day that its digits write, or for the seconds
/// or milliseconds since 1970 that some programs write.
fn time(item: &mut Members<'_>, name: &str) -> Option<String> {
    let number = item.rest.get(name).filter(|_| LENIENT);
    let number = number.and_then(Value::as_i64);
    let (time, what) = match number.and_then(written_day) {
        Some(day) => (Some(day), "a day written as YYYYMMDD"),
        None => (
            number.and_then(unix_time),
            "seconds or milliseconds since 1970",
        ),
    };
    if time.is_none() {
        return item.text(name);
    }
    item.rest.remove(name);
    let text = format_args!("is a number; taken as {what}");
    item.warn(WarningCode::WrongType, name, text);
    time
}

/// RFC 3339 of a number such as 20230726. As seconds these would be days of August 1970, before which
/// and long after which nobody published a feed.
fn written_day(number: i64) -> Option<String> {
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    let is_likely = (1900..2100).contains(&year);
    let day: PartialDate = format!("{year}-{month:02}-{day:02}").parse().ok()?;
    is_likely.then(|| format!("{day}T00:00:00Z"))
}

/// RFC 3339 of seconds or, when it would be too far away, milliseconds since 1970.
fn unix_time(count: i64) -> Option<String> {
    let is_millis = count.unsigned_abs() > 100_000_000_000;
    let seconds = if is_millis {
        count.div_euclid(1000)
    } else {
        count
    };
    let day = i32::try_from(seconds.div_euclid(86_400)).ok()?;
    let date = PartialDate::from_day(day)?;
    let (hour, minute) = (
        seconds.rem_euclid(86_400) / 3600,
        seconds.rem_euclid(3600) / 60,
    );
    let second = seconds.rem_euclid(60);
    Some(format!("{date}T{hour:02}:{minute:02}:{second:02}Z"))
}

fn published_date(item: &Members<'_>, published: Option<&str>) -> Option<PartialDate> {
    let published = published?;
    let date = PartialDate::from_timestamp(published);
    if date.is_none() {
        let short: String = published.chars().take(40).collect();
        let text = format_args!(
            "`{short}` is not a time such as 2023-07-26T03:00:00Z; the article has no date"
        );
        item.warn(WarningCode::BadDate, "date_published", text);
    }
    date
}

/// `authors`, and the `author` of JSON Feed 1.0.
pub(super) fn authors(members: &mut Members<'_>) -> Vec<Author> {
    let mut authors = members.objects("authors", "name", author);
    if let Some(author) = members.object("author", Some("name"), author).flatten()
        && !authors.contains(&author)
    {
        authors.push(author);
    }
    authors
}

fn author(mut members: Members<'_>) -> Option<Author> {
    let author = Author {
        name: members.text("name"),
        url: members.text("url"),
        avatar: members.text("avatar"),
    };
    let is_empty = author == Author::default();
    if is_empty {
        members.warn(
            WarningCode::Missing,
            "name",
            "is missing; the author is left out",
        );
    }
    members.report_rest();
    (!is_empty).then_some(author)
}

/// The member `source` of an extension.
pub(super) fn source(extension: &mut Members<'_>) -> Option<Source> {
    extension
        .object("source", Some("name"), |mut members| {
            let (name, url) = (members.text("name"), members.text("url"));
            if name.is_none() {
                members.warn(WarningCode::Missing, "name", "is missing");
            }
            members.report_rest();
            let is_empty = name.is_none() && url.is_none();
            (!is_empty).then(|| Source {
                name: name.unwrap_or_default(),
                url,
            })
        })
        .flatten()
}

fn place(mut members: Members<'_>) -> Option<Place> {
    let name = members.text("name");
    let country = members
        .text("country")
        .map(|code| code.to_ascii_uppercase());
    if name.is_none() {
        let text = match country {
            Some(_) => "is missing; its country stands for it",
            None => "is missing; the place is left out",
        };
        members.warn(WarningCode::Missing, "name", text);
    }
    members.report_rest();
    let name = name.or_else(|| country.clone())?;
    Some(Place { name, country })
}

fn attachment(mut members: Members<'_>) -> Option<Attachment> {
    let Some(url) = members.text("url") else {
        members.warn(
            WarningCode::Missing,
            "url",
            "is missing; the attachment is left out",
        );
        return None;
    };
    let mime_type = members.text("mime_type").unwrap_or_else(|| {
        members.warn(
            WarningCode::Missing,
            "mime_type",
            "is missing; taken as unknown",
        );
        "application/octet-stream".to_owned()
    });
    let attachment = Attachment {
        url,
        mime_type,
        title: members.text("title"),
        size_in_bytes: members.number("size_in_bytes", serde_json::Number::as_u64),
        duration_in_seconds: members.number("duration_in_seconds", serde_json::Number::as_f64),
    };
    members.report_rest();
    Some(attachment)
}
