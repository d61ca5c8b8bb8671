// How does the engine stand against its peers, in Node, on the same documents and keystrokes?
//
//   node search.mjs CORPUS.jsonl.gz [COUNT ...]      all engines, a table as Markdown
//   node search.mjs --one ENGINE CORPUS.jsonl.gz COUNT     one engine, JSON (a process of its own)
//
// ENGINES=backfile,minisearch limits the engines. Build the wasm first:
//   cargo build --release --target wasm32-unknown-unknown --manifest-path bench/wasm/Cargo.toml
// Times of building and opening are of the processor, so that others' work on the machine counts
// less; a keystroke's is the least of three runs. A keystroke is a growing beginning of the first
// three words of a title, 60 titles spread over the corpus.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { engines } from "./engines.mjs";

function documents(path, count) {
  const lines = gunzipSync(readFileSync(path)).toString().split("\n").filter(Boolean);
  return lines.slice(0, count).map((line, id) => {
    const { title, text } = JSON.parse(line);
    return { id, title, text };
  });
}

function keystrokes(docs) {
  const step = Math.max(1, Math.floor(docs.length / 60));
  const queries = [];
  for (let at = 0; at < docs.length && queries.length < 4000; at += step) {
    const three = docs[at].title.split(/\s+/).slice(0, 3).join(" ");
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

async function one(name, path, count) {
  const engine = engines[name];
  const docs = documents(path, count);
  const queries = keystrokes(docs);
  await engine.load();
  const [saved, buildSeconds] = processorSeconds(() => engine.build(docs));
  docs.length = 0;
  const [, openSeconds] = processorSeconds(() => engine.open(saved));
  const times = queries.map((query) => {
    let least = Infinity;
    for (let run = 0; run < 3; run++) {
      const start = performance.now();
      engine.search(query);
      least = Math.min(least, performance.now() - start);
      if (least > 100) break;
    }
    return least;
  });
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.floor((times.length - 1) * part)];
  const peak = process.resourceUsage().maxRSS / 1024;
  return {
    engine: name, count, buildSeconds, openMillis: openSeconds * 1e3,
    savedBytes: saved?.length ?? null, gzipBytes: saved ? gzipSync(saved, { level: 9 }).length : null,
    p50: at(0.5), p95: at(0.95), peakMegabytes: peak,
  };
}

function row(r) {
  const megabytes = (bytes) => (bytes === null ? "-" : (bytes / 1e6).toFixed(2));
  return `| ${r.engine} | ${r.count} | ${r.buildSeconds.toFixed(2)} | ${megabytes(r.savedBytes)} (${megabytes(r.gzipBytes)}) | ${r.openMillis.toFixed(1)} | ${r.p50.toFixed(3)} / ${r.p95.toFixed(2)} | ${r.peakMegabytes.toFixed(0)} |`;
}

const args = process.argv.slice(2);
if (args[0] === "--one") {
  console.log(JSON.stringify(await one(args[1], args[2], Number(args[3]))));
} else {
  const names = process.env.ENGINES?.split(",") ?? Object.keys(engines);
  console.log("| engine | documents | build s | saved MB (gzipped) | open ms | keystroke p50 / p95 ms | peak MB |");
  console.log("|---|---|---|---|---|---|---|");
  for (const count of args.slice(1).length ? args.slice(1) : ["Infinity"]) {
    for (const name of names) {
      const options = { maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "inherit"] };
      const command = ["--max-old-space-size=6000", fileURLToPath(import.meta.url), "--one", name, args[0], count];
      const result = JSON.parse(execFileSync(process.execPath, command, options).toString().trim().split("\n").at(-1));
      console.log(row(result));
      if (process.env.JSON_LINES) console.error(JSON.stringify(result));
    }
  }
}
