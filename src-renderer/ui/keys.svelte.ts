import type { SettingsStore } from '../settings/settings-store.svelte'
import { chordLabel, isOfSystem } from './chord-label'
import { boundShortcuts, chordsOf, isSameChord, withChords } from './bound-keys'
import { isChord, type KeyPress } from './key-match'
import { shortcuts, type Chord, type CommandId, type Platform, type Shortcut } from './shortcuts'

/** What every key does now: the defaults, and what a person has chosen instead. */
export class Keys {
  readonly #bound = $derived.by(() => boundShortcuts(this.settings.current.keys))

  constructor(
    private readonly settings: SettingsStore,
    readonly platform: Platform,
  ) {}

  get bound(): readonly Shortcut[] {
    return this.#bound
  }

  /** The first keys of a command as people read them, "Ctrl+Shift+V"; empty when it has none. */
  text(command: CommandId): string {
    const chord = this.of(command)[0]
    return chord ? chordLabel(chord, this.platform) : ''
  }

  /** All keys of a command. */
  of(command: CommandId): Chord[] {
    return chordsOf(command, this.#bound).filter((chord) => isOfSystem(chord, this.platform))
  }

  /** Whether a command has other keys than its defaults. */
  isChanged(command: CommandId): boolean {
    return this.settings.current.keys[command] !== undefined
  }

  /** The command that a key press stands for, wherever the focus is; null: it is free. */
  owner(press: KeyPress): CommandId | null {
    const owner = this.#bound.find(({ chords }) =>
      chords.some((chord) => isChord(chord, press, this.platform)),
    )
    return owner?.command ?? null
  }

  /** Gives a command these keys and no others. */
  set(command: CommandId, chords: readonly Chord[]): void {
    this.settings.change((now) => ({ ...now, keys: withChords(now.keys, command, chords) }))
  }

  /** Gives a command its default keys; those that others have taken stay theirs. */
  reset(command: CommandId): void {
    const takenByOthers = this.#bound
      .filter((row) => row.command !== command && this.isChanged(row.command))
      .flatMap(({ chords }) => chords)
    const free = chordsOf(command, shortcuts).filter(
      (chord) => !takenByOthers.some((other) => isSameChord(chord, other)),
    )
    this.set(command, free)
  }
}
