// How does a hosted page start? Asks for the program and the archive at once, then lets the
// program run. Follows failure.js; the address of the program stands in this script's own tag,
// with that of the archive's manifest where it is not one feed.
// (Preload links would do the same, but WebKit then loads everything twice.)
"use strict";
(function () {
  const page = window.__backfile;
  const own = document.currentScript.dataset;
  const address = own.program;
  const feed = document.querySelector("meta[name=backfile-source]");
  // What a plain page asked for already, which is now taken over.
  const early = window.backfileEarly || {};
  const program = early.program || fetch(address);
  page.manifest = own.manifest;
  page.source = early.manifest || fetch(own.manifest || feed.content);
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

  // Keeps the archive for readers without a network; after all that the first view needs.
  function keep() {
    if (own.worker && navigator.serviceWorker && location.protocol.startsWith("http")) {
      const workers = navigator.serviceWorker;
      // The worker of this folder, now or in a moment, is to keep the rest too. It need not serve
      // this page: one that became active while the page was loaded takes no charge of it.
      const fill = () => workers.ready.then((folder) => folder.active?.postMessage("fill"));
      // Until it says that it is done: browsers end a worker that is busy for long.
      const asking = setInterval(fill, 20000);
      const stop = () => clearInterval(asking);
      workers.addEventListener("message", stop);
      workers.addEventListener("controllerchange", fill);
      workers.register(own.worker).then(fill).catch(stop);
    }
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
    addEventListener("load", keep);
  } else {
    start().then(keep);
  }
})();
