import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))

/**
 * For what V8 does in no order but its own when a list that cannot grow is to grow, the library puts a function of its
 * own in the place of every list's `push`, for the whole process: a sixth of the time that a long document takes.
 */
const keepPush = [
  /^var FORCED = INCORRECT_TO_LENGTH \|\| !properErrorOnNonWritableLength\(\);$/gm,
  'var FORCED = INCORRECT_TO_LENGTH;',
  1,
]

/** What is changed says what it stands for; a version in which it is not found exactly so often is not built. */
const displayChanges = [
  keepPush,
  // Everywhere as in Electron's utility process, where the library does not take itself to run in Node: it looks for no
  // canvas, reads no files and says nothing on standard output.
  [/^const isNodeJS = typeof process .*;$/gm, 'const isNodeJS = false;', 1],
  // Bundled as CommonJS there is none, and nobody asks.
  [/\bimport\.meta\.url\b/g, '""', 3],
  // The worker is in the bundle: nothing is ever loaded from a path.
  [/await import\(\s*\/\*webpackIgnore: true\*\/\s*\/\*@vite-ignore\*\/\s*this\.workerSrc\)/g, 'null', 1],
  // Between two halves of one process: text, of which there is much, is handed on and not copied. The half that reads it
  // keeps nothing of it.
  [
    /^( +)data: structuredClone\(obj, transfer \? \{\n +transfer\n +\} : null\)$/gm,
    '$1data: obj.chunk?.items === undefined ? structuredClone(obj, transfer ? { transfer } : null) : obj',
    1,
  ],
]
const workerChanges = [
  keepPush,
  // Text is handed on as it is, without a copy: whoever gets it finds what is here now, not what is put there next.
  [/^( +)sink\?\.enqueue\(textContent, length\);$/gm, '$1sink?.enqueue({ ...textContent }, length);', 1],
  [/\bimport\.meta\.url\b/g, '""', 2],
  [/\bnew Function\(("src", "srcOffset", "dest", "destOffset", compiled)\)/g, 'null', 1],
  // In a worker of the window's it would take that worker's own messages for its own.
  [/^( +)this\.initializeFromPort\(self\);$/gm, '', 1],
  // Headings are told by their weight, and the library says nothing of a font but its family.
  [
    /^( +)vertical: font\.vertical\n( +)\};\n( +if \(self\.options\.fontExtraProperties)/gm,
    '$1vertical: font.vertical,\n$1fontName: font.name,\n$1isType3: font.isType3Font === true\n$2};\n$3',
    1,
  ],
  // A soft hyphen at a line's end tells that the word goes on; without it the two halves would be two words.
  [
    /^( +)if \(category\.isInvisibleFormatMark\) \{/gm,
    '$1if (category.isInvisibleFormatMark && glyph.unicode !== "\\xad") {',
    1,
  ],
  // Where each letter of an item stands along its line is known while it is put together, and nowhere later: `spans`
  // holds the beginning and the end of every UTF-16 unit of `str`, in the unit of `width`.
  [/^( +)const textContentItem = \{\n +initialized: false,$/gm, '$&\n$1  spans: [],', 1],
  [
    /^( +)function runBidiTransform\(textChunk\) \{$/gm,
    `$1function placeGlyph(chunk, units, dimension, before) {
$1  const end = chunk.vertical ? chunk.totalHeight + chunk.height * chunk.textAdvanceScale : chunk.totalWidth + chunk.width * chunk.textAdvanceScale;
$1  const length = dimension * chunk.textAdvanceScale;
$1  const start = end - length - before * chunk.textAdvanceScale;
$1  for (let unit = 0; unit < units; unit++) {
$1    chunk.spans.push(start + length * unit / units, start + length * (unit + 1) / units);
$1  }
$1}
$&`,
    1,
  ],
  [
    /^( +)hasEOL: textChunk\.hasEOL\n( +)\};$/gm,
    '$1hasEOL: textChunk.hasEOL,\n$1spans: orderedSpans(textChunk.spans, bidiResult.order)\n$2};',
    1,
  ],
  [/^( +)textChunk\.str\.push\(" "\);$/gm, '$&\n$1placeGlyph(textChunk, 1, 0, scaledDim);', 1],
  [
    /^( +)textChunk\.str\.push\(glyphUnicode\);$/gm,
    '$&\n$1placeGlyph(textChunk, glyphUnicode.length, scaledDim, 0);',
    1,
  ],
  [/^( +)textContentItem\.str\.push\(" "\);$/gm, '$&\n$1placeGlyph(textContentItem, 1, 0, 0);', 1],
  [/^( +)textContentItem\.str\.length = 0;$/gm, '$&\n$1textContentItem.spans.length = 0;', 1],
  // In a line from right to left the letters change places, and what stands for them does with them.
  [
    /^function reverseValues\(arr, start, end\) \{$/gm,
    `function orderedSpans(spans, order) {
  const ordered = new Float32Array(order === undefined ? spans.length : 2 * order.length);
  for (let at = 0; at < ordered.length; at++) {
    ordered[at] = Math.abs(spans[order === undefined ? at : 2 * order[at >> 1] + (at & 1)]);
  }
  return ordered;
}
$&`,
    1,
  ],
  // All others are in order as they are: nothing is made for them.
  [
    /^( +)const levels = \[\];$/gm,
    '$&\n$1const order = new Array(strLength);\n$1for (i = 0; i < strLength; ++i) order[i] = i;',
    1,
  ],
  [/^( +)reverseValues\(chars, start, (i|levels\.length)\);$/gm, '$&\n$1reverseValues(order, start, $2);', 2],
  [/^( +)chars\[i\] = "";$/gm, '$&\n$1order[i] = -1;', 1],
  [
    /^( +)return createBidiText\(chars\.join\(""\), isLTR\);$/gm,
    '$1return { ...createBidiText(chars.join(""), isLTR), order: order.filter((at) => at >= 0) };',
    1,
  ],
  // What a stretch of a page says in place of its glyphs is known only where it begins.
  [
    /^( +)id: Number\.isInteger\(mcid\) \? .*,$/gm,
    '$&\n$1replacement: args[1] instanceof Dict ? markedReplacement(args[1]) : null,',
    1,
  ],
  [
    /^class EvaluatorPreprocessor \{$/gm,
    `function markedReplacement(dict) {
  const text = dict.get("ActualText") ?? dict.get("E");
  return typeof text === "string" ? stringToPDFString(text) : null;
}
$&`,
    1,
  ],
  // A structure element's replacement is not its description.
  [
    /^( +)if \(typeof alt === "string"\) \{\n +obj\.alt = /gm,
    `$1const replacement = node.dict.get("ActualText") ?? node.dict.get("E");
$1if (typeof replacement === "string") {
$1  obj.replacement = stringToPDFString(replacement);
$1}
$&`,
    1,
  ],
]

/** How files are opened wherever that is: none runs code, brings a font or a form to the system, or is fetched. */
const closedOptions = {
  verbosity: 0,
  stopAtErrors: false,
  isEvalSupported: false,
  enableXfa: false,
  // Letters are drawn as shapes.
  disableFontFace: true,
  useSystemFonts: false,
  useWorkerFetch: false,
  useWasm: false,
  isImageDecoderSupported: false,
  disableAutoFetch: true,
  disableStream: true,
  fontExtraProperties: false,
}

const modules = {
  'virtual:pdf-library': () =>
    `${changed('legacy/build/pdf.mjs', displayChanges)}\nexport const closedOptions = ${JSON.stringify(closedOptions)}\n`,
  'virtual:pdf-worker': () => changed('legacy/build/pdf.worker.mjs', workerChanges),
  'virtual:pdf-cmaps': cMapModule,
  'virtual:pdf-files': fileModule,
}

/**
 * Makes pdf.js a part of the bundle: its two modules with the changes above, and the character maps of Chinese, Japanese
 * and Korean fonts as bytes, so that nothing of it is looked for at run time. The window's painter is given the same maps
 * and the fonts that files may leave out as addresses of files beside it.
 * @returns {import('vite').Plugin}
 */
export function pdfLibrary() {
  return {
    name: 'pdf-library',
    enforce: 'pre',
    resolveId: (source) => (Object.hasOwn(modules, source) ? `\0${source}` : null),
    load(id) {
      const make = id.startsWith('\0') ? modules[id.slice(1)] : undefined
      return make === undefined ? null : { code: make(), map: { mappings: '' } }
    },
  }
}

function changed(file, changes) {
  let code = readFileSync(join(folder, file), 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '')
  for (const [pattern, replacement, times] of changes) {
    const found = code.match(pattern)?.length ?? 0
    if (found !== times)
      throw new Error(`pdfjs-dist ${file}: ${pattern} is there ${found} times, not ${times}`)
    code = code.replace(pattern, replacement)
  }
  return code
}

/** All maps one behind the other, compressed together: 0.6 MB instead of 1.1. */
function cMapModule() {
  const names = readdirSync(join(folder, 'cmaps')).filter((name) => name.endsWith('.bcmap'))
  const maps = names.map((name) => readFileSync(join(folder, 'cmaps', name)))
  const bytes = Buffer.concat(maps)
  const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
  const lengths = Object.fromEntries(names.map((name, at) => [name.slice(0, -6), maps[at].length]))
  return `export const packed = '${packed.toString('base64')}'
export const lengths = ${JSON.stringify(lengths)}`
}

/** Addresses of the character maps and of the fonts that every viewer is to bring (ISO 32000, 9.6.2.2), by their names. */
function fileModule() {
  const imports = []
  const table = (folderName, pattern, nameOf) => {
    const files = readdirSync(join(folder, folderName)).filter((name) => pattern.test(name))
    const entries = files.map((file) => {
      const address = `${join(folder, folderName, file).replaceAll('\\', '/')}?url`
      imports.push(`import file${imports.length} from ${JSON.stringify(address)}`)
      return `${JSON.stringify(nameOf(file))}: file${imports.length - 1}`
    })
    return `{ ${entries.join(', ')} }`
  }
  const maps = table('cmaps', /\.bcmap$/, (file) => file.slice(0, -6))
  const fonts = table('standard_fonts', /\.(?:pfb|ttf)$/, (file) => file)
  return `${imports.join('\n')}\nexport const maps = ${maps}\nexport const fonts = ${fonts}`
}
