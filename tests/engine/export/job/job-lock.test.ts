import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isLock, lockJobFolder } from '../../../../src-main/engine/export/job/job-lock'
import { buildBundle, type Bundle } from '../../../helpers/build-bundle'

describe('lockJobFolder', () => {
  let bundle: Bundle
  let desk: string
  let folder: string
  beforeAll(async () => {
    bundle = await buildBundle({ contender: 'tests/engine/export/job/lock-contender.ts' })
  })
  afterAll(() => bundle.remove())
  beforeEach(async () => {
    desk = await mkdtemp(join(tmpdir(), 'lector-lock-'))
    folder = join(desk, 'Book.lector-export')
  })
  afterEach(() => rm(desk, { recursive: true, force: true }))

  const inUse = { code: 'export/in-use', details: { path: expect.any(String) as string } }
  /** Another process, and what it says. */
  function startContender(...rounds: string[]): { child: ChildProcess; said: () => string[] } {
    const words = [join(bundle.folder, 'contender.js'), folder, join(desk, 'proof'), ...rounds]
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    return { child, said: () => output.split('\n').filter((line) => line !== '') }
  }

  test('one holds it, and when it is given free another one does; nothing is left', async () => {
    const lock = await lockJobFolder(folder)
    expect((await readdir(folder)).filter(isLock)).toHaveLength(1)
    await expect(lockJobFolder(folder)).rejects.toMatchObject(inUse)
    await lock.release()
    expect(existsSync(folder)).toBe(false)
    const next = await lockJobFolder(folder)
    // Who has given it free has no say any more.
    await lock.release()
    await expect(lockJobFolder(folder)).rejects.toMatchObject(inUse)
    await writeFile(join(folder, 'journal'), '')
    await next.release()
    expect(await readdir(folder)).toEqual(['journal'])
  })

  test('of processes that come at once, one holds it at a time, and each has its turn', async () => {
    const rounds = 40
    const contenders = [1, 2, 3].map(() => startContender(String(rounds)))
    await Promise.all(contenders.map(({ child }) => once(child, 'close')))
    for (const { said } of contenders) {
      expect(said().filter((line) => line === 'held')).toHaveLength(rounds)
      expect([...new Set(said())].sort()).toEqual(['export/in-use', 'held'])
    }
    expect(await readdir(desk)).toEqual([])
  })

  test('it dies with its process, however that ends', async () => {
    const { child, said } = startContender()
    await expect.poll(said, { timeout: 20_000 }).toEqual(['held'])
    await expect(lockJobFolder(folder)).rejects.toMatchObject(inUse)
    child.kill('SIGKILL')
    await once(child, 'close')
    const lock = await lockJobFolder(folder)
    await expect(lockJobFolder(folder)).rejects.toMatchObject(inUse)
    // That of the dead goes with it.
    await lock.release()
    expect(existsSync(folder)).toBe(false)
  })

  /** The name of a lock of this process, which it has no more. */
  async function nameOfLock(): Promise<string> {
    const lock = await lockJobFolder(folder)
    const [name] = await readdir(folder)
    await lock.release()
    await mkdir(folder)
    return name
  }

  test('that of another machine counts for as long as it is touched', async () => {
    const name = await nameOfLock()
    const elsewhere = join(folder, name.replace(/^lock-[0-9a-f]{16}/, `lock-${'0'.repeat(16)}`))
    await writeFile(elsewhere, '')
    await expect(lockJobFolder(folder)).rejects.toMatchObject(inUse)
    const before = new Date(Date.now() - 120_000)
    await utimes(elsewhere, before, before)
    await (await lockJobFolder(folder)).release()
    expect(existsSync(folder)).toBe(false)
  })

  test.skipIf(process.platform !== 'linux')(
    'a process that has the number of a dead one does not hold its lock (Linux says when one began)',
    async () => {
      const name = await nameOfLock()
      await writeFile(join(folder, name), '')
      await expect(lockJobFolder(folder)).rejects.toMatchObject(inUse)
      await rm(join(folder, name))
      await writeFile(join(folder, name.replace(/[0-9a-f]{16}(?=-[0-9a-f]{8}$)/, '0'.repeat(16))), '')
      await (await lockJobFolder(folder)).release()
      expect(existsSync(folder)).toBe(false)
    },
  )

  test('where nothing can be made it says so', async () => {
    await expect(lockJobFolder(join(desk, 'no', 'where'))).rejects.toMatchObject({
      code: 'export/not-writable',
    })
    await writeFile(folder, '')
    await expect(lockJobFolder(folder)).rejects.toMatchObject({ code: 'export/not-writable' })
  })
})
