import type { NarratedAudio } from './narration-cursor'
import { relativeReference } from './relative-reference'

const endings: Readonly<Record<NarratedAudio['mediaType'], string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
}

/** How the files of a narration are called in the archive: in a folder of their own beside the package. */
export class NarrationNames {
  readonly #folder: string
  readonly #packageName: string

  /** @param taken names in the archive */
  constructor(packageName: string, taken: readonly string[]) {
    this.#packageName = packageName
    const beside = packageName.slice(0, packageName.lastIndexOf('/') + 1)
    const lower = taken.map((name) => name.toLowerCase())
    const isTaken = (folder: string): boolean =>
      lower.some((name) => name === folder.toLowerCase() || name.startsWith(`${folder.toLowerCase()}/`))
    let folder = `${beside}narration`
    for (let number = 2; isTaken(folder); number += 1) folder = `${beside}narration-${number}`
    this.#folder = folder
  }

  overlay(number: number): string {
    return `${this.#folder}/${number}.smil`
  }

  audio(index: number, { mediaType }: Pick<NarratedAudio, 'mediaType'>): string {
    return `${this.#folder}/${index + 1}.${endings[mediaType]}`
  }

  get style(): string {
    return `${this.#folder}/style.css`
  }

  get navigation(): string {
    return `${this.#folder}/contents.xhtml`
  }

  /** How the package names a file. */
  fromPackage(name: string): string {
    return relativeReference(this.#packageName, name)
  }
}
