//! Text analysis: fold, tokenize, segment, stem and slug, one definition for index, query and highlight.
