/** Titles and the like: the sentence always goes on after them. Without the period; compared as written. */
export const alwaysContinue: ReadonlySet<string> = new Set(
  (
    'Mr Mrs Ms Messrs Mme Mlle Prof Gen Col Capt Lt Sgt Cpl Maj Adm Cmdr Rev Hon Sen Rep Gov Pres Supt Fr Msgr ' +
    'Bros Dept Univ Assn Atty vs Vs viz cf Cf e.g E.g E.G i.e I.e I.E approx ca al'
  ).split(' '),
)

/** Titles that are also ends of addresses ("12 Elm St. It …"): the sentence ends when a usual opener follows. */
export const continueUnlessOpener: ReadonlySet<string> = new Set(
  'Dr St Mt Ft Ave Blvd Rd Ln Hwy Inc Ltd Co Corp Jr Sr Ph.D M.D B.A M.A D.C U.S U.K U.N U.S.A E.U Esq'.split(
    ' ',
  ),
)

/** Abbreviations that stand before a number: the sentence goes on only when one follows. */
export const continueBeforeNumber: ReadonlySet<string> = new Set(
  (
    'No Nos no nos Fig Figs fig figs Vol vol Vols vols p pp P Pp ch Ch chap Chap art Art sec Sec ed Ed eds par ' +
    'Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec c vv v'
  ).split(' '),
)

/** Words that usually open a sentence and hardly ever follow a title or an initial as a name would. */
export const sentenceOpeners: ReadonlySet<string> = new Set(
  (
    'A After All Also Although An And Another Are As At Because Before But By Can Did Do Each Even Every For From ' +
    'Had Has Have He Her Here His How However I If In Is It Its Just Later Let Many Maybe More Most My Neither ' +
    'Never Next No Nobody Nor Not Nothing Now Of On Once One Only Or Other Our Perhaps She Since So Some Soon ' +
    'Still Such Suddenly That The Their Then There These They This Those Though Through Thus To Today Under Until ' +
    'Was We Were What When Where Which While Who Why Will With Without Yes Yet You Your'
  ).split(' '),
)
