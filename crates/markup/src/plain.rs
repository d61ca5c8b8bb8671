//! Here is plain text: what is it as a document?
//!
//! An empty line parts paragraphs, a single line break stays one, and bare http(s) addresses
//! become links.

use crate::builder::TreeBuilder;
use crate::node::Document;
use crate::policy::Policy;

/// Plain text as a safe tree.
pub fn paragraphs(text: &str) -> Document {
    let mut builder = TreeBuilder::new(Policy::default());
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut in_paragraph = false;
    for line in text.split('\n') {
        if line.trim().is_empty() {
            if in_paragraph {
                builder.end();
            }
            in_paragraph = false;
            continue;
        }
        if in_paragraph {
            builder.start("br", NO_ATTRIBUTES);
            builder.end();
        } else {
            builder.start("p", NO_ATTRIBUTES);
        }
        in_paragraph = true;
        push_line(&mut builder, line);
    }
    builder.finish().document
}

const NO_ATTRIBUTES: [(&str, &str); 0] = [];

/// A line, its addresses as links.
fn push_line(builder: &mut TreeBuilder, line: &str) {
    let mut rest = line;
    while let Some((start, end)) = find_address(rest) {
        builder.text(&rest[..start]);
        builder.start("a", [("href", &rest[start..end])]);
        builder.text(&rest[start..end]);
        builder.end();
        rest = &rest[end..];
    }
    builder.text(rest);
}

/// The byte range of the first bare address in a line.
fn find_address(line: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let start = from + line[from..].find("http")?;
        let rest = &line[start..];
        let host = ["https://", "http://"].into_iter();
        let host = host.filter(|scheme| rest.starts_with(scheme)).map(str::len);
        let is_word_start = !line[..start].ends_with(char::is_alphanumeric);
        if let Some(host) = host.max().filter(|_| is_word_start) {
            let is_end = |c: char| c.is_whitespace() || c.is_control() || "<>\"“”«»".contains(c);
            let end = rest.find(is_end).unwrap_or(rest.len());
            let end = without_trailing_marks(&rest[..end]);
            if rest[host..end.max(host)].starts_with(char::is_alphanumeric) {
                return Some((start, start + end));
            }
        }
        from = start + "http".len();
    }
}

/// The length of an address without the punctuation of the sentence around it: a closing bracket
/// belongs to it only if it was opened in it.
fn without_trailing_marks(address: &str) -> usize {
    let mut opened = [0_i32; 2];
    for c in address.chars() {
        match c {
            '(' => opened[0] += 1,
            ')' => opened[0] -= 1,
            '[' => opened[1] += 1,
            ']' => opened[1] -= 1,
            _ => {}
        }
    }
    let mut kept = address;
    while let Some(last) = kept.chars().next_back() {
        let cut = match last {
            ')' if opened[0] < 0 => {
                opened[0] += 1;
                true
            }
            ']' if opened[1] < 0 => {
                opened[1] += 1;
                true
            }
            _ => ".,;:!?'’…*_".contains(last),
        };
        if !cut {
            break;
        }
        kept = &kept[..kept.len() - last.len_utf8()];
    }
    kept.len()
}
