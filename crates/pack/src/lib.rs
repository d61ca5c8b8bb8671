//! Writers of artefacts: single file, site and embed.
