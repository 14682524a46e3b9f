/**
 * Standard normal numbers that depend on nothing but seed, frame and channel: whichever pushes a frame falls into, and
 * in whatever order frames are asked for, its noise is the same. Two hashed counters and the Box–Muller transform give
 * two channels at a time.
 * @param target channel-major [channels, frames]
 * @param startFrame the frame that the first column of `target` stands for
 */
export function fillNormal(
  target: Float32Array,
  channels: number,
  startFrame: number,
  seed: number,
): Float32Array {
  const frames = target.length / channels
  const stream = scramble(seed)
  for (let column = 0; column < frames; column++) {
    const frame = scramble(stream ^ Math.imul(startFrame + column + 1, 0x9e3779b1))
    for (let channel = 0; channel < channels; channel += 2) {
      const a = scramble(frame + Math.imul(channel + 1, 0x85ebca6b))
      const b = scramble(a ^ 0xc2b2ae35)
      // Half a step away from zero, whose logarithm does not exist.
      const radius = Math.sqrt(-2 * Math.log((a + 0.5) / 2 ** 32))
      const angle = (b / 2 ** 32) * 2 * Math.PI
      target[channel * frames + column] = radius * Math.cos(angle)
      if (channel + 1 < channels) target[(channel + 1) * frames + column] = radius * Math.sin(angle)
    }
  }
  return target
}

/** Thomas Mueller's mixing function for 32 bits: every bit of the input flips each bit of the output half the time. */
function scramble(value: number): number {
  let mixed = value >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
