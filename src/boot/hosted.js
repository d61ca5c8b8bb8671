// How does a hosted page start? Loads the program beside it and lets it run. Follows failure.js
// and the glue; the address of the program stands in this script's own tag.
"use strict";
(function () {
  const page = window.__backfile;
  const program = document.currentScript.dataset.program;

  async function start() {
    try {
      await wasm_bindgen({ module_or_path: program });
    } catch (error) {
      if (page.phase === "failed") return; // told better by the program itself
      page.fail(
        "The program of this page could not be loaded.",
        "Check the connection and reload the page.",
        program + ": " + error,
      );
    }
  }

  if (typeof WebAssembly !== "object" || typeof wasm_bindgen === "undefined") {
    page.fail(page.old, page.cure, navigator.userAgent);
  } else {
    start();
  }
})();
