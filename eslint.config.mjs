import importX from 'eslint-plugin-import-x'
import svelte from 'eslint-plugin-svelte'
import tseslint from 'typescript-eslint'

/** The table of CONTRIBUTING.md, "Who may import whom", as lint zones. */
const forbid = (target, from, message) => ({
  target,
  from,
  message: `${message} (CONTRIBUTING.md: who may import whom)`,
})
const zones = [
  forbid(
    './src-main/contract',
    [
      './src-main/engine',
      './src-main/app',
      './src-main/engine-host',
      './src-main/document-host',
      './src-main/cli',
      './src-preload',
      './src-renderer',
    ],
    'contract imports the schema library only',
  ),
  forbid(
    './src-main/engine',
    [
      './src-main/app',
      './src-main/engine-host',
      './src-main/document-host',
      './src-main/cli',
      './src-preload',
      './src-renderer',
    ],
    'engine imports contract and node only',
  ),
  forbid(
    './src-main/engine-host',
    ['./src-main/app', './src-main/cli', './src-main/document-host', './src-preload', './src-renderer'],
    'engine-host imports engine and contract',
  ),
  forbid(
    './src-main/document-host',
    ['./src-main/app', './src-main/cli', './src-main/engine-host', './src-preload', './src-renderer'],
    'document-host imports engine and contract',
  ),
  forbid(
    './src-main/app',
    ['./src-main/engine', './src-main/cli', './src-preload', './src-renderer'],
    'app never imports engine code',
  ),
  forbid(
    './src-main/cli',
    ['./src-main/app', './src-preload', './src-renderer'],
    'cli imports engine and contract',
  ),
  forbid(
    './src-preload',
    ['./src-main/engine', './src-main/app', './src-main/cli', './src-renderer'],
    'preload imports the channel list only',
  ),
  forbid(
    './src-renderer',
    ['./src-main/engine', './src-main/app', './src-main/cli', './src-main/engine-host', './src-preload'],
    'the page imports contract only',
  ),
  forbid(
    './src-main/engine/audio',
    [
      './src-main/engine/text',
      './src-main/engine/voices',
      './src-main/engine/documents',
      './src-main/engine/export',
      './src-main/engine/streaming',
      './src-main/engine/onnx',
    ],
    'audio is pure PCM maths',
  ),
  forbid(
    './src-main/engine/text',
    ['./src-main/engine/voices', './src-main/engine/documents', './src-main/engine/export'],
    'text knows neither voices nor documents',
  ),
  forbid(
    './src-main/engine/documents',
    ['./src-main/engine/voices', './src-main/engine/export', './src-main/engine/streaming'],
    'documents know nothing of speech',
  ),
  {
    target: [
      './src-main/cli',
      './src-main/engine-host',
      './src-main/engine/!(documents)/**',
      './src-main/engine/*.ts',
    ],
    from: './src-main/engine/documents/index.ts',
    message: 'whoever starts to speak does not wait for the parsers: open-document.ts loads them',
  },
]

/**
 * The oldest runtime is Electron 25: Node 18.15 and Chromium 114. The language itself is held by `lib`; what came to Node
 * or the web later is known to the types all the same, and missing only where it runs.
 */
const tooNew = 'Electron 25 does not have it yet'
const ofObjects = {
  AbortSignal: ['any'],
  Buffer: ['copyBytesFrom'],
  ReadableStream: ['from'],
  Symbol: ['dispose', 'asyncDispose'],
  URL: ['canParse', 'parse'],
  process: ['availableMemory', 'getBuiltinModule', 'loadEnvFile'],
}
const ofModules = {
  crypto: ['hash'],
  events: ['addAbortListener', 'getMaxListeners'],
  fs: ['openAsBlob'],
  module: ['register'],
  path: ['matchesGlob'],
  stream: ['duplexPair'],
  util: ['aborted', 'parseEnv', 'styleText'],
  worker_threads: ['postMessageToThread'],
  zlib: ['crc32'],
}
const newMembers = Object.entries(ofObjects).flatMap(([object, properties]) =>
  properties.map((property) => ({ object, property, message: tooNew })),
)
const newExports = Object.entries(ofModules).map(([name, importNames]) => ({
  name: `node:${name}`,
  importNames,
  message: tooNew,
}))
const newGlobals = ['crypto', 'CustomEvent', 'File'].map((name) => ({ name, message: tooNew }))
const onnxruntime = { name: 'onnxruntime-node', message: 'Only engine/onnx imports onnxruntime.' }

export default tseslint.config(
  { ignores: ['out/**', 'dist/**', 'node_modules/**', '**/*.as.ts', 'tests/golden/**', 'tests/fixtures/**'] },
  ...tseslint.configs.recommended,
  ...svelte.configs.recommended,
  {
    files: ['**/*.{ts,mts,mjs,svelte}'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        importX.createNodeResolver({ extensions: ['.ts', '.svelte', '.mjs', '.js'] }),
      ],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'max-lines': ['error', { max: 400 }],
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
  {
    files: ['src-main/**/*.ts', 'src-preload/**/*.ts', 'src-renderer/**/*.{ts,svelte}'],
    rules: {
      'no-restricted-properties': ['error', ...newMembers],
      'no-restricted-imports': ['error', { paths: [onnxruntime, ...newExports] }],
    },
  },
  { files: ['src-main/**/*.ts'], rules: { 'no-restricted-globals': ['error', ...newGlobals] } },
  {
    files: ['src-main/engine/onnx/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: newExports }] },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: { 'no-undef': 'off' },
  },
  { files: ['scripts/**', 'src-main/cli/**', 'tests/**'], rules: { 'no-console': 'off' } },
)
