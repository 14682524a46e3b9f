/** Letters of one written language, the frequent ones first. */
export interface WrittenLanguage {
  /** Whether its text is mixed with Latin letters freely (names, abbreviations), as that of every other script is. */
  readonly script: 'latin' | 'other'
  /** Lower-case letters (and signs written with them) by falling frequency. */
  readonly letters: string
  /** Characters of a script of thousands, by falling frequency; the rest of it is told by its range. */
  readonly common?: string
  /** Every character of the script that is not among the common ones. */
  readonly rest?: RegExp
}

/**
 * How often letters are used, by rank: what tells the encodings of one file apart. The orders are the generally known
 * ones of published counts of running text, rounded; nothing depends on a rank or two.
 */
export const writtenLanguages: Readonly<Record<string, WrittenLanguage>> = {
  en: { script: 'latin', letters: 'etaoinshrdlcumwfgypbvkjxqzéèêñçïöüàâ' },
  de: { script: 'latin', letters: 'enisratdhulcgmobwfkzüpväßjöyxqé' },
  fr: { script: 'latin', letters: 'esaitnrulodcpmévqfbghjàxèêyzçôùâûîwkœïëüæ' },
  es: { script: 'latin', letters: 'eaosrnidlctumpbgívyqóhfzájéñxúküw' },
  pt: { script: 'latin', letters: 'aeosridntmuclpvgqhbfzãçáéjíxóêâõúàôkwyü' },
  it: { script: 'latin', letters: 'eaionlrtscdupmvghfbqzèòàùìékjxwyî' },
  ca: { script: 'latin', letters: 'eaistrnloucdmpvgbfqhàéxòíèyjçzóúïküw' },
  nl: { script: 'latin', letters: 'enatirodslghvkmubpwjczfxyqëéïöüèê' },
  sv: { script: 'latin', letters: 'eantrsildomkgväfhupåöbcyjxéwzqü' },
  da: { script: 'latin', letters: 'enrtdaislogmkfvubphåøyæcjéxwzqöü' },
  fi: { script: 'latin', letters: 'aintesloukämvrjhypdögbfcwåzxqšž' },
  is: { script: 'latin', letters: 'anriesutðlgmkfvhdáþíóoyjpöéæbúýxczwq' },
  et: { script: 'latin', letters: 'aiestlunkdmorvgjhpäõübfšöžczwxyq' },
  pl: { script: 'latin', letters: 'aiezonrwsctykdpmujlłbgęhąóżśćfńźvxqé' },
  cs: { script: 'latin', letters: 'eoantislvrdkpímuyázjěčšéhbřžcýůťgňúfďóxwqöü' },
  sk: { script: 'latin', letters: 'aoeinstrvklmdpcuyíhbázjščéťýžgúľôďňfäóxĺŕwqö' },
  hu: { script: 'latin', letters: 'eatlnskriozágméydvbhjőfupöcóíúüűxwqäë' },
  ro: { script: 'latin', letters: 'eiarntulcsodăpmvfîbşţgzhâșțxjkwyqéö' },
  hr: { script: 'latin', letters: 'aionestrjvkudlmpgzbčšcžhćđfxwqyéö' },
  tr: { script: 'latin', letters: 'aeinrlıdkmyutosbüşzgçhvğcpöfjâîwxqû' },
  lt: { script: 'latin', letters: 'iasteornukmlpvdjėgšbyžųąūčįęcfhzwxqé' },
  lv: { script: 'latin', letters: 'aistenrukldovmpāzīgēbjšcļčģņūžfhķwxqyō' },
  eo: { script: 'latin', letters: 'aieonlsrtkjudmpvgfbcĝĉŭzŝhĵĥwxqyé' },
  vi: {
    script: 'latin',
    // As whole letters, and as the base letters and tone marks that Windows 1258 writes.
    letters:
      'nhtiacgumolđrâbvs\u0301\u0300\u0323êkpdyơôưă\u0309qx\u0303eáàộếạớảậấểệủđịờốồựầọứóừềởìổíúùãữụýéẽèẹỏòõừửỹằắặẻễĩỉỗợỡũyỳỷ',
  },
  ru: { script: 'other', letters: 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёъ' },
  uk: { script: 'other', letters: 'оанивтеірслкдмупязьгбчйхїжюцшщєфґ' },
  be: { script: 'other', letters: 'аніыоетрсклвдпзумябьгўчцшйхэжюёф' },
  bg: { script: 'other', letters: 'аиеотнрсвлкдпмзгуъчбщцяжйхюшьф' },
  sr: { script: 'other', letters: 'аиоенртсјвкудлмпгзбчшцжћхњђфљџ' },
  mk: { script: 'other', letters: 'аоиетнрсвдклпмујзгбчшцжќхњѓфљџѕ' },
  el: { script: 'other', letters: 'αοιετσνηυρπκμλςωδγίόάχθέήφβύξζώψϊϋΐΰ' },
  he: { script: 'other', letters: 'יוהלאמרתבשנםדקעחפסטכגןזצףךץ' },
  ar: { script: 'other', letters: 'الينموترسبعدفهةكقحجأطىصشضزخإذغئثءظآؤ،؟؛\u064b' },
  fa: { script: 'other', letters: 'ايرنمدهتوسبشکزگخفقجلعحپصطغچذثئظآژضكیء،؟' },
  th: { script: 'other', letters: 'านร่อกเง้มัยลวดทสิตะีปุบคหแจพชู์ขใไึโำผซ็ืธณถภศฟษญฉฐๆฮฎฆฯ๊๋ฬฝ' },
  ja: {
    script: 'other',
    letters:
      'のいにるたはしとてでをがかなれらもっりさすうこまんあそくよけだきどやせつわめろえおみちほじばへずぶ、。',
    common:
      '一人日大年出本中子見国言上分生手自行者二間事思時気会十家女三前的方入小地合後目長場代私下立部学物月何来彼話体動社知理山内同心発高実作当新世今書度明五力名金性対意用男主通関文屋感業定政持道外取所現最化四先民身不口川東相法全水信表早朝夜春夏秋冬花雨風木空古町村道老店駅車電声音黒白青赤',
    rest: /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々「」『』（）・！？]$/u,
  },
  'zh-Hans': {
    script: 'other',
    letters: '，。',
    common:
      '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德命山金指许统区保至形社便空决治展马科五基眼书非则听白却界达光放强即像难且权思王完设色路记南品住告类求据程北边死张该交规万取望觉术领共确传师观清今切院让识候带导争运河早晨春花旧村',
    rest: /^[\p{Script=Han}、！？“”‘’：；（）《》…—]$/u,
  },
  'zh-Hant': {
    script: 'other',
    letters: '，。',
    common:
      '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德命山金指許統區保至形社便空決治展馬科五基眼書非則聽白卻界達光放強即像難且權思王完設色路記南品住告類求據程北邊死張該交規萬取望覺術領共確傳師觀清今切院讓識候帶導爭運河早晨春花舊村',
    rest: /^[\p{Script=Han}、！？「」『』：；（）《》…—]$/u,
  },
  ko: {
    script: 'other',
    letters: '이다는에의을가고하지',
    common:
      '로은기사한리도인서어나자대그시해일아있를정부라들만과여보수전니게구조마장으면비제것스주년공국성동신오상적우원세미문소방내와안경중관학모무물연개분선유명생식당실데었습등때말집강아침날길물밤꽃봄',
    rest: /^[\uac00-\ud7a3]$/u,
  },
}
