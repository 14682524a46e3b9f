import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'
import { enginePlugins } from './scripts/vite-engine-plugins.mjs'
import { pdfLibrary } from './scripts/vite-plugin-pdf-library.mjs'

const alias = { '@contract': resolve('src-main/contract') }
/** Native modules stay files on disk; everything else is bundled, because the oldest Electron we run cannot require ESM. */
const native = ['onnxruntime-node', 'naudiodon', 'electron']

export default defineConfig({
  main: {
    resolve: { alias },
    plugins: enginePlugins(),
    build: {
      externalizeDeps: false,
      target: 'node18',
      sourcemap: true,
      rolldownOptions: {
        external: native,
        input: {
          index: resolve('src-main/index.ts'),
          'engine-host': resolve('src-main/engine-host/index.ts'),
          'document-host': resolve('src-main/document-host/index.ts'),
          'document-guard': resolve('src-main/document-host/guard/thread.ts'),
          'encoding-thread': resolve('src-main/engine/export/encoded/encoding/thread.ts'),
          'digest-thread': resolve('src-main/engine/export/report/digest/thread.ts'),
          'inference-worker': resolve('src-main/engine/worker/index.ts'),
          cli: resolve('src-main/cli/index.ts'),
          'program-thread': resolve('src-main/cli/program/thread.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      externalizeDeps: false,
      target: 'node18',
      rolldownOptions: {
        external: ['electron'],
        input: { index: resolve('src-preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    resolve: { alias },
    plugins: [svelte()],
    worker: { plugins: () => [pdfLibrary()] },
    // Chrome 114 has no nesting relaxations or light-dark(): lower the styles as well as the scripts.
    css: { transformer: 'lightningcss', lightningcss: { targets: { chrome: 114 << 16 } } },
    build: {
      target: 'chrome114',
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: resolve('src-renderer/index.html') } },
    },
  },
})
