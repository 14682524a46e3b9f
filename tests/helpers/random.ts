/** A seeded source of numbers in [0, 1): a failing run is run again by its seed. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    // splitmix32: neighbouring seeds give unlike sequences from the first number on.
    state = (state + 0x9e37_79b9) >>> 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0_aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a_2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}
