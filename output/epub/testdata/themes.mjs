// Reads books under every theme of two reading systems and of the machine, at the widths of a
// phone and of a tablet, and reports what cannot be read: node themes.mjs MODULES SHOTS EVERY BOOK.epub ...
// Of the looks each system reads every EVERYth, in each book from another on.
// Text must have a contrast of 4.5 (WCAG 2.2, 1.4.3), pictures must fit the window, and lines
// run as the book has them: from right to left, the last of a paragraph would hang at its end.
import { createServer } from 'node:http'
import { readFileSync, existsSync } from 'node:fs'
import { join, extname, basename } from 'node:path'
import { launch, open, patience } from '../../../cmd/need/browser.mjs'

const [modules, shots, every, ...books] = process.argv.slice(2)
const types = { '.js': 'text/javascript', '.html': 'text/html', '.epub': 'application/epub+zip', '.css': 'text/css' }
const pages = {
  '/foliate': `<!doctype html><meta charset="utf-8"><style>html,body{margin:0;height:100%}foliate-view{display:block;height:100%}</style>
<script type="importmap">{"imports":{"construct-style-sheets-polyfill":"data:text/javascript,"}}</script>
<script type="module">import '/m/foliate-js/view.js'; window.ready = true</script>`,
  '/epubjs': `<!doctype html><meta charset="utf-8"><style>html,body{margin:0;height:100%}#area{height:100%}</style>
<script src="/m/jszip/dist/jszip.min.js"></script><script src="/m/epubjs/dist/epub.min.js"></script><div id="area"></div><script>window.ready = true</script>`,
}
const server = createServer((req, res) => {
  const path = decodeURIComponent(new URL(req.url, 'http://x').pathname)
  const send = (type, data) => { res.writeHead(200, { 'content-type': type }); res.end(data) }
  if (pages[path]) return send('text/html', pages[path])
  const book = path.match(/^\/book\/(\d+)\//)
  const file = book ? books[+book[1]] : path.startsWith('/m/') ? join(modules, path.slice(3)) : ''
  if (!file || !existsSync(file)) { res.writeHead(404); return res.end() }
  send(types[extname(file)] || 'application/octet-stream', readFileSync(file))
})
await new Promise(done => server.listen(0, '127.0.0.1', done))
const base = `http://127.0.0.1:${server.address().port}`
const browser = await launch(modules)

const themes = { white: ['#ffffff', '#000000'], sepia: ['#f4ecd8', '#433422'], black: ['#000000', '#cccccc'] }

// looks runs in the page with a document of the book: what in it cannot be read. window is the
// size of what is seen of it.
const looks = `(doc, where, background, seen) => {
  const wrong = []
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number)
  const over = (top, under) => { const a = top[3] === undefined ? 1 : top[3]; return [0, 1, 2].map(i => top[i] * a + under[i] * (1 - a)) }
  const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b }
  const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05) }
  const view = doc.defaultView
  const ground = e => {
    const up = []
    for (let x = e; x && x.nodeType === 1; x = x.parentElement) up.unshift(parse(view.getComputedStyle(x).backgroundColor))
    return up.reduce((under, c) => c.length ? over(c, under) : under, background)
  }
  const texts = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT)
  for (let n = texts.nextNode(); n; n = texts.nextNode()) {
    const e = n.parentElement
    if (!n.data.trim() || e.closest('title, rp, [hidden]') || !e.getClientRects().length) continue
    const g = ground(e), c = contrast(over(parse(view.getComputedStyle(e).color), g), g)
    if (c < 4.5) wrong.push(where + ': ' + c.toFixed(2) + ' ' + n.data.trim().slice(0, 12))
  }
  for (const i of doc.querySelectorAll('img')) {
    const r = i.getBoundingClientRect()
    if (r.width > seen.w + 1 || r.height > seen.h + 1) wrong.push(where + ': picture of ' + Math.round(r.width) + ' x ' + Math.round(r.height))
  }
  for (const p of doc.querySelectorAll('article p:not([dir="rtl"])')) {
    if (view.getComputedStyle(p).direction !== 'ltr') wrong.push(where + ': a paragraph runs from right to left')
  }
  return wrong
}`

async function inFoliate(url, name, css, background, colours, patience) {
  const until = async test => { for (const end = Date.now() + patience; Date.now() < end;) { if (test()) return; await new Promise(r => setTimeout(r, 15)) } throw new Error('timeout') }
  const file = new File([await (await fetch(url)).blob()], name)
  const view = document.createElement('foliate-view')
  document.body.append(view)
  const at = {}
  view.addEventListener('load', e => { at.doc = e.detail.doc; at.index = e.detail.index })
  view.addEventListener('relocate', e => { at.where = e.detail })
  await view.open(file)
  view.renderer.setStyles?.(css)
  await view.init({ showTextStart: true })
  const wrong = []
  for (const [i, s] of view.book.sections.entries()) {
    at.where = null
    await view.goTo(i)
    await until(() => at.index === i && at.where)
    wrong.push(...window.look(at.doc, s.id.split('/').pop(), background, { w: innerWidth, h: innerHeight }))
  }
  return wrong
}

async function inEpubjs(url, name, css, background, [ground, ink]) {
  const book = ePub(url, { openAs: 'epub' })
  const rendition = book.renderTo('area', { width: innerWidth, height: innerHeight })
  rendition.themes.default({ body: { background: ground + ' !important', color: ink + ' !important' } })
  await rendition.display()
  await book.loaded.navigation
  const wrong = []
  for (const s of book.spine.spineItems) {
    await rendition.display(s.href)
    wrong.push(...window.look(rendition.getContents()[0].document, s.href.split('/').pop(), background, { w: innerWidth, h: innerHeight }))
  }
  return wrong
}

const wrong = []
let read = 0
for (const [i, path] of books.entries()) {
  const name = basename(path, '.epub')
  for (const [k, [system, run]] of [['foliate', inFoliate], ['epubjs', inEpubjs]].entries()) {
    let look = i + k
    for (const width of [390, 820]) {
      for (const scheme of ['light', 'dark']) {
        for (const [theme, colours] of Object.entries(themes)) {
          if (width === 820 && theme === 'sepia' || look++ % every) continue
          const page = await open(browser)
          await page.setViewport({ width, height: width === 390 ? 700 : 1100 })
          await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
          await page.goto(`${base}/${system}`)
          await page.waitForFunction('window.ready')
          await page.evaluate(`window.look = ${looks}`)
          const css = `html, body { background: ${colours[0]} !important; color: ${colours[1]} !important }`
          const background = [1, 3, 5].map(k => parseInt(colours[0].slice(k, k + 2), 16))
          const at = `${name} ${system} ${width} ${scheme} ${theme}`
          try {
            for (const w of await page.evaluate(run, `${base}/book/${i}/${name}.epub`, name + '.epub', css, background, colours, patience)) wrong.push(`${at} ${w}`)
          } catch (e) { wrong.push(`${at}: ${e}`) }
          read++
          if (shots !== '-') await page.screenshot({ path: join(shots, at.replaceAll(' ', '-') + '.png') })
          await page.close()
        }
      }
    }
  }
}
console.log(JSON.stringify({ read, wrong }))
await browser.close()
server.close()
