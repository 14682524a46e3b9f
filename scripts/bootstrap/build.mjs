import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runStep } from './children.mjs'
import { Problem, say } from './terminal.mjs'

/** Everything the bundles are made from, relative to the root. */
const inputs = [
  'src-main',
  'src-preload',
  'src-renderer',
  'resources',
  'scripts',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
]

/** Bundles the sources into out/ when any of them changed since the last time. */
export async function provideBuild({ root, signal }) {
  const stampPath = join(root, 'out', '.lector-stamp')
  const wanted = fingerprint(root, inputs)
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === wanted) return
  say('Building.')
  const startedAt = performance.now()
  rmSync(stampPath, { force: true })
  const { code, output } = await runStep(
    process.execPath,
    [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'],
    { cwd: root, env: process.env, signal },
  )
  if (code !== 0)
    throw new Problem('The build failed: mend what is named above and run the same command again.', output)
  mkdirSync(join(root, 'out'), { recursive: true })
  writeFileSync(stampPath, wanted)
  say(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`)
}

/** A hash over path, size and time of change of every file under `paths`: enough to notice a change, and fast. */
export function fingerprint(root, paths) {
  const hash = createHash('sha256')
  const visit = (path) => {
    const entry = statSync(join(root, path), { throwIfNoEntry: false })
    if (!entry) return
    if (!entry.isDirectory()) {
      hash.update(`${path}\0${entry.size}\0${entry.mtimeMs}\n`)
      return
    }
    for (const name of readdirSync(join(root, path)).sort()) visit(`${path}/${name}`)
  }
  paths.forEach(visit)
  return hash.digest('hex')
}
