// How does the engine stand against its peers, in Node, on the same documents and keystrokes?
//
//   node search.mjs judge ENGINE FOLDER             nDCG@10 on a test collection
//   node search.mjs unpack CORPUS.gz COUNT CORPUS   unpacks a corpus, and chooses what is typed
//   node search.mjs build ENGINE CORPUS COUNT FILE  builds an index of COUNT documents into FILE
//   node search.mjs ask ENGINE CORPUS FILE          opens FILE and types into it
//   node search.mjs whole ENGINE QUERIES FILE       opens FILE and asks whole queries
//
// Each prints one line of JSON; `cargo xtask bench search` runs them all, each in a process of its
// own, and writes the table. Times of building and opening are of the processor, so that others'
// work on the machine counts less; a keystroke's is the least of three runs. Keystrokes are the
// growing beginnings of the first three words of 40 titles spread over the corpus.
import { closeSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { engines } from "./engines.mjs";

const TITLES = 40;

// The lines of a file of JSON Lines, read piece by piece, so that a corpus is not in memory.
function* lines(file) {
  const descriptor = openSync(file, "r");
  const piece = Buffer.alloc(1 << 16);
  let rest = Buffer.alloc(0);
  for (let size; (size = readSync(descriptor, piece)) > 0; ) {
    let start = 0;
    for (let end; (end = piece.indexOf(10, start)) >= 0 && end < size; start = end + 1) {
      const line = Buffer.concat([rest, piece.subarray(start, end)]).toString();
      rest = rest.subarray(0, 0);
      if (line) yield JSON.parse(line);
    }
    rest = Buffer.concat([rest, piece.subarray(start, size)]);
  }
  closeSync(descriptor);
  if (rest.length > 0) yield JSON.parse(rest.toString());
}

function* documents(file, count) {
  let id = 0;
  for (const { title, text } of lines(file)) {
    if (id >= count) return;
    yield { id: id++, title: title ?? "", text: text ?? "" };
  }
}

function keystrokes(titles) {
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

// Unpacks a corpus, and writes the keystrokes of its first documents beside it.
function unpack(corpus, count, file) {
  writeFileSync(file, gunzipSync(readFileSync(corpus)));
  const titles = Array.from(documents(file, count), (document) => document.title);
  writeFileSync(`${file}.queries`, JSON.stringify(keystrokes(titles)));
  return {};
}

function build(engine, corpus, count, file) {
  const [saved, buildSeconds] = processorSeconds(() => engine.build(documents(corpus, count)));
  const buildMegabytes = peak();
  writeFileSync(file, saved);
  const gzipBytes = gzipSync(saved, { level: 9 }).length;
  return { buildSeconds, savedBytes: saved.length, gzipBytes, buildMegabytes };
}

function times(queries, runs, search) {
  const times = queries.map((query) => {
    let least = Infinity;
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      search(query);
      least = Math.min(least, performance.now() - start);
      if (least > 50) break;
    }
    return least;
  });
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.floor((times.length - 1) * part)];
  return { p50: at(0.5), p95: at(0.95) };
}

function ask(engine, corpus, file) {
  const queries = JSON.parse(readFileSync(`${corpus}.queries`, "utf8"));
  const saved = readFileSync(file);
  const [, openSeconds] = processorSeconds(() => engine.open(saved));
  const typed = times(queries, 3, (query) => engine.search(query));
  return { openMillis: openSeconds * 1e3, ...typed, openMegabytes: peak() };
}

// Whole queries, of all or of any of their words, as tantivy is asked.
function whole(engine, file, saved) {
  const queries = JSON.parse(readFileSync(file, "utf8"));
  engine.open(readFileSync(saved));
  const all = times(queries, 5, (query) => engine.search(query, 0));
  const any = times(queries, 5, (query) => engine.search(query.replaceAll(" ", " OR "), 0));
  return { all, any };
}

function judge(engine, folder) {
  const docs = [...lines(join(folder, "docs.jsonl"))];
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
  for (const { id, text } of lines(join(folder, "queries.jsonl"))) {
    const known = gains.get(id) ?? new Map();
    const ideal = dcg([...known.values()].sort((a, b) => b - a).slice(0, 10));
    if (ideal > 0) scores.push(dcg(engine.judge(text).map((doc) => known.get(ids[doc]) ?? 0)) / ideal);
  }
  return { ndcg: scores.reduce((a, b) => a + b, 0) / scores.length, queries: scores.length };
}

const [mode, ...rest] = process.argv.slice(2);
if (mode === "unpack") {
  console.log(JSON.stringify(unpack(...rest)));
} else {
  const [name, ...words] = rest;
  const engine = engines[name];
  await engine.load();
  const modes = { judge, build, ask, whole };
  console.log(JSON.stringify(modes[mode](engine, ...words)));
}
