/** What an encoder makes of some samples: one packet of the codec, a frame. */
export interface Packet {
  readonly bytes: Uint8Array
  /** How many samples it decodes to, at the encoder's rate. */
  readonly samples: number
}

/**
 * A codec at work on one mono stream. What comes out does not depend on how the samples were cut into calls. It computes
 * where it is called: whoever calls decides how many samples at once are no delay to others.
 */
export interface Encoder {
  /** At which it takes samples: that of the form, or the next one that the codec knows. */
  readonly sampleRateHz: number
  /** How many samples a decoder puts in front of the first one. */
  readonly delaySamples: number
  /**
   * What a decoder must know before the first packet, as the codec defines it; empty where packets say it themselves.
   * Complete when the stream has ended.
   */
  readonly description: Uint8Array
  /** @returns the packets that are ready, possibly none; owned by the caller */
  encode(samples: Float32Array): Packet[]
  /** Ends the stream: all packets together decode to the delay, every sample, and some silence. */
  finish(): Packet[]
  /** Frees what is not the garbage collector's; may be called twice. */
  dispose(): void
}

/** @returns the lowest rate of a codec that loses nothing, or else its highest */
export function rateFor(sampleRateHz: number, rates: readonly number[]): number {
  const enough = rates.filter((rate) => rate >= sampleRateHz)
  return enough.length > 0 ? Math.min(...enough) : Math.max(...rates)
}
