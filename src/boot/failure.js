// What does a reader see when the page cannot start? A failure view above what is there.
// First script of every page; see src/boot/page.rs for what `window.__backfile` holds.
"use strict";
(function () {
  function element(name, text, parent) {
    const made = document.createElement(name);
    made.textContent = text;
    parent.append(made);
    return made;
  }
  function fail(cause, cure, details) {
    page.phase = "failed";
    page.failure = { cause: cause, cure: cure, details: details };
    const app = document.getElementById("app") || document.body;
    for (const old of app.querySelectorAll("[data-boot-failure], [data-loading]")) old.remove();
    const view = document.createElement("section");
    view.className = "failure";
    view.dataset.bootFailure = "";
    view.setAttribute("role", "alert");
    element("h1", cause, view);
    element("p", cure, view);
    if (details) {
      const more = document.createElement("details");
      element("summary", "Details", more);
      element("pre", details, more);
      view.append(more);
    }
    app.prepend(view);
  }
  // A panic stops the program; the browser hears of it before anyone else. WebKit does not say
  // of a file what broke; every script in the page is ours.
  function hear(error, text) {
    if (error ? error.name === "RuntimeError" : text)
      fail("Something in this page broke.", page.again, error ? error + "\n" + error.stack : text);
  }
  addEventListener("error", (event) => hear(event.error, event.message));
  addEventListener("unhandledrejection", (event) => hear(event.reason));
  const page = (window.__backfile = {
    phase: "loading",
    searchHost: "starting",
    fail: fail,
    again: "Reload the page; if it happens again, send the details to the project.",
    old: "This page needs a newer browser.",
    cure: "Open it in a current version of Firefox, Chrome, Edge or Safari.",
  });
})();
