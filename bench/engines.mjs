// One object per engine: build(documents) -> saved bytes, open(saved), search(query) -> hits.
// Every engine indexes title and text, ranks, and takes the last word as a beginning; judge(query)
// answers a whole question instead, by any of its words. Documents come as an iterator, so that
// what is measured as memory is the engine's.
import { readFileSync } from "node:fs";

const here = new URL(".", import.meta.url);

const backfile = {
  async load() {
    const usual = new URL("wasm/target/wasm32-unknown-unknown/release/backfile_bench_wasm.wasm", here);
    const module = readFileSync(process.env.BACKFILE_BENCH_WASM ?? usual);
    this.module = await WebAssembly.compile(module);
    this.fresh();
  },
  fresh() {
    this.wasm = new WebAssembly.Instance(this.module, {}).exports;
  },
  encoder: new TextEncoder(),
  // Writes a text, or bytes, where the module takes them from; gives how many.
  put(data) {
    const most = typeof data === "string" ? data.length * 3 : data.length;
    const at = this.wasm.input(most);
    const place = new Uint8Array(this.wasm.memory.buffer, at, most);
    if (typeof data === "string") return this.encoder.encodeInto(data, place).written;
    place.set(data);
    return most;
  },
  build(documents) {
    this.wasm.start(0);
    for (const { title, text } of documents) this.wasm.add(this.put(`${title}\u001f${text}`), -0x80000000);
    const length = this.wasm.finish();
    return new Uint8Array(this.wasm.memory.buffer, this.wasm.answer(), length);
  },
  open(saved) {
    this.fresh();
    if (!this.wasm.open(this.put(saved))) throw new Error("the index does not open");
  },
  judge(query) {
    return this.search(query, 0);
  },
  search(query, live = 1) {
    const length = this.wasm.search(this.put(query), live, 10);
    const view = new DataView(this.wasm.memory.buffer, this.wasm.answer(), length);
    return Array.from({ length: (length - 4) / 8 }, (_, hit) => view.getUint32(4 + hit * 8, true));
  },
};

const minisearch = {
  options: { fields: ["title", "text"], searchOptions: { boost: { title: 2 }, combineWith: "AND" } },
  async load() {
    this.MiniSearch = (await import("minisearch")).default;
  },
  build(documents) {
    const index = new this.MiniSearch(this.options);
    for (const document of documents) index.add(document);
    return Buffer.from(JSON.stringify(index));
  },
  judge(query) {
    return this.index.search(query, { combineWith: "OR" }).slice(0, 10).map((hit) => hit.id);
  },
  open(saved) {
    this.index = this.MiniSearch.loadJSON(saved.toString(), this.options);
  },
  search(query) {
    const last = query.trimEnd().split(/\s+/).length - 1;
    const prefix = (_term, at) => at === last && !query.endsWith(" ");
    return this.index.search(query, { prefix }).slice(0, 10).map((hit) => hit.id);
  },
};

const lunr = {
  async load() {
    this.lunr = (await import("lunr")).default;
  },
  build(documents) {
    const index = this.lunr(function () {
      this.ref("id");
      this.field("title", { boost: 2 });
      this.field("text");
      for (const document of documents) this.add(document);
    });
    return Buffer.from(JSON.stringify(index));
  },
  open(saved) {
    this.index = this.lunr.Index.load(JSON.parse(saved.toString()));
  },
  judge(query) {
    const words = query.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const { Token, stemmer } = this.lunr;
    return this.index
      .query((q) => words.forEach((word) => q.term(stemmer(new Token(word)).toString())))
      .slice(0, 10)
      .map((hit) => Number(hit.ref));
  },
  search(query) {
    const words = query.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    const { wildcard, presence } = this.lunr.Query;
    return this.index
      .query((q) => words.forEach((word, at) => {
        const open = at === words.length - 1 && !query.endsWith(" ");
        q.term(open ? word : this.lunr.stemmer(new this.lunr.Token(word)).toString(), {
          presence: presence.REQUIRED,
          wildcard: open ? wildcard.TRAILING : wildcard.NONE,
        });
      }))
      .slice(0, 10)
      .map((hit) => hit.ref);
  },
};

const sqlite = {
  async load() {
    const init = (await import("@sqlite.org/sqlite-wasm")).default;
    this.sqlite = await init({ print() {}, printErr() {} });
  },
  build(documents) {
    const db = new this.sqlite.oo1.DB(":memory:");
    db.exec("CREATE VIRTUAL TABLE docs USING fts5(title, text, tokenize='porter unicode61', prefix='1 2 3')");
    db.exec("BEGIN");
    const insert = db.prepare("INSERT INTO docs(rowid, title, text) VALUES (?, ?, ?)");
    for (const { id, title, text } of documents) insert.bind([id + 1, title, text]).stepReset();
    insert.finalize();
    db.exec("COMMIT; INSERT INTO docs(docs) VALUES('optimize')");
    const saved = this.sqlite.capi.sqlite3_js_db_export(db);
    db.close();
    return saved;
  },
  open(saved) {
    const { wasm, capi } = this.sqlite;
    this.db = new this.sqlite.oo1.DB();
    const at = wasm.allocFromTypedArray(new Uint8Array(saved));
    const free = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_RESIZEABLE;
    this.db.checkRc(capi.sqlite3_deserialize(this.db.pointer, "main", at, saved.length, saved.length, free));
    this.statement = this.db.prepare("SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY bm25(docs, 2, 1) LIMIT 10");
  },
  words(query) {
    return query.split(/[^\p{L}\p{N}]+/u).filter(Boolean).map((word) => `"${word}"`);
  },
  judge(query) {
    return this.ask(this.words(query).join(" OR "));
  },
  search(query) {
    const words = this.words(query);
    if (words.length === 0) return [];
    if (!query.endsWith(" ")) words[words.length - 1] += "*";
    return this.ask(words.join(" "));
  },
  ask(match) {
    this.statement.bind([match]);
    const hits = [];
    while (this.statement.step()) hits.push(this.statement.get(0) - 1);
    this.statement.reset();
    return hits;
  },
};

const flexsearch = {
  async load() {
    this.Index = (await import("flexsearch")).default.Index;
  },
  build(documents) {
    this.index = new this.Index({ tokenize: "forward" });
    for (const { id, title, text } of documents) this.index.add(id, `${title} ${text}`);
    return null; // It has no saved form of one piece.
  },
  open() {},
  search(query) {
    return this.index.search(query, 10);
  },
};

export const engines = { backfile, minisearch, sqlite, lunr, flexsearch };
