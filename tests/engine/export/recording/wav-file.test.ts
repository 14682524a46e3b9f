import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unfinishedSuffix } from '@contract/recording-words'
import { bytesPerSample, sampleFormats, type SampleFormat } from '@contract/sample-formats'
import { longestRiffBytes, wholeWav, type WavForm } from '../../../../src-main/engine/audio/wav'
import {
  createWavFile,
  resumeWavFile,
  type WavFile,
} from '../../../../src-main/engine/export/recording/wav-file'
import { createMemoryDisk, systemError, type DiskStep } from '../../../helpers/memory-disk'
import { createRandom } from '../../../helpers/random'
import { wavParts } from '../../../helpers/wav-parts'

const path = '/book.wav'
const part = path + unfinishedSuffix
const formOf = (format: SampleFormat): WavForm => ({
  sampleRateHz: 24_000,
  format,
  tags: { title: 'A book', software: 'Lector', comment: 'Synthetic speech' },
})
const form = formOf('int16')
const random = createRandom(1)
/** Of an odd length, for the byte that 24 bits then need; with silence in it. */
const samples = Float32Array.from({ length: 1_501 }, (_, i) => (i % 100 < 20 ? 0 : random() - 0.5))
const cues = [
  { sample: 0, label: 'One' },
  { sample: 700, label: 'Two' },
]

type Memory = ReturnType<typeof createMemoryDisk>
const meansOf = ({ disk }: Memory, limitBytes = longestRiffBytes) => ({ disk, limitBytes })

/** One run without a break. */
async function unbroken(of: WavForm, limitBytes: number): Promise<Buffer> {
  const memory = createMemoryDisk()
  const file = await createWavFile(path, of, meansOf(memory, limitBytes))
  await file.write(samples)
  await file.finish(cues)
  return memory.bytesOf(path)!
}

/** Whether what the unfinished file says it holds is there, and belongs there. */
function expectHonest(bytes: Buffer, whole: Buffer): void {
  const headBytes = bytes.indexOf('data') + 8
  const claimedEnd = headBytes + dataBytesOf(bytes)
  expect(claimedEnd).toBeLessThanOrEqual(bytes.length)
  expect(bytes.subarray(headBytes, claimedEnd).equals(whole.subarray(headBytes, claimedEnd))).toBe(true)
}

/** What a head says of the samples' bytes. */
function dataBytesOf(bytes: Buffer): number {
  const said = bytes.readUInt32LE(bytes.indexOf('data') + 4)
  return said === 0xffff_ffff ? Number(bytes.readBigUInt64LE(28)) : said
}

describe('createWavFile', () => {
  test.each(sampleFormats)('%s comes out as the whole file of the same samples and cues', async (format) => {
    expect(await unbroken(formOf(format), longestRiffBytes)).toEqual(wholeWav(formOf(format), samples, cues))
  })

  test('beyond the limit it is RF64, with the same bytes but for its head', async () => {
    for (const format of sampleFormats) {
      const [short, long] = [
        await unbroken(formOf(format), longestRiffBytes),
        await unbroken(formOf(format), 900),
      ]
      const [riff, rf64] = [wavParts(short), wavParts(long)]
      expect([riff.kind, rf64.kind]).toEqual(['RIFF', 'RF64'])
      expect(rf64.names).toEqual(['ds64', ...riff.names.slice(1)])
      expect(rf64.data).toEqual(riff.data)
      expect(rf64.cues).toEqual(cues)
      expect(Number(long.readBigUInt64LE(20))).toBe(long.length - 8)
    }
  })

  test('after a sync the unfinished file plays to there, and what is written later is not claimed', async () => {
    for (const format of sampleFormats) {
      const memory = createMemoryDisk()
      const whole = wholeWav(formOf(format), samples, cues)
      const file = await createWavFile(path, formOf(format), meansOf(memory))
      for (const [from, until] of [
        [0, 333],
        [333, 700],
      ]) {
        await file.write(samples.subarray(from, until))
        await file.sync()
        expect(file.samples).toBe(until)
        const now = memory.bytesOf(part)!
        expect(wavParts(now).riffBytes).toBe(now.length - 8)
        expect(dataBytesOf(now)).toBe(until * bytesPerSample[format])
        expectHonest(now, whole)
      }
      await file.write(samples.subarray(700))
      expect(dataBytesOf(memory.bytesOf(part)!)).toBe(700 * bytesPerSample[format])
      await file.finish(cues)
      expect(memory.bytesOf(path)).toEqual(whole)
      expect(memory.bytesOf(part)).toBeNull()
    }
  })

  test('nothing appears under its name before what is to come first', async () => {
    const memory = createMemoryDisk()
    const file = await createWavFile(path, form, meansOf(memory))
    await file.write(samples)
    let then: Buffer | null = null
    await file.finish(cues, () => {
      expect(memory.bytesOf(path)).toBeNull()
      then = Buffer.from(memory.bytesOf(part)!)
      return Promise.resolve()
    })
    expect(then).toEqual(memory.bytesOf(path))
  })

  test('one that is abandoned leaves nothing, one that is left stays', async () => {
    const memory = createMemoryDisk()
    const left = await createWavFile(path, form, meansOf(memory))
    await left.write(samples)
    await left.leave()
    expect(memory.bytesOf(part)!.length).toBeGreaterThan(samples.length * 2)
    await left.abandon()
    expect([memory.bytesOf(part), memory.bytesOf(path)]).toEqual([null, null])
  })
})

