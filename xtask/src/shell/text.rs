//! How do styles lose what only people read? Comments and white space go; nothing is renamed.

/// The style sheets that a page links for Trunk, in order.
pub(crate) fn style_links(page: &str) -> Vec<String> {
    let links = page.split("<link").skip(1);
    let tags = links.filter_map(|rest| rest.split('>').next());
    tags.filter(|tag| tag.contains("data-trunk") && tag.contains("rel=\"css\""))
        .filter_map(|tag| tag.split("href=\"").nth(1)?.split('"').next())
        .map(str::to_owned)
        .collect()
}

/// Styles without comments, with every run of white space as one space; strings stay whole.
pub(crate) fn slim_styles(styles: &str) -> String {
    let mut slim = String::with_capacity(styles.len());
    let mut chars = styles.chars().peekable();
    let mut quote = None;
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), _) => {
                slim.push(c);
                if c == '\\' {
                    slim.extend(chars.next());
                } else if c == open {
                    quote = None;
                }
            }
            (None, '/') if chars.peek() == Some(&'*') => {
                let mut last = ' ';
                chars.next();
                while let Some(c) = chars.next().filter(|&c| !(last == '*' && c == '/')) {
                    last = c;
                }
            }
            (None, c) if c.is_whitespace() => {
                if !slim.ends_with([' ', '{', '}', ';']) && !slim.is_empty() {
                    slim.push(' ');
                }
            }
            (None, c) => {
                if matches!(c, '{' | '}') && slim.ends_with(' ') {
                    slim.pop();
                }
                quote = matches!(c, '"' | '\'').then_some(c);
                slim.push(c);
            }
        }
    }
    slim.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_in_order() {
        let page = r#"<link rel="icon" href="x"><link data-trunk rel="css" href="styles/b.css">
            <link data-trunk rel="rust" href="Cargo.toml"/><link data-trunk rel="css" href="styles/a.css" />"#;
        assert_eq!(style_links(page), ["styles/b.css", "styles/a.css"]);
    }

    #[test]
    fn styles_lose_comments_and_space_but_not_strings() {
        let styles = "/* c **/\na  >\n b ,c { content: \"  /* x */ \\\" \"; --e: ; }\n@media print { d { e: f } }\n";
        assert_eq!(
            slim_styles(styles),
            "a > b ,c{content: \"  /* x */ \\\" \";--e: ;}@media print{d{e: f}}"
        );
        assert_eq!(
            slim_styles("a { b: calc(1px + 2px) }"),
            "a{b: calc(1px + 2px)}"
        );
        assert_eq!(slim_styles("/* open"), "");
    }
}
