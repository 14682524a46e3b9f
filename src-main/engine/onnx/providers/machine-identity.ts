import { readFile, readdir } from 'node:fs/promises'
import { cpus, release } from 'node:os'
import { join } from 'node:path'

/**
 * What can be known of a machine's processors without asking a driver: when it changes, what was measured before holds
 * no longer. Only Linux tells of graphics cards; elsewhere a new driver is noticed when the measurement is due again.
 */
export async function machineIdentity(root = '/'): Promise<string> {
  const lines = [process.platform, process.arch, release(), cpus()[0]?.model ?? '']
  lines.push((await textOf(join(root, 'proc/driver/nvidia/version'))).split('\n')[0])
  const cards = join(root, 'sys/class/drm')
  const names = await readdir(cards).catch(() => [])
  for (const name of names.filter((entry) => /^card\d+$/.test(entry)).sort()) {
    const [vendor, device] = await Promise.all(
      ['vendor', 'device'].map((file) => textOf(join(cards, name, 'device', file))),
    )
    lines.push(`${vendor.trim()} ${device.trim()}`)
  }
  return lines.join('\n')
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}