describe('resumeWavFile', () => {
  /** What happens to a file on its way. */
  const events = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('write' as const), samples: fc.nat(400) }),
      fc.record({ kind: fc.constant('sync' as const) }),
      // The process ends, with the end of a write that was under way, or the whole tail, behind what was written.
      fc.record({ kind: fc.constant('kill' as const), back: fc.nat(600), litter: fc.nat(300) }),
      fc.record({ kind: fc.constant('power' as const), back: fc.nat(600), seed: fc.nat(1_000) }),
      fc.record({ kind: fc.constant('finishing' as const), back: fc.nat(600) }),
    ),
    { maxLength: 25 },
  )

  test.each(
    sampleFormats.flatMap((format) =>
      [longestRiffBytes, 900, 2_500].map((limit) => [format, limit] as const),
    ),
  )(
    'however %s is cut, broken off and taken up again, it has the bytes of one run (RIFF up to %i)',
    async (format, limitBytes) => {
      const whole = await unbroken(formOf(format), limitBytes)
      await fc.assert(
        fc.asyncProperty(events, async (happening) => {
          const memory = createMemoryDisk()
          const means = meansOf(memory, limitBytes)
          let file = await createWavFile(path, formOf(format), means)
          await file.sync()
          let synced = 0
          const takeUp = async (count: number): Promise<void> => {
            const again = await resumeWavFile(path, formOf(format), count, means)
            expect(again?.samples).toBe(count)
            file = again!
            // What has gone is not there to go back to.
            synced = Math.min(synced, count)
          }
          for (const event of happening) {
            if (event.kind === 'write')
              await file.write(samples.subarray(file.samples, file.samples + event.samples))
            if (event.kind === 'sync') {
              await file.sync()
              synced = file.samples
            }
            if (event.kind === 'kill') {
              const litter = Buffer.alloc(event.litter, 0xa5)
              memory.setBytes(part, Buffer.concat([memory.bytesOf(part)!, litter]))
              await takeUp(Math.max(0, file.samples - event.back))
            }
            if (event.kind === 'power') {
              memory.cutPower(createRandom(event.seed))
              await takeUp(Math.max(0, synced - event.back))
            }
            if (event.kind === 'finishing') {
              await file.finish(cues, () => Promise.reject(systemError('EIO'))).catch(() => undefined)
              await takeUp(Math.max(0, file.samples - event.back))
            }
            expect(file.samples).toBeLessThanOrEqual(samples.length)
            expectHonest(memory.bytesOf(part)!, whole)
          }
          await file.write(samples.subarray(file.samples))
          await file.finish(cues)
          expect(memory.bytesOf(path)!.equals(whole)).toBe(true)
        }),
        { numRuns: 60, seed: 7 },
      )
    },
  )

  /** An unfinished file of a thousand samples, as a kill leaves it. */
  async function unfinished(): Promise<Memory> {
    const memory = createMemoryDisk()
    const file = await createWavFile(path, form, meansOf(memory))
    await file.write(samples.subarray(0, 1_000))
    await file.sync()
    return memory
  }

  test('broken off at whatever step, it can be tried again', async () => {
    for (const breaksAt of [0, 1, 2]) {
      const memory = await unfinished()
      let step = 0
      memory.faults.before = () => {
        if (step++ === breaksAt) throw systemError('EIO')
      }
      await expect(resumeWavFile(path, form, 600, meansOf(memory))).rejects.toMatchObject({
        code: 'export/not-writable',
      })
      expect(step).toBe(breaksAt + 1)
      expectHonest(memory.bytesOf(part)!, wholeWav(form, samples, cues))
      memory.faults.before = () => undefined
      const file = await resumeWavFile(path, form, 600, meansOf(memory))
      await file!.write(samples.subarray(600))
      await file!.finish(cues)
      expect(memory.bytesOf(path)).toEqual(wholeWav(form, samples, cues))
    }
  })

  test('takes up any number of samples that is there, and none that is not', async () => {
    for (const count of [0, 1, 999, 1_000]) {
      const memory = await unfinished()
      const file = await resumeWavFile(path, form, count, meansOf(memory))
      expect(file?.samples).toBe(count)
      expect(dataBytesOf(memory.bytesOf(part)!)).toBe(count * 2)
      expect(wavParts(memory.bytesOf(part)!).data.length).toBe(count * 2)
    }
    const memory = await unfinished()
    const before = Buffer.from(memory.bytesOf(part)!)
    expect(await resumeWavFile(path, form, 1_001, meansOf(memory))).toBeNull()
    expect(memory.bytesOf(part)).toEqual(before)
  })

  test.each([
    ['of another voice', { ...form, tags: { ...form.tags, comment: 'Someone else spoke' } }],
    ['without tags', { ...form, tags: {} }],
    ['of another rate', { ...form, sampleRateHz: 22_050 }],
    ['of another format', formOf('int24')],
  ])('a file %s is not it, and stays as it was', async (_, other) => {
    const memory = await unfinished()
    const before = Buffer.from(memory.bytesOf(part)!)
    expect(await resumeWavFile(path, other, 10, meansOf(memory))).toBeNull()
    expect(memory.bytesOf(part)).toEqual(before)
  })

  test('a file of somebody else’s, an empty one, and none at all are not it', async () => {
    for (const bytes of [Buffer.alloc(5_000, 'x'), Buffer.alloc(0), Buffer.from('RIFF')]) {
      const memory = await unfinished()
      memory.setBytes(part, bytes)
      expect(await resumeWavFile(path, form, 0, meansOf(memory))).toBeNull()
      expect(memory.bytesOf(part)).toEqual(bytes)
    }
    expect(await resumeWavFile(path, form, 0, meansOf(createMemoryDisk()))).toBeNull()
  })
})

