import { SaxesParser } from 'saxes'
import type { PronunciationEntry, Say } from '@contract/pronunciation'
import { withoutVoiceSymbols } from '../ipa'
import type { EntryList } from './entry-list'
import { Unreadable } from './unreadable'
import { phonemesFromXSampa } from './x-sampa'

const namespace = 'http://www.w3.org/2005/01/pronunciation-lexicon'
/** A lexicon is three deep; only what it carries about itself may be deeper. */
const maxDepth = 64
/** Of a lexeme, where it is named: the contract lets 1,000 through. */
const maxNameChars = 200
/** Characters that XML has no way to write. */
const noXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

interface Lexeme {
  readonly line: number
  readonly graphemes: string[]
  readonly says: { say: Say; isPreferred: boolean }[]
}

/** The element whose text is gathered. */
interface OpenText {
  readonly name: 'grapheme' | 'phoneme' | 'alias'
  readonly alphabet: string
  readonly isPreferred: boolean
  text: string
}

/**
 * Reads a Pronunciation Lexicon: each grapheme becomes a word, said as the first preferred, else the first
 * pronunciation. Nothing outside the file is fetched, and no entity is expanded but those of XML itself.
 * @throws Unreadable when it is no well-formed lexicon
 * @see https://www.w3.org/TR/pronunciation-lexicon/
 */
export function readPls(xml: string, list: EntryList): void {
  const parser = new SaxesParser({ xmlns: true })
  let depth = 0
  let isLexicon = false
  let alphabet = 'ipa'
  let lexeme: Lexeme | null = null
  let open: OpenText | null = null
  const stop = (what: string, cause?: unknown): never => {
    throw new Unreadable(what, parser.line, cause)
  }
  parser.on('error', (error) => stop('the XML is broken', error))
  parser.on('opentag', ({ local, uri, attributes }) => {
    const attribute = (name: string): string | undefined => attributes[name]?.value.trim()
    if (++depth > maxDepth) stop('it is nested too deep')
    if (depth === 1) {
      isLexicon = local === 'lexicon' && (uri === '' || uri === namespace)
      if (!isLexicon) stop('it is XML, but no pronunciation lexicon')
      alphabet = attribute('alphabet') ?? alphabet
    } else if (local === 'lexeme') lexeme = { line: parser.line, graphemes: [], says: [] }
    else if (local === 'grapheme' || local === 'phoneme' || local === 'alias')
      open = {
        name: local,
        alphabet: attribute('alphabet') ?? alphabet,
        isPreferred: attribute('prefer') === 'true',
        text: '',
      }
  })
  const gather = (text: string): void => {
    if (open) open.text += text
  }
  parser.on('text', gather)
  parser.on('cdata', gather)
  parser.on('closetag', ({ local }) => {
    depth--
    if (open && local === open.name) {
      if (lexeme) addText(lexeme, open)
      open = null
    } else if (lexeme && local === 'lexeme') {
      addLexeme(list, lexeme)
      lexeme = null
    }
  })
  parser.write(xml).close()
}

function addText(lexeme: Lexeme, { name, text, alphabet, isPreferred }: OpenText): void {
  const written = text.replace(/\s+/g, ' ').trim()
  if (name === 'grapheme') lexeme.graphemes.push(written)
  else if (name === 'alias') lexeme.says.push({ say: { kind: 'words', words: written }, isPreferred })
  else {
    const isXSampa = /^(?:x-)?x-?sampa$/i.test(alphabet)
    const phonemes = isXSampa ? phonemesFromXSampa(written) : written
    lexeme.says.push({ say: { kind: 'phonemes', phonemes }, isPreferred })
  }
}

function addLexeme(list: EntryList, { line, graphemes, says }: Lexeme): void {
  const said = says.find(({ isPreferred }) => isPreferred) ?? says.at(0)
  if (graphemes.length === 0) return list.refuse({ code: 'lexeme-without-text' }, line)
  const [text] = graphemes
  if (!said)
    return list.refuse({ code: 'lexeme-without-sound', values: { text: text.slice(0, maxNameChars) } }, line)
  for (const grapheme of graphemes) list.add({ text: grapheme, say: said.say }, line)
}

/** Whether a lexicon can say all that an entry does but in which document. */
export function canHold({ text, match, matchCase, say, scope }: PronunciationEntry): boolean {
  if (match !== 'word' || matchCase || say.kind === 'nothing' || scope === 'here') return false
  return !noXml.test(text) && !noXml.test(say.kind === 'words' ? say.words : say.phonemes)
}

/** @param entries those that `canHold`; white space becomes single spaces, symbols of the English voices IPA */
export function writePls(entries: readonly PronunciationEntry[]): string {
  const lexemes = entries.map(({ text, say }) => {
    const pronunciation =
      say.kind === 'phonemes'
        ? `<phoneme>${escape(withoutVoiceSymbols(say.phonemes))}</phoneme>`
        : say.kind === 'words'
          ? `<alias>${escape(say.words)}</alias>`
          : ''
    return `  <lexeme><grapheme>${escape(text)}</grapheme>${pronunciation}</lexeme>\n`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="${namespace}" alphabet="ipa" xml:lang="und">
${lexemes.join('')}</lexicon>
`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
