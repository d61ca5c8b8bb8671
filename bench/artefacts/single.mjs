// Packs the first documents of a corpus into a single file, and writes its floor beside it.
//
//   node single.mjs BACKFILE CORPUS COUNT FOLDER
//
// Leaves archive.html and floor.html in the folder and prints one line of JSON: sizes and what the
// packing took. `cargo xtask bench artefacts` then opens both in all engines.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { archive, documents, writeFloor } from "./documents.mjs";
import { measured } from "./measured.mjs";

const [backfile, corpus, count, folder] = process.argv.slice(2);
const path = (name) => join(folder, name);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
writeFileSync(path("input.json"), archive(documents(corpus, Number(count))));
const build = await measured(backfile, ["pack", path("input.json"), "-o", path("archive.html"), "--quiet"]);
await measured(backfile, ["convert", path("input.json"), "-o", path("archive.json"), "--quiet"]);
writeFloor(path("archive.html"), path("floor.html"));
const gzipJson = gzipSync(readFileSync(path("archive.json")), { level: 9 }).length;
console.log(JSON.stringify({ bytes: statSync(path("archive.html")).size, gzipJson, build }));
