import { words, type SentenceHabits } from './habits'

/** After CLDR's suppressions of sentence breaks (common/segments/en.xml) and common usage. */
export const english: SentenceHabits = {
  always: words(`
    Mr Mrs Ms Messrs Mme Mlle Prof Profs Drs Gen Col Capt Lt Sgt Cpl Pvt Maj Adm Cmdr Cdr Brig Rev Revd Hon Sen Sens Rep
    Reps Gov Pres Supt Insp Det Fr Msgr Mgr Bros Dept Univ Assn Atty Ald Amb vs Vs viz cf Cf e.g E.g E.G i.e I.e I.E eg ie
    approx ca al esp incl excl resp`),
  unlessOpener: words(`
    Dr St Sts Mt Ft Pt Ave Blvd Rd Ln Hwy Sq Pkwy Inc Ltd Co Cos Corp LLC Jr Sr Esq Ph.D PhD M.D B.A M.A B.Sc M.Sc D.Phil
    D.C U.S U.K U.N U.S.A E.U B.C A.D B.C.E C.E Calif Mass Conn Ill Mich Minn Penn Pa Va Fla Ga Tenn Wis Ariz Colo`),
  beforeNumber: words(`
    No Nos no nos Nr Fig Figs fig figs Vol vol Vols vols p pp P Pp ch Ch chap Chap art Art sec Sec ed Ed eds par para
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec c vv v ll Op op Eq eq Eqs Tab tab Ex ex Pt pt etc St Mt Ver ver Apt
    apt Ste Rm ext Ext tel Tel`),
  openers: words(`
    A After All Also Although An And Another Are As At Because Before But By Can Did Do Does Each Even Every For From
    Had Has Have He Her Here His How However I I’d I’ll I’m I’ve I'd I'll I'm I've If In Is It Its It’s It's Just Later Let
    Many Maybe Meanwhile More Most My Neither Never Next No Nobody Nor Not Nothing Now Of On Once One Only Or Other Our
    Perhaps She Since So Some Soon Still Such Suddenly That That’s That's The Their Then There There’s There's These They
    This Those Though Through Thus To Today Tomorrow Two Under Until Was We Were What When Where Which While Who Why Will
    With Without Yes Yesterday Yet You Your`),
  lettered: words(`
    appendix Appendix block Block class Class exhibit Exhibit grade Grade group Group hepatitis Hepatitis item Item key
    letter level Level line Line model Model option Option part Part plan Plan point Point section Section side Side
    team Team type Type version Version vitamin Vitamin`),
  exclaimed: words('Yahoo Jeopardy Yum Joomla Guess'),
  afterHalfDay: words(`
    Mon Tue Wed Thu Fri Sat Sun Monday Tuesday Wednesday Thursday Friday Saturday Sunday EST EDT CST CDT MST MDT PST PDT
    GMT BST UTC CET Eastern Central Mountain Pacific`),
  // “Why?” I asked. “Stop!” Mrs. Van Allen cried.
  saidAfterQuote:
    /^(?:I|(?:(?:Mr|Mrs|Ms|Dr|Miss|Lady|Lord|Sir|Aunt|Uncle)\.? )?\p{Lu}[\p{L}’'-]*(?: \p{Lu}[\p{L}’'-]*){0,2}) (?:said|asked|cried|replied|answered|shouted|whispered|exclaimed|called|murmured|muttered|demanded|yelled|gasped|screamed|inquired|enquired|repeated|snapped|sighed|laughed|added|wondered|thought)\b/u,
}
