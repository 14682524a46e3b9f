import type { Plugin } from 'vite'

/** See the implementation: compiles `*.as.ts?wasm` imports to bytes. */
export function assemblyScript(options?: { cacheDirectory?: string }): Plugin
