import { readFile } from 'node:fs/promises'

/** Drivers by a piece of their library's file name, as Linux systems call them. */
const drivers: readonly (readonly [file: RegExp, name: string])[] = [
  [/libvk_swiftshader/, 'SwiftShader'],
  [/libnvidia-glcore|libGLX_nvidia|libnvoptix|libcuda\.so/, 'NVIDIA'],
  [/libvulkan_radeon|amdvlk/, 'AMD'],
  [/libvulkan_intel/, 'Intel'],
  [/libvulkan_lvp/, 'llvmpipe'],
]

/**
 * Whose driver a device runs on, seen from the libraries this process has loaded: the runtime does not tell. Only Linux
 * lists them; undefined elsewhere, and when there are several or none.
 */
export async function adapterName(mapsPath = '/proc/self/maps'): Promise<string | undefined> {
  let maps: string
  try {
    maps = await readFile(mapsPath, 'utf8')
  } catch {
    // No such list on this system.
    return undefined
  }
  const found = drivers.filter(([file]) => file.test(maps))
  return found.length === 1 ? found[0][1] : undefined
}
