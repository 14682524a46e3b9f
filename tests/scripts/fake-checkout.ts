import { spawn, type ChildProcess } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const scripts = join(import.meta.dirname, '../../scripts')

/** The command line that the fake build produces: says what it was given, and misbehaves on request. */
const fakeCommandLine = `
const fs = require('node:fs'), path = require('node:path')
const args = process.argv.slice(2)
fs.appendFileSync('calls.log', args.join(' ') + '\\n')
if (args[0] === 'voices') {
  const voice = args[2]
  if (process.env.FAKE_VOICE === 'offline' || (process.env.FAKE_VOICE === 'default-only' && voice === 'joe')) process.exit(1)
  fs.mkdirSync('models/' + voice + '/files', { recursive: true })
  fs.writeFileSync('models/' + voice + '/files/model.onnx', '12345')
  console.log('fetched')
} else if (args[0] === 'wait' || args[0] === 'stubborn') {
  let presses = 0
  process.on('SIGINT', () => {
    presses++
    fs.writeFileSync('presses.log', String(presses))
    if (args[0] === 'wait') setTimeout(() => process.exit(130), 800)
  })
  setTimeout(() => process.exit(0), 30_000)
  console.log('ready')
} else {
  console.log(JSON.stringify({ args, initCwd: process.env.INIT_CWD }))
  process.exitCode = Number(process.env.FAKE_EXIT ?? 0)
}
`

const fakeBuilder = `
const fs = require('node:fs')
fs.appendFileSync('builds.log', 'build\\n')
if (process.env.FAKE_BUILD === 'broken') { console.error('src-main/index.ts: oh dear'); process.exit(1) }
const finish = () => {
  fs.mkdirSync('out/main', { recursive: true })
  fs.copyFileSync('fake-cli.js', 'out/main/cli.js')
}
if (process.env.FAKE_BUILD === 'slow') {
  fs.writeFileSync('builder.pid', String(process.pid))
  setTimeout(finish, 20_000)
} else setTimeout(finish, 100)
`

const fakeNpm = `
const fs = require('node:fs'), path = require('node:path')
const args = process.argv.slice(2)
fs.appendFileSync(process.env.FAKE_NPM_LOG, args[0] + ' ' + process.env.ONNXRUNTIME_NODE_INSTALL + '\\n')
if (args[0] === 'run') { console.log('ran ' + args.at(-1)); process.exit(args.at(-1) === process.env.FAKE_FINDING ? 1 : 0) }
if (process.env.FAKE_NPM === 'offline') { console.error('getaddrinfo ENOTFOUND'); process.exit(1) }
if (args[0] === 'pack') fs.writeFileSync(path.join(args[args.indexOf('--pack-destination') + 1], 'x.tgz'), 'not it')
`

/** Reports one passed, one skipped and one failed test through the reporter it is given, as vitest would. */
const fakeVitest = `
console.log('tests: ' + [process.env.LECTOR_ELECTRON, process.env.LECTOR_ELECTRON_ARGS, process.argv.at(-1)].join(' '))
const path = process.argv.find((word) => word.endsWith('test-summary-reporter.mjs')).slice('--reporter='.length)
const { default: Reporter } = await import(path)
const test = (fullName, state, note) => ({ fullName, result: () => ({ state, note }) })
const tests = [test('speaks', 'passed'), test('needs a GPU', 'skipped', 'no GPU'), test('fails', 'failed')]
new Reporter().onTestRunEnd([
  { relativeModuleId: 'tests/a.test.ts', state: () => 'failed', children: { allTests: () => tests } },
  { relativeModuleId: 'tests/b.test.ts', state: () => 'failed', children: { allTests: () => [] } },
])
process.exitCode = 1
`

const fakeElectron = `#!/bin/sh
echo "window: $* old=$LECTOR_OLD_RUNTIME node=$ELECTRON_RUN_AS_NODE"
exit 5
`

