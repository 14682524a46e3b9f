import { existsSync } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { electronScript, makeFakeCheckout, type FakeCheckout } from './fake-checkout'

/** Writes down what it was asked for. */
const builder = `require('node:fs').writeFileSync('packaged.json', JSON.stringify(process.argv.slice(2)))`
const platform = { linux: '--linux', darwin: '--mac', win32: '--win' }[process.platform as string] ?? ''

describe('--package', () => {
  let checkout: FakeCheckout
  beforeEach(async () => {
    checkout = await makeFakeCheckout()
    await checkout.write('node_modules/electron-builder/cli.js', builder)
    await checkout.write('node_modules/naudiodon/build/Release/naudiodon.node', '')
    await checkout.write('node_modules/electron/dist/version', 'v1.2.3')
    await checkout.writeExecutable(join(checkout.root, 'node_modules/electron/dist/electron'), electronScript)
  })
  afterEach(() => checkout.remove())
  const asked = async (): Promise<string[] | null> => {
    const path = join(checkout.root, 'packaged.json')
    return existsSync(path) ? JSON.parse(await readFile(path, 'utf8')) : null
  }

  test('has the unpacked application made with the official Electron, or what else is named', async () => {
    expect((await checkout.start(['--package'])).code).toBe(0)
    const args = [
      '--config=electron-builder.config.ts',
      '--publish=never',
      `-c.electronDist=${join(checkout.root, 'node_modules/electron/dist')}`,
      platform,
    ]
    expect(await asked()).toEqual([...args, 'dir'])
    await checkout.start(['--package', 'deb', 'AppImage'])
    expect(await asked()).toEqual([...args, 'deb', 'AppImage'])
  })

  test('carries the voice without what was prepared of it before, and has it speak', async () => {
    await checkout.write('models/heart/LICENSE', 'free')
    await checkout.write('models/joe/files/model.onnx', '12345')
    await checkout.write('models/heart/prepared/old/front.onnx', '')
    await checkout.start(['--package'])
    const heart = join(checkout.root, '.cache/packaging/models/heart')
    expect((await readdir(heart)).sort()).toEqual(['LICENSE', 'files', 'manifest.json'])
    expect(await readdir(join(heart, '../joe'))).toEqual(['manifest.json'])
    expect(await readFile(join(checkout.root, 'calls.log'), 'utf8')).toMatch(/^speak /m)
  })

  test('packages nothing where the voice does not speak', async () => {
    const { code, stderr } = await checkout.start(['--package'], { FAKE_EXIT: '3' })
    expect(code).toBe(1)
    expect(stderr).toContain('The voice "heart" does not speak')
    expect(await asked()).toBeNull()
  })

  test('refuses any Electron but the pinned one, and takes it for tests alone', async () => {
    const runtime = join(checkout.cache, 'electron-25.1.1-linux-x64')
    await checkout.writeExecutable(join(runtime, 'electron'), electronScript)
    const environment = { ELECTRON_OVERRIDE_DIST_PATH: runtime }
    const { code, stderr } = await checkout.start(['--package'], environment)
    expect(code).toBe(1)
    expect(stderr).toMatch(/^Only the official Electron 1\.2\.3 is packaged, [^\n]+\.\n$/m)
    expect(await asked()).toBeNull()

    const passedOn = await checkout.start(['--package', '--for-tests', 'deb'], environment)
    expect(passedOn.code).toBe(1)
    expect(passedOn.stderr).toContain('is never passed on: leave out deb.')
    expect(await asked()).toBeNull()

    expect((await checkout.start(['--package', '--for-tests'], environment)).code).toBe(0)
    expect(await asked()).toContain(`-c.electronDist=${runtime}`)
  })

  test('says so where the native audio output did not compile', async () => {
    await rm(join(checkout.root, 'node_modules/naudiodon'), { recursive: true })
    const { code, stderr } = await checkout.start(['--package'])
    expect(code).toBe(1)
    expect(stderr).toContain('npm rebuild naudiodon')
  })
})
