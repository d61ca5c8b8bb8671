// What does a hosted archive of 10,000 articles cost its readers, beside Pagefind on the same documents?
//
//   node hosted.mjs BACKFILE CORPUS FOLDER ROUNDS
//
// Packs, builds, serves both compressed as a static host would, opens them in Chromium with fresh
// profiles, and prints one line of JSON; `cargo xtask bench artefacts` runs it and writes the table.
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { archive, documents } from "./documents.mjs";
import { measured } from "./measured.mjs";

const [backfile, corpus, folder, rounds] = process.argv.slice(2);
const COUNT = 10_000;
const WORD = "robot";
const sleep = (millis) => new Promise((wake) => setTimeout(wake, millis));
const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt()};`);

// --- the documents

const lines = documents(corpus, COUNT + 1);

function page({ title, text, tags, date }) {
  const filters = [...tags.map((tag) => ["tag", tag]), ["year", date.slice(0, 4)]];
  const marks = filters.map(([name, value]) => `<span data-pagefind-filter="${name}">${escaped(value)}</span>`);
  return `<!doctype html><html lang="en"><title>${escaped(title)}</title><main data-pagefind-body>` +
    `<h1>${escaped(title)}</h1><p>${escaped(text)}</p>${marks.join("")}</main></html>`;
}

const PEER = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pagefind</title><link rel="icon" href="data:,">
<aside></aside><ol></ol><script type="module">
const pagefind = await import("./pagefind/pagefind.js");
await pagefind.filters();
const found = await pagefind.search(new URLSearchParams(location.search).get("q"));
const ten = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
const draw = (into, texts) => texts.forEach((text) => into.append(Object.assign(document.createElement("li"), { textContent: text })));
draw(document.querySelector("ol"), ten.map((one) => one.meta.title + one.excerpt));
draw(document.querySelector("aside"), Object.entries(found.filters).flatMap(([, values]) => Object.keys(values)));
</script></html>`;

// --- what was built

function files(root) {
  const names = readdirSync(root, { recursive: true }).map((name) => join(root, name));
  return names.filter((name) => statSync(name).isFile());
}

const sized = (root) => ({ files: files(root).length, bytes: files(root).reduce((sum, file) => sum + statSync(file).size, 0) });

// --- a static host that compresses, and counts

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm" };

