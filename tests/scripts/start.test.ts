import { existsSync } from 'node:fs'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { electronScript, makeFakeCheckout, resultOf, type FakeCheckout } from './fake-checkout'

let checkout: FakeCheckout
beforeEach(async () => {
  checkout = await makeFakeCheckout()
})
afterEach(() => checkout.remove())

const file = (name: string) => join(checkout.root, name)
const linesOf = async (path: string) =>
  existsSync(path) ? (await readFile(path, 'utf8')).trim().split('\n') : []
const until = async (isTrue: () => boolean) => {
  for (let waited = 0; !isTrue(); waited += 20) {
    if (waited > 15_000) throw new Error('What was waited for did not happen')
    await wait(20)
  }
}
const isRoot = process.getuid?.() === 0

describe('a command', () => {
  test('gets standard output and the exit code to itself', async () => {
    const { code, stdout, stderr } = await checkout.start(['speak', 'Hello', '--json'], { FAKE_EXIT: '7' })
    expect(JSON.parse(stdout)).toEqual({ args: ['speak', 'Hello', '--json'], initCwd: checkout.root })
    expect(code).toBe(7)
    expect(stderr).toContain('Building.')
    expect(stderr).toContain('fetched')
  })

  test('the second time finds everything done and says nothing', async () => {
    await checkout.start(['speak'])
    const { stderr } = await checkout.start(['--', 'speak'])
    expect(stderr).toBe('')
    expect(await linesOf(file('builds.log'))).toHaveLength(1)
    expect(await linesOf(file('calls.log'))).toEqual(['voices --fetch heart', 'speak', 'speak'])
  })

  test('is told the folder the person is in', async () => {
    const { stdout } = await checkout.start(['speak'], { INIT_CWD: '/elsewhere' })
    expect(JSON.parse(stdout)).toMatchObject({ initCwd: '/elsewhere' })
  })

  test('needs no Electron', async () => {
    await checkout.start(['speak'])
    expect(existsSync(file('electron-downloads.log'))).toBe(false)
  })

  test('about voices starts without fetching one first', async () => {
    await checkout.start(['voices'])
    await checkout.start(['--help'])
    expect(await linesOf(file('calls.log'))).toEqual(['voices', '--help'])
  })

  test('interrupted once, hears of it once and ends by itself', async () => {
    await checkout.start(['speak'])
    const child = checkout.launch(['wait'])
    const result = resultOf(child)
    await new Promise((resolve) => child.stdout?.once('data', resolve))
    child.kill('SIGINT')
    child.kill('SIGINT')
    expect((await result).code).toBe(130)
    expect(await linesOf(file('presses.log'))).toEqual(['1'])
  })

  test('interrupted twice, is killed', async () => {
    await checkout.start(['speak'])
    const child = checkout.launch(['stubborn'])
    const result = resultOf(child)
    await new Promise((resolve) => child.stdout?.once('data', resolve))
    child.kill('SIGINT')
    await wait(600)
    child.kill('SIGINT')
    expect((await result).code).toBe(137)
  })
})

describe('the build', () => {
  test('is made again when a source changed', async () => {
    await checkout.start(['speak'])
    await checkout.write('src-main/index.ts', 'export const changed = true')
    const { stderr } = await checkout.start(['speak'])
    expect(stderr).toContain('Building.')
  })

  test('that fails is shown, followed by one sentence, and tried again', async () => {
    const { code, stdout, stderr } = await checkout.start(['speak'], { FAKE_BUILD: 'broken' })
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toContain('src-main/index.ts: oh dear')
    expect(stderr).toMatch(/\nThe build failed: [^\n]+\.\n$/)
    expect((await checkout.start(['speak'])).code).toBe(0)
  })

  test('interrupted, ends with 130, leaves no process and is made again', async () => {
    const child = checkout.launch(['speak'], { FAKE_BUILD: 'slow' })
    const result = resultOf(child)
    await until(() => existsSync(file('builder.pid')))
    const builder = Number(await readFile(file('builder.pid'), 'utf8'))
    child.kill('SIGINT')
    expect((await result).code).toBe(130)
    expect(() => process.kill(builder, 0)).toThrow('ESRCH')
    expect(existsSync(file('.cache/setup.lock'))).toBe(false)
    expect((await checkout.start(['speak'])).code).toBe(0)
    expect(await linesOf(file('builds.log'))).toHaveLength(2)
  })

  test('is made once by two starts at once', async () => {
    const results = await Promise.all([checkout.start(['speak']), checkout.start(['speak'])])
    expect(results.map(({ code }) => code)).toEqual([0, 0])
    expect(await linesOf(file('builds.log'))).toHaveLength(1)
  })

  test('is not held up by the lock of a start that was killed', async () => {
    await checkout.write('.cache/setup.lock', '4194304')
    expect((await checkout.start(['speak'])).code).toBe(0)
  })
})

