import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { net, protocol } from 'electron'
import { pageScheme } from './page-scheme'

/** What the page's location starts with; the only origin that may talk to main. */
export const pageOrigin = `${pageScheme}://app`
/** The window's address. */
export const pageUrl = `${pageOrigin}/index.html`

const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  // What a PDF's painter fetches: fonts that files leave out, and character maps.
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
  '.bcmap': 'application/octet-stream',
}

const basePolicy: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' data: blob:",
  'connect-src': "'self'",
  // The silence that the media keys play.
  'media-src': 'data:',
  'worker-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

const strictPolicy: Readonly<Record<string, string>> = {
  ...basePolicy,
  // Svelte clones its own compiled templates through one policy; nothing else may make markup from text. The other one
  // knows a single address, the painter's: no other worker can be started.
  'require-trusted-types-for': "'script'",
  'trusted-types': 'svelte-trusted-html lector-page-painter',
}

/** Vite's development server puts styles into the page and talks to it over a socket. Never used by a built app. */
function developmentPolicy(server: URL): Readonly<Record<string, string>> {
  return {
    ...basePolicy,
    'style-src': "'self' 'unsafe-inline'",
    'connect-src': `'self' ws://${server.host}`,
  }
}

/** Sent with every file. COOP and COEP make the page cross-origin isolated, which shared memory asks for. */
function headers(policy: Readonly<Record<string, string>>, type: string | null): Record<string, string> {
  return {
    'content-type': type ?? 'application/octet-stream',
    'content-security-policy': Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources}`)
      .join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  }
}

/** Makes the scheme a proper origin. Call it before the app is ready, once. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/**
 * Serves the page. Call it once the app is ready.
 * @param folder            the built page; nothing outside it is ever read
 * @param developmentServer Vite's, which then serves in place of the folder
 */
export function servePage(folder: string, developmentServer: string | undefined): void {
  protocol.handle(pageScheme, (request) =>
    developmentServer === undefined
      ? servePageFile(folder, request)
      : forwardRequest(new URL(developmentServer), request),
  )
}

/** Answers a request with a file of the folder. */
export async function servePageFile(
  folder: string,
  request: Pick<Request, 'url' | 'method'>,
): Promise<Response> {
  const path = request.method === 'GET' ? pageFilePath(folder, request.url) : null
  const type = path === null ? undefined : mimeTypes[extname(path)]
  if (path === null || type === undefined) return notFound()
  try {
    return new Response(await readFile(path), { headers: headers(strictPolicy, type) })
  } catch {
    // Missing, a folder, unreadable: the page's own code asked for something that was not built.
    return notFound()
  }
}

/** The file an address of the page means; null when it means none inside the folder. */
export function pageFilePath(folder: string, address: string): string | null {
  let path: string
  try {
    const url = new URL(address)
    if (url.protocol !== `${pageScheme}:` || url.host !== 'app') return null
    path = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  // Built names are plain; anything a file system could read as a way out is refused before it is joined.
  if (/[\\:%\0]|(^|\/)\.\.?(\/|$)|\/\//.test(path)) return null
  const file = join(folder, path)
  return file.startsWith(folder + sep) ? file : null
}

function notFound(): Response {
  return new Response('Not found', { status: 404, headers: headers(strictPolicy, 'text/plain') })
}

async function forwardRequest(server: URL, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const answer = await net.fetch(new URL(pathname + search, server).href)
  return new Response(answer.body, {
    status: answer.status,
    headers: headers(developmentPolicy(server), answer.headers.get('content-type')),
  })
}
