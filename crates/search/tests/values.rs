//! Which facet values are meant by what somebody typed?
#![allow(clippy::unwrap_used)]

use std::borrow::Cow;

use backfile_search::{Builder, Document, FacetId, Index, Schema};

fn index(values: &[&'static str]) -> Index<Vec<u8>> {
    let mut builder = Builder::new(Schema {
        fields: Vec::new(),
        facets: vec!["place".to_owned(), "other".to_owned()],
    });
    for value in values {
        builder.add(Document {
            facets: vec![
                (FacetId(0), Cow::Borrowed(value)),
                (FacetId(1), Cow::Borrowed("Somewhere else")),
            ],
            ..Document::default()
        });
    }
    Index::open(builder.finish().unwrap()).unwrap()
}

#[test]
fn capitals_and_accents_make_no_other_value() {
    let index = index(&["Perú", "Chile", "PERU", "Chile"]);
    assert_eq!(index.meant("place", "peru").same, ["PERU", "Perú"]);
    assert_eq!(
        index.meant("place", "Perú").same,
        ["Perú"],
        "as it is typed"
    );
    assert_eq!(index.meant("place", "CHILE").same, ["Chile"]);
}

#[test]
fn what_is_not_there_is_told_with_what_is_like_it() {
    let index = index(&["Boats", "Bolivia", "Bolivia", "Ships and boats", "Chad"]);
    let meant = index.meant("place", "baots");
    assert!(meant.same.is_empty() && meant.like.is_empty());
    assert_eq!(meant.common[0], "Bolivia", "the most common first");
    assert_eq!(
        index.meant("place", "boat").like,
        ["Boats", "Ships and boats"]
    );
    assert_eq!(index.meant("place", "Bolvia").like, ["Bolivia"]);
    assert_eq!(index.meant("place", "Somewhere else").like, [""; 0]);
    assert_eq!(index.meant("nothing", "x").common, [""; 0]);
}
