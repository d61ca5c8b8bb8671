//! Untrusted HTML becomes a safe tree; its text, headings, anchors, links and images.
