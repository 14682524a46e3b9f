import * as abbreviation from './abbreviations'
import * as address from './addresses'
import * as date from './dates'
import * as emoji from './emoji'
import * as file from './files'
import * as formula from './formulas'
import * as fraction from './fractions'
import * as hashtag from './hashtags'
import * as length from './lengths'
import * as math from './math-signs'
import * as measure from './measures'
import * as money from './money'
import * as name from './names'
import * as numericDate from './numeric-dates'
import * as phone from './phone'
import * as plain from './plain-numbers'
import * as range from './ranges'
import * as roman from './roman'
import type { Rule } from './rule'
import * as slash from './slashes'
import * as symbol from './symbols'
import * as time from './time'
import * as verse from './verses'
import * as web from './web'
import * as year from './years'

/** In order of precedence: the more a form says about itself, the earlier it is tried. */
export const rules: readonly Rule[] = [
  web.emailAddresses,
  web.webAddresses,
  file.windowsPaths,
  web.bareDomains,
  file.unixPaths,
  file.fileNames,
  file.dotNames,
  hashtag.hashtags,
  hashtag.handles,
  name.languageNames,
  phone.ipAddresses,
  phone.letterPhoneNumbers,
  phone.bookNumbers,
  phone.cardNumbers,
  phone.phoneNumbers,
  phone.askedPhoneNumbers,
  phone.socialSecurityNumbers,
  phone.digitStrings,
  verse.verses,
  time.durations,
  time.clockTimes,
  time.hoursOfHalfDays,
  time.halfDays,
  time.timeRanges,
  time.militaryTimes,
  time.zoneOffsets,
  range.ratios,
  numericDate.isoDates,
  numericDate.slashedDates,
  numericDate.shortSlashedDates,
  numericDate.slashedMonths,
  numericDate.dottedDates,
  date.hyphenDates,
  year.quarters,
  year.fiscalYears,
  year.eras,
  year.openRanges,
  date.monthRanges,
  date.monthDay,
  date.dayMonth,
  date.monthYear,
  date.shortWeekdays,
  address.addresses,
  address.streetNames,
  address.namedNumbers,
  address.lawParagraphs,
  money.largeMoney,
  money.moneyRanges,
  money.moneyAdjectives,
  money.money,
  money.smallMoney,
  money.trailingCurrency,
  fraction.fractionSigns,
  fraction.bloodPressures,
  fraction.fractions,
  measure.fractionUnits,
  length.fractionInches,
  abbreviation.states,
  range.decadeRanges,
  plain.decades,
  length.arcMinutes,
  length.feetAndInches,
  measure.sizes,
  measure.measures,
  length.quotedLengths,
  measure.densities,
  length.bearings,
  measure.loneRates,
  range.yearRanges,
  range.setScores,
  range.records,
  range.differences,
  range.numberRanges,
  range.rangeSigns,
  math.typedSigns,
  symbol.stars,
  symbol.grades,
  range.sums,
  roman.centuryRoman,
  roman.numberedRoman,
  roman.regnalRoman,
  roman.ordinalRoman,
  roman.leadingRoman,
  roman.romanYears,
  roman.listRoman,
  abbreviation.writtenOut,
  abbreviation.titles,
  abbreviation.countingAbbreviations,
  abbreviation.lawsuits,
  abbreviation.abbreviations,
  abbreviation.afterNumbers,
  abbreviation.dottedInitials,
  name.mixedAcronyms,
  name.listLetters,
  formula.formulas,
  math.powers,
  plain.ordinals,
  plain.spacedThousands,
  plain.scientific,
  plain.magnitude,
  plain.multiples,
  plain.versionMarks,
  plain.versions,
  symbol.numberSigns,
  math.about,
  plain.numbersInNames,
  plain.plainNumbers,
  math.strayRaised,
  math.lowDigits,
  slash.slashes,
  symbol.dashesInWords,
  measure.lonePercent,
  money.loneCurrency,
  math.greekLetters,
  symbol.sectionSigns,
  math.equations,
  emoji.emoji,
  symbol.namedSymbols,
  symbol.ornaments,
]
