import { assemblyScript } from './vite-plugin-assemblyscript.mjs'
import { emojiNames } from './vite-plugin-emoji-names.mjs'
import { wasmBytes } from './vite-plugin-wasm-bytes.mjs'

/** What the engine's modules need wherever they are built: compiled sources, names of emoji, and files as bytes. */
export function enginePlugins() {
  return [assemblyScript(), emojiNames(), wasmBytes()]
}
