// How does a reader save a selection as a file of its own? `page.save`, where the file has the program
// that writes one. Part of the glue, so it must do nothing in a worker.
(function () {
  const page = typeof document === "object" && window.__backfile;
  if (!page || !page.places || !page.places.saver) return;
  let saving = false;

  // Runs in the worker, after the saver's own glue.
  function work(event) {
    try {
      wasm_bindgen.initSync({ module: new WebAssembly.Module(event.data[0]) });
      const file = wasm_bindgen.save(...event.data[1], (done) => postMessage(done));
      postMessage(file, [file.buffer]);
    } catch (error) {
      postMessage(String(error));
    }
  }

  async function made(articles, title) {
    const manifest = new Uint8Array(await page.inflate("manifest").arrayBuffer());
    const program = await page.inflate("saver").arrayBuffer();
    const script = (await page.inflate("saverGlue").text()) + "\n;onmessage=" + work;
    const entries = ["index", "archive", "program", "glue", "styles", "saver", "saverGlue"];
    const boot = document.querySelector("#app + script").textContent;
    const parts = [manifest, ...entries.map(page.whole), boot, title, articles];
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
    return new Promise((done, fail) => {
      worker.onmessage = (event) => {
        if (typeof event.data !== "number") (event.data.buffer ? done : fail)(event.data);
      };
      worker.onerror = (event) => fail(event.message || "no worker");
      worker.postMessage([program, parts]);
    }).finally(() => worker.terminate());
  }

  async function save(articles, title) {
    const file = await made(articles, title);
    const words = title.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) || ["archive"];
    const link = document.createElement("a");
    link.download = words.join("-").slice(0, 80) + ".html";
    link.href = URL.createObjectURL(new Blob([file], { type: "text/html" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    return link.download + ", " + Math.ceil(file.length / 1000) + " KB";
  }

  // Numbers of articles as bytes, the new title, and what to say meanwhile and then.
  page.save = async function (numbers, title, making, saved, framed, failed) {
    if (saving) return;
    saving = true;
    const told = document.querySelector(".saving [role=status]");
    told.textContent = making;
    try {
      const file = await save(new Uint32Array(numbers.slice().buffer).sort(), title);
      told.textContent = saved.replace("{file}", () => file) + (parent === window ? "" : framed);
    } catch (error) {
      told.textContent = failed.replace("{cause}", () => error.message || error);
    }
    saving = false;
  };
})();
