import { assemblyScript } from './vite-plugin-assemblyscript.mjs'
import { emojiNames } from './vite-plugin-emoji-names.mjs'
import { mathSpeech } from './vite-plugin-math-speech.mjs'
import { pdfLibrary } from './vite-plugin-pdf-library.mjs'
import { wasmBytes } from './vite-plugin-wasm-bytes.mjs'

/** What the engine's modules need wherever they are built: compiled sources, tables of names and rules, pdf.js, files as bytes. */
export function enginePlugins() {
  return [assemblyScript(), emojiNames(), mathSpeech(), pdfLibrary(), wasmBytes()]
}
