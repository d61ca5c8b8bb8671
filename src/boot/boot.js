// How does a packed file start? Decodes the program's island, compiles it, lets it run; and hands
// out the bytes of the other islands. Follows failure.js in the same script.
(function () {
  const page = window.__backfile;
  const DAMAGED = "This file is damaged: part of it is missing or was changed.";
  const AGAIN = "Get the file again from where it came from, or pack the archive again.";

  // The one place that knows how bytes are written as text (crates/pack: encoding).
  // Seven bits to a character; what HTML cannot hold stands as one of three others.
  function decode(text) {
    const size = text.length;
    const bytes = new Uint8Array(Math.floor((size * 7) / 8));
    let held = 0, bits = 0, next = 0;
    for (let at = 0; at < size; at++) {
      let group = text.charCodeAt(at);
      if (group > 127) group = group === 0xc0 ? 0 : group === 0xc1 ? 13 : 60;
      held = ((held << 7) | group) & 0x7fff;
      bits += 7;
      if (bits >= 8) {
        bits -= 8;
        bytes[next++] = held >> bits;
      }
    }
    return bytes;
  }

  // The bytes of an island's next tag, which is removed; null after the last.
  page.next = function (island) {
    const tag = document.querySelector('script[data-island="' + island + '"]');
    if (!tag) return null;
    const text = tag.textContent;
    tag.remove();
    return decode(text);
  };

  async function start() {
    const parts = [];
    for (let part; (part = page.next("wasm")); ) parts.push(part);
    let program;
    try {
      const stream = new Blob(parts).stream().pipeThrough(new DecompressionStream("deflate-raw"));
      program = await new Response(stream).arrayBuffer();
    } catch (error) {
      return page.fail(DAMAGED, AGAIN, "wasm: " + error);
    }
    try {
      await wasm_bindgen({ module_or_path: await WebAssembly.compile(program) });
    } catch (error) {
      if (page.phase === "failed") return; // told better by the program itself
      const refused = /security|policy|unsafe-eval|blocked/i.test(error.message);
      if (error.name === "CompileError" && !refused) {
        return page.fail(DAMAGED, AGAIN, "wasm: " + error);
      }
      page.fail(
        "The program in this page could not start.",
        "Open the file in a current browser, outside of a preview or a protected view.",
        String(error),
      );
    }
  }

  if (typeof WebAssembly !== "object" || typeof DecompressionStream !== "function" || !Blob.prototype.stream) {
    page.fail(page.old, page.cure, navigator.userAgent);
  } else if (typeof wasm_bindgen === "undefined") {
    page.fail(page.old, page.cure, "the program's script did not run; " + navigator.userAgent);
  } else {
    start();
  }
})();
