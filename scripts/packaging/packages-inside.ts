import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { licenceOf } from './licences'

/** A package of which something is in the application. */
export interface PackageInside {
  readonly name: string
  readonly version: string
  readonly licence: string
}

/** Beside the archive, and what only the page has: it is built without source maps. */
const named: readonly string[] = [
  'onnxruntime-node',
  'onnxruntime-common',
  'naudiodon',
  'electron',
  '@fontsource-variable/atkinson-hyperlegible-next',
  '@fontsource-variable/inter',
  '@fontsource-variable/literata',
  '@fontsource/opendyslexic',
  '@lucide/svelte',
  '@mediabunny/aac-encoder',
  '@mediabunny/flac-encoder',
  '@mediabunny/mp3-encoder',
  'clsx',
  'esm-env',
  'pdfjs-dist',
  'svelte',
]

/**
 * What is in the application: what the source maps of its processes name, and what is known by name.
 * @param root the checkout, built and with its packages installed
 * @throws Error on a licence that is not known
 */
export async function packagesInside(root: string): Promise<PackageInside[]> {
  const names = new Set(named)
  const built = join(root, 'out', 'main')
  for (const path of await readdir(built, { recursive: true })) {
    if (!path.endsWith('.map')) continue
    const { sources } = JSON.parse(await readFile(join(built, path), 'utf8')) as { sources: string[] }
    for (const source of sources) {
      const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1]
      if (name !== undefined) names.add(name)
    }
  }
  const packages = [...names].sort().map(async (name): Promise<PackageInside> => {
    const path = join(root, 'node_modules', name, 'package.json')
    const { version, license } = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
    return { name, version: String(version), licence: licenceOf(name, license) }
  })
  return Promise.all(packages)
}
