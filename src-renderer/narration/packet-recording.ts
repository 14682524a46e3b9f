import { damagedRecording, unplayableRecording } from './damaged-recording'
import type { PacketTable } from './packets'
import type { Recording, SoundBytes } from './recording'

/** Decoded samples that come to the page's side, one channel of them. */
interface Decoded {
  readonly startSample: number
  readonly samples: Float32Array<ArrayBuffer>
}

/** Packets handed to the decoder at once: half a second. */
const packetsAtOnce = 24
/** Packets a decoder may keep to itself before it says anything of the first. */
const decoderLagPackets = 4
/** A packet larger than this is none: the loudest second of AAC has less. */
const maxPacketBytes = 65_536
/** A decoder that says nothing for so long has died. */
const decoderSilenceMilliseconds = 10_000

/**
 * Opens a compressed recording: packets go through WebCodecs' decoder as they are wanted, from a little before the place,
 * because a packet is made of what those before it left behind. A media element would decode the same, but tells neither
 * which sample it plays nor lets others have it.
 * @throws AppError 'narration/unplayable' when the browser has no decoder for it, 'narration/damaged'
 */
export async function openPackets(bytes: SoundBytes, table: PacketTable): Promise<Recording> {
  const config: AudioDecoderConfig = {
    codec: table.codec,
    sampleRate: table.sampleRateHz,
    numberOfChannels: table.channels,
    ...(table.description === undefined ? {} : { description: table.description }),
  }
  const kind = table.codec === 'mp3' ? 'MP3' : 'AAC'
  const support = await AudioDecoder.isConfigSupported(config).catch(() => null)
  if (support?.supported !== true) throw unplayableRecording(kind)
  const recording = new PacketRecording(bytes, table, config)
  await recording.begin()
  return recording
}

