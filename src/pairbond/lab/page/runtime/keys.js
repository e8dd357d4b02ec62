// Keys of the noise, mixed as pairbond does in Python; the constants come with the module.

export function mixer({ multiply, add, shift, rounds }) {
  return (a, b) => {
    a = (Math.imul(a, multiply[0]) + add[0]) | 0;
    b = (Math.imul(b, multiply[1]) + add[1]) | 0;
    for (let i = 0; i < rounds; i++) {
      a = (a + Math.imul(b, multiply[0])) | 0;
      b = (b + Math.imul(a, multiply[1])) | 0;
      a ^= a >>> shift[0];
      b ^= b >>> shift[1];
    }
    return [a, b];
  };
}

const words = (number) => [number % 4294967296 | 0, Math.floor(number / 4294967296) | 0];

// [first word, second word] of each draw of one couple, which is number 0
export function coupleKeys(mix, seed, draws) {
  const seeded = mix(...words(seed)), couple = words(0), found = [];
  for (let draw = 0; draw < draws; draw++) {
    let key = seeded;
    for (const part of [couple, words(draw)]) key = mix(key[0] ^ part[0], (key[1] + part[1]) | 0);
    found.push(key);
  }
  return found;
}
