// Opens e-books in two reading systems, in a headless browser, and reports what a reader
// finds there: node readers.mjs MODULES SHOTS SYSTEM=BOOK.epub ..., SYSTEM foliate or epubjs.
// MODULES is a node_modules folder with puppeteer-core, foliate-js and epubjs; SHOTS a
// folder for screenshots, or -.
import { createServer } from 'node:http'
import { readFileSync, existsSync } from 'node:fs'
import { join, extname, basename } from 'node:path'
import { launch, open, patience } from '../../../cmd/need/browser.mjs'

const [modules, shots, ...readings] = process.argv.slice(2)
const books = readings.map(r => r.slice(r.indexOf('=') + 1))

const types = { '.js': 'text/javascript', '.html': 'text/html', '.epub': 'application/epub+zip', '.css': 'text/css' }
const foliatePage = `<!doctype html><meta charset="utf-8"><style>html,body{margin:0;height:100%}foliate-view{display:block;height:100%}</style>
<script type="importmap">{"imports":{"construct-style-sheets-polyfill":"data:text/javascript,"}}</script>
<script type="module">import '/m/foliate-js/view.js'; window.ready = true</script>`
const epubjsPage = `<!doctype html><meta charset="utf-8"><style>html,body{margin:0;height:100%}#area{height:100%}</style>
<script src="/m/jszip/dist/jszip.min.js"></script><script src="/m/epubjs/dist/epub.min.js"></script><div id="area"></div>`

const server = createServer((req, res) => {
  const path = decodeURIComponent(new URL(req.url, 'http://x').pathname)
  const send = (type, data) => { res.writeHead(200, { 'content-type': type }); res.end(data) }
  if (path === '/foliate') return send('text/html', foliatePage)
  if (path === '/epubjs') return send('text/html', epubjsPage)
  const book = path.match(/^\/book\/(\d+)\//)
  const file = book ? books[+book[1]] : path.startsWith('/m/') ? join(modules, path.slice(3)) : ''
  if (!file || !existsSync(file)) { res.writeHead(404); return res.end() }
  send(types[extname(file)] || 'application/octet-stream', readFileSync(file))
})
await new Promise(done => server.listen(0, '127.0.0.1', done))
const base = `http://127.0.0.1:${server.address().port}`
const browser = await launch(modules)

// pictures notes what does not show.
const pictures = `async (doc, where, wrong) => {
  const shows = src => new Promise(done => { const i = new Image(); i.onload = () => done(i.naturalWidth > 0); i.onerror = () => done(false); i.src = src })
  for (const e of doc.querySelectorAll('img, image')) {
    const src = e.src || e.getAttributeNS('http://www.w3.org/1999/xlink', 'href') || e.getAttribute('href')
    if (!await shows(new URL(src, doc.baseURI).href)) wrong.push(where + ': picture ' + src)
  }
}`

// inFoliate runs in the page: it opens the book and follows every link of its page pictures.
async function inFoliate(url, name, patience) {
  const until = async (test, what) => {
    for (const end = Date.now() + patience; Date.now() < end;) { if (test()) return; await new Promise(r => setTimeout(r, 15)) }
    throw new Error('timeout: ' + what)
  }
  const file = new File([await (await fetch(url)).blob()], name)
  const view = document.createElement('foliate-view')
  document.body.append(view)
  const at = { index: -1 }
  view.addEventListener('load', e => { at.doc = e.detail.doc; at.index = e.detail.index })
  view.addEventListener('relocate', e => { at.where = e.detail })
  await view.open(file)
  window.view = view
  await view.init({ showTextStart: true })
  const { book } = view
  const count = list => (list || []).reduce((n, x) => n + 1 + count(x.subitems), 0)
  const out = {
    title: book.metadata.title, dir: book.dir, sections: book.sections.length, toc: count(book.toc), pageList: count(book.pageList),
    landmarks: count(book.landmarks), layout: book.rendition?.layout || 'reflowable', zones: [], wrong: [], labels: [], fonts: [],
  }
  for (const [i, s] of book.sections.entries()) {
    if (at.index !== i || out.layout === 'reflowable') {
      at.where = null
      await view.goTo(i)
      await until(() => at.index === i && at.where, 'section ' + s.id)
    }
    await at.doc.fonts.ready
    for (const f of at.doc.fonts) if (f.status === 'error') out.fonts.push(s.id + ' ' + f.family)
    await pictures(at.doc, s.id, out.wrong)
    out.labels.push([s.id.split('/').pop(), at.where?.pageItem?.label || ''])
    const zones = [...at.doc.querySelectorAll('a.zone, a.story')].map(a => a.id)
    for (const id of zones) {
      if (at.index !== i) { at.where = null; await view.goTo(i); await until(() => at.index === i && at.where, 'back to ' + s.id) }
      const a = at.doc.getElementById(id)
      const want = a.getAttribute('href').split('#')[0]
      at.where = null
      a.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, view: at.doc.defaultView }))
      try { await until(() => at.where && at.index !== i, id) } catch (e) { out.wrong.push(id + ': nowhere'); continue }
      const got = book.sections[at.index].id.split('/').pop()
      if (got === want.split('/').pop()) out.zones.push(got); else out.wrong.push(id + ': ' + got)
    }
  }
  return out
}

