import { readAddress } from './web'
import { group, pattern, slash, whole, type Rule } from './rule'

const endings =
  'pdf|docx?|xlsx?|pptx?|txt|html?|css|js|ts|tsx|jsx|json|xml|csv|tsv|zip|tar|gz|7z|rar|exe|dmg|iso|png|jpe?g|gif|svg|webp|bmp|tiff?' +
  '|mp[34]|wav|flac|ogg|avi|mov|mkv|py|rb|java|cpp|hpp|cs|go|rs|sh|bat|md|ya?ml|toml|ini|cfg|conf|log|epub|mobi|dll|sql|php|bin|tmp|bak'

/** "C:\Users\Jane", "\\server\share" */
export const windowsPaths: Rule = {
  name: 'file path of Windows',
  needs: /\\/,
  pattern: pattern(
    '(?<![\\p{L}\\p{N}\\\\])(?:[A-Za-z]:\\\\|\\\\\\\\)(?:[^\\s\\\\/:*?"<>|“”]{1,80}(?:\\\\|(?![^\\s])|(?=[,;:!?)”])))*[^\\s\\\\/:*?"<>|“”]*',
  ),
  read: (match, variant) => readAddress(match, match[0].replace(/[.,;:!?)\]'’…]+$/, ''), variant),
}

/** "/usr/local/bin", "~/Documents", "./run.sh", "../notes", "src/main.ts" */
export const unixPaths: Rule = {
  name: 'file path',
  needs: slash,
  pattern: pattern(
    `(?<![\\p{L}\\p{N}_./~<>)-])(?:(?:~|\\.{1,2})(?:/[\\w.@+-]{1,80}){1,20}/?|(?:/[\\w.@+-]{1,80}){2,20}/?|/[a-z][\\w.-]{1,80}/?|(?:[\\w-]{1,40}/){1,12}[\\w-]{1,60}\\.(?:${endings}))(?![\\p{L}\\p{N}/])`,
  ),
  read(match, variant) {
    const path = match[0].replace(/[.]+$/, '')
    return /^\/?\d+(?:\/\d+)*\/?$/.test(path) ? null : readAddress(match, path, variant)
  },
}

/** "report.pdf", "index.html", ".gitignore" is none */
export const fileNames: Rule = {
  name: 'file name',
  needs: /\w\.\w/,
  pattern: pattern(
    `(?<![\\p{L}\\p{N}@./\\\\])[\\w][\\w-]{0,60}(?:\\.[\\w-]{1,20}){0,2}\\.(?:${endings}|${endings.toUpperCase()})(?![\\p{L}\\p{N}_]|\\.[\\p{L}\\p{N}])`,
  ),
  read: (match, variant) => (/^[\d.]+$/.test(match[0]) ? null : readAddress(match, match[0], variant)),
}

/** ".com", ".NET", ".pdf files": a period that is said. */
export const dotNames: Rule = {
  name: 'name with a dot in front',
  needs: /\.\p{L}/u,
  pattern: pattern('(?<![^\\s“(‘])\\.(?<name>\\p{L}[\\p{L}\\d]{1,11})(?![\\p{L}\\d.])'),
  read(match) {
    const name = group(match, 'name') ?? ''
    return whole(match, `dot ${/[aeiouy]/i.test(name) ? name : name.toUpperCase()}`)
  },
}
