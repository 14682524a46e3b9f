import { bookBytes } from '../fixtures/epub/books'
import { svgBytes } from '../fixtures/pictures/picture-bytes'

/** A web page in columns, with a note. */
export const columnsPage = `<!doctype html><html lang="en"><style>body { writing-mode: vertical-rl }</style><body>
<h1>Lanterns</h1>${Array.from(
  { length: 80 },
  (_, index) =>
    `<p>Here hangs lantern ${index + 1}. It was lit at dusk by a boy with a long pole, and nobody saw him go.${index === 1 ? '<sup><a role="doc-noteref" href="#note">1</a></sup>' : ''} In the morning it is put out again, and stands in the rain.</p>`,
).join('')}<aside id="note" role="doc-footnote"><p>1 So it is told.</p></aside></body></html>`

const japaneseParagraph =
  '<ruby>一日<rt>いちにち</rt></ruby>の<ruby>事<rt>こと</rt></ruby>でございます。<span class="tcy">12</span>月の夕方、<em>雲</em>は海の上に長く延びて、誰もそれを数えませんでした。「<ruby>御釈迦様<rt>おしゃかさま</rt></ruby>」と Lantern の声がした。'
/** An EPUB in columns, with ruby and upright numbers. */
export const japaneseBook = bookBytes({
  metadata: '<dc:title>雲</dc:title><dc:language>ja</dc:language>',
  spine: ' page-progression-direction="rtl"',
  files: [
    {
      href: 'one.xhtml',
      data: `<html xmlns="http://www.w3.org/1999/xhtml" class="vrtl"><head><link rel="stylesheet" href="book.css"/></head><body>
<h1>第一章　雲</h1>${Array.from({ length: 60 }, (_, index) => `<p>${index + 1}。${japaneseParagraph}</p>`).join('')}
<ul><li>一つ目の項目</li><li>二つ目の項目</li></ul><blockquote><p>引用の文。</p></blockquote>
<table><tr><th>山</th><th>高さ</th></tr><tr><td>富士山</td><td>3,776 m</td></tr></table></body></html>`,
    },
    {
      href: 'book.css',
      data: '.vrtl { -epub-writing-mode: vertical-rl; writing-mode: vertical-rl } .hltr { writing-mode: horizontal-tb } .tcy { -epub-text-combine: horizontal; text-combine-upright: all }',
      mediaType: 'text/css',
    },
  ],
})

/** A web page from the right, with everything a text is made of. */
export const arabicPage = `<!doctype html><html lang="ar" dir="rtl"><body><h1>التلال والبحر</h1>
<p>يُرى التلّ من البحر، ويُرى البحر من التلّ. (هكذا قيل!) كان ارتفاعه 610 أمتار في عام 1987.</p>
<p>بحر English words في الوسط: Ben Nevis، ثم «اقتباس» وأرقام ١٢٣ و 3.14 — نهاية؟</p>
<h2>1. قائمة: ما رأيناه</h2><ul><li>البحر</li><li>التلّ (Snowdon)<ul><li>وادٍ صغير</li></ul></li></ul><ol><li>أولاً</li><li>ثانياً، 20%</li></ol>
<blockquote><p>قال الرجل: «لا أحد هنا.»</p></blockquote>
<p>An English paragraph in an Arabic page, which begins at the left (as it should).</p>
<p>1984 هو عنوان كتاب.</p>
<table><tr><th>التلّ</th><th>الارتفاع</th><th>Country</th></tr><tr><td>بن نيفيس</td><td>1,345 م</td><td>Scotland</td></tr></table>
<pre>for (const hill of hills) console.log(hill)</pre>
<p>${'وبعد ذلك، عندما تغيّرت الريح، نزل الطريق إلى البحر في منعطفات، ولم يكن عليه أحد سوى صبي مع كلب. '.repeat(6)}</p></body></html>`
/** An SVG that would run a script and fetch a picture. */
export const hillDrawing = svgBytes('viewBox="0 0 640 360"')
  .toString()
  .replace(
    '<rect/>',
    `<script>parent.ran = true</script><path d="M0 300 160 120 300 260 430 90 640 300V360H0z" fill="#62615c"/>
     <image href="https://example.org/beacon.png" x="-20" width="10" height="10"/>`,
  )
