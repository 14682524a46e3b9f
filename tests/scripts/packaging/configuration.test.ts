import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
// First: its modules need each other, and load in this order alone.
import { LinuxPackager, MacPackager, Platform } from 'electron-builder'
import { LinuxTargetHelper } from 'app-builder-lib/out/targets/LinuxTargetHelper'
import { parsePlistFile, savePlistFile } from 'app-builder-lib/out/util/plist'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { offeredKindsScript } from '../../../scripts/packaging/offered-kinds'
import { windowsAssociations } from '../../../scripts/packaging/file-associations'
import { fileKinds } from '../../../src-main/app/file-kinds'
import { isOnPath } from '../../../scripts/bootstrap/children.mjs'
import { loadPackager } from './loaded-packager'

const run = promisify(execFile)
const extensions = fileKinds.flatMap((kind) => kind.extensions)
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-configuration-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the desktop entry', () => {
  let entry: string
  let fields: Map<string, string>
  beforeAll(async () => {
    const linux = new LinuxPackager(await loadPackager(Platform.LINUX))
    const helper = new LinuxTargetHelper(linux)
    expect(helper.getDesktopFileName()).toBe('lector')
    entry = await helper.computeDesktopEntry(linux.platformSpecificBuildOptions)
    fields = new Map(entry.split('\n').map((line) => line.split(/=(.*)/, 2) as [string, string]))
  })

  test('names every media type once, and the scheme', () => {
    const types = fields.get('MimeType')?.split(';').slice(0, -1) ?? []
    expect(new Set(types).size).toBe(types.length)
    const wanted = fileKinds.flatMap(({ mimeType, desktopMimeType = mimeType }) => [
      mimeType,
      desktopMimeType,
    ])
    expect(new Set(types)).toEqual(new Set([...wanted, 'x-scheme-handler/lector']))
  })

  test('is started with what is to be opened, and is found again by the window and the program', async () => {
    expect(fields.get('Exec')).toBe('/opt/Lector/lector %U')
    const { desktopName } = JSON.parse(await readFile('package.json', 'utf8'))
    expect(`${fields.get('StartupWMClass')}.desktop`).toBe(desktopName)
  })

  test.skipIf(!isOnPath('desktop-file-validate'))(
    'is one by the specification (needs desktop-file-validate)',
    async () => {
      const path = join(folder, 'lector.desktop')
      await writeFile(path, entry)
      const { stdout } = await run('desktop-file-validate', [path])
      expect(stdout).toBe('')
    },
  )
})

describe('the media types', () => {
  const globs = '/usr/share/mime/globs2'

  test.skipIf(!existsSync(globs))('are what a desktop calls the files (needs shared-mime-info)', async () => {
    const lines = (await readFile(globs, 'utf8')).split('\n').filter((line) => !line.startsWith('#'))
    const typesOf = new Map<string, string[]>()
    for (const [, type, glob] of lines.map((line) => line.split(':')))
      typesOf.set(glob, [...(typesOf.get(glob) ?? []), type])
    for (const {
      extensions: [extension],
      mimeType,
      desktopMimeType = mimeType,
    } of fileKinds)
      expect(typesOf.get(`*.${extension}`), extension).toContain(desktopMimeType)
  })
})

