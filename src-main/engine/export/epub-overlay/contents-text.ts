import { escapeXml } from './xml-source'

/** A line of a list of contents. */
export interface ContentsLine {
  readonly title: string
  /** From 1, the outermost. */
  readonly level: number
  /** From the list's own file; null for a line that leads nowhere. */
  readonly reference: string | null
}

/** The navigation document of EPUB 3. @param language a tag */
export function contentsText(title: string, language: string, entries: readonly ContentsLine[]): string {
  let list = ''
  let depth = 0
  entries.forEach(({ title: label, level, reference: target }, index) => {
    const wanted = Math.min(level, depth + 1)
    if (wanted > depth) list += '<ol>\n'
    else list += '</li>\n' + '</ol></li>\n'.repeat(depth - wanted)
    depth = wanted
    const hasBelow = (entries.at(index + 1)?.level ?? 0) > wanted
    const line = escapeXml(label)
    // A line that leads nowhere stands over others, or for nothing.
    list +=
      target !== null || !hasBelow
        ? `<li><a href="${escapeXml(target ?? '#top')}">${line}</a>`
        : `<li><span>${line}</span>`
  })
  list += '</li></ol>\n'.repeat(depth)
  const shown = escapeXml(title)
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="${language}" lang="${language}">
<head><title>${shown}</title></head>
<body id="top"><nav epub:type="toc"><h1>${shown}</h1>
${list}</nav></body>
</html>
`
}
