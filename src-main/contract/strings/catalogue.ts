import commands from './en/commands.json'
import find from './en/find.json'
import general from './en/general.json'
import editing from './en/editing.json'
import errors from './en/errors.json'
import exporting from './en/export.json'
import instruments from './en/instruments.json'
import keys from './en/keys.json'
import library from './en/library.json'
import look from './en/look.json'
import narration from './en/narration.json'
import pages from './en/pages.json'
import places from './en/places.json'
import player from './en/player.json'
import pronunciation from './en/pronunciation.json'
import reading from './en/reading.json'
import reasons from './en/reasons.json'
import settings from './en/settings.json'
import system from './en/system.json'
import verify from './en/verify.json'
import voices from './en/voices.json'
import windowStrings from './en/window.json'

/**
 * Everything the interface says, in ICU message format, by key. A key begins with its file's name; other languages have
 * the same keys.
 */
export const english = {
  ...commands,
  ...find,
  ...general,
  ...editing,
  ...errors,
  ...exporting,
  ...instruments,
  ...keys,
  ...library,
  ...look,
  ...narration,
  ...pages,
  ...places,
  ...player,
  ...pronunciation,
  ...reading,
  ...reasons,
  ...settings,
  ...system,
  ...verify,
  ...voices,
  ...windowStrings,
} as const

export type StringKey = keyof typeof english
export type Catalogue = Readonly<Record<StringKey, string>>
