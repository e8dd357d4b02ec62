// Which claims are listed: by words, essay, verdict and count.

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// given: {find, essay, verdict, count}; "" takes all
export function listed(rows, { find = "", essay = "", verdict = "", count = "" }) {
  const words = plain(find).split(/\s+/).filter(Boolean);
  return rows.filter((row) => (!essay || row.source.includes(essay)) && (!verdict || row.verdict === verdict)
    && (!count || row.count === count) && words.every((word) => plain(`${row.id} ${row.says}`).includes(word)));
}

// how many of each count came out how: [{name, tested, carried}]
export function tally(data) {
  return Object.keys(data.classes).map((name) => {
    const own = data.rows.filter((row) => row.count === name);
    return { name, tested: own.length, failed: own.filter((row) => data.failed.includes(row.verdict)).length };
  });
}
