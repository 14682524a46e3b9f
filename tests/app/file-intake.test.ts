import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FileIntake } from '../../src-main/app/file-intake'

let folder: string
beforeEach(async () => (folder = await mkdtemp(`${tmpdir()}/lector-intake-`)))
afterEach(() => rm(folder, { recursive: true }))

function makeIntake() {
  const added: string[][] = []
  const told: unknown[] = []
  const intake = new FileIntake({
    library: {
      addUnread(paths) {
        added.push([...paths])
        return paths.length
      },
    },
    notices: { send: (_notice, payload) => void told.push(payload) },
  })
  return { intake, added, told }
}

describe('FileIntake', () => {
  test('of several files the first is opened, and the others are added, which is said', async () => {
    const { intake, added, told } = makeIntake()
    expect(await intake.receive(['/a.epub', '/b.PDF', '/c.jpg'])).toBe('/a.epub')
    expect(added).toEqual([['/b.PDF']])
    expect(told).toEqual([{ added: 1, unkept: 0, folders: 0, unsupported: 1, isNoneOpened: false }])
  })

  test('one file is opened whatever it is called, without a word', async () => {
    const { intake, told } = makeIntake()
    expect(await intake.receive(['/notes.xyz'])).toBe('/notes.xyz')
    expect(told).toEqual([])
  })

  test('a folder is not opened, and that is said', async () => {
    const { intake, told } = makeIntake()
    expect(await intake.receive([folder])).toBeNull()
    expect(told).toEqual([{ added: 0, unkept: 0, folders: 1, unsupported: 0, isNoneOpened: true }])
  })

  test('of several folders at once every one is left out, beside a file or alone', async () => {
    const { intake, told } = makeIntake()
    const folders = [join(folder, 'one'), join(folder, 'two')]
    for (const path of folders) await mkdir(path)
    expect(await intake.receive([...folders, '/a.epub'])).toBe('/a.epub')
    expect(await intake.receive(folders)).toBeNull()
    const counts = { added: 0, unkept: 0, folders: 2, unsupported: 0 }
    expect(told).toEqual([
      { ...counts, isNoneOpened: false },
      { ...counts, isNoneOpened: true },
    ])
  })
})
