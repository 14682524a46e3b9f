import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheDirectory } from '../../scripts/bootstrap/cache-directory.mjs'
import { hasDevelopmentRuntime } from '../../scripts/bootstrap/development-runtime.mjs'

/*
 * The development runtime carries a graphics processor made of software (SwiftShader, with the Vulkan loader it is
 * reached through): slow, but a real device to WebGPU. A process finds it only by the environment it starts with.
 */
const binary = hasDevelopmentRuntime(cacheDirectory())
const folder = binary === null ? '' : dirname(binary)
const driver = join(folder, 'vk_swiftshader_icd.json')

export const hasSoftwareGraphics =
  process.platform === 'linux' && existsSync(driver) && existsSync(join(folder, 'libvulkan.so.1'))
export const whyNoGraphics = '(needs the development runtime’s SwiftShader)'

/** The environment in which WebGPU finds the software device and nothing else. */
export const softwareGraphics: Readonly<Record<string, string>> = {
  VK_ICD_FILENAMES: driver,
  LD_LIBRARY_PATH: folder,
  XDG_RUNTIME_DIR: '/tmp',
}

/** The environment in which WebGPU finds nothing, whatever the machine has. */
export const noGraphics: Readonly<Record<string, string>> = { VK_ICD_FILENAMES: '/dev/null' }
