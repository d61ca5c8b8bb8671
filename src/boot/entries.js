// Where are the bytes of an entry of a packed file? In comments of its page, of which `data` gives
// the element that holds them, or in a worker their texts: the one place that knows what a parser
// makes of raw bytes (crates/pack: units). Every sign here takes two bytes in the file.
function entries(page, data) {
  let comments = [];

  // A comment of the data; the first holds the signs.
  function comment(number) {
    if (!comments[number]) comments = data().texts || Array.from(data().childNodes).filter((node) => node.nodeType === 8);
    return comments[number];
  }

  // Units of a comment, as many as there are. Never all of it: that would copy it.
  function cut(node, from, count) {
    return node && from < node.length ? (node.substringData || node.substr).call(node, from, count) : "";
  }

  // Some units of an entry as `size` bytes. `sign` is the number of the first sign for them in the
  // entry.
  page.read = function (name, from, count, sign, size) {
    const place = page.places[name];
    const text = cut(comment(place[0] + 1), place[1] + from, count);
    const signs = cut(comment(0), place[3] + sign, count);
    const units = new Uint16Array((size + 1) >> 1);
    let next = 0, to = 0;
    for (let at = 0; at < text.length; at++) {
      let unit = text.charCodeAt(at);
      if (unit === 0xfffd || unit === 10) {
        unit = signs.charCodeAt(next++) - 0x4e00;
        if (unit === 0x804) units[to++] = 13;
        unit = unit < 0x800 ? unit + 0xd800 : [0xfffd, 0, 10, 13, 10][unit - 0x800];
      }
      units[to++] = unit;
    }
    return new Uint8Array(units.buffer, 0, size);
  };

  // The stored bytes of an entry.
  page.whole = function (name) {
    const place = page.places[name];
    return page.read(name, 0, place[2], 0, place[4]);
  };

  // A whole entry, inflated, as the body of a response.
  page.inflate = function (name) {
    const stored = new Response(page.whole(name)).body;
    return new Response(stored.pipeThrough(new DecompressionStream("deflate-raw")));
  };

  // What a worker needs to search, as two messages: places with the texts of signs and index, and that
  // of the articles, which can come while the index is inflated.
  page.texts = function () {
    const texts = [comment(0)?.data], text = (name) => comment(page.places[name][0] + 1)?.data;
    texts[page.places.index[0] + 1] = text("index");
    return [{ places: page.places, texts }, text("archive")];
  };
}
