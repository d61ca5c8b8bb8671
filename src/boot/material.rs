//! What the engine is made from, kept so that it can be made again where a worker fails.

use std::cell::RefCell;
use std::rc::Rc;

use backfile_model::Manifest;
#[cfg(feature = "feed")]
use backfile_model::{Archive, Article};

use crate::blocks::{Blocks, Source, damaged};
use crate::failure::{Failure, failure};
use crate::search::Engine;
use crate::store::Articles;

/// What the engine is made from.
pub(crate) enum Material {
    /// The entries of a packed file.
    Packed(PackedMaterial),
    /// A feed that was loaded by request.
    #[cfg(feature = "feed")]
    Feed {
        /// Its bytes, for the worker.
        json: Vec<u8>,
        /// Its articles, for the engine in the page.
        articles: Vec<Rc<Article>>,
        /// The archive's language.
        language: Option<String>,
    },
}

/// What the engine reads of a packed file, beside the index in the page.
pub(crate) struct PackedMaterial {
    /// The manifest's bytes.
    pub(crate) manifest_json: Vec<u8>,
    /// The article blocks, shared with the store.
    pub(crate) articles: Rc<RefCell<Articles>>,
}

impl Material {
    /// Makes the engine here.
    pub(crate) fn engine(&self) -> Result<Engine, Failure> {
        match self {
            Material::Packed(packed) => {
                let manifest = read_manifest(&packed.manifest_json)?;
                let index = Blocks::new("index", Source::Page, &manifest.index).decode_all()?;
                Engine::of_packed(&manifest, index, Rc::clone(&packed.articles))
            }
            #[cfg(feature = "feed")]
            Material::Feed {
                articles, language, ..
            } => Engine::of_articles(articles.clone(), language.as_deref()),
        }
    }
}

/// Reads a feed.
#[cfg(feature = "feed")]
pub(crate) fn read_feed(json: &[u8]) -> Result<Archive, Failure> {
    let read = backfile_model::read(json).map_err(|error| {
        failure(
            "The archive that this page loads cannot be read.",
            "Check the file with `backfile check`, then publish it again.",
            error,
        )
    })?;
    Ok(read.archive)
}

/// Reads the manifest of a packed file.
pub(crate) fn read_manifest(json: &[u8]) -> Result<Manifest, Failure> {
    let manifest = Manifest::read(json).map_err(|error| damaged(&format!("manifest: {error}")))?;
    if manifest.format != Manifest::FORMAT {
        return Err(failure(
            "This file was made by another version of Backfile.",
            "Pack the archive again with one version of the program.",
            format_args!("layout {}, expected {}", manifest.format, Manifest::FORMAT),
        ));
    }
    Ok(manifest)
}