// inEpubjs does the same in epub.js.
async function inEpubjs(url, name, patience) {
  const book = ePub(url, { openAs: 'epub' })
  const rendition = book.renderTo('area', { width: innerWidth, height: innerHeight })
  window.rendition = rendition
  await rendition.display()
  const nav = await book.loaded.navigation
  const count = list => (list || []).reduce((n, x) => n + 1 + count(x.subitems), 0)
  const pages = await book.loaded.pageList
  const out = { title: book.packaging.metadata.title, sections: book.spine.length, toc: count(nav.toc),
    pageList: (book.pageList?.pageList || pages || []).length, landmarks: nav.landmarks.length, zones: [], wrong: [], fonts: [] }
  // leads follows a link until it is where it is to lead; where it leads else is wrong
  const leads = (a, want) => new Promise(done => {
    let got = 'nowhere'
    const end = () => { clearTimeout(t); rendition.off('relocated', see); done(got) }
    const see = l => { got = l.start.href.split('/').pop(); if (got === want) end() }
    const t = setTimeout(end, patience)
    rendition.on('relocated', see)
    a.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
  })
  const hrefs = book.spine.spineItems.map(s => s.href)
  for (const href of hrefs) {
    await rendition.display(href)
    const doc = () => rendition.getContents()[0].document
    await doc().fonts.ready
    await pictures(doc(), href, out.wrong)
    for (const f of doc().fonts) if (f.status === 'error') out.fonts.push(href + ' ' + f.family)
    for (const id of [...doc().querySelectorAll('a.zone, a.story')].map(a => a.id)) {
      await rendition.display(href)
      const a = doc().getElementById(id)
      const want = a.getAttribute('href').split('/').pop().split('#')[0]
      const got = await leads(a, want)
      if (got === want) out.zones.push(got); else out.wrong.push(id + ': ' + got)
    }
  }
  return out
}

const results = {}
for (const [i, path] of books.entries()) {
  const name = basename(path, '.epub'), system = readings[i].split('=')[0]
  const result = results[name] = results[name] || {}
  const page = await open(browser)
  await page.setViewport({ width: 1000, height: 1300 })
  const errors = []
  page.on('pageerror', e => errors.push(String(e)))
  await page.goto(`${base}/${system}`)
  if (system === 'foliate') await page.waitForFunction('window.ready')
  await page.evaluate(`window.pictures = ${pictures}`)
  try { result[system] = await page.evaluate({ foliate: inFoliate, epubjs: inEpubjs }[system], `${base}/book/${i}/${name}.epub`, name + '.epub', patience) } catch (e) { result[system] = { error: String(e) } }
  result[system].errors = errors
  if (shots !== '-' && system === 'foliate') await photograph(page, name)
  await page.close()
}
console.log(JSON.stringify(results, null, 1))
await browser.close()
server.close()

// photograph takes pictures of the first documents, light and dark.
async function photograph(page, name) {
  const total = await page.evaluate('view.book.sections.length')
  for (const [i, dark] of [[0, 0], [1, 0], [2, 0], [3, 0], [3, 1], [4, 0], [6, 0]]) {
    if (i >= total) continue
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }])
    await page.evaluate(async (i, dark) => {
      view.renderer.setStyles?.(dark ? 'html{color-scheme:dark;background:#16181a;color:#e4e4e4}' : '')
      document.body.style.background = dark ? '#16181a' : ''
      await view.goTo(i)
      await new Promise(r => setTimeout(r, 250))
    }, i, dark)
    await page.screenshot({ path: join(shots, `${name}-${i}${dark ? '-dark' : ''}.png`) })
  }
}
