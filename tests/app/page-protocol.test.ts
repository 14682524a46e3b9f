import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { pageFilePath, servePageFile } from '../../src-main/app/page-protocol'

vi.mock('electron', () => ({ net: {}, protocol: {} }))

let root: string
let folder: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lector-page-'))
  folder = join(root, 'renderer')
  await mkdir(join(folder, 'assets'), { recursive: true })
  await writeFile(join(root, 'secret.js'), 'secret')
  await writeFile(join(folder, 'index.html'), '<!doctype html>')
  await writeFile(join(folder, 'assets', 'index-abc.js'), 'export {}')
  await writeFile(join(folder, 'assets', 'odd.exe'), 'MZ')
  await symlink(join(folder, 'assets'), join(folder, 'assets.js'))
})
afterAll(() => rm(root, { recursive: true }))

const get = (url: string): Promise<Response> => servePageFile(folder, { url, method: 'GET' })

describe('servePageFile', () => {
  test.each([
    ['lector://app/index.html', 'text/html; charset=utf-8'],
    ['lector://app/assets/index-abc.js?v=1', 'text/javascript; charset=utf-8'],
  ])('serves %s', async (url, type) => {
    const response = await get(url)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect((await response.text()).length).toBeGreaterThan(0)
  })

  test.each([
    'lector://app/../secret.js',
    'lector://app/%2e%2e/secret.js',
    'lector://app/..%2fsecret.js',
    'lector://app/..%2Fsecret.js',
    'lector://app/assets/..%2f..%2fsecret.js',
    'lector://app/..%5csecret.js',
    'lector://app/assets\\..\\..\\secret.js',
    'lector://app/%252e%252e/secret.js',
    'lector://app//etc/passwd',
    'lector://app/%2fetc/passwd',
    'lector://app/index.html%00.js',
    'lector://app/c:/windows/win.js',
    'lector://app/index.html::$DATA',
    'lector://app/%',
    'lector://other/index.html',
    'https://app/index.html',
    'file:///etc/passwd',
    'nonsense',
    'lector://app/',
    'lector://app/assets',
    'lector://app/assets.js',
    'lector://app/missing.js',
    'lector://app/assets/odd.exe',
  ])('answers %s with 404', async (url) => {
    const response = await get(url)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('Not found')
  })

  test('answers nothing but GET', async () => {
    expect((await servePageFile(folder, { url: 'lector://app/index.html', method: 'POST' })).status).toBe(404)
  })

  test.each(['lector://app/index.html', 'lector://app/missing'])(
    'locks %s down by its headers',
    async (url) => {
      const { headers } = await get(url)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("require-trusted-types-for 'script'")
      for (const directive of ['object-src', 'base-uri', 'form-action', 'frame-ancestors'])
        expect(policy).toContain(`${directive} 'none'`)
      // Pictures of documents, and nothing else, come from the page's own memory.
      const withoutPictures = policy.replace("img-src 'self' data: blob:;", '')
      // The silence that media keys are paired with is part of the page.
      const withoutSilence = withoutPictures.replace('media-src data:;', '')
      expect(withoutSilence).not.toMatch(/unsafe|\*|https?:|blob:|data:/)
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    },
  )
})

describe('pageFilePath', () => {
  test('stays inside the folder', () => {
    expect(pageFilePath('/app/renderer', 'lector://app/a/b.js')).toBe(join('/app/renderer', 'a', 'b.js'))
    expect(pageFilePath('/app/renderer', 'lector://app/')).toBe(join('/app/renderer', '/'))
  })
})
