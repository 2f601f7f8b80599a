// Reads a catalogue as apps do: node apps.cjs MODULES BASE QUERY
// by r2-opds-js (OPDS 2.0, and 1.2 converted) and opds-feed-parser. Every feed that a feed
// leads to is read; a line of JSON says how many feeds, and how many editions each time.
const [modules, base, query] = process.argv.slice(2)
const { createRequire } = require('node:module')
const from = createRequire(require('node:path').join(modules, 'x.js'))
const r2 = 'r2-opds-js/dist/es8-es2017/src/opds/'
from(r2 + 'init-globals').initGlobalConverters_OPDS()
const via = createRequire(from.resolve(r2 + 'init-globals'))
via('r2-shared-js/dist/es8-es2017/src/init-globals').initGlobalConverters_GENERIC()
const { OPDSFeed } = from(r2 + 'opds2/opds2')
const { OPDS } = from(r2 + 'opds1/opds')
const { convertOpds1ToOpds2 } = from(r2 + 'converter')
const { TaJsonDeserialize } = via('r2-lcp-js/dist/es8-es2017/src/serializable')
const { XML } = via('r2-utils-js/dist/es8-es2017/src/_utils/xml-js-mapper')
const { DOMParser } = via('@xmldom/xmldom')
const Parser = from('opds-feed-parser').default

const want = (ok, what) => { if (!ok) { console.error(what); process.exitCode = 1 } }
const get = async (url, accept) => {
  const r = await fetch(url, { headers: { accept } })
  want(r.ok, url + ': ' + r.status)
  return r.text()
}
// walk reads all feeds from the base on: read returns the links of one.
const walk = async read => {
  const seen = new Set(), todo = [base]
  for (let url; (url = todo.shift());) {
    if (seen.has(url)) continue
    seen.add(url)
    for (const href of await read(url)) todo.push(new URL(href, url).href)
  }
  return seen.size
}
const has = (l, rel) => (l.Rel || []).includes(rel)
const said = p => p.Metadata && typeof p.Metadata.Title === 'string' && p.Metadata.Title && p.Metadata.Author && p.Metadata.Author[0].Name && p.Images && p.Images.length

;(async () => {
  const out = { json: 0, jsonEditions: 0, atom: 0, atomEditions: 0, found: 0 }
  let search
  out.json = await walk(async url => {
    const f = TaJsonDeserialize(JSON.parse(await get(url, 'application/opds+json')), OPDSFeed)
    for (const p of f.Publications || []) {
      out.jsonEditions++
      want(said(p) && p.Links.some(l => /acquisition/.test(l.Rel && l.Rel[0])), url + ': ' + JSON.stringify(p))
    }
    search = search || (f.Links || []).filter(l => has(l, 'search')).map(l => new URL(l.Href, url).href)[0]
    return [...f.Navigation || [], ...(f.Links || []).filter(l => has(l, 'next')), ...(f.Facets || []).flatMap(g => g.Links)].map(l => l.Href)
  })
  const asked = decodeURI(search).replace('{?query}', '?query=' + encodeURIComponent(query))
  out.found = (TaJsonDeserialize(JSON.parse(await get(asked, '*/*')), OPDSFeed).Publications || []).length
  const parser = new Parser()
  out.atom = await walk(async url => {
    const text = await get(url, 'application/atom+xml')
    const feed = XML.deserialize(new DOMParser().parseFromString(text, 'application/xml'), OPDS)
    const other = await parser.parse(text)
    want((other.entries || []).length === (feed.Entries || []).length && other.entries.every(e => e.title), url + ': the two readers disagree')
    for (const p of convertOpds1ToOpds2(feed).Publications || []) {
      out.atomEditions++
      want(said(p), url + ': ' + JSON.stringify(p))
    }
    return [...(feed.Entries || []).flatMap(e => e.Links.filter(l => /atom\+xml/.test(l.Type))), ...feed.Links.filter(l => l.Rel === 'next')].map(l => l.Href)
  })
  console.log(JSON.stringify(out))
})().catch(e => { console.error(e); process.exit(1) })
