// How does a packed file start? Reads glue, styles and program from their entries in the page's
// comments, inflates them, lets the program run; and hands out the bytes of other entries.
// Follows failure.js in the same script. Every sign here takes two bytes in the file.
(function () {
  const page = window.__backfile;
  const DAMAGED = "This file is damaged: part of it is missing or was changed.";
  const AGAIN = "Get the file again from where it came from, or pack the archive again.";
  let comments = [];
  let started = false;

  function damaged(error) {
    page.fail(DAMAGED, AGAIN, String(error));
  }

  // A comment of the data; the first holds the signs.
  function comment(number) {
    if (!comments[number]) {
      const nodes = document.getElementById("backfile-data").childNodes;
      comments = Array.from(nodes).filter((node) => node.nodeType === 8);
    }
    return comments[number];
  }

  // Units of a comment, as many as there are. Never all of it: that would copy it.
  function cut(node, from, count) {
    return node && from < node.length ? node.substringData(from, count) : "";
  }

  // The one place that knows what a parser makes of raw bytes (crates/pack: units): some units
  // of an entry as `size` bytes. `sign` is the number of the first sign for them in the entry.
  page.read = function (name, from, count, sign, size) {
    const place = page.places[name];
    const text = cut(comment(place[0] + 1), place[1] + from, count);
    const signs = cut(comment(0), place[3] + sign, count);
    const units = new Uint16Array((size + 1) >> 1);
    let next = 0, to = 0;
    for (let at = 0; at < text.length; at++) {
      let unit = text.charCodeAt(at);
      if (unit === 0xfffd || unit === 10) {
        unit = signs.charCodeAt(next++) - 0x4e00;
        if (unit === 0x804) units[to++] = 13;
        unit = unit < 0x800 ? unit + 0xd800 : [0xfffd, 0, 10, 13, 10][unit - 0x800];
      }
      units[to++] = unit;
    }
    return new Uint8Array(units.buffer, 0, size);
  };

  // The stored bytes of an entry.
  page.whole = function (name) {
    const place = page.places[name];
    return page.read(name, 0, place[2], 0, place[4]);
  };

  function inflate(name) {
    const stored = new Blob([page.whole(name)]).stream();
    return new Response(stored.pipeThrough(new DecompressionStream("deflate-raw")));
  }

  function put(tag, text) {
    const made = document.createElement(tag);
    made.textContent = text;
    document.head.append(made);
  }

  // All styles, in place of those for the first view.
  page.dress = function () {
    document.querySelector("style").remove();
    put("style", page.styles);
  };

  // Called when the program is there, or at the end of a page that is not whole.
  page.start = async function () {
    if (started) return;
    started = true;
    if (typeof WebAssembly !== "object" || typeof DecompressionStream !== "function" || !Blob.prototype.stream) {
      return page.fail(page.old, page.cure, navigator.userAgent);
    }
    let program;
    try {
      page.places = JSON.parse(document.getElementById("backfile-data").dataset.places);
      page.glue = await inflate("glue").text();
      page.styles = await inflate("styles").text();
      program = await WebAssembly.compile(await inflate("program").arrayBuffer());
    } catch (error) {
      const refused = /security|policy|unsafe-eval|blocked/i.test(error.message);
      if (!refused) return damaged(error);
      return refuse(error);
    }
    put("script", page.glue); // which the policy lets run as it was written only
    if (typeof wasm_bindgen === "undefined") return damaged("glue");
    try {
      await wasm_bindgen({ module_or_path: program });
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

  document.addEventListener("DOMContentLoaded", page.start);
})();
