import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { FuseState } from '@electron/fuses/dist/constants'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasDisplay } from '../../scripts/bootstrap/launch.mjs'
import { isOnPath } from '../../scripts/bootstrap/children.mjs'
import { packageApp } from '../../scripts/bootstrap/package.mjs'
import { wantedFuses } from '../../scripts/packaging/flip-fuses'
import { hasVoice } from '../helpers/installed-voice'
import { wavParts } from '../helpers/wav-parts'
import { hasElectron, ownDisplay } from './lector-window'

const run = promisify(execFile)
const extra = (process.env.LECTOR_ELECTRON_ARGS ?? '').split(' ').filter((word) => word !== '')

interface End {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

describe.skipIf(!hasElectron || !hasVoice || process.platform !== 'linux')(
  'the application as it is passed on (needs Electron, the voice and Linux)',
  () => {
    let folder: string
    let home: string
    let binary: string
    /** No display, and nothing of the checkout. */
    let environment: Record<string, string>
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'lector-fused-'))
      home = await mkdtemp(join(tmpdir(), 'lector-home-'))
      binary = join(folder, 'linux-unpacked', 'lector')
      const { signal } = new AbortController()
      await packageApp(
        { root: resolve('.'), environment: process.env, signal },
        { binary: process.env.LECTOR_ELECTRON! },
        { isForTests: true, output: folder },
      )
      environment = { PATH: '/usr/bin:/bin', HOME: home }
    })
    const windowed = new Set<ChildProcess>()
    afterAll(async () => {
      for (const child of windowed) child.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true })
      await rm(home, { recursive: true, force: true })
    })

    function start(words: readonly string[], more: Record<string, string> = {}) {
      const child = spawn(binary, [...extra, ...words], {
        cwd: home,
        env: { ...environment, ...more },
        stdio: ['pipe', 'pipe', 'pipe'],
      })
      let stdout = ''
      let stderr = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
      const ended = once(child, 'close').then(([exitCode, signal]): End => ({
        exitCode,
        signal,
        stdout,
        stderr,
      }))
      return { child, ended }
    }
    const lector = (...words: string[]) => start(words).ended

    const within = <Result>(milliseconds: number, result: Promise<Result>): Promise<Result> => {
      let timer: NodeJS.Timeout
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`not within ${milliseconds} ms`)), milliseconds)
      })
      return Promise.race([result, late]).finally(() => clearTimeout(timer))
    }

    /** Starts it on the tests' display. On a busy machine an Electron now and then never begins: it is given up then. */
    async function startUntil(
      what: string,
      words: readonly string[],
      isSo: (started: ReturnType<typeof start>) => Promise<unknown>,
    ) {
      for (let attempt = 1; ; attempt++) {
        const started = start(words, ownDisplay())
        windowed.add(started.child)
        try {
          await isSo(started)
          return started
        } catch (cause) {
          started.child.kill('SIGKILL')
          const { stderr } = await started.ended
          const message = `start ${attempt} of 3 was given up before ${what}: ${stderr.slice(-2_000)}`
          if (attempt === 3) throw new Error(message, { cause })
          console.warn(message)
        }
      }
    }

    describe('its fuses', () => {
      test('are as they are wanted, every one that this Electron has', async () => {
        const wire = await getCurrentFuseWire(binary)
        const had = [...wantedFuses].filter(([fuse]) => wire[fuse] !== undefined)
        // Electron 25 has all but the youngest.
        expect(had.length).toBeGreaterThanOrEqual(wantedFuses.size - 1)
        for (const [fuse, isOn] of had)
          expect(wire[fuse], FuseV1Options[fuse]).toBe(isOn ? FuseState.ENABLE : FuseState.DISABLE)
      })

      test('are read so by the tool of their makers', async () => {
        const tool = resolve('node_modules/@electron/fuses/dist/bin.js')
        const { stdout } = await run(process.execPath, [tool, 'read', '--app', binary])
        expect(stdout).toMatch(/RunAsNode is Disabled/)
        expect(stdout).toMatch(/EnableCookieEncryption is Enabled/)
        expect(stdout).toMatch(/EnableNodeOptionsEnvironmentVariable is Disabled/)
        expect(stdout).toMatch(/EnableNodeCliInspectArguments is Disabled/)
        expect(stdout).toMatch(/EnableEmbeddedAsarIntegrityValidation is Enabled/)
        expect(stdout).toMatch(/OnlyLoadAppFromAsar is Enabled/)
      })

      test('leave no Node to be had of it', async () => {
        const betrayal = join(home, 'betrayal.cjs')
        await writeFile(
          betrayal,
          `require('fs').writeFileSync(${JSON.stringify(join(home, 'betrayed'))}, '')`,
        )
        const asNode = await start([betrayal, 'version'], { ELECTRON_RUN_AS_NODE: '1' }).ended
        expect(asNode.stdout).not.toContain('Lector')
        const required = await start(['version'], { NODE_OPTIONS: `--require=${betrayal}` }).ended
        expect(required).toMatchObject({ exitCode: 0, stdout: 'Lector 0.1.0\n' })
        const inspected = await lector('--inspect=0', '--inspect-brk=0', 'version')
        expect(inspected).toMatchObject({ exitCode: 0, stdout: 'Lector 0.1.0\n' })
        expect(inspected.stderr).not.toMatch(/debugger/i)
        await expect(readFile(join(home, 'betrayed'))).rejects.toThrow('ENOENT')
      })
    })

    describe('its command line, without a display', () => {
      test('speaks into a file', async () => {
        const end = await lector('speak', 'The lantern is lit at dusk.', '--out', 'lantern.wav', '--json')
        expect(end, end.stderr).toMatchObject({ exitCode: 0 })
        expect(JSON.parse(end.stdout)).toBeTypeOf('object')
        const { find } = wavParts(await readFile(join(home, 'lantern.wav')))
        const data = find('data')!
        let loudest = 0
        for (let at = 0; at + 1 < data.length; at += 2) loudest = Math.max(loudest, data.readInt16LE(at))
        expect(loudest).toBeGreaterThan(1_000)
      })

      test('narrates a document, which another process reads', async () => {
        await writeFile(join(home, 'heron.md'), '# Heron\n\nA heron stands in the reeds.\n')
        const end = await lector('narrate', 'heron.md', '--out', 'narrated')
        expect(end, end.stderr).toMatchObject({ exitCode: 0 })
        expect((await readFile(join(home, 'narrated', 'Heron.wav'))).length).toBeGreaterThan(40_000)
      })

      test('tells what a document says, and refuses one that cannot be read', async () => {
        await writeFile(join(home, 'broken.pdf'), '%PDF-1.7\nnothing')
        expect(await lector('text', 'heron.md')).toMatchObject({
          exitCode: 0,
          signal: null,
          stdout: expect.stringContaining('A heron stands in the reeds.'),
        })
        expect(await lector('text', 'broken.pdf')).toMatchObject({ exitCode: 3 })
      })

      test('tries devices in processes of its own', async () => {
        const end = await lector('devices', '--json')
        expect(end, end.stderr).toMatchObject({ exitCode: 0 })
        expect(end.stdout).not.toMatch(/could not be started|ended|silent/)
        expect(end.stdout).toMatch(/WebGPU/)
      })

      test('answers lines of its standard input', async () => {
        const { child, ended } = start(['bench', '--stdin'])
        child.stdin.end(`${JSON.stringify({ text: 'One, two.' })}\n`)
        const end = await ended
        expect(end, end.stderr).toMatchObject({ exitCode: 0 })
        expect(end.stdout.trim().split('\n').length).toBeGreaterThanOrEqual(1)
      })

      test('says what is wrong with a command, and nothing besides', async () => {
        const end = await lector('speak')
        expect(end).toMatchObject({ exitCode: 2, stdout: '' })
        expect(end.stderr).toMatch(/speak needs a text/)
        expect(end.stderr).not.toMatch(/Deprecation|trace/)
        expect(await lector('--version')).toMatchObject({ exitCode: 0, stdout: 'Lector 0.1.0\n' })
      })

      test('ends by Ctrl+C as programs do, and leaves nothing unfinished', async () => {
        const text = 'One sentence follows the other, and none of them is short. '.repeat(4_000)
        await writeFile(join(home, 'long.md'), text)
        const { child, ended } = start(['narrate', 'long.md', '--out', 'long', '--no-cache'])
        // It listens by then; Chromium says things before.
        const begun = () => readdir(join(home, 'long')).catch(() => [])
        await expect.poll(begun, { timeout: 60_000 }).not.toEqual([])
        child.kill('SIGINT')
        expect(await ended).toMatchObject({ exitCode: 130, signal: null })
        await expect(readFile(join(home, 'long', 'long.wav'))).rejects.toThrow('ENOENT')
      })
    })

    test.skipIf(!isOnPath('xwininfo') || hasDisplay())(
      'opens its window, which answers and ends (needs xwininfo and a virtual display)',
      async () => {
        await writeFile(join(home, 'handed-over.md'), 'A heron stands in the reeds.\n')
        const windows = async () =>
          (await run('xwininfo', ['-root', '-tree'], { env: { ...environment, ...ownDisplay() } })).stdout
        const opened = await startUntil('its window is open', [], () =>
          expect.poll(windows, { timeout: 40_000 }).toMatch(/"Lector"\)/),
        )
        // The window holds the lock; a second start hands over what it was given, and ends.
        const handing = await startUntil('a second start has ended', ['handed-over.md'], ({ ended }) =>
          within(40_000, ended),
        )
        expect(await handing.ended).toMatchObject({ exitCode: 0 })
        const library = join(home, '.config/Lector/library.json')
        await expect
          .poll(() => readFile(library, 'utf8').catch(() => ''), { timeout: 40_000 })
          .toContain('handed-over')
        opened.child.kill('SIGTERM')
        expect(await within(40_000, opened.ended)).toMatchObject({ exitCode: 0 })
      },
      400_000,
    )
  },
)