describe('the bundle for macOS', () => {
  interface InfoPlist {
    CFBundleIdentifier: string
    CFBundleURLTypes: object[]
    CFBundleDocumentTypes: {
      CFBundleTypeExtensions: string[]
      CFBundleTypeRole: string
      LSHandlerRank: string
    }[]
  }
  let info: InfoPlist
  beforeAll(async () => {
    await makeEmptyBundle(folder)
    const packager = new MacPackager(await loadPackager(Platform.MAC))
    await packager.info.framework.beforeCopyExtraFiles?.({
      packager,
      appOutDir: folder,
      asarIntegrity: null,
      platformName: 'darwin',
    })
    info = await parsePlistFile<InfoPlist>(join(folder, 'Lector.app/Contents/Info.plist'))
  })

  test('reads every kind, and only books come before another program', () => {
    const types = info.CFBundleDocumentTypes
    expect(types.flatMap((type) => type.CFBundleTypeExtensions)).toEqual(extensions)
    for (const type of types) {
      expect(type.CFBundleTypeRole).toBe('Viewer')
      expect(type.LSHandlerRank).toBe(type.CFBundleTypeExtensions.includes('epub') ? 'Default' : 'Alternate')
    }
  })

  test('follows links', () => {
    expect(info.CFBundleURLTypes).toEqual([
      { CFBundleURLName: 'Lector', CFBundleTypeRole: 'Viewer', CFBundleURLSchemes: ['lector'] },
    ])
  })
})

describe('the installer for Windows', () => {
  test('gives Lector books, and offers it for every other kind', async () => {
    const { config } = await loadPackager(Platform.WINDOWS)
    expect(config.win?.fileAssociations).toEqual(windowsAssociations)
    expect(config.nsis?.perMachine).toBe(false)
    const own = windowsAssociations.flatMap(({ ext }) => ext)
    expect(own).toEqual(['epub'])
    const offered = [...offeredKindsScript().matchAll(/WriteRegNone .*\\\.([a-z]+)\\OpenWithProgids/g)]
    expect([...own, ...offered.map(([, extension]) => extension)].sort()).toEqual([...extensions].sort())
    // To write an extension's own value is to take it over.
    expect(offeredKindsScript()).not.toMatch(/WriteRegStr .*Classes\\\./)
  })

  test('takes away what it wrote', () => {
    const script = offeredKindsScript()
    const keys = (command: string) =>
      [...script.matchAll(new RegExp(`${command} SHELL_CONTEXT ("[^"]+")`, 'g'))].map(([, key]) => key)
    expect(keys('DeleteRegValue')).toEqual(keys('WriteRegNone'))
    const [parent] = keys('DeleteRegKey')
    for (const key of keys('WriteRegStr')) expect(key.startsWith(parent.slice(0, -1))).toBe(true)
  })

  test.skipIf(!isOnPath('makensis'))('is understood by its compiler (needs makensis)', async () => {
    const script = join(folder, 'installer.nsi')
    await writeFile(join(folder, 'offered.nsh'), offeredKindsScript())
    await writeFile(
      script,
      [
        'Name "Lector"',
        `OutFile "${join(folder, 'installer.exe')}"`,
        'Var appExe',
        `!include "${resolve('node_modules/app-builder-lib/templates/nsis/include/FileAssociation.nsh')}"`,
        `!include "${join(folder, 'offered.nsh')}"`,
        'Section',
        'StrCpy $appExe "$INSTDIR\\Lector.exe"',
        '!insertmacro customInstall',
        'WriteUninstaller "$INSTDIR\\uninstall.exe"',
        'SectionEnd',
        'Section "Uninstall"',
        '!insertmacro customUnInstall',
        'SectionEnd',
      ].join('\n'),
    )
    const { stdout } = await run('makensis', ['-WX', '-V2', script])
    expect(stdout).toBe('')
  })
})

/** As much of an Electron for macOS as is written into; everything else of it is only renamed. */
async function makeEmptyBundle(parent: string): Promise<void> {
  const contents = join(parent, 'Electron.app/Contents')
  const helper = join(contents, 'Frameworks/Electron Helper.app/Contents')
  for (const [place, name] of [
    [contents, 'Electron'],
    [helper, 'Electron Helper'],
  ]) {
    await mkdir(join(place, 'MacOS'), { recursive: true })
    await writeFile(join(place, 'MacOS', name), '')
    await savePlistFile(join(place, 'Info.plist'), {
      CFBundleExecutable: name,
      CFBundleIconFile: 'electron.icns',
    })
  }
  await mkdir(join(contents, 'Resources'))
}
