//! Images; and players and frames, which become links to what they would have shown, since a
//! reader makes no request unless asked.

use super::TreeBuilder;
use crate::attribute::{Attribute, Source, words};
use crate::node::{Image, Node};
use crate::report;
use crate::rule::{self, Rule};
use crate::tag::Tag;
use crate::url;

/// A player or frame that is open: everything in it is a fallback, but it may name the address.
#[derive(Debug)]
pub(super) struct Player {
    href: Option<String>,
    label: Option<String>,
    media_type: String,
    /// How many elements are open in it, itself included.
    depth: usize,
}

impl TreeBuilder {
    pub(super) fn start_player(&mut self, kind: &str, source: &Source) {
        let mut player = Player {
            href: None,
            label: source.words(&["title", "aria-label"]),
            media_type: kind.to_owned(),
            depth: 1,
        };
        player.take_address(source, self.policy.base_url.as_deref());
        self.player = Some(player);
    }

    pub(super) fn start_in_player(&mut self, name: &str, source: &Source) {
        let base = self.policy.base_url.as_deref();
        if let Some(player) = &mut self.player {
            player.depth += 1;
            let is_parameter = name == "param"
                && source.get("name").is_some_and(|name| {
                    ["movie", "src", "url"].contains(&name.to_ascii_lowercase().as_str())
                });
            let is_nested = matches!(rule::find(name).1, Rule::Media(_));
            if name == "source" || is_nested || is_parameter {
                player.take_address(source, base);
            }
        }
    }

    pub(super) fn end_in_player(&mut self) {
        if let Some(player) = &mut self.player {
            player.depth -= 1;
            if player.depth > 0 {
                return;
            }
        }
        let Some(player) = self.player.take() else {
            return;
        };
        if let Some(href) = &player.href {
            self.losses.add(report::MEDIA);
            self.push_media_link(href, player.label, &player.media_type);
        } else {
            self.losses.add(report::EMPTY_MEDIA);
        }
    }

    /// A link in a block of its own.
    fn push_media_link(&mut self, href: &str, label: Option<String>, media_type: &str) {
        if !self.math.is_empty() {
            return;
        }
        let label = label.unwrap_or_else(|| {
            let bare = href.split_once("://").map_or(href, |(_, bare)| bare);
            bare.trim_end_matches('/').to_owned()
        });
        self.close_leaf();
        let mut link = Source::default();
        link.offer("href", href);
        link.offer("type", media_type);
        self.start_inline(Tag::A, &link);
        self.push_text(&label);
        self.end();
        self.close_leaf();
    }

    pub(super) fn push_image(&mut self, source: &Source) {
        let alt = words(source.get("alt")).unwrap_or_default();
        let width = pixels(source.get("width"));
        let height = pixels(source.get("height"));
        if width.is_some_and(|pixels| pixels < 2) || height.is_some_and(|pixels| pixels < 2) {
            self.losses.add(report::TRACKER);
            return;
        }
        let src = self.image_address(source).filter(|_| self.policy.images);
        let Some(src) = src else {
            return self.push_text(&alt);
        };
        // Lazy loaders put the true image into a noscript element right after a stand-in.
        if self.noscripts > 0 && src == self.last_image {
            return;
        }
        self.last_image.clone_from(&src);
        let image = Image {
            remote: !src.starts_with("data:"),
            src,
            alt,
            title: words(source.get("title")),
            width,
            height,
        };
        self.push_object(Node::Image(Box::new(image)));
        if let Some(id) = self.own_id(source) {
            self.push_anchor(id);
        }
    }

    /// The address of the image itself: lazy loaders keep it apart from `src`.
    fn image_address(&mut self, source: &Source) -> Option<String> {
        let lazy = ["data-src", "data-lazy-src", "data-original"];
        let mut lazy = lazy.iter().filter_map(|name| source.get(name));
        let lazy = lazy.find(|address| !address.trim().is_empty());
        let first = source.get("srcset").and_then(largest_candidate);
        let given = [lazy, source.get("src"), first];
        let given = given.into_iter().flatten();
        let mut given = given
            .filter(|address| !address.trim().is_empty())
            .peekable();
        let was_given = given.peek().is_some();
        let base = self.policy.base_url.as_deref();
        let safe = given.find_map(|address| url::image(address, base));
        if safe.is_none() && was_given {
            self.losses.add(report::UNSAFE_IMAGE);
        }
        safe
    }
}

impl Player {
    fn take_address(&mut self, source: &Source, base: Option<&str>) {
        let given = ["src", "data-src", "data", "value"];
        let mut given = given.iter().filter_map(|name| source.get(name));
        let address = given.find_map(|address| {
            let safe = url::source(address, base)?;
            Some(safe).filter(|_| address.trim() != "about:blank")
        });
        if self.href.is_none()
            && let Some(address) = address
        {
            self.href = Some(address);
            let own = source.cleaned(Tag::A).into_iter();
            let mut own = own.filter(|(name, _)| *name == Attribute::Type);
            if let Some((_, media_type)) = own.next() {
                self.media_type = media_type;
            }
        }
        if self.label.is_none() {
            self.label = source.words(&["title", "aria-label"]);
        }
    }
}

/// A size in CSS pixels, as `300` or `300px`; sizes in percent depend on a layout that is gone.
fn pixels(value: Option<&str>) -> Option<u32> {
    let value = value?.trim();
    let value = value.strip_suffix("px").unwrap_or(value);
    let whole = value.split('.').next()?;
    let pixels: u32 = whole.parse().ok()?;
    let is_number = value
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    (is_number && pixels <= 100_000).then_some(pixels)
}

/// The address of the largest candidate of a `srcset`.
fn largest_candidate(srcset: &str) -> Option<&str> {
    let candidates = srcset.split(", ").filter_map(|candidate| {
        let mut parts = candidate.split_ascii_whitespace();
        let address = parts.next()?.trim_end_matches(',');
        let size = parts.next().unwrap_or("1x");
        // Densities such as 1.5x: the whole part decides, floats would cost the page kilobytes.
        let size: u32 = size.split(['w', 'x', '.']).next()?.parse().ok()?;
        Some((address, size))
    });
    let largest = candidates.reduce(|best, next| if next.1 > best.1 { next } else { best });
    largest.map(|(address, _)| address)
}
