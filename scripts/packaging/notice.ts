import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packagesInside, type PackageInside } from './packages-inside'

/** Written by hand: whose everything is, and what metadata do not tell. */
const byHandPath = 'scripts/packaging/notice-by-hand.txt'
/** Whoever ships under their names is named by hand with the group they belong to. */
const groups: readonly (readonly [start: string, group: string])[] = [
  ['micromark-', 'micromark-*'],
  ['@formatjs/', '@formatjs/icu-messageformat-parser'],
]

/**
 * NOTICE as it is to be: what is written by hand, then every package inside as it is installed.
 * @throws Error on a licence that is not known, and on a package whose authors are not named by hand
 */
export async function makeNotice(root: string): Promise<string> {
  const byHand = await readFile(join(root, byHandPath), 'utf8')
  const packages = await packagesInside(root)
  for (const { name } of packages) {
    const wanted = groups.find(([start]) => name.startsWith(start))?.[1] ?? name
    if (!isNamed(byHand, wanted)) throw new Error(`${byHandPath} does not say whose ${name} is`)
  }
  return `${byHand.trimEnd()}\n\n\nEvery package inside, as it is installed\n${packages.map(lineOf).join('')}`
}

function isNamed(text: string, name: string): boolean {
  const escaped = name.replace(/[^\w-]/g, '\\$&')
  return new RegExp(`(?<![\\w/@-])${escaped}(?![\\w/-])`, 'i').test(text)
}

function lineOf({ name, version, licence }: PackageInside): string {
  return `  ${`${name} ${version}`.padEnd(60)} ${licence}\n`
}
