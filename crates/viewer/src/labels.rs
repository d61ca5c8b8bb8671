//! What does the interface say? Every text of it, in one table per language.
//!
//! A text may hold places in braces, filled by [`fill`]; a text that counts is a [`Plural`],
//! which picks its form by the language's own rule. A translation is another [`Labels`] value.

/// The texts of the interface in one language.
#[derive(Debug)]
#[allow(missing_docs)] // each name says where its text stands
pub struct Labels {
    /// BCP 47 tag of the language of this table.
    pub language: &'static str,
    /// Which form a number takes.
    pub plural: fn(u64) -> Form,
    /// Stands between groups of three digits.
    pub thousands: &'static str,

    pub months: [&'static str; 12],
    /// Spring to winter.
    pub seasons: [&'static str; 4],
    pub day_date: &'static str,
    pub month_date: &'static str,
    pub decade: &'static str,
    pub about_date: &'static str,
    pub uncertain_date: &'static str,
    pub before_christ: &'static str,
    pub date_range: &'static str,
    pub since_date: &'static str,
    pub until_date: &'static str,
    pub event_date: &'static str,
    pub published_date: &'static str,
    pub undated: &'static str,

    pub skip_to_content: &'static str,
    pub search: &'static str,
    pub search_tips: &'static str,
    /// What can be typed, and what it finds.
    pub tips: [(&'static str, &'static str); 9],
    pub clear_search: &'static str,
    pub search_help: &'static str,
    pub completions: &'static str,
    pub theme: &'static str,
    /// System, light, dark.
    pub themes: [&'static str; 3],
    pub source: &'static str,
    pub licence: &'static str,
    pub made_with: &'static str,
    pub home: &'static str,
    pub embed: &'static str,
    pub embed_title: &'static str,
    /// Element, frame: what it is, and the button that copies it.
    pub embed_ways: [(&'static str, &'static str); 2],
    pub code_copied: &'static str,
    pub close: &'static str,

    pub articles: Plural,
    pub some_articles: Plural,
    pub shown_range: &'static str,
    pub save_articles: Plural,
    pub saving: &'static str,
    pub saved: &'static str,
    pub saved_in_frame: &'static str,
    pub not_saved: &'static str,
    pub loading: &'static str,
    pub loading_search: &'static str,
    pub searching: &'static str,
    pub nothing_found: &'static str,
    pub nothing_found_for: &'static str,
    pub empty_archive: &'static str,
    pub untitled: &'static str,
    pub results: &'static str,

    pub notice_partial: &'static str,
    pub notice_corrected: &'static str,
    pub notice_did_you_mean: &'static str,
    pub search_literally: &'static str,

    pub filters: &'static str,
    pub show_filters: &'static str,
    pub chosen_filters: &'static str,
    pub remove_filter: &'static str,
    pub clear_all: &'static str,
    pub facets: [(&'static str, &'static str); 7],
    pub show_all: &'static str,
    pub show_most: &'static str,
    pub show_fewer: &'static str,
    /// Shows the values of a filter that are loaded only then.
    pub show_apart: &'static str,
    /// In place of that while they are loaded.
    pub loading_values: &'static str,
    /// In place of the start of a text.
    pub loading_text: &'static str,
    pub by_year: &'static str,
    pub year_bar: &'static str,
    pub date_from: &'static str,
    pub date_to: &'static str,
    pub date_apply: &'static str,
    pub date_hint: &'static str,
    pub date_wrong: &'static str,
    pub dates: &'static str,

    pub sort: &'static str,
    /// Relevance, newest, oldest.
    pub sorts: [&'static str; 3],
    pub pages: &'static str,
    pub page: &'static str,
    pub previous_page: &'static str,
    pub next_page: &'static str,

    pub advice: &'static str,
    pub advice_any: &'static str,
    pub advice_count: &'static str,
    pub advice_without_facet: &'static str,
    pub advice_without_dates: &'static str,
    pub advice_without_filters: &'static str,
    pub advice_without_word: &'static str,
    pub advice_without_quotes: &'static str,
    pub advice_everything: &'static str,

    pub back_to_results: &'static str,
    pub back_to_list: &'static str,
    pub loading_article: &'static str,
    pub by_author: &'static str,
    pub read_original: &'static str,
    pub about_page: &'static str,
    pub places: &'static str,
    pub topics: &'static str,
    pub no_text: &'static str,
    pub lost_text: &'static str,
    pub position: &'static str,
    pub previous_article: &'static str,
    pub next_article: &'static str,
    pub neighbors: &'static str,
    pub related: &'static str,
    pub copy_link: &'static str,
    pub link_copied: &'static str,
    pub print: &'static str,
    pub matches: Plural,
    pub previous_match: &'static str,
    pub next_match: &'static str,
    pub match_position: &'static str,
    pub load_picture: &'static str,
    pub open_picture: &'static str,
    pub picture_refused: &'static str,
    pub picture: &'static str,
    pub attachments: &'static str,
    pub contents: &'static str,

    pub not_found_title: &'static str,
    pub not_found_text: &'static str,
    pub not_found_search: &'static str,
    pub failure_title: &'static str,
    pub failure_details: &'static str,
    pub copy_details: &'static str,
    pub details_copied: &'static str,
    pub try_again: &'static str,
}

/// The form of a noun after a number, as in the plural rules of Unicode CLDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// 1 in English.
    One,
    /// 2 to 4 in Czech.
    Few,
    /// 5 and more in Polish.
    Many,
    /// All others.
    Other,
}

/// A text with `{n}` in it, in each form that the language has; the others are empty.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)] // named after the forms
pub struct Plural {
    pub one: &'static str,
    pub few: &'static str,
    pub many: &'static str,
    pub other: &'static str,
}

impl Plural {
    const fn two(one: &'static str, other: &'static str) -> Plural {
        Plural {
            one,
            few: "",
            many: "",
            other,
        }
    }

    /// The text for this number.
    pub fn of(&self, count: u64) -> String {
        let form = match (labels().plural)(count) {
            Form::One => self.one,
            Form::Few => self.few,
            Form::Many => self.many,
            Form::Other => self.other,
        };
        let form = if form.is_empty() { self.other } else { form };
        fill(form, &[("n", &number_label(count))])
    }
}

/// Puts values in the places of a text, `{name}`; an unknown place is left as it is.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let place = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        if let Some((value, after)) = place {
            out.push_str(value);
            rest = after;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// A whole number with its thousands apart.
pub fn number_label(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(labels().thousands);
        }
        out.push(digit);
    }
    out
}

/// Name of a facet for readers.
pub fn facet_label(facet: &str) -> &str {
    labels()
        .facets
        .iter()
        .find(|(name, _)| *name == facet)
        .map_or(facet, |(_, label)| label)
}

/// The texts in the language of the interface; English is the only one so far.
pub fn labels() -> &'static Labels {
    &ENGLISH
}

