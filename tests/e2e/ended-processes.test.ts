import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { countEvents, killEngine, waitForSpeech } from './killed-engine'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const lines = Array.from(
  { length: 40 },
  (_, index) => `Sentence ${index + 1} is one of forty, and it says no more.`,
)
/** Ten times what is promised: a busy machine is no fault. */
const resumeMilliseconds = 30_000

describe.skipIf(!hasElectron || !hasVoice)(
  'processes that end while something is read (needs Electron and the voice)',
  () => {
    let lector: LectorWindow
    afterEach(() => lector?.close())

    async function makeFolder(): Promise<string> {
      const folder = await mkdtemp(join(tmpdir(), 'lector-ended-'))
      onTestFinished(() => rm(folder, { recursive: true, force: true }))
      return folder
    }
    const logOf = (userData: string) => readFile(join(userData, 'logs', 'lector.log'), 'utf8')
    const deaths = async (userData: string): Promise<string[]> =>
      [...(await logOf(userData)).matchAll(/error engine: AppError (engine\/\S+) .*?\breason=(\S+)/gm)].map(
        ([, code, reason]) => `${code} ${reason}`,
      )
    /** Has the next engines end as a script does, in place of the engine host. */
    const replaceEngine = (script: string | null) =>
      lector.app.evaluate(({ utilityProcess }, path) => {
        const plain = Reflect.get(utilityProcess, 'plainFork') as typeof utilityProcess.fork | undefined
        const fork = plain ?? utilityProcess.fork.bind(utilityProcess)
        Reflect.set(utilityProcess, 'plainFork', fork)
        utilityProcess.fork = (host, args, options) => {
          if (options?.serviceName !== 'Lector engine' || path === null) return fork(host, args, options)
          return fork(path, args, options)
        }
      }, script)

    test('the engine’s end is told by what it was: a crash, a signal, a lack of memory, an exit, a start that failed', async () => {
      const userData = await makeFolder()
      lector = await openLector({ userData })
      const ends = {
        segfault: "process.kill(process.pid, 'SIGSEGV')",
        memory: `process.parentPort.on('message', () => {
          process.stderr.write('FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory')
          setTimeout(() => process.abort(), 50)
        })`,
        exit: `process.parentPort.on('message', ({ data }) => {
          if (data.kind !== 'ping') return
          process.parentPort.postMessage({ kind: 'pong', id: data.id })
          setTimeout(() => process.exit(0), 50)
        })`,
        start: "throw new Error('no such library')",
      }
      const expected: string[] = []
      await lector.paste(lines.join(' '))
      await lector.play()
      for (const [name, code, reason] of [
        ['segfault', 'engine/crashed', 'crashed'],
        ['memory', 'engine/out-of-memory', 'out-of-memory'],
        ['exit', 'engine/crashed', 'exited'],
        ['start', 'engine/crashed', 'launch-failed'],
      ] as const) {
        const script = join(await makeFolder(), `${name}.cjs`)
        await writeFile(script, ends[name])
        await replaceEngine(script)
        await killEngine(lector)
        expected.push('engine/crashed killed', `${code} ${reason}`)
        await expect.poll(() => deaths(userData), { timeout: 30_000 }).toEqual(expected)
        const before = await countEvents(lector)
        await replaceEngine(null)
        // It spoke before, and speaks again: these were accidents.
        await waitForSpeech(lector, before, 1.2)
      }
      await expect.poll(() => lector.litWord()).not.toBe('')
    })

    test('an engine that hangs is noticed, ended and followed by another, and the window answers all the while', async () => {
      const userData = await makeFolder()
      lector = await openLector({ userData })
      await lector.paste(lines.join(' '))
      await lector.play()
      await waitForSpeech(lector, 0, 3)
      await lector.page.evaluate(() => {
        const gaps: number[] = []
        let last = performance.now()
        setInterval(() => {
          gaps.push(performance.now() - last)
          last = performance.now()
        }, 20)
        Reflect.set(window, 'gaps', gaps)
      })
      await lector.app.evaluate(() => {
        const gaps: number[] = []
        let last = performance.now()
        setInterval(() => {
          gaps.push(performance.now() - last)
          last = performance.now()
        }, 20)
        Reflect.set(globalThis, 'gaps', gaps)
      })
      const stoppedAt = await killEngine(lector, 'SIGSTOP')
      const before = await countEvents(lector)
      await expect.poll(() => deaths(userData), { timeout: 50_000, interval: 50 }).toHaveLength(1)
      const noticedSeconds = (Date.now() - stoppedAt) / 1_000
      const spokeAt = await waitForSpeech(lector, before, 0)
      const spokenSeconds = (spokeAt - stoppedAt) / 1_000
      expect((await deaths(userData))[0]).toMatch(/^engine\/not-responding/)
      const longest = async (where: 'page' | 'main') =>
        Math.max(
          ...(where === 'page'
            ? await lector.page.evaluate(() => Reflect.get(window, 'gaps') as number[])
            : await lector.app.evaluate(() => Reflect.get(globalThis, 'gaps') as number[])),
        )
      const [page, main] = [await longest('page'), await longest('main')]
      if (process.env.LECTOR_FIGURES === '1')
        console.log(
          `hung: noticed after ${noticedSeconds.toFixed(1)} s, speaks after ${spokenSeconds.toFixed(1)} s; window blocked ${page.toFixed(0)} ms, main ${main.toFixed(0)} ms`,
        )
      expect(noticedSeconds).toBeLessThan(50)
      expect(spokenSeconds).toBeLessThan(100)
      expect(Math.max(page, main)).toBeLessThan(2_000)
      expect((await lector.clock()).underruns).toBe(0)
    })

    test('an engine that cannot speak any more is given up with a message, and comes back when it is asked to', async () => {
      const userData = await makeFolder()
      lector = await openLector({ userData })
      await lector.paste(lines.join(' '))
      await lector.play()
      await waitForSpeech(lector, 0, 1.2)
      const script = join(await makeFolder(), 'broken.cjs')
      await writeFile(script, "throw new Error('no such library')")
      await replaceEngine(script)
      await killEngine(lector)
      const banner = lector.page.getByTestId('banner')
      await banner.getByText('The voice stopped unexpectedly').waitFor({ timeout: 60_000 })
      await expect.poll(() => deaths(userData)).toHaveLength(4)
      await replaceEngine(null)
      const before = await countEvents(lector)
      await banner.getByRole('button', { name: /again/i }).first().click()
      await waitForSpeech(lector, before, 0)
      await expect.poll(() => lector.litWord()).not.toBe('')
    })

    test('a page that dies comes back with its document, and reads on at its sentence', async () => {
      const folder = await makeFolder()
      const path = join(folder, 'forty.txt')
      await writeFile(path, lines.join('\n\n'))
      lector = await openLector()
      await lector.drop(path)
      await lector.page.getByText('Sentence 1 is').waitFor()
      await lector.play()
      await expect.poll(() => lector.lit('sentence')).toBe(lines[1])
      await expect.poll(async () => (await lector.lit('word')) !== '').toBe(true)
      const goneAt = await lector.app.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0].webContents.forcefullyCrashRenderer()
        return Date.now()
      })
      /** The driver has lost the page; main still reaches it. */
      const lit = (name: string) =>
        lector.app.evaluate(
          ({ BrowserWindow }, code) =>
            Promise.race([
              (BrowserWindow.getAllWindows()[0].webContents.executeJavaScript(code) as Promise<string>).catch(
                () => '',
              ),
              // A page that is just going answers nothing.
              new Promise<string>((resolve) => setTimeout(() => resolve(''), 500)),
            ]),
          `[...(CSS.highlights.get('${name}')?.values() ?? [])].map(String).join('')`,
        )
      await expect.poll(() => lit('word'), { timeout: resumeMilliseconds, interval: 50 }).not.toBe('')
      const seconds = (Date.now() - goneAt) / 1_000
      if (process.env.LECTOR_FIGURES === '1')
        console.log(`page died: reads again after ${seconds.toFixed(1)} s`)
      // The sentence that was heard when it died, or the one that had just begun.
      expect([lines[1], lines[2]]).toContain(await lit('sentence'))
    })

    test('the process that draws may die: nothing is heard of it', async () => {
      lector = await openLector()
      await lector.paste(lines.join(' '))
      await lector.play()
      const pid = await lector.app.evaluate(
        ({ app }) => app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid ?? null,
      )
      if (pid === null) throw new Error('No process draws')
      process.kill(pid, 'SIGKILL')
      await expect
        .poll(() =>
          lector.app.evaluate(
            ({ app }) => app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid ?? null,
          ),
        )
        .not.toBe(pid)
      const word = await lector.litWord()
      await expect.poll(async () => ['', word].includes(await lector.lit('word'))).toBe(false)
      expect((await lector.clock()).underruns).toBe(0)
    })
  },
)
