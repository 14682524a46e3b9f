import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { disk } from '../../src-main/app/atomic-file'
import { areaOnScreens, placeOnScreens, WindowStateStore } from '../../src-main/app/window-state'

let folder: string
let failures: unknown[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-window-'))
  failures = []
})
afterEach(() => rm(folder, { recursive: true }))

const open = () => WindowStateStore.open(folder, disk, (error) => failures.push(error))
const bounds = { x: 10, y: 20, width: 900, height: 700 }

describe('WindowStateStore', () => {
  test('keeps how the window was left', async () => {
    const store = await open()
    expect(store.value).toMatchObject({ bounds: null, isMaximised: false, isFullScreen: false })
    store.change({ bounds })
    store.change({ isMaximised: true })
    await store.flush()
    expect((await open()).value).toMatchObject({ bounds, isMaximised: true })
    expect(failures).toEqual([])
  })

  test.each([
    ['cut in the middle', '{"version":1,"bounds":{"x":1'],
    ['absurd', '{"version":1,"bounds":{"x":1e9,"y":0,"width":900,"height":700}}'],
    ['without an area', '{"version":1,"bounds":{"x":0,"y":0,"width":0,"height":0}}'],
    ['of a newer version', '{"version":2}'],
  ])('a file that is %s is set aside, and the window opens as it first did', async (_how, content) => {
    await writeFile(join(folder, 'window.json'), content)
    const store = await open()
    expect(store.value.bounds).toBeNull()
    expect(failures).toHaveLength(1)
    const [aside = ''] = await readdir(folder)
    expect(await readFile(join(folder, aside), 'utf8')).toBe(content)
  })

  test('a disk that cannot be written is reported and no reason to fail', async () => {
    const store = await WindowStateStore.open(
      folder,
      { ...disk, writeThrough: () => Promise.reject(new Error('full')) },
      (error) => failures.push(error),
    )
    store.change({ bounds })
    await store.flush()
    expect(failures).toHaveLength(1)
    expect(store.value.bounds).toEqual(bounds)
  })
})

describe('placeOnScreens', () => {
  const left = { x: 0, y: 0, width: 1_920, height: 1_040 }
  const right = { x: 1_920, y: 0, width: 1_280, height: 984 }
  const at = (x: number, y: number, screens = [left, right]) => placeOnScreens({ x, y, width: 900 }, screens)

  test('a window goes where it was while a screen is there', () => {
    expect(at(100, 50)).toEqual({ x: 100, y: 50 })
    expect(at(2_000, 50)).toEqual({ x: 2_000, y: 50 })
    expect(at(-500, 0)).toEqual({ x: -500, y: 0 })
  })

  test('and nowhere when its screen is gone, or its upper edge cannot be taken hold of', () => {
    expect(at(2_000, 50, [left])).toBeNull()
    expect(at(100, -400)).toBeNull()
    expect(at(100, 1_030, [left])).toBeNull()
    expect(at(-850, 0)).toBeNull()
    expect(at(0, 0, [])).toBeNull()
  })
})

describe('areaOnScreens', () => {
  const laptop = { x: 0, y: 0, width: 1_280, height: 720 }
  const smallest = { width: 720, height: 480 }

  test('leaves a window that a screen shows as it was', () => {
    const area = { x: 40, y: 20, width: 900, height: 600 }
    expect(areaOnScreens(area, smallest, [laptop])).toEqual(area)
  })

  test('one left on a larger screen that is gone opens in the middle of what there is, no larger', () => {
    const area = { x: 3_000, y: 200, width: 2_000, height: 600 }
    expect(areaOnScreens(area, smallest, [laptop])).toEqual({ x: 0, y: 60, width: 1_280, height: 600 })
    expect(areaOnScreens({ ...area, width: 200 }, smallest, [laptop]).width).toBe(720)
  })
})
