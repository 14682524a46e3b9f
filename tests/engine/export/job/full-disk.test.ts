import { mkdir, readdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import type { JobMeans } from '../../../../src-main/engine/export/job/job-means'
import { emptyFolder, filesIn } from '../../../helpers/folder-contents'
import { bookOf, narratedJob, narrateJob } from '../../../helpers/narrated-job'
import { paragraph } from '../../../helpers/paragraphs'
import { loadSineVoice } from '../../../helpers/sine-voice'
import { mountSmallDisk, smallDiskNeeds } from '../../../helpers/small-disk'

const disk = mountSmallDisk(12)
const mount = disk ?? ''
const folder = join(mount, 'made')
const filler = join(mount, 'filler')
const text = Array.from({ length: 60 }, (_, number) => `This is sentence number ${number}.`).join(' ')
const job = narratedJob({
  document: bookOf([
    paragraph('One', 'heading'),
    paragraph(text),
    paragraph('Two', 'heading'),
    paragraph(text),
  ]),
  chapters: [
    { title: 'One', fromBlock: 0, untilBlock: 2 },
    { title: 'Two', fromBlock: 2, untilBlock: 4 },
  ],
  words: true,
})
const voice = await loadSineVoice()
const run = (means: Partial<JobMeans> = {}) => narrateJob(job, voice, folder, means)

/** Leaves so many bytes of room. */
async function fillUpTo(bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(mount)
  await writeFile(filler, Buffer.alloc(bavail * bsize - bytes))
}

describe.skipIf(!disk)(`a disk that is full ${smallDiskNeeds}`, () => {
  beforeEach(async () => {
    await emptyFolder(mount)
    await mkdir(folder)
  })

  test('fills without a lost sentence, and the job ends, given room, with the files of an unbroken run', async () => {
    await run()
    const whole = await filesIn(folder, 'journal')
    await emptyFolder(folder)
    for (const bytes of [200_000, 1_000_000, 2_500_000]) {
      let written = 0
      let filling: Promise<void> | undefined
      const full = run({
        onProgress: ({ sentences }) => void (written = sentences),
        // Somebody else takes the room away that there was.
        turn: async () => (written === 3 ? (filling ??= fillUpTo(bytes)) : undefined),
      })
      await expect(full).rejects.toMatchObject({ code: 'export/disk-full' })
      expect(written).toBeGreaterThan(3)
      await rm(filler)
      let first = 0
      await run({ onProgress: ({ sentences }) => void (first ||= sentences) })
      expect(first).toBe(written + 1)
      expect(await filesIn(folder, 'journal')).toEqual(whole)
      await emptyFolder(folder)
    }
  })

  test('is known before anything is rendered, with how much there is and how much it would take', async () => {
    await fillUpTo(400_000)
    const { bavail, bsize } = await statfs(mount)
    await expect(run()).rejects.toMatchObject({
      code: 'export/disk-full',
      details: { bytesFree: bavail * bsize, path: folder },
    })
    expect(await readdir(folder)).toEqual(['journal'])
  })
})
