import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** What nobody writes here, by where: ways from text to markup or script, and settings that open what is shut. */
const forbidden: readonly (readonly [string, RegExp])[] = [
  ['src-renderer', /\{@html/],
  ['src-renderer', /\.(?:innerHTML|outerHTML)\s*\+?=/],
  [
    'src-renderer',
    /insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe|parseHTMLUnsafe/,
  ],
  ['src-renderer', /\beval\(|new Function\(/],
  ['src-preload', /sendSync|exposeInMainWorld\([^,]+,\s*ipcRenderer/],
  ['src-main', /openExternal|sendSync|executeJavaScript|insertCSS/],
  [
    'src-main',
    /webSecurity: false|sandbox: false|contextIsolation: false|nodeIntegration\w*: true|webviewTag: true/,
  ],
  ['src-main', /allowRunningInsecureContent|experimentalFeatures|[eE]nableBlinkFeatures|disableWebSecurity/],
  [
    'src-main',
    /enableRemoteModule|setAsDefaultProtocolClient\(['"]http|certificate-error|ignore-certificate/,
  ],
]

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesIn(path)
    return /\.(?:ts|mjs|cjs|svelte|html)$/.test(entry.name) ? [path] : []
  })

describe('the sources', () => {
  test.each(forbidden)('of %s have nothing of %s', (folder, pattern) => {
    const files = filesIn(folder)
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter((path) => pattern.test(readFileSync(join(root, path), 'utf8')))).toEqual([])
  })
})
