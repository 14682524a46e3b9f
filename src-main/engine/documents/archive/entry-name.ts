/** Names that Windows gives to devices, whatever ending follows. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i
const controls = /[\0-\x1f\x7f]/

/**
 * The name under which an entry of an archive is found: relative, with slashes, composed (NFC). Backslashes count as
 * slashes, since some packers on Windows write them.
 * @returns null for a name that points outside (absolute, with a drive, with ".."), holds control characters or names a
 *   device: nothing ever asks for such an entry
 */
export function safeEntryName(written: string): string | null {
  const name = written
    .replace(/\\/g, '/')
    .replace(/^(?:\.\/)+/, '')
    .normalize('NFC')
  if (name === '' || name.startsWith('/') || /^[a-z]:/i.test(name) || controls.test(name)) return null
  const isUnsafe = (segment: string): boolean => segment === '..' || deviceName.test(segment)
  return name.split('/').some(isUnsafe) ? null : name
}