// A slow link is made here and not in the browser, whose own throttle leaves out what workers load:
// 400 ms before each answer, and 50 KB a second for all of them together.
async function host(root, isSlow) {
  const log = [];
  let free = 0; // when the link has sent what it was given
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://host").pathname.replace(/\/$/, "/index.html");
    const file = join(root, decodeURIComponent(path));
    if (!existsSync(file)) return response.writeHead(404).end();
    const bytes = gzipSync(readFileSync(file), { level: 9 });
    if (isSlow) {
      const now = Date.now();
      free = Math.max(free, now + 400) + bytes.length / 50;
      await sleep(free - now);
    }
    log.push(bytes.length);
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type, "Content-Encoding": "gzip", "Content-Length": bytes.length }).end(bytes);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { log, address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

// --- Chromium, by its driver

async function inChromium(use) {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const driver = spawn("chromedriver", [`--port=${port}`], { stdio: "ignore" });
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${path}: ${value.message}`);
    return value;
  };
  try {
    for (let tries = 0; ; tries++) {
      try { await call("GET", "/status"); break; } catch (error) { if (tries > 100) throw error; await sleep(100); }
    }
    const args = ["--headless", "--no-sandbox", "--disable-gpu", "--window-size=1280,900", "--disable-background-networking", "--enable-precise-memory-info"];
    const wanted = { alwaysMatch: { pageLoadStrategy: "none", "goog:chromeOptions": { args }, timeouts: { script: 300_000 } } };
    const { sessionId } = await call("POST", "/session", { capabilities: wanted });
    const session = `/session/${sessionId}`;
    try {
      return await use({
        cdp: (cmd, params) => call("POST", `${session}/goog/cdp/execute`, { cmd, params }),
        open: (url) => call("POST", `${session}/url`, { url }),
        run: (script) => call("POST", `${session}/execute/sync`, { script, args: [] }),
      });
    } finally { await call("DELETE", session); }
  } finally { driver.kill(); }
}

// Notes when a condition holds for the first time, in milliseconds since the page began to load.
async function times(browser, address, conditions) {
  const source = `window.__times = {}; setInterval(() => { ${Object.entries(conditions).map(([name, condition]) =>
    `try { if (!__times[${JSON.stringify(name)}] && (${condition})) __times[${JSON.stringify(name)}] = performance.now(); } catch {}`).join("\n")} }, 20);`;
  await browser.cdp("Page.addScriptToEvaluateOnNewDocument", { source });
  await browser.open(address);
  const end = Date.now() + 240_000;
  for (;;) {
    await sleep(100);
    const found = await browser.run("return window.__times").catch(() => null);
    if (found && Object.keys(conditions).every((name) => found[name])) return found;
    if (Date.now() > end) throw new Error(`${address}: ${JSON.stringify(found)} of ${Object.keys(conditions)}`);
  }
}

async function hosted(root, address, condition) {
  const millis = [];
  let requests, bytes;
  for (let round = 0; round < rounds; round++) {
    const server = await host(root, true);
    try {
      await inChromium(async (browser) => {
        millis.push((await times(browser, server.address + address, { ten: condition })).ten);
        // What was sent by then: on a slow link nothing that comes later is among it.
        [requests, bytes] = [server.log.length, server.log.reduce((sum, size) => sum + size, 0)];
      });
    } finally { server.close(); }
  }
  return { requests, bytes, slowMillis: median(millis) };
}

// --- all of it

rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, "peer", "a"), { recursive: true });
const path = (name) => join(folder, name);
for (const count of [COUNT, COUNT + 1]) writeFileSync(path(`${count}.json`), archive(lines.slice(0, count)));
lines.slice(0, COUNT).forEach((line, at) => writeFileSync(path(`peer/a/${at}.html`), page(line)));
const results = {};
const pack = (count, words) => measured(backfile, ["pack", path(`${count}.json`), "--quiet", ...words]);
results.build = await pack(COUNT, ["--site", path("site")]);
// One article more over what is there, as a publisher does it, and from nothing.
cpSync(path("site"), path("more"), { recursive: true });
await pack(COUNT + 1, ["--site", path("more")]);
await pack(COUNT + 1, ["--site", path("anew")]);
await pack(COUNT, ["--site", path("plain"), "--no-offline"]);
const program = join(import.meta.dirname, "node_modules", "@pagefind", `${process.platform}-${process.arch}`, "bin", "pagefind_extended");
results.peerBuild = await measured(program, ["--site", path("peer"), "--quiet"]);
writeFileSync(path("peer/index.html"), PEER);
results.site = sized(path("site"));
results.peerSite = sized(path("peer/pagefind"));
function changedBytes(root) {
  const changed = files(root).filter((file) => {
    const old = join(path("site"), relative(root, file));
    return !existsSync(old) || !readFileSync(old).equals(readFileSync(file));
  });
  return changed.reduce((sum, file) => sum + statSync(file).size, 0);
}
results.changedBytes = changedBytes(path("more"));
results.anewBytes = changedBytes(path("anew"));
const facets = "document.querySelectorAll('.facet li').length > 2";
const list = "document.querySelectorAll('.cards > li').length >= 10";
const answered = `${list} && ${facets} && / of /.test(document.querySelector('#backfile-count').textContent)`;
results.hosted = await hosted(path("plain"), `#/?q=${WORD}`, answered);
results.texts = await hosted(path("plain"), `#/?q=${WORD}`, `${answered} && !document.querySelector('.card-text[aria-busy=true]')`);
results.peer = await hosted(path("peer"), `?q=${WORD}`, "document.querySelectorAll('ol > li').length >= 10 && document.querySelector('aside > li')");
console.log(JSON.stringify(results));