describe('the packages', () => {
  test('are installed when the lock file changed, without the extras that would be downloaded', async () => {
    await checkout.start(['speak'])
    const changed = { packages: { '': {}, 'node_modules/new': { version: '1.0.0' } } }
    await checkout.write('package-lock.json', JSON.stringify(changed))
    const { code, stderr } = await checkout.start(['speak'])
    expect(code).toBe(0)
    expect(stderr).toContain('Installing packages')
    expect(await linesOf(join(checkout.root, '../npm.log'))).toEqual(['ci skip'])
    expect((await checkout.start(['speak'])).stderr).toBe('')
  })

  test('are left alone when npm was run by hand, so that being offline does no harm', async () => {
    const { code } = await checkout.start(['speak'], { FAKE_NPM: 'offline' })
    expect(code).toBe(0)
    expect(existsSync(join(checkout.root, '../npm.log'))).toBe(false)
  })

  test('that cannot be installed end in one sentence', async () => {
    await checkout.write('package-lock.json', JSON.stringify({ packages: { 'node_modules/new': {} } }))
    const { code, stderr } = await checkout.start(['speak'], { FAKE_NPM: 'offline' })
    expect(code).toBe(1)
    expect(stderr).toMatch(/\nThe packages could not be installed: [^\n]+\.\n$/)
  })
})

describe('the voice', () => {
  test('is fetched again when a file does not have its full size', async () => {
    await checkout.start(['speak'])
    await checkout.write('models/heart/files/model.onnx', '1234')
    const { stderr } = await checkout.start(['speak'])
    expect(stderr).toContain('fetched')
  })

  test('that cannot be fetched ends in one sentence', async () => {
    const { code, stdout, stderr } = await checkout.start(['speak'], { FAKE_VOICE: 'offline' })
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/\nThe voice "heart" could not be fetched: [^\n]+\.\n$/)
  })

  test('without Python, says so', async () => {
    await writeFile(join(checkout.bin, 'python3'), '#!/bin/sh\nexit 1\n')
    const { code, stderr } = await checkout.start(['speak'])
    expect(code).toBe(1)
    expect(stderr).toContain('Python 3 is needed to fetch the voice')
  })
})

describe('the voices of other families', () => {
  const calls = () => linesOf(file('calls.log'))

  test('are fetched for the tests, once, and not for a reader', async () => {
    await checkout.start(['speak'])
    expect(await calls()).toEqual(['voices --fetch heart', 'speak'])
    await checkout.start(['--setup'])
    await checkout.start(['--setup'])
    expect(await calls()).toEqual(['voices --fetch heart', 'speak', 'voices --fetch joe'])
  })

  test('that cannot be fetched stop no test', async () => {
    const { stderr } = await checkout.start(['--setup'], { FAKE_VOICE: 'default-only' })
    expect(stderr).toContain(
      'The voice "joe" could not be fetched: the tests that speak with it are skipped.',
    )
    expect(stderr).not.toContain('"heart" could not be fetched')
  })
})

describe('no arguments', () => {
  test('without a display narrates the sample document and says why', async () => {
    const { stderr } = await checkout.start([])
    expect(stderr).toContain('There is no display here')
    expect((await linesOf(file('calls.log'))).at(-1)).toBe(`narrate ${file('resources/sample.md')} --out .`)
  })

  test('with a display opens the window and forwards its exit code', async () => {
    const distribution = join(checkout.root, '../electron')
    await checkout.writeExecutable(join(distribution, 'electron'), electronScript)
    const { code, stdout } = await checkout.start([], {
      DISPLAY: ':1',
      ELECTRON_OVERRIDE_DIST_PATH: distribution,
      ELECTRON_RUN_AS_NODE: '1',
    })
    expect(code).toBe(5)
    expect(stdout).toBe(`window: ${isRoot ? '--no-sandbox ' : ''}${checkout.root} old= node=\n`)
  })

  test('with a display, the name of a file opens it in the window', async () => {
    const distribution = join(checkout.root, '../electron')
    await checkout.writeExecutable(join(distribution, 'electron'), electronScript)
    await checkout.write('book.md', '# A book')
    const environment = { DISPLAY: ':1', ELECTRON_OVERRIDE_DIST_PATH: distribution }
    expect((await checkout.start(['book.md'], environment)).stdout).toContain(`${checkout.root} book.md old=`)
    expect((await checkout.start(['missing.md'], environment)).stdout).toContain('"args":["missing.md"]')
  })

  test('prefers the official Electron of the pinned version', async () => {
    await checkout.write('node_modules/electron/dist/version', 'v1.2.3')
    await checkout.writeExecutable(file('node_modules/electron/dist/electron'), electronScript)
    const { stdout, stderr } = await checkout.start([], { DISPLAY: ':1' })
    expect(stdout).toContain('window:')
    expect(stderr).not.toContain('Warning')
  })

  test('says so when ELECTRON_OVERRIDE_DIST_PATH holds no Electron', async () => {
    const { code, stderr } = await checkout.start([], {
      DISPLAY: ':1',
      ELECTRON_OVERRIDE_DIST_PATH: '/nowhere',
    })
    expect(code).toBe(1)
    expect(stderr).toContain('ELECTRON_OVERRIDE_DIST_PATH names /nowhere')
  })

  test('runs on the old runtime only with a warning, and asks for the official one once a day', async () => {
    await checkout.writeExecutable(
      join(checkout.cache, 'electron-25.1.1-linux-x64', 'electron'),
      electronScript,
    )
    for (let start = 0; start < 2; start++) {
      const { stdout, stderr } = await checkout.start([], { DISPLAY: ':1' })
      expect(stdout).toContain('old=1')
      expect(stderr.match(/^Warning: /gm)).toHaveLength(1)
    }
    expect(await linesOf(file('electron-downloads.log'))).toHaveLength(1)
  })

  test('LECTOR_DEV_RUNTIME=0 forbids the old runtime', async () => {
    const { code, stderr } = await checkout.start([], { DISPLAY: ':1', LECTOR_DEV_RUNTIME: '0' })
    expect(code).toBe(1)
    expect(stderr).toMatch(/\nElectron 1\.2\.3 could not be downloaded: [^\n]+\.\n$/)
  })

  test('refuses a runtime that is not the pinned one and keeps nothing of it', async () => {
    const { code, stderr } = await checkout.start([], { DISPLAY: ':1' })
    expect(code).toBe(1)
    expect(stderr).toContain('is not the one expected')
    expect(await readdir(checkout.cache)).toEqual(['electron-1.2.3.unreachable'])
  })
})

