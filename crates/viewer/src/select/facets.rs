//! Which filters can the reader choose, and how many articles stand behind each?
//!
//! Counts are the engine's where it has answered, else the manifest's. A facet with one value in
//! the whole archive divides nothing and is not shown.

use backfile_model::Manifest;
use backfile_search::FacetCounts;

use crate::ListQuery;
use crate::dates::year_label;
use crate::indexing::FACETS;
use crate::labels::{facet_label, fill, labels, number_label};
use crate::state::State;

/// How many values a facet shows before "Show all".
const FIRST_VALUES: usize = 8;
/// How many it shows after that: a page of many thousand boxes would serve nobody.
pub(super) const MOST_VALUES: usize = 250;
/// How many years a picture of the years can hold.
const MOST_BARS: i32 = 120;

/// A filter with its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetView {
    /// Name in addresses.
    pub name: String,
    /// Name for readers.
    pub label: String,
    /// The values to show.
    pub values: Vec<ValueView>,
    /// How many values there are in all.
    pub value_count: usize,
    /// True when the reader asked for all values.
    pub is_expanded: bool,
    /// True where the engine did not count it: a facet of many values in a hosted archive, which is
    /// loaded when all of them are asked for.
    pub is_apart: bool,
}

impl FacetView {
    /// See the member; what is in one file is never apart.
    fn is_apart(&self) -> bool {
        cfg!(feature = "hosted") && self.is_apart
    }

    /// True when there are more values than are shown at first.
    pub fn can_expand(&self) -> bool {
        self.value_count > FIRST_VALUES || self.is_apart()
    }

    /// What the button that shows more or fewer says.
    pub fn expand_label(&self) -> String {
        let all = number_label(self.value_count as u64);
        if self.is_apart() {
            let labels = labels();
            let label = if self.is_expanded {
                labels.loading_values
            } else {
                labels.show_apart
            };
            label.to_owned()
        } else if self.is_expanded {
            labels().show_fewer.to_owned()
        } else if self.value_count <= MOST_VALUES {
            fill(labels().show_all, &[("n", &all)])
        } else {
            let most = number_label(MOST_VALUES as u64);
            fill(labels().show_most, &[("n", &most), ("all", &all)])
        }
    }
}

/// A value of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueView {
    /// The value as it is chosen.
    pub value: String,
    /// Number of articles in the list with it.
    pub count: u32,
    /// True when it is chosen.
    pub is_chosen: bool,
}

/// The filters in display order.
pub fn facets(state: &State, manifest: &Manifest) -> Vec<FacetView> {
    FACETS
        .iter()
        .filter_map(|name| facet(name, state, manifest))
        .collect()
}

fn facet(name: &str, state: &State, manifest: &Manifest) -> Option<FacetView> {
    let whole = whole_counts(name, manifest);
    let chosen = state.list.chosen(name);
    if whole.len() < 2 && chosen.is_empty() {
        return None;
    }
    let current = current_facet(name, state);
    let is_apart = cfg!(feature = "hosted") && current.is_none() && state.results.is_some();
    // The counts of the whole archive are true of the whole list alone.
    let otherwise = if is_apart && state.list.is_narrowed() {
        &[]
    } else {
        whole
    };
    let counts = current.map_or(otherwise, |facet| &facet.values).iter();
    let counts: Vec<&(String, u32)> = match name {
        "year" => latest_first(counts),
        _ => counts.collect(),
    };
    let missing = chosen
        .iter()
        .filter(|value| counts.iter().all(|(known, _)| known != *value));
    let missing: Vec<ValueView> = missing.map(|value| value_view(value, 0, true)).collect();
    let counted = current.map_or(counts.len(), |facet| facet.value_count as usize);
    let value_count = counted + missing.len();
    let is_expanded = state.expanded.iter().any(|facet| facet == name);
    let limit = if is_expanded && !is_apart {
        MOST_VALUES
    } else {
        FIRST_VALUES
    };
    let shown = counts
        .iter()
        .enumerate()
        .filter_map(|(at, (value, count))| {
            let is_chosen = chosen.contains(value);
            (at < limit || is_chosen).then(|| value_view(value, *count, is_chosen))
        });
    let values: Vec<ValueView> = shown.chain(missing).collect();
    if values.is_empty() && !is_apart {
        return None;
    }
    Some(FacetView {
        name: name.to_owned(),
        label: facet_label(name).to_owned(),
        values,
        value_count,
        is_expanded,
        is_apart,
    })
}

