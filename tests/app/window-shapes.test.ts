import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { disk } from '../../src-main/app/atomic-file'
import { miniSize, WindowShapes, type ShapedWindow } from '../../src-main/app/window-shapes'
import { WindowStateStore, type Area } from '../../src-main/app/window-state'

/** A window as the system shows it; leaving full screen waits for `leave`. */
class FakeWindow implements ShapedWindow {
  normal: Area = { x: 100, y: 100, width: 1_100, height: 780 }
  maximised = false
  fullScreen = false
  onTop = false
  resizable = true
  minimum = [720, 480]
  leave: () => void = () => undefined
  isMaximized = () => this.maximised
  isFullScreen = () => this.fullScreen
  getNormalBounds = () => this.normal
  getBounds = () => (this.maximised ? { x: 0, y: 0, width: 1_920, height: 1_040 } : this.normal)
  /** What happens to a real one is told at once, in the middle of a change. */
  moved: () => void = () => undefined
  setBounds = (bounds: Partial<Area>) => {
    this.normal = { ...this.normal, ...bounds }
    this.moved()
  }
  setMinimumSize = (...size: number[]) => void (this.minimum = size)
  setResizable = (is: boolean) => void (this.resizable = is)
  setAlwaysOnTop = (is: boolean) => void (this.onTop = is)
  setWindowButtonVisibility = () => undefined
  maximize = () => void (this.maximised = true)
  unmaximize = () => void (this.maximised = false)
  setFullScreen = (is: boolean) => {
    if (is) this.fullScreen = true
  }
  once = (_event: string, listener: () => void) => {
    this.leave = () => {
      this.fullScreen = false
      listener()
    }
  }
}

let folder: string
let store: WindowStateStore
let window: FakeWindow
let isMiniOnTop: boolean
let shapes: WindowShapes
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-shapes-'))
  store = await WindowStateStore.open(folder, disk, (error) => {
    throw error
  })
  window = new FakeWindow()
  isMiniOnTop = true
  shapes = new WindowShapes(window, store, {
    screens: () => [{ x: 0, y: 0, width: 1_920, height: 1_040 }],
    isMiniOnTop: () => isMiniOnTop,
    isMac: false,
  })
})
afterEach(async () => {
  await store.flush()
  await rm(folder, { recursive: true })
})

describe('WindowShapes', () => {
  test('a maximised reader comes back maximised, whatever the window reports on the way', () => {
    window.moved = () => shapes.note()
    window.maximised = true
    shapes.take('mini')
    expect(window.maximised).toBe(false)
    shapes.take('reader')
    expect(window.maximised).toBe(true)
  })

  test('a fresh window is given the state it was left in, whatever it reports before it is shown', () => {
    store.change({ isMaximised: true, isFullScreen: true })
    const fresh = new WindowShapes(window, store, {
      screens: () => [],
      isMiniOnTop: () => true,
      isMac: false,
    })
    fresh.note()
    fresh.restore()
    expect(window).toMatchObject({ maximised: true, fullScreen: true })
  })

  test('the reader comes back where a screen is, and no larger', () => {
    window.normal = { x: 2_500, y: 100, width: 2_400, height: 1_300 }
    shapes.take('mini')
    shapes.take('reader')
    expect(window.normal).toMatchObject({ width: 1_920, height: 1_040 })
    expect(window.normal).toMatchObject({ x: 0, y: 0 })
  })

  test('the reader becomes a small window on top at its upper right, and comes back as it was', () => {
    const reader = window.normal
    shapes.take('mini')
    expect(window.normal).toEqual({ x: 840, y: 100, ...miniSize })
    expect(window).toMatchObject({ onTop: true, resizable: false, minimum: [360, 96] })
    shapes.note()
    expect(store.value).toMatchObject({ bounds: reader, miniPlace: { x: 840, y: 100 } })
    shapes.take('reader')
    expect(window.normal).toEqual(reader)
    expect(window).toMatchObject({ onTop: false, resizable: true, minimum: [720, 480] })
  })

  test('the mini player goes where it was put last, unless no screen is there any more', () => {
    store.change({ miniPlace: { x: 30, y: 900 } })
    shapes.take('mini')
    expect(window.normal).toMatchObject({ x: 30, y: 900 })
    shapes.take('reader')
    store.change({ miniPlace: { x: 5_000, y: 900 } })
    shapes.take('mini')
    expect(window.normal).toMatchObject({ x: 840, y: 100 })
  })

  test('a maximised window is maximised again', () => {
    window.maximised = true
    shapes.take('mini')
    expect(window.maximised).toBe(false)
    expect(window.normal).toMatchObject(miniSize)
    shapes.take('reader')
    expect(window.maximised).toBe(true)
    expect(window.normal).toMatchObject({ width: 1_100, height: 780 })
  })

  test('a full screen is left first, and taken again', () => {
    window.fullScreen = true
    shapes.take('mini')
    expect(window.normal.width).toBe(1_100)
    window.leave()
    expect(window.normal).toMatchObject(miniSize)
    shapes.take('reader')
    expect(window.fullScreen).toBe(true)
  })

  test('whoever changes their mind while a full screen is being left has it back', () => {
    window.fullScreen = true
    shapes.take('mini')
    shapes.take('reader')
    window.leave()
    expect(window.fullScreen).toBe(true)
    expect(window.normal.width).toBe(1_100)
  })

  test('the setting decides what the mini player stays above, also while it is there', () => {
    isMiniOnTop = false
    shapes.take('mini')
    expect(window.onTop).toBe(false)
    isMiniOnTop = true
    shapes.followSetting()
    expect(window.onTop).toBe(true)
  })

  test('full screen does not hide that it was maximised before', () => {
    window.maximised = true
    shapes.note()
    window.fullScreen = true
    window.maximised = false
    shapes.note()
    expect(store.value).toMatchObject({ isMaximised: true, isFullScreen: true })
  })
})
