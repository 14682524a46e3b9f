import { deflateSync, inflateSync } from 'node:zlib'
import { fromBuffer, type Entry, type ZipFile } from 'yauzl'
import { zip, type ZipEntry } from '../fixtures/hostile/zip'
import { below, mutateBytes, pick, type Random } from './mutate-bytes'

/** An archive that says it unpacks to more is not taken apart here. */
const mostBytes = 24 * 2 ** 20

/** Takes an archive apart. @returns null when it cannot be, or is too large */
export async function unzip(bytes: Buffer): Promise<ZipEntry[] | null> {
  try {
    const archive = await new Promise<ZipFile>((resolve, reject) =>
      fromBuffer(bytes, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened))),
    )
    return await entriesOf(archive)
  } catch (error) {
    // Hostile archives are among them: they are mutated as bytes.
    if (error instanceof Error) return null
    throw error
  }
}

function entriesOf(archive: ZipFile): Promise<ZipEntry[] | null> {
  const entries: ZipEntry[] = []
  let left = mostBytes
  return new Promise((resolve, reject) => {
    archive.on('error', reject)
    archive.on('end', () => resolve(entries))
    archive.on('entry', (entry: Entry) => {
      left -= entry.uncompressedSize
      if (left < 0) {
        resolve(null)
        return
      }
      read(archive, entry).then((data) => {
        if (!entry.fileName.endsWith('/')) entries.push({ name: entry.fileName, data, compress: false })
        archive.readEntry()
      }, reject)
    })
    archive.readEntry()
  })
}

async function read(archive: ZipFile, entry: Entry): Promise<Buffer> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) =>
    archive.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened))),
  )
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** Changes what is inside an archive, so that it is still one. */
export async function mutateEntries(
  entries: readonly ZipEntry[],
  random: Random,
  other: Buffer,
): Promise<{ bytes: Buffer; how: string }> {
  const texts = entries.filter(({ name }) => /\.(?:xml|x?html?|opf|ncx|rels|pls|smil)$/i.test(name))
  const victim = pick(random, texts.length > 0 ? texts : entries)
  const action = random()
  if (action < 0.08)
    return { bytes: await zip(entries.filter((entry) => entry !== victim)), how: `without ${victim.name}` }
  if (action < 0.14) {
    const stranger = pick(random, entries)
    const swapped = entries.map((entry) => (entry === victim ? { ...victim, data: stranger.data } : entry))
    return { bytes: await zip(swapped), how: `${victim.name} is ${stranger.name}` }
  }
  const { bytes, how } = mutateBytes(Buffer.from(victim.data), random, other)
  const changed = entries.map((entry) => (entry === victim ? { ...victim, data: bytes } : entry))
  return { bytes: await zip(changed), how: `${victim.name}: ${how}` }
}

/** Changes what a compressed stream of a PDF says. @returns null when none is found */
export function mutateStream(
  bytes: Buffer,
  random: Random,
  other: Buffer,
): { bytes: Buffer; how: string } | null {
  const start = bytes.indexOf('stream', below(random, bytes.length), 'latin1')
  const end = start === -1 ? -1 : bytes.indexOf('endstream', start, 'latin1')
  if (start === -1 || end === -1) return null
  const from = start + 'stream'.length + (bytes[start + 6] === 0x0d ? 2 : 1)
  try {
    const content = inflateSync(bytes.subarray(from, end), { maxOutputLength: mostBytes })
    const { bytes: changed, how } = mutateBytes(content, random, other)
    return {
      bytes: Buffer.concat([bytes.subarray(0, from), deflateSync(changed), bytes.subarray(end)]),
      how: `stream at ${from}: ${how}`,
    }
  } catch (error) {
    // Not compressed, or compressed otherwise.
    if (error instanceof Error) return null
    throw error
  }
}
