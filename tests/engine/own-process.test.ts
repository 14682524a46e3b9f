import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { applicationBinary, startOwnProcess } from '../../src-main/engine/own-process'

describe('applicationBinary', () => {
  test('is the application’s, not the helper’s that runs its processes on macOS', () => {
    const contents = '/Applications/Lector.app/Contents'
    const helper = `${contents}/Frameworks/Lector Helper (Plugin).app/Contents/MacOS/Lector Helper (Plugin)`
    expect(applicationBinary(helper)).toBe(`${contents}/MacOS/Lector`)
    expect(applicationBinary('/opt/Lector/lector')).toBe(resolve('/opt/Lector/lector'))
  })
})

describe('startOwnProcess', () => {
  test('speaks with a script, and keeps its last words', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lector-own-'))
    try {
      const script = join(folder, 'echo.js')
      await writeFile(
        script,
        `process.on('message', (m) => { process.stderr.write('farewell'); process.send(m, () => process.exit(3)) })`,
      )
      const child = startOwnProcess(script, { lastWordsChars: 4 })
      const heard: unknown[] = []
      child.onMessage((message) => heard.push(message))
      const closed = new Promise((done) => child.onClose((code, signal) => done([code, signal])))
      child.post({ text: '\ud800' })
      expect(await closed).toEqual([3, null])
      expect(heard).toEqual([{ text: '\ud800' }])
      expect(child.lastWords()).toBe('well')
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
