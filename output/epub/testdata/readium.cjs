// Parses e-books as Readium does and prints what it found: node readium.cjs MODULES BOOK.epub ...
const [modules, ...books] = process.argv.slice(2)
const { createRequire } = require('node:module')
const from = createRequire(require('node:path').join(modules, 'x.js'))
from('r2-shared-js/dist/es6-es2015/src/init-globals').initGlobalConverters_SHARED()
from('r2-shared-js/dist/es6-es2015/src/init-globals').initGlobalConverters_GENERIC()
const { EpubParsePromise } = from('r2-shared-js/dist/es6-es2015/src/parser/epub')
const count = list => (list || []).reduce((n, x) => n + 1 + count(x.Children), 0)
;(async () => {
  const out = {}
  for (const path of books) {
    const p = await EpubParsePromise(path)
    const m = p.Metadata
    out[require('node:path').basename(path, '.epub')] = {
      title: m.Title, language: m.Language, direction: m.Direction || '', publisher: (m.Publisher || []).map(x => x.Name),
      readingOrder: (p.Spine || []).length, toc: count(p.TOC), pageList: count(p.PageList), landmarks: count(p.Landmarks),
      layout: m.Rendition?.Layout || '', modes: m.AccessMode || m.Accessibility?.AccessMode, features: m.AccessibilityFeature || m.Accessibility?.Feature,
      hazards: m.AccessibilityHazard || m.Accessibility?.Hazard, summary: m.AccessibilitySummary || m.Accessibility?.Summary,
    }
  }
  console.log(JSON.stringify(out))
  process.exit(0)
})()
