//! How do scripts get small? Ours and the glue of wasm-bindgen, which says things at length: comments,
//! white space, local names and what nothing uses go. What a script says to others stays: names at
//! its top, keys of objects, comments on its licence (`/*!`). The sources are what people read.

use anyhow::{Error, Result, bail};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions, CommentOptions, LegalComment};
use oxc_compat::EngineTargets;
use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// A classic script that does the same.
pub(crate) fn small(script: &str) -> Result<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, script, SourceType::script()).parse();
    if let Some(error) = parsed.diagnostics.first() {
        bail!("a script cannot be read: {error}");
    }
    let mut program = parsed.program;
    let options = MinifierOptions {
        compress: Some(CompressOptions {
            // A browser that is too old must still get as far as being told so: no newer syntax comes in.
            target: EngineTargets::from_target("es2018").map_err(Error::msg)?,
            ..CompressOptions::default()
        }),
        mangle: Some(MangleOptions::default()),
        mangle_properties: None,
    };
    let made = Minifier::new(options).minify(&allocator, &mut program);
    let options = CodegenOptions {
        comments: CommentOptions {
            legal: LegalComment::Inline,
            ..CommentOptions::disabled()
        },
        ..CodegenOptions::minify()
    };
    let written = Codegen::new()
        .with_options(options)
        .with_scoping(made.scoping)
        .with_private_member_mappings(made.class_private_mappings)
        .build(&program);
    Ok(written.code + "\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::small;

    #[test]
    fn what_others_see_keeps_its_name() {
        let script = "/*! A licence */\n/** doc */\nlet wasm_bindgen = (function (exports) {\n\
                      const longName = { __wbg_one: function (argument) { return argument + 1; } };\n\
                      exports.close = function () { return longName; }; // why\nreturn exports;\n})({});\n";
        let small = small(script).unwrap();
        for kept in [
            "/*! A licence */",
            "let wasm_bindgen=",
            "__wbg_one",
            ".close=",
        ] {
            assert!(small.contains(kept), "{kept} is not in {small}");
        }
        for lost in ["doc", "why", "longName", "argument"] {
            assert!(!small.contains(lost), "{lost} is in {small}");
        }
    }

    #[test]
    fn no_syntax_comes_in_that_was_not_there() {
        let script = "page.a = page.b === null || page.b === undefined ? 1 : page.b; if (page.c) page.c.d();";
        let small = small(script).unwrap();
        assert!(!small.contains("??") && !small.contains("?."), "{small}");
    }

    #[test]
    fn a_text_of_a_function_is_whole() {
        // The start of a worker is made of one: nothing from around it may be put in or taken out.
        let script = "(function () { function work(event) { postMessage(event.data) }\n\
                      run(\"onmessage=\" + work); })();";
        let small = small(script).unwrap();
        assert!(
            small.contains("postMessage(") && small.contains(".data"),
            "{small}"
        );
    }

    #[test]
    fn what_is_no_script_is_told() {
        assert!(small("function (").is_err());
    }
}