/// Years in order, by insertion: they are few, and the general sort costs the page kilobytes.
fn latest_first<'a>(counts: impl Iterator<Item = &'a (String, u32)>) -> Vec<&'a (String, u32)> {
    let year = |count: &(String, u32)| count.0.parse::<i32>().ok();
    let mut ordered: Vec<&(String, u32)> = Vec::new();
    for count in counts {
        let at = ordered.partition_point(|other| year(other) >= year(count));
        ordered.insert(at, count);
    }
    ordered
}

fn value_view(value: &str, count: u32, is_chosen: bool) -> ValueView {
    ValueView {
        value: value.to_owned(),
        count,
        is_chosen,
    }
}

fn whole_counts<'a>(name: &str, manifest: &'a Manifest) -> &'a [(String, u32)] {
    let facet = manifest.facets.iter().find(|facet| facet.name == name);
    facet.map_or(&[], |facet| &facet.values)
}

fn current_facet<'a>(name: &str, state: &'a State) -> Option<&'a FacetCounts> {
    let facets = &state.results.as_ref()?.response.facets;
    facets.iter().find(|facet| facet.facet == name)
}

/// A year in the picture of the years.
#[derive(Clone, Debug, PartialEq)]
pub struct YearBar {
    /// The year in words.
    pub label: String,
    /// What it says aloud: "2023: 12 articles".
    pub spoken: String,
    /// Height of the archive's articles of that year, 0 to 100.
    pub whole_percent: u32,
    /// Height of those in the list.
    pub shown_percent: u32,
    /// True when the year is chosen.
    pub is_chosen: bool,
    /// The list with the year chosen, or no longer.
    pub toggled: ListQuery,
}

/// The years from first to last, gaps included; nothing where a picture would tell nothing.
pub fn year_bars(state: &State, manifest: &Manifest) -> Vec<YearBar> {
    let whole = years(whole_counts("year", manifest));
    let (Some(first), Some(last)) = (
        whole.iter().map(|(year, _)| *year).min(),
        whole.iter().map(|(year, _)| *year).max(),
    ) else {
        return Vec::new();
    };
    if whole.len() < 3 || last.saturating_sub(first) >= MOST_BARS {
        return Vec::new();
    }
    let shown =
        current_facet("year", state).map_or_else(|| whole.clone(), |facet| years(&facet.values));
    let most = whole.iter().map(|(_, count)| *count).max().unwrap_or(1);
    let count_in = |counts: &[(i32, u32)], year| {
        let found = counts.iter().find(|(known, _)| *known == year);
        found.map_or(0, |(_, count)| *count)
    };
    (first..=last)
        .map(|year| {
            let label = year_label(year);
            let count = count_in(&shown, year);
            let articles = labels().articles.of(u64::from(count));
            let value = year.to_string();
            YearBar {
                spoken: fill(
                    labels().year_bar,
                    &[("year", &label), ("articles", &articles)],
                ),
                label,
                whole_percent: percent(count_in(&whole, year), most),
                shown_percent: percent(count, most),
                is_chosen: state.list.has("year", &value),
                toggled: state.list.clone().toggled("year", &value),
            }
        })
        .collect()
}

/// Even one article among thousands is seen.
fn percent(count: u32, most: u32) -> u32 {
    let share = u64::from(count) * 100 / u64::from(most.max(1));
    match count {
        0 => 0,
        _ => share.clamp(2, 100) as u32,
    }
}

fn years(counts: &[(String, u32)]) -> Vec<(i32, u32)> {
    counts
        .iter()
        .filter_map(|(year, count)| Some((year.parse().ok()?, *count)))
        .collect()
}
