/** A program in the AssemblyScript dialect, compiled by `scripts/vite-plugin-assemblyscript.mjs`. */
declare module '*.as.ts?wasm' {
  const wasm: Uint8Array
  export default wasm
}
