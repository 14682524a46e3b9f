import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** `import bytes from './kernel/index.as.ts?wasm'`: the query keeps TypeScript from reading the dialect as its own. */
const wasmImport = /\.as\.ts\?wasm$/
const dialectExtension = '.as.ts'
const defaultCacheDirectory = fileURLToPath(new URL('../node_modules/.cache/assemblyscript', import.meta.url))
const { version: compilerVersion } = createRequire(import.meta.url)('assemblyscript/package.json')
const compilerOptions = [
  ['--optimizeLevel', '3'],
  ['--shrinkLevel', '0'],
  ['--converge'],
  ['--noAssert'],
  // The dialect keeps all its data in fixed regions: nothing allocates, nothing aborts.
  ['--runtime', 'stub'],
  ['--use', 'abort='],
  ['--enable', 'simd'],
].flat()

/**
 * Compiles AssemblyScript when it is imported with `?wasm`, and yields its bytes (a Uint8Array) as the default export.
 * A program is the folder its entry lies in: every `*.as.ts` below it may be imported, nothing outside it.
 * Results are kept under `cacheDirectory`, named by sources, options and compiler version.
 * @throws (failing the build) the compiler's own message
 */
export function assemblyScript({ cacheDirectory = defaultCacheDirectory } = {}) {
  return {
    name: 'assemblyscript',
    enforce: 'pre',
    async load(id) {
      if (!wasmImport.test(id)) return null
      const entry = id.slice(0, -'?wasm'.length)
      const sources = await readSources(dirname(entry))
      for (const name of sources.keys()) this.addWatchFile(join(dirname(entry), name))
      const wasm = await compileCached(basename(entry), sources, cacheDirectory)
      return { code: moduleOf(wasm), map: null, moduleType: 'js' }
    },
  }
}

/** Every dialect file below `directory`: path relative to it, with forward slashes, to text. */
async function readSources(directory) {
  const entries = await readdir(directory, { recursive: true })
  const names = entries
    .map((name) => name.split(sep).join('/'))
    .filter((name) => name.endsWith(dialectExtension))
  const texts = await Promise.all(names.sort().map((name) => readFile(join(directory, name), 'utf8')))
  return new Map(names.map((name, index) => [name, texts[index]]))
}

async function compileCached(entryName, sources, cacheDirectory) {
  const key = createHash('sha256').update(
    JSON.stringify([compilerVersion, compilerOptions, entryName, [...sources]]),
  )
  const path = join(cacheDirectory, `${key.digest('hex')}.wasm`)
  const kept = await readFile(path).catch((error) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (kept) return kept
  const wasm = await compile(entryName, sources)
  await writeAtomically(path, wasm)
  return wasm
}

async function compile(entryName, sources) {
  // Loading the compiler takes half a second: only when something is really to be compiled.
  const asc = await import('assemblyscript/asc')
  const outputName = 'output.wasm'
  let wasm = null
  const stderr = asc.createMemoryStream()
  const { error } = await asc.main([entryName, ...compilerOptions, '--outFile', outputName], {
    stdout: asc.createMemoryStream(),
    stderr,
    readFile: (name) => sources.get(relative('.', name).split(sep).join('/')) ?? null,
    writeFile: (name, contents) => {
      if (name === outputName) wasm = Buffer.from(contents)
    },
    listFiles: () => [],
  })
  if (error || !wasm)
    throw new Error(`AssemblyScript, ${entryName}: ${error?.message ?? ''}\n${stderr.toString()}`)
  return wasm
}

/** Two builds may compile at once: whoever renames last wins, with the same bytes. */
async function writeAtomically(path, bytes) {
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    await writeFile(temporary, bytes)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

function moduleOf(wasm) {
  return `const text = atob('${wasm.toString('base64')}')
export default Uint8Array.from(text, (character) => character.charCodeAt(0))
`
}
