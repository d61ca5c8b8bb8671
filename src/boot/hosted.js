// How does a hosted page start? Asks for the program and the archive at once, then lets the
// program run. Follows failure.js; the address of the program stands in this script's own tag.
// (Preload links would do the same, but WebKit then loads everything twice.)
"use strict";
(function () {
  const page = window.__backfile;
  const address = document.currentScript.dataset.program;
  const source = document.querySelector("meta[name=backfile-source]").content;
  const program = fetch(address);
  page.source = fetch(source);
  program.catch(function () {});
  page.source.catch(function () {}); // told by the program, which waits for it

  async function start() {
    const waiting = document.querySelector("#app [data-loading]");
    if (waiting) waiting.textContent = waiting.dataset.loading;
    if (typeof WebAssembly !== "object" || typeof wasm_bindgen === "undefined") {
      return page.fail(page.old, page.cure, navigator.userAgent);
    }
    try {
      const response = await program;
      if (!response.ok) throw new Error("status " + response.status);
      await wasm_bindgen({ module_or_path: response });
    } catch (error) {
      if (page.phase === "failed") return; // told better by the program itself
      page.fail(
        "The program of this page could not be loaded.",
        "Check the connection and reload the page.",
        address + ": " + error,
      );
    }
  }

  document.addEventListener("DOMContentLoaded", start);
})();
