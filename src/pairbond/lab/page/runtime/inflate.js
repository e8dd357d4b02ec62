// What Python's zlib made small (DEFLATE, RFC 1951, without a header) as it was.
const LENGTH = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

// codes of a Huffman table from the lengths of its codes: how many of each length, and the symbols in order
function table(lengths) {
  const counts = new Uint16Array(16), symbols = [];
  for (const one of lengths) counts[one] += 1;
  counts[0] = 0;
  for (let size = 1; size < 16; size++) lengths.forEach((one, symbol) => { if (one === size) symbols.push(symbol); });
  return { counts, symbols };
}

const FIXED = [table(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))), table(new Array(30).fill(5))];

export function inflate(source, size) {
  const found = new Uint8Array(size);
  let at = 0, bit = 0, end = 0;

  function bits(count) {
    let value = 0;
    for (let i = 0; i < count; i++) {
      value |= ((source[at] >> bit) & 1) << i;
      if (++bit === 8) { bit = 0; at += 1; }
    }
    return value;
  }

  function symbol({ counts, symbols }) {
    let code = 0, first = 0, index = 0;
    for (let length = 1; length < 16; length++) {
      code |= bits(1);
      const count = counts[length];
      if (code - first < count) return symbols[index + code - first];
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Error("the model in this page is damaged");
  }

  function tables() {
    const literals = bits(5) + 257, distances = bits(5) + 1, count = bits(4) + 4, own = new Array(19).fill(0), lengths = [];
    for (let i = 0; i < count; i++) own[ORDER[i]] = bits(3);
    const of = table(own);
    while (lengths.length < literals + distances) {
      const one = symbol(of);
      if (one < 16) { lengths.push(one); continue; }
      const value = one === 16 ? lengths[lengths.length - 1] : 0, times = one === 16 ? 3 + bits(2) : one === 17 ? 3 + bits(3) : 11 + bits(7);
      for (let i = 0; i < times; i++) lengths.push(value);
    }
    return [table(lengths.slice(0, literals)), table(lengths.slice(literals))];
  }

  function stored() {
    if (bit) { bit = 0; at += 1; }
    const length = source[at] | (source[at + 1] << 8);
    found.set(source.subarray(at + 4, at + 4 + length), end);
    at += 4 + length;
    end += length;
  }

  for (let last = 0; !last;) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) { stored(); continue; }
    const [literals, distances] = kind === 1 ? FIXED : tables();
    for (let one = symbol(literals); one !== 256; one = symbol(literals)) {
      if (one < 256) { found[end++] = one; continue; }
      const length = LENGTH[one - 257] + bits(LENGTH_BITS[one - 257]), code = symbol(distances), extra = code < 2 ? 0 : (code >> 1) - 1;
      const back = (code < 2 ? code : (2 + (code & 1)) << extra) + 1 + bits(extra);
      for (let i = 0; i < length; i++, end++) found[end] = found[end - back];
    }
  }
  return found;
}
