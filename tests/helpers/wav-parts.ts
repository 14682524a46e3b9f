/** A part of a WAV file. */
export interface WavChunk {
  /** Of a list: "LIST" and its kind. */
  readonly name: string
  readonly startByte: number
  readonly content: Buffer
}

/** A WAV file taken apart by its chunk sizes, as a stranger would. */
export function wavParts(bytes: Buffer) {
  const riffBytes = bytes.readUInt32LE(4)
  const saidBytes = 8 + (riffBytes === 0xffff_ffff ? Number(bytes.readBigUInt64LE(20)) : riffBytes)
  const chunks = chunksOf(bytes.subarray(0, saidBytes), 12)
  const find = (name: string): Buffer | undefined => chunks.find((chunk) => chunk.name === name)?.content
  const format = find('fmt ') ?? Buffer.alloc(40)
  return {
    kind: bytes.toString('latin1', 0, 4),
    riffBytes,
    fileBytes: bytes.length,
    names: chunks.map(({ name }) => name),
    chunks,
    find,
    format: format.readUInt16LE(0),
    channels: format.readUInt16LE(2),
    sampleRateHz: format.readUInt32LE(4),
    bytesPerSecond: format.readUInt32LE(8),
    frameBytes: format.readUInt16LE(12),
    bitsPerSample: format.readUInt16LE(14),
    data: find('data') ?? Buffer.alloc(0),
    tags: Object.fromEntries(
      chunksOf(find('LIST INFO') ?? Buffer.alloc(0), 0).map(({ name, content }) => [
        name,
        content.toString('utf8').replace(/\0$/, ''),
      ]),
    ),
    cues: cuesOf(find('cue '), find('LIST adtl')),
  }
}

/** Samples as their steps, or as the floats they are. */
export function wavSteps({
  data,
  bitsPerSample,
}: Pick<ReturnType<typeof wavParts>, 'data' | 'bitsPerSample'>) {
  const bytes = bitsPerSample / 8
  return Array.from({ length: Math.floor(data.length / bytes) }, (_, at) =>
    bytes === 4 ? data.readFloatLE(at * 4) : data.readIntLE(at * bytes, bytes),
  )
}

function chunksOf(bytes: Buffer, startByte: number): WavChunk[] {
  const chunks: WavChunk[] = []
  let dataBytes = 0
  for (let at = startByte; at + 8 <= bytes.length;) {
    const id = bytes.toString('latin1', at, at + 4)
    if (id === 'ds64') dataBytes = Number(bytes.readBigUInt64LE(at + 16))
    const said = bytes.readUInt32LE(at + 4)
    const length = said === 0xffff_ffff ? dataBytes : said
    const name = id === 'LIST' ? `LIST ${bytes.toString('latin1', at + 8, at + 12)}` : id
    const contentByte = at + 8 + (id === 'LIST' ? 4 : 0)
    chunks.push({ name, startByte: at, content: bytes.subarray(contentByte, at + 8 + length) })
    at += 8 + length + (length % 2)
  }
  return chunks
}

function cuesOf(points: Buffer | undefined, texts: Buffer | undefined) {
  const labels = new Map(
    chunksOf(texts ?? Buffer.alloc(0), 0).map(({ content }) => [
      content.readUInt32LE(0),
      content.toString('utf8', 4).replace(/\0$/, ''),
    ]),
  )
  return Array.from({ length: points?.readUInt32LE(0) ?? 0 }, (_, index) => {
    const point = points!.subarray(4 + index * 24)
    return { sample: point.readUInt32LE(20), label: labels.get(point.readUInt32LE(0)) ?? '' }
  })
}
