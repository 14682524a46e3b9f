/*
 * What the parts of books are called, and how they are counted, in the languages most books are in. A phrase is a
 * division when such a word stands with a number, before or after it; alone, words like "Prologue" are enough.
 */

/** Divisions that hold chapters. */
const greatWords =
  'part|book|volume|vol|teil|buch|band|partie|livre|tome|parte|libro|tomo|livro|boek|deel|del|delen|bok|boken|bog|bogen|osa|kirja|część|księga|tom|díl|kniha|kötet|könyv|rész|partea|cartea|kısım|часть|книга|том|частина|част|μέρος|βιβλίο|liber|pars'
/** Chapters and their like. */
const smallWords =
  'act|chapter|chap|section|scene|canto|letter|stave|appendix|kapitel|kap|kapitlet|akt|szene|anhang|brief|gesang|abschnitt|chapitre|acte|scène|lettre|chant|appendice|annexe|capítulo|capitulo|capitolo|acto|atto|escena|scena|carta|lettera|cap|hoofdstuk|kapittel|luku|rozdział|rozdzial|kapitola|fejezet|capitolul|capitol|bölüm|poglavlje|глава|розділ|действие|акт|сцена|письмо|песнь|приложение|κεφάλαιο|caput|capitulum|actus'
const cardinals =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?' +
  '|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|un|une|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|uno|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|due|tre|quattro|cinque|sei|sette|otto|nove|dieci'
const ordinals =
  '(?:the )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|last)' +
  '|(?:erst|zweit|dritt|viert|fünft|sechst|siebt|siebent|acht|neunt|zehnt|elft|zwölft|letzt)(?:e|er|es|en)' +
  '|premier|première|deuxième|second|seconde|troisième|quatrième|cinquième|sixième|septième|huitième|neuvième|dixième|dernier|dernière' +
  '|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|séptim[oa]|octav[oa]|noven[oa]|décim[oa]|primeir[oa]|terceir[oa]|quart[oa]|sétim[oa]|oitav[oa]|non[oa]|últim[oa]' +
  '|prim[oa]|second[oa]|terz[oa]|sest[oa]|settim[oa]|ottav[oa]|decim[oa]|ultim[oa]' +
  '|(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende)|(?:första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|første|anden|annen|fjerde|sjette|syvende|ottende|niende|tiende)' +
  '|(?:ensimmäinen|toinen|kolmas|neljäs|viides|kuudes|seitsemäs|kahdeksas|yhdeksäs|kymmenes)|(?:első|második|harmadik|negyedik|ötödik|hatodik|hetedik|nyolcadik|kilencedik|tizedik)' +
  '|(?:pierwsz|drug|trzec|czwart|piąt|szóst|siódm|ósm|dziewiąt|dziesiąt)(?:y|a|i|ia)|(?:perv|vtor)aya' +
  '|(?:перв|втор|четверт|четвёрт|пят|шест|седьм|восьм|девят|десят|последн)(?:ый|ая|ое|ой|яя|ий)|третий|третья|третье'
const numerals = '[ivxlcdm]{1,9}|\\d{1,4}(?:er|re|e|º|ª|°)?'

const great = new RegExp(`^(?:${greatWords})\\.?$`, 'i')
const before = new RegExp(
  `^(${greatWords}|${smallWords})\\.? (${numerals}|${cardinals}|${ordinals}|[a-z])(?![\\p{L}\\p{N}])(.*)$`,
  'iu',
)
const after = new RegExp(
  `^(?:${numerals}|${ordinals})\\.? (${greatWords}|${smallWords})(?![\\p{L}\\p{N}])(.*)$`,
  'iu',
)
const eastAsian =
  /^(?:第[ 　]?[0-9０-９一二三四五六七八九十百千〇零両壱弐参]{1,6}[ 　]?([章回節节話话幕巻卷部編编篇集場场折])|제[ ]?[0-9]{1,4}[ ]?([장화부편막권절]))(.*)$/u
const greatEastAsian = /[巻卷部編编篇集부편권]/
const arabic =
  /^(?:الفصل|الباب|الجزء|القسم|פרק|חלק|अध्याय|भाग) [\p{L}\p{N}״׳"']{1,16}(?: [\p{L}\p{N}]{1,12})?([:.–—-].*)?$/u
const alone =
  /^(?:prologue|epilogue|preface|foreword|introduction|afterword|conclusion|postscript|interlude|acknowledge?ments|dedication|glossary|appendix|finale|prolog|epilog|vorwort|vorrede|nachwort|einleitung|schluss|anhang|nachspiel|vorspiel|zwischenspiel|épilogue|préface|avant-propos|postface|prólogo|epílogo|prefacio|prefácio|introducción|introdução|posfácio|prologo|epilogo|prefazione|introduzione|postfazione|voorwoord|inleiding|nawoord|förord|inledning|efterord|forord|innledning|indledning|etterord|esipuhe|johdanto|jälkisanat|przedmowa|wstęp|posłowie|zakończenie|předmluva|úvod|doslov|előszó|utószó|bevezetés|prefață|önsöz|sonsöz|пролог|эпилог|предисловие|введение|послесловие|заключение|передмова|предговор|πρόλογος|επίλογος|序章|終章|终章|序|序文|序言|自序|跋|前言|后记|後記|楔子|引子|尾声|尾聲|はじめに|おわりに|あとがき|まえがき|プロローグ|エピローグ|結び|머리말|서문|프롤로그|에필로그)[.:]?$/iu

/** A line that names a division. */
export interface Division {
  /** 1 for those that hold chapters, else 2. */
  readonly level: 1 | 2
  /** What stands after the number, without what separates the two; empty when nothing does. */
  readonly title: string
  /** Whether a mark or a wide space sets the title apart. */
  readonly isSetApart: boolean
}

/**
 * Recognises "Chapter IV", "Book the Second", "Kapitel 3: Title", "Erstes Buch", "第三章 …", "Prologue".
 * @param text a line whose white space is single spaces
 */
export function divisionOf(text: string): Division | null {
  const latin = before.exec(text) ?? after.exec(text)
  if (latin !== null) {
    // A sentence begins with a capital as well: "Part of it", "del 3 van"; a name alone is no heading in small letters.
    if (/^\p{Ll}/u.test(text)) return null
    return division(great.test(latin[1]), latin[latin.length - 1])
  }
  const asian = eastAsian.exec(text)
  if (asian !== null) {
    const unit = asian[1] ?? asian[2]
    const title = asian[3]
    if (title !== '' && !/^[\s　:：.．、・]/u.test(title)) return null
    return {
      level: greatEastAsian.test(unit) ? 1 : 2,
      title: title.replace(/^[\s　:：.．、・]+/u, ''),
      isSetApart: true,
    }
  }
  const other = arabic.exec(text)
  if (other !== null) return division(false, other[1] ?? '')
  if (alone.test(text) && !/^\p{Ll}/u.test(text)) return { level: 2, title: '', isSetApart: false }
  return null
}

function division(isGreat: boolean, tail: string): Division | null {
  const found = /^([.:]?\)?(?: ?[-–—]+)?) ?(.*)$/u.exec(tail)
  if (found === null) return null
  return { level: isGreat ? 1 : 2, title: found[2], isSetApart: found[1] !== '' }
}