const lock = { packages: { '': {}, 'node_modules/electron': { version: '1.2.3', integrity: 'sha512-x' } } }

/** How a start ended. */
export interface StartResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A checkout in a temporary folder, whose tools are fakes and whose PATH holds nothing that could touch the machine. */
export interface FakeCheckout {
  readonly root: string
  readonly cache: string
  readonly bin: string
  start(args: readonly string[], environment?: Record<string, string>): Promise<StartResult>
  launch(args: readonly string[], environment?: Record<string, string>): ChildProcess
  write(path: string, content: string): Promise<void>
  writeExecutable(path: string, content: string): Promise<void>
  remove(): Promise<void>
}

/** Makes one with packages installed, nothing built and no voice. */
export async function makeFakeCheckout(): Promise<FakeCheckout> {
  const parent = await mkdtemp(join(tmpdir(), 'lector-start-'))
  const root = join(parent, 'checkout')
  const bin = join(parent, 'bin')
  const cache = join(parent, 'cache')
  const write = async (path: string, content: string) => {
    const place = join(root, path)
    await mkdir(dirname(place), { recursive: true })
    await writeFile(place, content)
  }
  await cp(scripts, join(root, 'scripts'), { recursive: true })
  await mkdir(bin)
  for (const name of ['sh', 'tar']) await symlink(join('/bin', name), join(bin, name))
  await writeFile(join(bin, 'python3'), '#!/bin/sh\necho "Python 3.11.2"\n', { mode: 0o755 })
  await write('package.json', JSON.stringify({ name: 'fake', main: 'out/main/index.js' }))
  await write('package-lock.json', JSON.stringify(lock))
  await write('node_modules/.package-lock.json', JSON.stringify(lock))
  await write('node_modules/electron/package.json', JSON.stringify({ name: 'electron', version: '1.2.3' }))
  await write('node_modules/electron/checksums.json', '{}')
  await write(
    'node_modules/@electron/get/package.json',
    JSON.stringify({ name: '@electron/get', type: 'module', exports: './index.js' }),
  )
  await write(
    'node_modules/@electron/get/index.js',
    `import { appendFileSync } from 'node:fs'
     export async function downloadArtifact() {
       appendFileSync('electron-downloads.log', 'try\\n')
       throw new Error('offline')
     }`,
  )
  await write('node_modules/electron-vite/bin/electron-vite.js', fakeBuilder)
  await write('node_modules/vitest/vitest.mjs', fakeVitest)
  await write('fake-cli.js', fakeCommandLine)
  await write('fake-npm/npm-cli.js', fakeNpm)
  await write('src-main/index.ts', 'export {}')
  for (const voice of ['heart', 'joe']) {
    const manifest = { files: [{ name: 'model.onnx', bytes: 5 }], sources: [{ bytes: 14_032_178 }] }
    await write(`models/${voice}/manifest.json`, JSON.stringify(manifest))
  }

  const launch = (args: readonly string[], environment: Record<string, string> = {}) =>
    spawn(process.execPath, [join(root, 'scripts/start.mjs'), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: bin,
        HOME: parent,
        LECTOR_CACHE: cache,
        FAKE_NPM_LOG: join(parent, 'npm.log'),
        npm_execpath: join(root, 'fake-npm/npm-cli.js'),
        ...environment,
      },
    })
  return {
    root,
    cache,
    bin,
    launch,
    write,
    start: (args, environment) => resultOf(launch(args, environment)),
    async writeExecutable(path, content) {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, content, { mode: 0o755 })
    },
    remove: () => rm(parent, { recursive: true, force: true }),
  }
}

/** Waits for the end of a start. */
export function resultOf(child: ChildProcess): Promise<StartResult> {
  return new Promise((resolve, reject) => {
    let stdout = ''
    let stderr = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/** A stand-in for the Electron binary. */
export const electronScript = fakeElectron
