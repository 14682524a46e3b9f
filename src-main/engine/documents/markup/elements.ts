const names = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** Elements that begin and end lines of their own. */
export const blockElements = names(
  'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li listing main menu nav ol optgroup p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp caption colgroup',
)
/** Block elements whose white space is shown as it is. */
export const preformatted = names('pre listing xmp plaintext')
/** Elements whose content is for programs. */
export const scriptElements = names('script style template')
/** Elements whose content is not on the page: what stands in for it, what is chosen or typed, what the head says. */
export const unseenElements = names(
  'noscript noframes noembed iframe object applet embed head title select datalist textarea input option meter progress canvas audio video map area param source track frame meta link base annotation annotation-xml',
)
/** Elements that say how their text looks or what it is, as marks. */
export const shownMarks: ReadonlyMap<
  string,
  'emphasis' | 'strong' | 'code' | 'deleted' | 'superscript' | 'subscript'
> = new Map([
  ['em', 'emphasis'],
  ['i', 'emphasis'],
  ['cite', 'emphasis'],
  ['dfn', 'emphasis'],
  ['var', 'emphasis'],
  ['strong', 'strong'],
  ['b', 'strong'],
  ['code', 'code'],
  ['kbd', 'code'],
  ['samp', 'code'],
  ['tt', 'code'],
  ['del', 'deleted'],
  ['s', 'deleted'],
  ['strike', 'deleted'],
  ['sup', 'superscript'],
  ['sub', 'subscript'],
])
/** Values of `display` that begin and end lines. */
export const blockDisplays = names('block flex grid table list-item table-row table-cell flow-root')