describe('a WAV file on a bad disk', () => {
  const script = [100, 250, 3, 400, 0, 500, 248]
  const wholes = new Map<SampleFormat, Promise<Buffer>>()

  /** Writes what is left, with a sync behind every piece. @returns how many samples the last sync made safe */
  async function writeOn(file: WavFile, noteSafe: (samples: number) => void): Promise<void> {
    for (const length of script) {
      await file.write(samples.subarray(file.samples, file.samples + length))
      await file.sync()
      noteSafe(file.samples)
    }
    await file.finish(cues)
  }

  test.each(
    sampleFormats.flatMap((format) =>
      (['EIO', 'ENOSPC', 'EROFS', 'the process ends', 'the power fails'] as const).map(
        (fault) => [format, fault] as const,
      ),
    ),
  )(
    '%s: at whatever step it breaks (%s), nothing is claimed that is not there, and going on later gives the same bytes',
    async (format, fault) => {
      const of = formOf(format)
      const limitBytes = 1_800
      const whole = await (wholes.get(format) ?? unbroken(of, limitBytes))
      wholes.set(format, Promise.resolve(whole))
      let steps = Infinity
      for (let breaksAt = 0; breaksAt < steps; breaksAt++) {
        const memory = createMemoryDisk()
        const seeded = createRandom(breaksAt)
        const means = meansOf(memory, limitBytes)
        let step = 0
        const isDeath = fault === 'the process ends' || fault === 'the power fails'
        memory.faults.share = (bytes) => Math.min(bytes, 1 + Math.floor(seeded() * 400))
        memory.faults.before = () => {
          const isNow = step === breaksAt
          if (isNow || (isDeath && step > breaksAt)) {
            if (!isDeath) step++
            throw systemError(isDeath ? 'EIO' : fault)
          }
          step++
        }
        let safe: number | null = null
        let file: WavFile | null = null
        const error: unknown = await (async () => {
          file = await createWavFile(path, of, means)
          await writeOn(file, (count) => (safe = count))
        })().catch((reason: unknown) => reason)
        if (error === undefined) {
          steps = step
          break
        }
        expect(error).toMatchObject({
          code: fault === 'ENOSPC' ? 'export/disk-full' : 'export/not-writable',
          details: { path, reason: isDeath ? 'EIO' : fault },
        })
        expect(memory.bytesOf(path)).toBeNull()
        memory.faults.before = () => undefined
        if (fault === 'the power fails') memory.cutPower(createRandom(breaksAt + 1))
        else if (file && !isDeath) await (file as WavFile).leave()
        if (safe === null) continue
        expectHonest(memory.bytesOf(part)!, whole)
        const again = await resumeWavFile(path, of, safe, means)
        expect(again?.samples).toBe(safe)
        expectHonest(memory.bytesOf(part)!, whole)
        await again!.write(samples.subarray(safe))
        await again!.finish(cues)
        expect(memory.bytesOf(path)!.equals(whole), `broken at step ${breaksAt}`).toBe(true)
      }
      expect(steps).toBeGreaterThan(40)
    },
  )

  test('a full disk takes nothing back: with room again the same write goes through', async () => {
    const memory = createMemoryDisk()
    const file = await createWavFile(path, form, meansOf(memory))
    await file.write(samples.subarray(0, 500))
    memory.faults.capacityBytes = 1_500
    await expect(file.write(samples.subarray(500))).rejects.toMatchObject({ code: 'export/disk-full' })
    expect(file.samples).toBe(500)
    // What there is can be made safe on the full disk, and ends where it says.
    await file.sync()
    expectHonest(memory.bytesOf(part)!, wholeWav(form, samples, cues))
    expect(wavParts(memory.bytesOf(part)!).riffBytes).toBe(memory.bytesOf(part)!.length - 8)
    memory.faults.capacityBytes = Infinity
    await file.write(samples.subarray(500))
    await file.finish(cues)
    expect(memory.bytesOf(path)).toEqual(wholeWav(form, samples, cues))
  })

  test('what the system could not keep is not trusted again, even where the next sync would say it was', async () => {
    const memory = createMemoryDisk()
    const file = await createWavFile(path, form, meansOf(memory))
    await file.write(samples.subarray(0, 500))
    const failOnce = (step: DiskStep): void => {
      if (step !== 'datasync') return
      memory.faults.before = () => undefined
      throw systemError('EIO')
    }
    memory.faults.before = failOnce
    const failure = { code: 'export/not-writable', details: { reason: 'EIO' } }
    await expect(file.sync()).rejects.toMatchObject(failure)
    expect(dataBytesOf(memory.bytesOf(part)!)).toBe(0)
    await expect(file.sync()).rejects.toMatchObject(failure)
    await expect(file.write(samples)).rejects.toMatchObject(failure)
    await expect(file.finish(cues)).rejects.toMatchObject(failure)
    expect(memory.bytesOf(path)).toBeNull()
    await file.leave()
  })

  test('a disk that writes a byte at a time gets there, one that writes none fails', async () => {
    const memory = createMemoryDisk()
    memory.faults.share = () => 1
    const file = await createWavFile(path, form, meansOf(memory))
    await file.write(samples)
    await file.finish(cues)
    expect(memory.bytesOf(path)).toEqual(wholeWav(form, samples, cues))
    memory.faults.share = () => 0
    await expect(createWavFile('/other.wav', form, meansOf(memory))).rejects.toMatchObject({
      code: 'export/not-writable',
      details: { reason: 'EIO' },
    })
    expect(memory.bytesOf('/other.wav.part')).toBeNull()
  })
})