describe('--test, --pictures and --check', () => {
  const environment = () => ({
    DISPLAY: ':1',
    ELECTRON_OVERRIDE_DIST_PATH: join(checkout.root, '../electron'),
  })
  beforeEach(() => checkout.writeExecutable(join(checkout.root, '../electron/electron'), electronScript))

  test('the tests are told which Electron to use, and every skipped one is named at the end', async () => {
    const { code, stdout } = await checkout.start(['--test', '--project=node'], environment())
    expect(code).toBe(1)
    const binary = join(environment().ELECTRON_OVERRIDE_DIST_PATH, 'electron')
    expect(stdout).toContain(
      `tests: ${binary} ${isRoot ? '--no-sandbox ' : ''}--disable-gpu --project=node\n`,
    )
    expect(stdout).toMatch(
      /\n1 test skipped:\n {2}tests\/a\.test\.ts: needs a GPU \(no GPU\)\n1 passed, 2 failed, 1 skipped\n$/,
    )
  })

  test('the pictures are taken by the tests that have them in their names', async () => {
    const { stdout } = await checkout.start(['--pictures'], environment())
    expect(stdout).toMatch(/^tests: .* --testNamePattern=picture\n/)
  })

  test('without a display and without xvfb, says what to install', async () => {
    const { code, stderr } = await checkout.start(['--test'], { ...environment(), DISPLAY: '' })
    expect(code).toBe(1)
    expect(stderr).toContain('install xvfb')
  })

  test('a finding of one check does not keep the others from running, and fails the whole', async () => {
    const { code, stdout, stderr } = await checkout.start(['--check'], {
      ...environment(),
      FAKE_FINDING: 'lint',
    })
    expect(code).toBe(1)
    for (const script of ['format:check', 'lint', 'types', 'audit']) expect(stdout).toContain(`ran ${script}`)
    expect(stdout).toContain('1 passed, 2 failed, 1 skipped')
    expect(stderr).toContain('Checks that found something: lint.')
  })
})

describe('system packages', () => {
  test('as root only the missing ones are installed; else the command is printed once', async () => {
    const log = file('apt.log')
    await checkout.writeExecutable(
      join(checkout.bin, 'dpkg-query'),
      '#!/bin/sh\nfor name in libnss3 libatk1.0-0t64 libatk-bridge2.0-0 libcups2 libdrm2 libgbm1 libasound2; do echo "$name installed"; done\necho "libxss1 not-installed"\n',
    )
    await checkout.writeExecutable(join(checkout.bin, 'apt-cache'), '#!/bin/sh\nexit 1\n')
    await checkout.writeExecutable(join(checkout.bin, 'apt-get'), `#!/bin/sh\necho "$*" >> ${log}\n`)
    const distribution = join(checkout.root, '../electron')
    await checkout.writeExecutable(join(distribution, 'electron'), electronScript)
    const environment = { DISPLAY: ':1', ELECTRON_OVERRIDE_DIST_PATH: distribution }
    const { stderr } = await checkout.start([], environment)
    if (isRoot) {
      expect(await linesOf(log)).toEqual([
        'update -q',
        'install -q -y --no-install-recommends libgtk-3-0 libxss1',
      ])
    } else {
      expect(stderr).toContain('sudo apt-get install libgtk-3-0 libxss1')
      expect((await checkout.start([], environment)).stderr).not.toContain('apt-get')
    }
  })
})
