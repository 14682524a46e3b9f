/** Where a packet of a compressed recording lies in its file. */
export interface Packet {
  readonly startByte: number
  readonly byteLength: number
}

/** A compressed recording as its container has it; asked one thing at a time. */
export interface PacketTable {
  /** As WebCodecs names it: "mp3", "mp4a.40.2". */
  readonly codec: string
  /** What the decoder is set up with, where the packets do not say it. */
  readonly description?: Uint8Array
  /** As the container says; what the decoder makes of it counts. */
  readonly sampleRateHz: number
  readonly channels: number
  /** Packets decoded and thrown away before one that is wanted: it is made of what they left behind. */
  readonly prerollPackets: number
  /** Seconds at the beginning that are the encoder's, not the recording's; less than 0 where silence comes before it. */
  readonly leadSeconds: number
  /** How long the recording is without what is the encoder's, where the container says that; else null. */
  readonly playedSeconds: number | null
  /** Samples at the end that are the encoder's. */
  readonly tailSamples: number
  /** null beyond the last. */
  packet(index: number): Promise<Packet | null>
  /** How many there are; where nothing tells it, that takes a look at all of them. */
  count(): Promise<number>
}
