import * as abbreviation from './abbreviations'
import * as address from './addresses'
import * as date from './dates'
import * as fraction from './fractions'
import * as measure from './measures'
import * as money from './money'
import * as phone from './phone'
import * as plain from './plain-numbers'
import * as range from './ranges'
import * as roman from './roman'
import type { Rule } from './rule'
import * as symbol from './symbols'
import * as time from './time'
import * as web from './web'

/** In order of precedence: the more a form says about itself, the earlier it is tried. */
export const rules: readonly Rule[] = [
  web.emailAddresses,
  web.webAddresses,
  web.bareDomains,
  phone.ipAddresses,
  phone.letterPhoneNumbers,
  phone.phoneNumbers,
  phone.socialSecurityNumbers,
  phone.digitStrings,
  time.clockTimes,
  time.hoursOfHalfDays,
  time.halfDays,
  date.isoDates,
  date.slashedDates,
  date.dottedDates,
  date.quarters,
  date.monthDay,
  date.dayMonth,
  address.addresses,
  address.streetNames,
  address.namedNumbers,
  address.lawParagraphs,
  money.largeMoney,
  money.money,
  money.smallMoney,
  money.trailingCurrency,
  fraction.fractionSigns,
  fraction.fractions,
  range.decadeRanges,
  plain.decades,
  measure.feetAndInches,
  measure.sizes,
  measure.measures,
  measure.densities,
  range.yearRanges,
  range.numberRanges,
  range.rangeSigns,
  range.sums,
  roman.numberedRoman,
  roman.regnalRoman,
  roman.ordinalRoman,
  roman.leadingRoman,
  abbreviation.titles,
  abbreviation.countingAbbreviations,
  abbreviation.abbreviations,
  abbreviation.dottedInitials,
  plain.ordinals,
  plain.magnitude,
  plain.versions,
  symbol.numberSigns,
  plain.numbersInNames,
  plain.plainNumbers,
  symbol.powers,
  symbol.strayRaised,
  symbol.lowDigits,
  symbol.slashes,
  symbol.dashesInWords,
  measure.lonePercent,
  money.loneCurrency,
  symbol.namedSymbols,
  symbol.ornaments,
]
