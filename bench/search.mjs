// How does the engine stand against its peers, in Node, on the same documents and keystrokes?
//
//   node search.mjs judge ENGINE FOLDER             nDCG@10 on a test collection
//   node search.mjs build ENGINE CORPUS COUNT FILE  builds an index of COUNT documents into FILE
//   node search.mjs ask ENGINE FILE                 opens FILE and types into it
//
// Each prints one line of JSON; `cargo xtask bench search` runs them all, each in a process of its
// own, and writes the table. Times of building and opening are of the processor, so that others'
// work on the machine counts less; a keystroke's is the least of three runs. Keystrokes are the
// growing beginnings of the first three words of 40 titles spread over the corpus.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { engines } from "./engines.mjs";

const TITLES = 40;

function* lines(bytes) {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start);
    const stop = end < 0 ? bytes.length : end;
    if (stop > start) yield JSON.parse(bytes.toString("utf8", start, stop));
    start = stop + 1;
  }
}

function* documents(bytes, count) {
  let id = 0;
  for (const { title, text } of lines(bytes)) {
    if (id >= count) return;
    yield { id: id++, title: title ?? "", text: text ?? "" };
  }
}

function keystrokes(bytes, count) {
  const titles = Array.from(documents(bytes, count), (document) => document.title);
  const step = Math.max(1, Math.floor(titles.length / TITLES));
  const queries = [];
  for (let at = 0; at < titles.length; at += step) {
    const three = titles[at].split(/\s+/).slice(0, 3).join(" ");
    for (let end = 1; end <= three.length; end++) queries.push(three.slice(0, end));
  }
  return queries;
}

function processorSeconds(run) {
  const before = process.cpuUsage();
  const value = run();
  const { user, system } = process.cpuUsage(before);
  return [value, (user + system) / 1e6];
}

const peak = () => process.resourceUsage().maxRSS / 1024;

function build(engine, corpus, count, file) {
  const bytes = gunzipSync(readFileSync(corpus));
  const [saved, buildSeconds] = processorSeconds(() => engine.build(documents(bytes, count)));
  writeFileSync(file, saved);
  writeFileSync(`${file}.queries`, JSON.stringify(keystrokes(bytes, count)));
  const gzipBytes = gzipSync(saved, { level: 9 }).length;
  return { buildSeconds, savedBytes: saved.length, gzipBytes, buildMegabytes: peak() };
}

function ask(engine, file) {
  const queries = JSON.parse(readFileSync(`${file}.queries`, "utf8"));
  const saved = readFileSync(file);
  const [, openSeconds] = processorSeconds(() => engine.open(saved));
  const times = queries.map((query) => {
    let least = Infinity;
    for (let run = 0; run < 3; run++) {
      const start = performance.now();
      engine.search(query);
      least = Math.min(least, performance.now() - start);
      if (least > 50) break;
    }
    return least;
  });
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.floor((times.length - 1) * part)];
  return { openMillis: openSeconds * 1e3, p50: at(0.5), p95: at(0.95), openMegabytes: peak() };
}

function judge(engine, folder) {
  const docs = [...lines(readFileSync(join(folder, "docs.jsonl")))];
  const ids = docs.map((doc) => doc.id);
  engine.open(engine.build(docs.map(({ title, text }, id) => ({ id, title: title ?? "", text: text ?? "" }))));
  const gains = new Map();
  for (const line of readFileSync(join(folder, "qrels.tsv"), "utf8").split("\n").filter(Boolean)) {
    const [query, doc, gain] = line.split("\t");
    if (!gains.has(query)) gains.set(query, new Map());
    gains.get(query).set(doc, Number(gain));
  }
  const dcg = (list) => list.reduce((sum, gain, rank) => sum + (2 ** gain - 1) / Math.log2(rank + 2), 0);
  const scores = [];
  for (const { id, text } of lines(readFileSync(join(folder, "queries.jsonl")))) {
    const known = gains.get(id) ?? new Map();
    const ideal = dcg([...known.values()].sort((a, b) => b - a).slice(0, 10));
    if (ideal > 0) scores.push(dcg(engine.judge(text).map((doc) => known.get(ids[doc]) ?? 0)) / ideal);
  }
  return { ndcg: scores.reduce((a, b) => a + b, 0) / scores.length, queries: scores.length };
}

const [mode, name, ...rest] = process.argv.slice(2);
const engine = engines[name];
await engine.load();
const modes = { judge, build, ask };
console.log(JSON.stringify(modes[mode](engine, ...rest)));