class PacketRecording implements Recording {
  sampleRateHz: number
  #samplesPerPacket = 0
  #leadSamples = 0
  #decoder: AudioDecoder | null = null
  #failure: unknown = null
  #wake: () => void = () => undefined
  /** In order; of the packets decoded and not read yet. */
  #decoded: Decoded[] = []
  #nextPacket = 0
  #isFlushed = false
  #lastReading: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly bytes: SoundBytes,
    private readonly table: PacketTable,
    private readonly config: AudioDecoderConfig,
  ) {
    this.sampleRateHz = table.sampleRateHz
  }

  /** Decodes the first packets, because only the decoder knows how many samples at what rate they become. */
  async begin(): Promise<void> {
    this.#seek(0)
    while (this.#decoded.length === 0 && !this.#isFlushed) await this.#decodeMore()
    const first = this.#decoded.at(0)
    if (!first || this.#samplesPerPacket === 0) throw damagedRecording('none of it can be decoded')
    this.#leadSamples = Math.round(this.table.leadSeconds * this.sampleRateHz)
  }

  totalSamples(): Promise<number> {
    return this.#inTurn(() => this.#countSamples())
  }

  read(startSample: number, samples: number): Promise<Float32Array<ArrayBuffer>> {
    return this.#inTurn(() => this.#read(startSample, samples))
  }

  /** A stream that was given up may still be reading when the next one begins: there is one decoder, and one table. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#lastReading.then(task)
    this.#lastReading = done.catch(() => null)
    return done
  }

  async #countSamples(): Promise<number> {
    const coded = (await this.table.count()) * this.#samplesPerPacket
    const { playedSeconds, tailSamples } = this.table
    const played = playedSeconds === null ? Infinity : Math.round(playedSeconds * this.sampleRateHz)
    return Math.max(0, Math.min(played, coded - this.#leadSamples - tailSamples))
  }

  async #read(startSample: number, samples: number): Promise<Float32Array<ArrayBuffer>> {
    const start = startSample + this.#leadSamples
    const end = start + samples
    const wanted = Math.max(0, start)
    const at = this.#decoded.at(0)?.startSample ?? this.#nextPacket * this.#samplesPerPacket
    const packet = Math.floor(wanted / this.#samplesPerPacket)
    const isFarAhead = packet > this.#nextPacket + this.table.prerollPackets
    const isAtHand = wanted >= at && end <= this.#decodedEnd()
    if (!isAtHand && (wanted < at || isFarAhead || this.#isFlushed)) this.#seek(packet)
    while (this.#decodedEnd() < end && !this.#isFlushed) {
      await this.#decodeMore()
      this.#dropBefore(start)
    }
    const heard = this.#take(start, end)
    this.#dropBefore(end)
    return heard
  }

  dispose(): void {
    if (this.#decoder && this.#decoder.state !== 'closed') this.#decoder.close()
    this.#decoder = null
    this.#decoded = []
  }

  #decodedEnd(): number {
    const last = this.#decoded.at(-1)
    return last ? last.startSample + last.samples.length : -1
  }

  #seek(packet: number): void {
    this.dispose()
    this.#failure = null
    this.#isFlushed = false
    this.#nextPacket = Math.max(0, packet - this.table.prerollPackets)
    const firstSample = this.#nextPacket * this.#samplesPerPacket
    let nextSample = firstSample
    const decoder = new AudioDecoder({
      output: (data) => {
        if (decoder === this.#decoder) {
          this.#samplesPerPacket ||= data.numberOfFrames
          this.sampleRateHz = data.sampleRate
          const samples = oneChannel(data)
          // What the decoder could not make anything of is silent, so that all that follows is heard in its place.
          const told = Math.round((data.timestamp / 1_000_000) * this.#samplesPerPacket)
          const startSample = Math.max(nextSample, told)
          this.#decoded.push({ startSample, samples })
          nextSample = startSample + samples.length
        }
        data.close()
        this.#wake()
      },
      error: (error) => {
        if (decoder === this.#decoder) this.#failure = error
        this.#wake()
      },
    })
    decoder.configure(this.config)
    this.#decoder = decoder
  }

  /** Hands over some packets and waits for what comes of them. */
  async #decodeMore(): Promise<void> {
    const decoder = this.#decoder
    if (!decoder) throw damagedRecording('it was closed')
    let handed = 0
    for (; handed < packetsAtOnce; handed++) {
      const packet = await this.table.packet(this.#nextPacket)
      if (packet === null) break
      if (packet.byteLength > maxPacketBytes)
        throw damagedRecording(`a packet has ${packet.byteLength} bytes`)
      const data = await this.bytes.read(packet.startByte, packet.byteLength)
      if (data.length < packet.byteLength) break
      // Time is counted in packets: a million of the clock's units is one, so that none is rounded.
      decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp: this.#nextPacket * 1_000_000, data }))
      this.#nextPacket++
    }
    if (handed < packetsAtOnce) {
      await decoder.flush().catch((error: unknown) => (this.#failure ??= error))
      this.#isFlushed = true
    } else await this.#untilDecoded(this.#nextPacket - decoderLagPackets)
    if (this.#failure !== null) throw damagedRecording('it cannot be decoded', this.#failure)
  }

  async #untilDecoded(packet: number): Promise<void> {
    const isThere = (): boolean =>
      this.#failure !== null ||
      (this.#samplesPerPacket > 0 && this.#decodedEnd() >= packet * this.#samplesPerPacket)
    while (!isThere())
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(
          () => reject(damagedRecording('its decoder is silent')),
          decoderSilenceMilliseconds,
        )
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
  }

  #dropBefore(sample: number): void {
    while (this.#decoded.length > 1 && endOf(this.#decoded[0]) <= sample) this.#decoded.shift()
  }

  #take(start: number, end: number): Float32Array<ArrayBuffer> {
    const until = Math.max(start, Math.min(end, this.#decodedEnd()))
    const heard = new Float32Array(until - start)
    for (const { startSample, samples } of this.#decoded) {
      const from = Math.max(start, startSample)
      const to = Math.min(until, startSample + samples.length)
      if (to > from) heard.set(samples.subarray(from - startSample, to - startSample), from - start)
    }
    return heard
  }
}

function endOf({ startSample, samples }: Decoded): number {
  return startSample + samples.length
}

function oneChannel(data: AudioData): Float32Array<ArrayBuffer> {
  const mixed = new Float32Array(data.numberOfFrames)
  const channel = new Float32Array(data.numberOfFrames)
  for (let index = 0; index < data.numberOfChannels; index++) {
    data.copyTo(channel, { planeIndex: index, format: 'f32-planar' })
    for (let at = 0; at < channel.length; at++) mixed[at] += channel[at] / data.numberOfChannels
  }
  return mixed
}
