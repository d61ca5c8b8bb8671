// The first script of a page that is measured (large.rs): notes when what is there, and how much
// memory the program has. A page without the app, the floor, has a list of its own.
window.__measured = (function () {
  const times = {}, seen = {}, memories = [], workers = [];
  let given = 0;

  // A paint counts when the frame after it begins: a task posted from within that frame. Of two, the
  // sooner: a message goes through another process in WebKit, which is busy as long as a page is read.
  function painted(then, before = () => true) {
    requestAnimationFrame(() => {
      if (!before()) return;
      let isTold = false;
      const begins = () => {
        if (!isTold) then(performance.now());
        isTold = true;
      };
      const channel = new MessageChannel();
      channel.port1.onmessage = begins;
      channel.port2.postMessage(0);
      setTimeout(begins);
    });
  }

  // The titles of a list that a reader sees. Not one more is looked at, as that would lay it out.
  function titles(cards) {
    const heads = Array.from(document.querySelectorAll(cards + " > li h3"));
    const end = heads.findIndex((head) => head.getBoundingClientRect().bottom > innerHeight);
    return heads.slice(0, end < 0 ? 20 : end).map((head) => head.textContent.trim());
  }

  const lists = { first: "#app > main > .cards", list: ".backfile .cards", floor: "#floor" };
  const watch = new MutationObserver(() => {
    for (const name in lists) {
      if (seen[name] || !document.querySelector(lists[name] + " > li")) continue;
      seen[name] = true;
      // A list that is gone before a frame begins was never seen.
      painted((now) => (times[name] = now), () => {
        seen[name] = titles(lists[name]);
        return document.querySelector(lists[name]);
      });
    }
  });
  watch.observe(document, { childList: true, subtree: true });

  // Phases are noted as the program tells them.
  let page;
  Object.defineProperty(window, "__backfile", {
    get: () => page,
    set(made) {
      let phase = made.phase;
      page = Object.defineProperty(made, "phase", {
        get: () => phase,
        set(reached) {
          phase = reached;
          times[reached] = performance.now();
        },
      });
    },
  });

  // Keeps the memory of every program that starts, in the page and in its worker.
  function keepMemories(memories) {
    const { instantiate, Instance } = WebAssembly;
    const kept = (instance) => {
      memories.push(...Object.values(instance.exports).filter((made) => made instanceof WebAssembly.Memory));
      return instance;
    };
    WebAssembly.instantiate = async (...given) => {
      const made = await instantiate.apply(WebAssembly, given);
      kept(made.instance || made);
      return made;
    };
    WebAssembly.Instance = function (...given) {
      return kept(new Instance(...given));
    };
    WebAssembly.Instance.prototype = Instance.prototype;
  }
  keepMemories(memories);
  const size = (memories) => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
  const heap = () => (performance.memory ? performance.memory.usedJSHeapSize : null);

  const inWorker = `(() => { ${keepMemories}
    const memories = [], size = ${size}, heap = ${heap};
    keepMemories(memories);
    addEventListener("message", (event) => {
      if (event.data !== "measure") return;
      event.stopImmediatePropagation();
      postMessage({ wasm: size(memories), heap: heap() });
    });
  })();\n`;
  // Bytes of the texts and arrays in a message.
  function weight(given) {
    if (typeof given === "string") return 2 * given.length;
    if (ArrayBuffer.isView(given)) return given.byteLength;
    return Object.values(given || {}).reduce((sum, part) => sum + weight(part), 0);
  }
  window.Blob = class extends Blob {
    constructor(parts, options) {
      super(options?.type === "text/javascript" ? [inWorker, ...parts] : parts, options);
    }
  };
  window.Worker = class extends Worker {
    constructor(...rest) {
      super(...rest);
      workers.push(this);
    }
    postMessage(message, buffers = []) {
      given += weight(message);
      super.postMessage(message, buffers);
    }
    measure() {
      return new Promise((told) => {
        const hear = (event) => {
          if (!("wasm" in event.data)) return;
          event.stopImmediatePropagation();
          this.removeEventListener("message", hear);
          told(event.data);
        };
        this.addEventListener("message", hear);
        super.postMessage("measure");
      });
    }
  };

  async function until(condition) {
    const end = performance.now() + 50000;
    while (!condition() && performance.now() < end) await new Promise((wake) => setTimeout(wake, 20));
  }

  // What the page has come to once its list, or the search, is there.
  async function opened(isApp) {
    await until(() => (isApp ? times.list && times.search : times.floor));
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    return { times, paint: paint ? paint.startTime : null, first: seen.first, list: seen.list };
  }

  // Milliseconds from a deed to the paint of the list that comes of it.
  async function drawn(act, isThere) {
    const begin = performance.now();
    act();
    for (;;) {
      if (isThere()) return new Promise((told) => painted((now) => told(now - begin)));
      if (performance.now() - begin > 50000) return null;
      await new Promise((wake) => setTimeout(wake, 4));
    }
  }

  const count = () => document.querySelector("#backfile-count").textContent;
  const start = () => document.querySelector(".cards").getAttribute("start");
  const isStill = () => !document.querySelector("[aria-busy=true]");

  function search(words) {
    const before = count(), box = document.getElementById("backfile-search");
    return drawn(() => {
      box.value = words;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }, () => count() !== before && isStill());
  }

  async function memory() {
    const told = await Promise.all(workers.map((worker) => worker.measure()));
    const sum = (name) => told.reduce((sum, one) => sum + (one[name] || 0), 0);
    const isTold = told.every((one) => one.heap !== null);
    return { heap: heap(), workerHeap: isTold ? sum("heap") : null, wasm: size(memories), workerWasm: sum("wasm"), given };
  }

  // The last page of the whole list, then down the first one: how long frames take.
  async function scroll() {
    const go = (page) => drawn(() => (location.hash = page > 1 ? "#/?page=" + page : "#/"),
      () => start() === String((page - 1) * 50 + 1) && isStill() && count() === whole);
    const box = document.getElementById("backfile-search");
    const narrow = count();
    box.value = "";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    // What was typed comes into the address a moment later.
    await until(() => count() !== narrow && isStill() && !location.hash.includes("q="));
    const whole = count();
    const last = await go(Math.ceil(page.articleCount / 50));
    await go(1);
    await until(() => document.querySelectorAll(".cards > li").length === 50);
    scrollTo(0, 0);
    const frames = [];
    await new Promise((done) => {
      let before = null, at = -1;
      requestAnimationFrame(function step(now) {
        if (before !== null) frames.push(now - before);
        before = now;
        if (scrollY === at) return done();
        at = scrollY;
        scrollBy({ top: 120, behavior: "instant" });
        requestAnimationFrame(step);
      });
    });
    frames.sort((a, b) => a - b);
    const share = (part) => frames[Math.floor((frames.length - 1) * part)];
    return { last, frame: share(0.5), slowFrame: share(0.95), frames: frames.length };
  }

  return { opened, search, memory, scroll };
})();
