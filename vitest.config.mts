import { svelte } from '@sveltejs/vite-plugin-svelte'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { hasDisplay } from './scripts/bootstrap/launch.mjs'
import { enginePlugins } from './scripts/vite-engine-plugins.mjs'
import { assemblyScript } from './scripts/vite-plugin-assemblyscript.mjs'

/** What measures time needs both cores of a small machine to itself. */
const alone = ['tests/**/*.alone.test.ts']
/** What only makes one value of another: no processes, no devices, no stand-ins for modules. */
const pure = ['tests/{contract,engine/text,engine/documents}/**/*.test.ts']
/** Of those, what looks at its process: its memory, its code as it is compiled, what it has loaded, others that it starts. */
const ofItsProcess = [
  'tests/engine/text/matches.test.ts',
  'tests/engine/documents/{mutations,archive/open-archive,docx/long,epub/corpus-books,pdf/library}.test.ts',
]
const alias = { '@contract': fileURLToPath(new URL('./src-main/contract', import.meta.url)) }

const engine = { resolve: { alias }, plugins: enginePlugins() }
/** Loading the voice or a long book takes its time. */
const patience = { testTimeout: 60_000, hookTimeout: 120_000 }
/** Its tests make recordings by the engine, whose samples become bytes in a compiled kernel. */
const page = { resolve: { alias, conditions: ['browser'] }, plugins: [svelte(), assemblyScript()] }
/** What comes from a port belongs to its process, and is nothing that a context of its own knows. */
const withPorts = ['tests/renderer/{audio,bridge,narration}/**/*.test.ts']
// Modules that our plugins make or change lie in node_modules, yet are ours to transform.
const server = { deps: { inline: [/\?(?:bytes|encoder|names|speech)$/, /speech-rule-engine\/mjs/] } }

/** On one display windows take the focus and the clipboard from each other; one at a time leaves a core of two idle. */
const windowsAtOnce = hasDisplay() ? 1 : 2
const displays = 'tests/e2e/displays.ts'
/** Real windows on a busy machine: what is polled for may take its time, what is wrong still fails. */
const window = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 15_000 } } }

export default defineConfig({
  test: {
    // Vitest would leave a core to whoever watches: on a machine of two that is half of it, and nobody watches.
    maxWorkers: '100%',
    projects: [
      {
        ...engine,
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'tests/{engine-host,document-host,app,cli,preload,scripts,docs}/**/*.test.ts',
            'tests/engine/!(text|documents)/**/*.test.ts',
            'tests/engine/*.test.ts',
            ...ofItsProcess,
          ],
          exclude: alone,
          globalSetup: 'tests/document-host/built-hosts.ts',
          ...patience,
          server,
        },
      },
      {
        ...engine,
        test: {
          name: 'pure',
          environment: 'node',
          include: pure,
          exclude: [...alone, ...ofItsProcess],
          // One process a core for all of them: to start one and load the engine takes longer than most of these tests.
          isolate: false,
          ...patience,
          server,
        },
      },
      {
        ...page,
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['tests/renderer/**/*.test.ts'],
          exclude: withPorts,
          // A context for each file: a process for each would spend most of its time on loading the DOM.
          pool: 'vmForks',
        },
      },
      {
        ...page,
        test: {
          name: 'dom-ports',
          environment: 'happy-dom',
          include: withPorts,
        },
      },
      {
        ...engine,
        test: {
          name: 'alone',
          environment: 'node',
          include: alone,
          globalSetup: displays,
          ...window,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          server,
        },
      },
      {
        ...engine,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: alone,
          globalSetup: displays,
          ...window,
          maxWorkers: windowsAtOnce,
          sequence: { groupOrder: 2 },
          server,
        },
      },
    ],
  },
})
