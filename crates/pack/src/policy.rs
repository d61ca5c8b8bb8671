//! What may a packed page do? The Content-Security-Policy of a file: its own scripts and styles by
//! hash, its program, a worker from a blob, pictures in the page, and no connection at all.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The policy for exactly these inline scripts and styles.
pub(crate) fn policy(scripts: &[&str], styles: &[&str]) -> String {
    let hashes = |codes: &[&str]| {
        let hashes = codes.iter().map(|code| hash(code));
        hashes.collect::<Vec<_>>().join(" ")
    };
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; worker-src blob:; \
         img-src data: blob:; font-src data:; media-src data: blob:; connect-src 'none'; \
         base-uri 'none'; form-action 'none'",
        hashes(scripts),
        hashes(styles)
    )
}

/// Names a script or style that a policy lets in.
pub(crate) fn hash(code: &str) -> String {
    format!(
        "'sha256-{}'",
        STANDARD.encode(Sha256::digest(code.as_bytes()))
    )
}
