import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listPath, openShop, pathOf, tinyShelf } from '../engine/voices/catalogue/piper-shop'
import { isBuilt, onlyObject, runCommandLine, startCommandLine } from '../helpers/command-line'
import { misbehavingServer, type MisbehavingServer } from '../helpers/misbehaving-server'

const key = 'en_GB-tiny_one-x_low'
const id = 'en-gb-tiny-one-x-low'
const model = pathOf(key, '.onnx')

let server: MisbehavingServer
let root: string
let environment: NodeJS.ProcessEnv

async function serve(pauseMilliseconds?: number): Promise<void> {
  server = await misbehavingServer(pauseMilliseconds === undefined ? {} : { pauseMilliseconds })
  openShop(server, [{ key }])
  environment = {
    LECTOR_VOICES: join(root, 'models'),
    LECTOR_CACHE: join(root, 'cache'),
    LECTOR_PIPER_VOICES: server.address(listPath),
  }
}
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lector-voices-'))
  await tinyShelf(root)
})
afterEach(async () => {
  await server.close()
  await rm(root, { recursive: true, force: true })
})

const start = (...words: string[]) => startCommandLine(['voices', ...words], { directory: root, environment })
const run = (...words: string[]) => runCommandLine(['voices', ...words], { directory: root, environment })
/** Requests for the network, from which place on. */
const ranges = () => server.requests.filter(({ path }) => path === model).map(({ range }) => range)

describe.skipIf(!isBuilt)('the command voices (needs out/main/cli.js)', () => {
  test('lists what Piper publishes, by language, tells its licence, fetches it and removes it', async () => {
    await serve()
    expect((await run()).stdout).not.toContain(id)
    expect((await run('--all', '--language', 'en_GB')).stdout).toMatch(
      new RegExp(`^${id}  Tiny one \\(x_low\\), en-GB, licence unknown, \\d+ [kM]B to fetch\n$`),
    )
    expect((await run('--licence', id)).stdout).toContain(`${id}: CC-BY-4.0\n\n# Model card`)
    const fetched = await run('--fetch', id)
    expect(fetched).toMatchObject({ exitCode: 0, stdout: 'The voice Tiny one (x_low) is ready.\n' })
    expect(fetched.stderr).toContain('CC-BY-4.0')
    expect(fetched.stderr).toContain('Fetching the voice Tiny one: ')
    expect(onlyObject(await run('--language', 'en-GB', '--json'))).toMatchObject({
      voices: [{ id, place: 'here', licence: 'CC-BY-4.0', missingBytes: 0 }],
    })
    expect(await run('--remove', id)).toMatchObject({ exitCode: 0 })
    expect(await readdir(join(root, 'models', '.added'))).toEqual([])
    expect(await run('--remove', 'heart')).toMatchObject({
      exitCode: 1,
      stderr: 'heart is the voice that reads unless another is chosen: it stays\n',
    })
    expect(await run('--fetch', '--remove', id)).toMatchObject({ exitCode: 2 })
  }, 60_000)

  test('says in one sentence that there is no network, and exits with 4', async () => {
    await serve()
    await server.close()
    for (const words of [['--all'], ['--refresh'], ['--fetch', id]]) {
      const { exitCode, stderr } = await run(...words)
      expect(exitCode).toBe(4)
      expect(stderr).toMatch(/^127\.0\.0\.1:\d+ cannot be reached: is there a network connection\?\n$/)
    }
    expect(await run()).toMatchObject({ exitCode: 0, stderr: '' })
    await serve()
  }, 60_000)

  test('killed in the middle of a download, the next one goes on where it was', async () => {
    await serve(40)
    const killed = start('--fetch', id)
    while (ranges().length === 0 || server.sentBytes() < 14_000) await wait(10)
    killed.child.kill('SIGKILL')
    await killed.ended
    expect(await run('--fetch', id)).toMatchObject({ exitCode: 0 })
    expect(ranges()).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d+-$/)])
  }, 60_000)

  test('two at once make one transfer, and both find the voice', async () => {
    await serve(20)
    const ends = await Promise.all([start('--fetch', id).ended, start('--fetch', id).ended])
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 0])
    expect(ranges()).toEqual([undefined])
  }, 60_000)
})
