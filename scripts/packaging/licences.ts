/** SPDX expressions that may stand in what is passed on under GPL-3.0-or-later. */
const compatible: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'GPL-3.0-or-later',
  'ISC',
  'LGPL-2.1-or-later',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
])

/** What a package's metadata say otherwise, or wrongly, than its files: read in them, for this version's licence text. */
const byHand: ReadonlyMap<string, { readonly stated: string; readonly is: string }> = new Map([
  // The deprecated name leaves open which is meant; eSpeak NG's sources say "or later".
  ['@echogarden/espeak-ng-emscripten', { stated: 'GPL-3.0', is: 'GPL-3.0-or-later' }],
])

/**
 * The licence of a package that goes into what is passed on.
 * @param stated `license` of its package.json
 * @throws Error when it is not known, or may not be combined with Lector's
 */
export function licenceOf(name: string, stated: unknown): string {
  const known = byHand.get(name)
  const licence = known !== undefined && known.stated === stated ? known.is : stated
  if (typeof licence === 'string' && compatible.has(licence)) return licence
  throw new Error(
    `The licence of ${name} is not known to go with GPL-3.0-or-later: ${JSON.stringify(stated)}`,
  )
}
