import { createSocket } from 'node:dgram'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron, launch, ownDisplay, type LectorWindow } from './lector-window'
import { forgetRefusalsOf } from './refusals'
import { shareLector } from './shared-lector'

const home = 'lector://app/index.html'

describe.skipIf(!hasElectron || !hasVoice)(
  'the window and what lies outside it (needs Electron and the voice)',
  () => {
    describe('in one window', () => {
      let lector: LectorWindow
      const shared = shareLector()
      beforeEach(() => {
        lector = shared.window()
      })

      test('the page reaches nobody on the network, by any way that it has', async () => {
        let contacts = 0
        const server = createServer((socket) => (contacts++, socket.destroy()))
        const datagrams = createSocket('udp4', () => contacts++)
        await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
        await new Promise<void>((done) => datagrams.bind(0, '127.0.0.1', done))
        onTestFinished(() => void (server.close(), datagrams.close()))
        const { port } = server.address() as AddressInfo
        await lector.page.evaluate(
          async ([tcp, udp]) => {
            const host = `127.0.0.1:${tcp}`
            const put = (name: string, attributes: Record<string, string>) => {
              const element = document.createElement(name)
              for (const [key, value] of Object.entries(attributes))
                try {
                  element.setAttribute(key, value)
                } catch {
                  // Only Trusted Types allow it.
                }
              document.body.append(element)
              return element
            }
            const attempts: (() => unknown)[] = [
              () => fetch(`http://${host}/fetch`, { mode: 'no-cors' }),
              () => navigator.sendBeacon(`http://${host}/beacon`, 'x'),
              () => new WebSocket(`ws://${host}/socket`),
              () => new EventSource(`http://${host}/events`),
              () => new Worker(`http://${host}/worker.js`),
              () => put('img', { src: `http://${host}/picture` }),
              () => put('audio', { src: `http://${host}/sound`, autoplay: '' }),
              () => put('link', { rel: 'stylesheet', href: `http://${host}/style` }),
              () => put('link', { rel: 'prefetch', href: `http://${host}/prefetch` }),
              () => put('link', { rel: 'preconnect', href: `http://${host}` }),
              () => put('link', { rel: 'dns-prefetch', href: `http://${host}` }),
              () => put('iframe', { src: `http://${host}/frame` }),
              () => put('object', { data: `http://${host}/object` }),
              () => (put('div', {}).style.backgroundImage = `url(http://${host}/background)`),
              () =>
                (put('form', { action: `http://${host}/form`, method: 'post' }) as HTMLFormElement).submit(),
              () => (location.href = `http://${host}/away`),
              async () => {
                const iceServers = [
                  { urls: `stun:127.0.0.1:${udp}` },
                  { urls: `turn:127.0.0.1:${udp}?transport=udp`, username: 'u', credential: 'c' },
                  { urls: `turn:${host}?transport=tcp`, username: 'u', credential: 'c' },
                ]
                const peer = new RTCPeerConnection({ iceServers })
                peer.createDataChannel('x')
                await peer.setLocalDescription(await peer.createOffer())
              },
            ]
            for (const attempt of attempts)
              try {
                await Promise.race([attempt(), new Promise((resolve) => setTimeout(resolve, 500))])
              } catch {
                // Refused on the spot.
              }
          },
          [port, datagrams.address().port],
        )
        await new Promise((resolve) => setTimeout(resolve, 1_500))
        expect(contacts).toBe(0)
        expect(lector.page.url()).toBe(home)
        forgetRefusalsOf(lector)
      })

      test('twenty starts in a moment, each with a file of its own, are one Lector with twenty documents', async () => {
        const paths = Array.from({ length: 20 }, (_, index) => join(lector.directory, `start-${index}.txt`))
        for (const path of paths) await writeFile(path, `The text of ${path} is here.`)
        const handed = { electron: resolve('.'), extra: process.env.LECTOR_ELECTRON_ARGS ?? '' }
        await lector.app.evaluate(
          ({ app }, [root, files]) => {
            for (const file of files)
              app.emit('second-instance', {}, ['/lector', String(root), file], '/', { workingDirectory: '/' })
          },
          [handed.electron, paths] as const,
        )
        const listed = () =>
          lector.page.evaluate(async () => {
            const api = (
              window as unknown as { lector: { call(channel: string, input: null): Promise<unknown> } }
            ).lector
            const reply = (await api.call('library:list', null)) as {
              value: { documents: { fileName: string }[] }
            }
            return reply.value.documents
              .map(({ fileName }) => fileName)
              .filter((name) => name.startsWith('start-'))
          })
        await expect.poll(async () => (await listed()).length, { timeout: 30_000 }).toBe(20)
        expect(new Set(await listed()).size).toBe(20)
        await lector.page.getByText('start-19.txt is here').waitFor()
      })
    })

    test('started from a folder that means harm it loads nothing from there', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'lector-harm-'))
      onTestFinished(() => rm(folder, { recursive: true, force: true }))
      const trace = join(folder, 'loaded')
      const script = `require('node:fs').appendFileSync(${JSON.stringify(trace)}, __filename + '\\n')\n`
      const scripts = [
        'index.js',
        'out/main/index.js',
        'out/main/engine-host.js',
        'out/preload/index.js',
        'resources/app/index.js',
        'resources/default_app/index.js',
      ]
      const modules = ['electron', 'onnxruntime-node', 'naudiodon', 'zod', 'bindings']
      for (const path of [...scripts, ...modules.map((name) => `node_modules/${name}/index.js`)]) {
        await mkdir(join(folder, path, '..'), { recursive: true })
        await writeFile(join(folder, path), script)
      }
      await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'harm', main: 'index.js' }))
      await mkdir(join(folder, 'models', 'heart'), { recursive: true })
      await writeFile(join(folder, 'models', 'heart', 'manifest.json'), '{ "harm": true }')
      const userData = join(folder, 'user-data')
      const extra = (process.env.LECTOR_ELECTRON_ARGS ?? '').split(' ').filter((word) => word !== '')
      const { app, page } = await launch({
        executablePath: process.env.LECTOR_ELECTRON,
        cwd: folder,
        args: [...extra, resolve('.'), `--user-data-dir=${userData}`],
        env: {
          ...Object.fromEntries(
            Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_OPTIONS|INIT_CWD)/.test(name)),
          ),
          ...ownDisplay(),
          LECTOR_SPEECH_CACHE: join(folder, 'speech'),
        } as Record<string, string>,
      })
      try {
        // The voice is Lector's own.
        await page.getByTestId('voice').getByText('Heart').waitFor()
        expect(existsSync(trace)).toBe(false)
      } finally {
        await app.evaluate(() => void process.emit('SIGTERM')).catch(() => undefined)
        await app.close()
      }
      expect(existsSync(trace)).toBe(false)
    })
  },
)
