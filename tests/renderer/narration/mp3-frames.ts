/** A frame of MPEG-1 layer III at 128 kbit/s and 44.1 kHz. */
export const mp3FrameBytes = 417

/** Such frames, with nothing in them. */
export function mp3Frames(count: number): Uint8Array {
  const bytes = new Uint8Array(count * mp3FrameBytes)
  for (let frame = 0; frame < count; frame++) bytes.set([0xff, 0xfb, 0x90, 0xc0], frame * mp3FrameBytes)
  return bytes
}
