import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
// First: its modules need each other, and load in this order alone.
import { LinuxPackager, Platform } from 'electron-builder'
import { listPackage } from '@electron/asar'
import { LinuxTargetHelper } from 'app-builder-lib/out/targets/LinuxTargetHelper'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isOnPath } from '../../scripts/bootstrap/children.mjs'
import { hasDisplay } from '../../scripts/bootstrap/launch.mjs'
import { packageApp } from '../../scripts/bootstrap/package.mjs'
import { hasVoice } from '../helpers/installed-voice'
import { loadPackager } from '../scripts/packaging/loaded-packager'
import { hasElectron, launch, ownDisplay } from './lector-window'

const run = promisify(execFile)
const extra = (process.env.LECTOR_ELECTRON_ARGS ?? '').split(' ').filter((word) => word !== '')

describe.skipIf(!hasElectron || !hasVoice || process.platform !== 'linux')(
  'the packaged application (needs Electron, the voice and Linux)',
  () => {
    let folder: string
    let home: string
    let unpacked: string
    let environment: Record<string, string>
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'lector-packaged-'))
      home = join(folder, 'home')
      unpacked = join(folder, 'linux-unpacked')
      await mkdir(join(home, '.local/share/applications'), { recursive: true })
      const { signal } = new AbortController()
      await packageApp(
        { root: resolve('.'), environment: process.env, signal },
        { binary: process.env.LECTOR_ELECTRON! },
        { isForTests: true, isInspectable: true, output: folder },
      )
      // Nothing of the checkout, nor of who runs the tests. xdg-settings needs no desktop for what GNOME keeps in files.
      environment = {
        PATH: '/usr/bin:/bin',
        HOME: home,
        XDG_CURRENT_DESKTOP: 'GNOME',
        ...display(),
      }
      await installEntries()
    })
    afterAll(() => rm(folder, { recursive: true, force: true }))

    /** The virtual one, or else this machine's own. */
    function display(): Record<string, string> {
      const names = ['DISPLAY', 'XAUTHORITY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR']
      const inherited = names.flatMap((name) => {
        const value = process.env[name]
        return value === undefined ? [] : [[name, value]]
      })
      return { ...Object.fromEntries(inherited), ...ownDisplay() }
    }

    /** Lector's entry, started from where the folder lies; and another program's, which has had the scheme until now. */
    async function installEntries(): Promise<void> {
      const linux = new LinuxPackager(await loadPackager(Platform.LINUX))
      const helper = new LinuxTargetHelper(linux)
      const name = `${helper.getDesktopFileName()}.desktop`
      const entry = await helper.computeDesktopEntry(
        linux.platformSpecificBuildOptions,
        `${unpacked}/lector %U`,
      )
      const entries = join(home, '.local/share/applications')
      await writeFile(join(entries, name), entry)
      await writeFile(join(entries, 'other.desktop'), entry.replaceAll('Lector', 'Other'))
      await mkdir(join(home, '.config'))
      await writeFile(
        join(home, '.config/mimeapps.list'),
        '[Default Applications]\nx-scheme-handler/lector=other.desktop\n',
      )
    }

    describe('on the disk', () => {
      const filesBelow = async (path: string) =>
        (await readdir(path, { recursive: true, withFileTypes: true }))
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))

      test('has one application, and no other Electron’s', async () => {
        const names = await readdir(join(unpacked, 'resources'))
        expect(names.filter((name) => name.includes('app')).sort()).toEqual(['app.asar', 'app.asar.unpacked'])
        expect(names).toEqual(expect.arrayContaining(['LICENSE', 'NOTICE', 'models']))
      })

      test('has compiled code for this machine alone', async () => {
        const files = await filesBelow(join(unpacked, 'resources/app.asar.unpacked/node_modules'))
        const compiled = files.filter((path) => /\.(?:node|dll|dylib)$|\.so(?:\.|$)/.test(path))
        const runtime = `onnxruntime-node/bin/napi-v6/${process.platform}/${process.arch}`
        expect(compiled.map((path) => dirname(path))).toEqual(
          expect.arrayContaining([runtime, 'naudiodon/build/Release']),
        )
        for (const path of compiled) expect([runtime, 'naudiodon/build/Release']).toContain(dirname(path))
      })

      test('finds PortAudio beside the binding, wherever it was compiled', async () => {
        const place = join(unpacked, 'resources/app.asar.unpacked/node_modules/naudiodon/build/Release')
        const { stdout } = await run('ldd', [join(place, 'naudiodon.node')])
        expect(stdout).toMatch(new RegExp(`libportaudio\\.so\\.2 => ${place}/libportaudio`))
      })

      test('has what is read at run time in the archive, and the voice beside it', async () => {
        const inside = listPackage(join(unpacked, 'resources/app.asar'), { isPack: false })
        expect(inside).toEqual(
          expect.arrayContaining([
            '/resources/welcome.md',
            '/resources/sample.md',
            '/out/main/document-host.js',
            '/out/preload/index.js',
          ]),
        )
        expect(inside.filter((path) => path.endsWith('.map'))).toEqual([])
        const heart = await filesBelow(join(unpacked, 'resources/models/heart'))
        expect(heart).toEqual(expect.arrayContaining(['LICENSE', 'NOTICE', 'manifest.json']))
        expect(await readdir(join(unpacked, 'resources/models/joe'))).not.toContain('files')
        const prepared = heart
          .filter((path) => path.startsWith('prepared/'))
          .map((path) => path.split('/')[2])
        expect(prepared.sort()).toEqual([
          'decoder-float32.onnx',
          'decoder-int8.onnx',
          'front.onnx',
          'index.json',
        ])
      })
    })

    describe('started with a file', () => {
      let app: ElectronApplication
      let page: Page
      let asPackaged: string[]
      const stamps = async () => {
        const files = (await readdir(unpacked, { recursive: true })).sort()
        return Promise.all(files.map(async (path) => `${path} ${(await stat(join(unpacked, path))).mtimeMs}`))
      }
      beforeAll(async () => {
        asPackaged = await stamps()
        await writeFile(join(home, 'lanterns.md'), 'The lantern is lit at dusk, and put out again at dawn.\n')
        const launched = await launch({
          executablePath: join(unpacked, 'lector'),
          args: [...extra, 'lanterns.md'],
          cwd: home,
          env: environment,
        })
        ;({ app, page } = launched)
      })
      afterAll(async () => {
        await app?.evaluate(() => void process.emit('SIGTERM')).catch(() => undefined)
        await app?.close()
      })

      test('is packaged, and shows the file', async () => {
        expect(await app.evaluate((electron) => electron.app.isPackaged)).toBe(true)
        await page.getByRole('article').getByText('The lantern is lit').waitFor()
      })

      test('speaks with the voice that it brings', async () => {
        await page.getByRole('button', { name: 'Play', exact: true }).click()
        const word = await page.waitForFunction(() =>
          [...(CSS.highlights.get('word')?.values() ?? [])].map(String).join(''),
        )
        expect('The lantern is lit at dusk').toContain(await word.jsonValue())
        await page.getByRole('button', { name: 'Pause', exact: true }).waitFor()
      })

      test('writes nothing into its own folder', async () => {
        expect(await stamps()).toEqual(asPackaged)
        expect(await readdir(join(home, '.config/Lector/voices/heart'))).toEqual(['prepared'])
      })

      test('takes a link over from a second start, which ends', async () => {
        const text = 'A heron stands in the reeds.'
        const link = `lector://read?text=${encodeURIComponent(text)}`
        const second = spawn(join(unpacked, 'lector'), [...extra, link], { cwd: home, env: environment })
        expect(await once(second, 'exit')).toEqual([0, null])
        await expect.poll(() => page.getByTestId('page').innerText()).toBe(text)
      })

      test('tries devices in processes of its own, whose script lies in the archive', async () => {
        const devices = join(home, '.config/Lector/voices/heart/prepared/devices')
        // One that could not be started, or found no script, tells nothing of the device.
        const untold = ['device-not-startable', 'device-ended', 'device-silent']
        const isToldOf = async (): Promise<boolean> => {
          const [name] = await readdir(devices).catch(() => [])
          if (name === undefined) return false
          const kept: Record<string, { attempt: { reason?: { code: string } } }> = JSON.parse(
            await readFile(join(devices, name), 'utf8'),
          )
          return Object.values(kept).some(({ attempt }) => !untold.includes(attempt.reason?.code ?? ''))
        }
        await expect.poll(isToldOf, { timeout: 60_000 }).toBe(true)
      })

      test.skipIf(!isOnPath('xdg-settings'))(
        'is what the system opens links with (needs xdg-settings)',
        async () => {
          const ask = (...args: string[]) => run('xdg-settings', args, { env: environment })
          await expect
            .poll(async () => (await ask('get', 'default-url-scheme-handler', 'lector')).stdout.trim())
            .toBe('lector.desktop')
          expect(await readFile(join(home, '.config/mimeapps.list'), 'utf8')).toContain(
            'x-scheme-handler/lector=lector.desktop',
          )
        },
      )

      test.skipIf(!isOnPath('xwininfo') || hasDisplay())(
        'has windows that the desktop knows by its entry (needs xwininfo and a virtual display)',
        async () => {
          const { stdout } = await run('xwininfo', ['-root', '-tree'], { env: environment })
          const entry = await readFile(join(home, '.local/share/applications/lector.desktop'), 'utf8')
          const [, name] = /^StartupWMClass=(.*)$/m.exec(entry) ?? []
          expect(stdout).toContain(`("${name}" "Lector")`)
        },
      )
    })
  },
)
