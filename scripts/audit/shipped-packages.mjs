import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'

/** Where what ships is written; the rest of the checkout makes, tests or starts it. */
const rooms = ['src-main', 'src-preload', 'src-renderer']
const sources = ['.ts', '.svelte', '.css', '.mjs']
/** What puts a package into the bundle by other ways than an import. */
const bundlerPlugins = /^vite-(plugin|engine)-.*\.mjs$/
/** A package by its name, or something in it: `'x'`, `"@of/x"`, `'x/path'`. */
const namePattern = /['"]((?:@[a-z0-9][\w.-]*\/)?[a-z0-9][\w.-]*)(?:\/[^'"\n]*)?['"]/g

/**
 * The packages that reach a person, as their places in the lock file: what the sources name, since all of it is bundled,
 * what is installed beside it, and Electron; each with everything it needs. Rather too many than too few.
 */
export function shippedPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const { dependencies = {}, optionalDependencies = {}, devDependencies = {} } = packages['']
  const named = namesIn(root)
  const bundled = Object.keys(devDependencies).filter((name) => named.has(name))
  const names = [...Object.keys({ ...dependencies, ...optionalDependencies }), 'electron', ...bundled]
  const shipped = new Set()
  const waiting = names.map((name) => ({ from: '', name }))
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const place = placeOf(packages, next.from, next.name)
    if (place === null || shipped.has(place)) continue
    shipped.add(place)
    const { dependencies: needed, optionalDependencies: wished, peerDependencies: beside } = packages[place]
    for (const name of Object.keys({ ...needed, ...wished, ...beside })) waiting.push({ from: place, name })
  }
  return shipped
}

/** Every quoted word of the sources that could be a package. */
function namesIn(root) {
  const plugins = readdirSync(join(root, 'scripts'))
    .filter((name) => bundlerPlugins.test(name))
    .map((name) => join(root, 'scripts', name))
  const files = rooms.flatMap((room) => filesIn(join(root, room)))
  const texts = [...plugins, ...files].map((path) => readFileSync(path, 'utf8'))
  return new Set(texts.flatMap((text) => [...text.matchAll(namePattern)].map(([, name]) => name)))
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesIn(path)
    return sources.includes(extname(entry.name)) ? [path] : []
  })
}

/** As Node looks for it: beside whoever needs it, then further and further out. */
function placeOf(packages, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (place in packages) return place
    if (at === '') return null
  }
}
