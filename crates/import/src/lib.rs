//! Importers: bytes of a source format in, archive and warnings out.
