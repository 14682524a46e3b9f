/** A size as people read it: "63 MB"; never less than one. */
export function sizeText(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1e6))} MB`
}
