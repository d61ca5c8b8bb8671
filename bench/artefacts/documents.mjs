// The documents of a corpus as an archive, and the page of its size that a packed file is measured
// beside.
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** The first documents of a corpus (JSON Lines in gzip). */
export function documents(corpus, count) {
  return gunzipSync(readFileSync(corpus)).toString().split("\n", count).map((line) => JSON.parse(line));
}

/** Documents as a JSON Feed. */
export function archive(documents) {
  const items = documents.map((one) => ({
    id: one.id, title: one.title, content_text: one.text, date_published: `${one.date}T00:00:00Z`,
    tags: one.tags, authors: one.author.split(", ").map((name) => ({ name })),
  }));
  return JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "arXiv", language: "en", items });
}

/** Writes a page of the size of a packed file that holds its bytes in a comment and draws a list. */
export function writeFloor(packed, file) {
  const bytes = readFileSync(packed);
  const head = "\ufeff<!doctype html><html><head><title>List</title></head><body><ol id=floor></ol><!--";
  const tail = `--><script>for (let n = 0; n < 50; n++) document.querySelector("ol").append(Object.assign(document.createElement("li"), { textContent: "Title " + n }))</script></html>`;
  const [front, back] = [head, tail].map((text) => Buffer.from(text, "utf16le"));
  const middle = bytes.subarray(0, (bytes.length - front.length - back.length) & ~1);
  // No end of a comment may be in it.
  for (let at = 0; at + 5 < middle.length; at += 2) {
    if (middle[at] === 45 && middle[at + 1] === 0) middle[at] = 46;
  }
  writeFileSync(file, Buffer.concat([front, middle, back]));
}
