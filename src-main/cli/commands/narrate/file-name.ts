/** With the ending, within the 255 bytes that a file system allows, in any script. */
const longestNameChars = 80

/** Characters that some system refuses in a file name become spaces. */
export function fileNameFor(title: string): string {
  const name = title
    .replace(/[<>:"/\\|?*\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestNameChars)
    .replace(/[\ud800-\udbff]$|[. ]+$/, '')
  return name === '' ? 'narration' : name
}
