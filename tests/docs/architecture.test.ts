import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8')

/** A line of the page's tables: a part of the tree and the parts that it imports. */
interface Part {
  readonly name: string
  readonly folder: string
  readonly imports: readonly string[]
}

/** @param heading the name of the first column */
function partsUnder(heading: string): Part[] {
  const lines = page.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} `))
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'))
  return lines.slice(start + 2, end).map((line) => {
    const [, name, folder, imports] = line.split('|').map((cell) => cell.trim())
    return { name, folder: folder.replaceAll('`', ''), imports: imports === '' ? [] : imports.split(', ') }
  })
}

const sourceEndings = ['.ts', '.svelte']

function filesOf(path: string): string[] {
  if (statSync(join(root, path)).isFile())
    return sourceEndings.some((ending) => path.endsWith(ending)) ? [path] : []
  return readdirSync(join(root, path)).flatMap((name) => filesOf(`${path}/${name}`))
}

/** What a file imports: paths from the root of its own, names of packages. */
function importsOf(file: string): string[] {
  const code = readFileSync(join(root, file), 'utf8')
  const specifiers = [
    ...code.matchAll(/^\s*(?:import|export)\b[^'"`;]*?\bfrom '([^'\n]+)'/gm),
    ...code.matchAll(/^\s*import '([^'\n]+)'/gm),
    ...code.matchAll(/\bimport\('([^'\n]+)'\)/g),
  ].map(([, specifier]) => specifier)
  return specifiers.map((specifier) => {
    if (specifier.startsWith('@contract/')) return specifier.replace('@contract/', 'src-main/contract/')
    return specifier.startsWith('.') ? join(dirname(file), specifier) : specifier
  })
}

const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)

function importedParts({ name, folder }: Part, parts: readonly Part[]): string[] {
  const imported = filesOf(folder).flatMap(importsOf)
  return parts
    .filter((part) => part.name !== name && imported.some((path) => isIn(path, part.folder)))
    .map((part) => part.name)
    .sort()
}

const rooms = partsUnder('room')
const engineParts = partsUnder('part')

describe('docs/architecture.md', () => {
  test('names files and folders that there are', () => {
    const named = [...page.matchAll(/`((?:src-|tests\/|docs\/|models\/)[^`]*)`/g)].map(([, path]) => path)
    expect(named.length).toBeGreaterThan(30)
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  test('has a line for every room', () => {
    const folders = ['src-main', 'src-preload', 'src-renderer'].flatMap((top) =>
      top === 'src-main' ? readdirSync(join(root, top)).map((name) => `${top}/${name}`) : [top],
    )
    const withSource = folders.filter((path) => filesOf(path).length > 0)
    expect(rooms.map(({ folder }) => folder).sort()).toEqual(withSource.sort())
  })

  test('has a line for every folder of the engine', () => {
    const folders = readdirSync(join(root, 'src-main/engine'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
    expect(engineParts.map(({ name }) => name).sort()).toEqual(folders.sort())
  })

  test.each(rooms)('$name imports what its line says', (room) => {
    expect(importedParts(room, rooms)).toEqual([...room.imports].sort())
  })

  test.each(engineParts)('engine/$name imports what its line says', (part) => {
    expect(importedParts(part, engineParts)).toEqual([...part.imports].sort())
  })

  test.each([
    ['electron', ['app', 'index', 'preload']],
    ['svelte', ['renderer']],
    ['onnxruntime-node', ['engine']],
  ])('%s is imported by nobody but those named', (name, allowed) => {
    const importers = rooms.filter(({ folder }) =>
      filesOf(folder).some((file) => importsOf(file).some((path) => isIn(path, name))),
    )
    expect(importers.map((room) => room.name).sort()).toEqual(allowed)
  })

  test('onnxruntime-node stays in its folder of the engine', () => {
    const importers = filesOf('src-main/engine').filter((file) =>
      importsOf(file).includes('onnxruntime-node'),
    )
    expect(importers.filter((file) => !isIn(file, 'src-main/engine/onnx'))).toEqual([])
    expect(importers).not.toEqual([])
  })
})
