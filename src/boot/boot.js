// How does a packed file start? Reads glue, styles and program from their entries in the page's
// comments, inflates them, lets the program run; and hands out the bytes of other entries.
// Follows failure.js and entries.js in the same script. Every sign here takes two bytes in the file.
(function () {
  const page = window.__backfile, doc = document;
  const DAMAGED = "This file is damaged: part of it is missing or was changed.";
  const AGAIN = "Get the file again from where it came from, or pack the archive again.";
  let started = false;

  entries(page, () => doc.getElementById("backfile-data"));

  function damaged(error) {
    page.fail(DAMAGED, AGAIN, String(error));
  }

  function put(tag, text) {
    const made = doc.createElement(tag);
    made.textContent = text;
    doc.head.append(made);
  }

  // All styles, in place of those for the first view.
  page.dress = function () {
    doc.querySelector("style").remove();
    put("style", page.styles);
  };

  // A frame is drawn; in a tab that nobody sees none is, in 200 ms from when tasks have their turn again.
  function frame() {
    return new Promise((go) => {
      setTimeout(() => setTimeout(go, 200));
      requestAnimationFrame(() => setTimeout(go, 8));
    });
  }

  // Whether there was no frame yet.
  let undrawn = true;
  requestAnimationFrame(() => (undrawn = false));

  // Calls back when all of the page is parsed and the list is seen.
  page.drawn = async function (then) {
    if (doc.readyState === "loading") await new Promise((go) => doc.addEventListener("DOMContentLoaded", go));
    await frame();
    then();
  };

  // Called when the program is there, or at the end of a page that is not whole.
  page.start = async function () {
    if (started) return;
    started = true;
    if (typeof WebAssembly !== "object" || typeof DecompressionStream !== "function") {
      return page.fail(page.old, page.cure, navigator.userAgent);
    }
    let module;
    try {
      page.places = JSON.parse(doc.getElementById("backfile-data").dataset.places);
      // At once, as each waits for its turn while the page is parsed; and nothing after that waits.
      [page.glue, page.styles, page.manifestJson, module] = await Promise.all([
        page.inflate("glue").text(),
        page.inflate("styles").text(),
        page.inflate("manifest").arrayBuffer(),
        page.inflate("program").arrayBuffer(),
      ]);
      module = new WebAssembly.Module(module);
    } catch (error) {
      const refused = /security|policy|unsafe-eval|blocked/i.test(error.message);
      if (!refused) return damaged(error);
      return refuse(error);
    }
    // While WebKit parses a large page it draws next to nothing, and the less if the program runs between
    // its parts; so there what the page shows is to be seen before. A small page is all there by now.
    if (undrawn && page.places.archive[4] > 1e6) await frame();
    put("script", page.glue); // which the policy lets run as it was written only
    if (typeof wasm_bindgen === "undefined") return damaged("glue");
    page.glue += entries; // for the worker
    try {
      wasm_bindgen.initSync({ module });
    } catch (error) {
      if (page.phase !== "failed") refuse(error); // else told better by the program itself
    }
  };

  function refuse(error) {
    page.fail(
      "The program in this page could not start.",
      "Open the file in a current browser, outside of a preview or a protected view.",
      String(error),
    );
  }

  doc.addEventListener("DOMContentLoaded", page.start);
})();
