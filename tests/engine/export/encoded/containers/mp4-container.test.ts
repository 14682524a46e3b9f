import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMp4Container } from '../../../../../src-main/engine/export/encoded/containers/mp4/mp4-container'
import { startEncoding } from '../../../../../src-main/engine/export/encoded/encoding/encoding'
import {
  createUnfinishedFile,
  type UnfinishedFile,
} from '../../../../../src-main/engine/export/recording/unfinished-file'
import { canProbe, probe, probeNeeds } from '../media-tools'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-mp4-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const sampleRateHz = 24_000
const packetSamples = 1_024
const form = { format: 'm4b', sampleRateHz, tags: { title: 'Long' }, cover: null } as const

/** A file in which packets are holes while it is told so: it has their length, and takes no room. */
async function sparseFile(
  path: string,
): Promise<{ file: UnfinishedFile; setSparse(whether: boolean): void }> {
  const file = await createUnfinishedFile(path)
  const handle = await open(`${path}.part`, 'r+')
  let length = 0
  let isSparse = false
  const sparse: UnfinishedFile = {
    ...file,
    get bytes() {
      return length
    },
    async append(bytes) {
      if (!isSparse) await handle.write(bytes, 0, bytes.length, length)
      length += bytes.length
    },
    async finish() {
      await handle.close()
      await file.finish()
    },
  }
  return { file: sparse, setSparse: (whether) => void (isSparse = whether) }
}

async function recordHours(hours: number, packetBytes: number): Promise<string> {
  const path = join(folder, 'long.m4b')
  const { start } = await startEncoding(form)
  const { file, setSparse } = await sparseFile(path)
  const container = createMp4Container(file, form, start)
  await container.begin()
  setSparse(true)
  const count = Math.ceil((hours * 3_600 * sampleRateHz) / packetSamples)
  const packet = { bytes: new Uint8Array(packetBytes), samples: packetSamples }
  const bunch = Array.from({ length: 1_000 }, () => packet)
  for (let left = count; left > 0; left -= bunch.length) await container.write(bunch.slice(0, left))
  setSparse(false)
  const samples = (count - 1) * packetSamples
  const chapters = [
    { title: 'First', startSample: 0 },
    { title: 'Last', startSample: samples - sampleRateHz },
  ]
  await container.finish({ samples, description: start.description }, chapters)
  await file.finish()
  return path
}

describe.skipIf(!canProbe)(`createMp4Container ${probeNeeds}`, () => {
  test.each([
    ['of more than 4 GiB', 1, 52_000],
    ['of more samples than 32 bits count', 51, 40],
  ])('a book %s is found with its length and its chapters', async (_, hours, packetBytes) => {
    const path = await recordHours(hours, packetBytes)
    const { format, streams, chapters } = await probe(path)
    const seconds =
      (Math.ceil((hours * 3_600 * sampleRateHz) / packetSamples) - 1) * (packetSamples / sampleRateHz)
    expect(Number(format.duration)).toBeCloseTo(seconds, 2)
    expect(Number(streams[0].duration)).toBeCloseTo(seconds, 2)
    expect(chapters.map((chapter) => chapter.tags?.title)).toEqual(['First', 'Last'])
    expect(Number(chapters[1].start_time)).toBeCloseTo(seconds - 1, 2)
    expect(Number(chapters[1].end_time)).toBeCloseTo(seconds, 2)
  })
})