static ENGLISH: Labels = Labels {
    language: "en",
    plural: |count| if count == 1 { Form::One } else { Form::Other },
    thousands: ",",

    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    seasons: ["spring", "summer", "autumn", "winter"],
    day_date: "{day} {month} {year}",
    month_date: "{month} {year}",
    decade: "{year}s",
    about_date: "about {date}",
    uncertain_date: "{date} (uncertain)",
    before_christ: "{year} BC",
    date_range: "{from} – {to}",
    since_date: "since {date}",
    until_date: "until {date}",
    event_date: "Event",
    published_date: "Published",
    undated: "Undated",

    skip_to_content: "Skip to content",
    search: "Search the archive",
    search_tips: "Search tips",
    tips: [
        ("coup peru", "both words, in any form"),
        ("\"state of siege\"", "the words in this order"),
        ("\"coup congress\"~5", "near each other"),
        ("coup -peru", "the first without the second"),
        ("(coup OR putsch) peru", "one of two, and a third"),
        ("demo*", "words that begin so"),
        ("=coups", "as written, in no other form"),
        (
            "title:coup",
            "there alone; also author: tag: place: category: source: lang:",
        ),
        ("date:2023..2024-06", "then; also before: and after:"),
    ],
    clear_search: "Clear the search",
    search_help: "Press / to search, Escape to clear",
    completions: "Suggestions",
    theme: "Colors",
    themes: ["System", "Light", "Dark"],
    source: "Source",
    licence: "License",
    made_with: "An archive made with Backfile. It works offline and sends nothing anywhere.",
    home: "All articles",
    embed: "Embed",
    embed_title: "Show this archive in a page of yours",
    embed_ways: [
        (
            "As an element, in fonts and colors of the page. Put its script beside the page, as the \
             command backfile embed writes it.",
            "Copy element",
        ),
        (
            "As a frame, in colors of its own. It needs no script.",
            "Copy frame",
        ),
    ],
    code_copied: "Copied",
    close: "Close",

    articles: Plural::two("{n} article", "{n} articles"),
    some_articles: Plural::two("{shown} of {n} article", "{shown} of {n} articles"),
    save_articles: Plural::two(
        "Save this article as a file",
        "Save these {n} articles as a file",
    ),
    saving: "Making the file …",
    saved: "Saved as {file}.",
    saved_in_frame: " If nothing came, the page around this one does not allow it: open the archive by itself.",
    not_saved: "No file could be made: {cause}. Try the archive by itself, in a current browser.",
    shown_range: "{first}–{last} shown",
    loading: "Loading the archive…",
    loading_search: "Preparing the search…",
    searching: "Searching…",
    nothing_found: "Nothing found",
    nothing_found_for: "Nothing found for “{query}”",
    empty_archive: "This archive has no articles yet.",
    untitled: "Untitled",
    results: "Articles",

    notice_partial: "No article holds all of these words. These come closest.",
    notice_corrected: "Showing results for “{query}”.",
    notice_did_you_mean: "Did you mean “{query}”?",
    search_literally: "Search for “{query}” exactly",

    filters: "Filters",
    show_filters: "Filters",
    chosen_filters: "Chosen filters",
    remove_filter: "Remove filter: {filter}",
    clear_all: "Clear all",
    facets: [
        ("place", "Place"),
        ("year", "Year"),
        ("category", "Category"),
        ("author", "Author"),
        ("tag", "Tag"),
        ("language", "Language"),
        ("source", "Source"),
    ],
    show_all: "Show all {n}",
    show_most: "Show the first {n} of {all}",
    show_fewer: "Show fewer",
    show_apart: "Show all",
    loading_values: "Loading…",
    loading_text: "The start of the text is loading…",
    by_year: "Articles by year",
    year_bar: "{year}: {articles}",
    date_from: "From",
    date_to: "To",
    date_apply: "Apply",
    date_hint: "2023, 2023-07 or 2023-07-26",
    date_wrong: "Write a date as 2023, 2023-07 or 2023-07-26.",
    dates: "Dates",

    sort: "Sort by",
    sorts: ["Relevance", "Newest", "Oldest"],
    pages: "Pages",
    page: "Page {n}",
    previous_page: "Previous",
    next_page: "Next",

    advice: "To find more, loosen the search:",
    advice_any: "{action}",
    advice_count: "{action}: at least {articles}",
    advice_without_facet: "Any {facet}",
    advice_without_dates: "Any date",
    advice_without_filters: "Without filters",
    advice_without_word: "Without “{word}”",
    advice_without_quotes: "The words apart, in any order",
    advice_everything: "Show all {articles}",

    back_to_results: "Back to results",
    back_to_list: "All articles",
    loading_article: "Loading the article…",
    by_author: "By {names}",
    read_original: "Read the original at {host}",
    about_page: "About a page at {host}",
    places: "Places",
    topics: "Topics",
    no_text: "The archive holds no text of this article.",
    lost_text: "The text of this article is damaged or missing. What is shown of it comes from the list.",
    position: "{n} of {total}",
    previous_article: "Previous",
    next_article: "Next",
    neighbors: "Previous and next article",
    related: "Related articles",
    copy_link: "Copy link",
    link_copied: "Link copied",
    print: "Print",
    matches: Plural::two("{n} match", "{n} matches"),
    previous_match: "Previous match",
    next_match: "Next match",
    match_position: "{n} of {matches}",
    load_picture: "Load picture from {host}",
    open_picture: "Open the picture at {host}",
    picture_refused: "The picture cannot be shown here.",
    picture: "Picture: {alt}",
    attachments: "Files",
    contents: "Contents",

    not_found_title: "Not in this archive",
    not_found_text: "There is nothing at “{given}”. The address may be mistyped, or the article may be in another archive.",
    not_found_search: "Search for “{words}”",
    failure_title: "This archive cannot be opened",
    failure_details: "Details",
    copy_details: "Copy the details",
    details_copied: "Details copied",
    try_again: "Try again",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_strange_braces_stay() {
        assert_eq!(
            fill("{a} and {b}{c", &[("a", "1"), ("b", "{a}")]),
            "1 and {a}{c"
        );
        assert_eq!(fill("{x} {a}", &[("a", "1")]), "{x} 1");
    }

    #[test]
    fn numbers_have_their_thousands_apart_and_their_plural() {
        let numbers = [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ];
        for (number, label) in numbers {
            assert_eq!(number_label(number), label);
        }
        assert_eq!(labels().articles.of(1), "1 article");
        assert_eq!(labels().articles.of(1000), "1,000 articles");
    }

    #[test]
    fn every_facet_has_a_name() {
        for facet in crate::indexing::FACETS {
            assert_ne!(facet_label(facet), facet);
        }
    }
}
