import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { canSpeak, runCommandLine, speakingNeeds } from '../helpers/command-line'
import { mountSmallDisk, smallDiskNeeds } from '../helpers/small-disk'

const disk = canSpeak ? mountSmallDisk(2) : null

describe.skipIf(!disk)(`narrate to a disk that is too small ${speakingNeeds} ${smallDiskNeeds}`, () => {
  test('says how much it needs and how much there is, and leaves nothing', async () => {
    const words = ['narrate', resolve('resources/sample.md'), '--out', disk ?? '', '--no-cache']
    const end = await runCommandLine(words, { directory: disk ?? '' })
    expect(end.exitCode).not.toBe(0)
    expect(end.stderr).toMatch(/too little room in \/.*: \d+ MB are needed, 2 MB are free\n/)
    expect(await readdir(disk ?? '')).toEqual([])
  }, 120_000)
})
