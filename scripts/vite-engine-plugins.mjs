import { assemblyScript } from './vite-plugin-assemblyscript.mjs'
import { emojiNames } from './vite-plugin-emoji-names.mjs'
import { encoderModules } from './vite-plugin-encoder-modules.mjs'
import { mathSpeech } from './vite-plugin-math-speech.mjs'
import { pdfLibrary } from './vite-plugin-pdf-library.mjs'
import { wasmBytes } from './vite-plugin-wasm-bytes.mjs'

/** What the engine's modules need wherever they are built: compiled sources and encoders, tables of names and rules, pdf.js, files as bytes. */
export function enginePlugins() {
  return [assemblyScript(), emojiNames(), encoderModules(), mathSpeech(), pdfLibrary(), wasmBytes()]
}
