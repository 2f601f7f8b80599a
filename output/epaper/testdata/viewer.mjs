// Uses the e-paper's viewer as a reader would, in a headless browser: node viewer.mjs
// MODULES SHOTS FOLDER. MODULES has puppeteer-core and axe-core; SHOTS is a folder or -.
import { createRequire } from 'node:module'
import { createServer } from 'node:http'
import { readFileSync, existsSync } from 'node:fs'
import { join, extname } from 'node:path'
import { pathToFileURL } from 'node:url'

const [modules, shots, folder] = process.argv.slice(2)
const require = createRequire(join(modules, 'x.js'))
const puppeteer = require('puppeteer-core')
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const wrong = []
const fail = (where, what) => wrong.push(where + ': ' + what)
let zones = 0

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.jpg': 'image/jpeg', '.png': 'image/png' }
const server = createServer((req, res) => {
  const file = join(folder, decodeURIComponent(new URL(req.url, 'http://x').pathname))
  if (!existsSync(file) || !types[extname(file)]) { res.writeHead(404); return res.end() }
  res.writeHead(200, { 'content-type': types[extname(file)] })
  res.end(readFileSync(file))
})
await new Promise(done => server.listen(0, '127.0.0.1', done))
const places = { disk: pathToFileURL(join(folder, 'index.html')).href, web: `http://127.0.0.1:${server.address().port}/index.html` }
const browser = await puppeteer.launch({ executablePath: process.env.PUPPETEER_EXECUTABLE_PATH || '/usr/bin/chromium', args: ['--no-sandbox'] })

async function check(page, where) {
  await page.evaluate(axe)
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  for (const v of found.violations) fail(where, `axe ${v.id}: ${v.nodes.slice(0, 2).map(n => n.html.slice(0, 120)).join(' | ')}`)
}
const settle = () => new Promise(done => setTimeout(done, 60))
const shown = page => page.evaluate(() => {
  const h = document.querySelector('#story article')
  return { story: h ? h.getAttribute('aria-labelledby').slice(2) : '', hash: location.hash.slice(1), page: document.querySelector('.turn select').value,
    storySeen: !!document.querySelector('#story').offsetParent, pageSeen: !!document.querySelector('#page').offsetParent, focus: document.activeElement.id,
    wide: document.documentElement.scrollWidth > innerWidth + 1 }
})

for (const [place, url] of Object.entries(places)) {
  for (const width of [320, 768, 1440]) {
    const where = `${place} ${width}`
    const context = await browser.createBrowserContext() // nothing kept from before
    const page = await context.newPage()
    const errors = []
    page.on('pageerror', e => errors.push(String(e)))
    page.on('requestfailed', r => errors.push('request ' + r.url()))
    page.on('response', r => { if (r.status() >= 400 && !r.url().endsWith('favicon.ico')) errors.push(r.status() + ' ' + r.url()) })
    await page.setViewport({ width, height: 900, hasTouch: width < 1000, isMobile: false })
    await page.goto(url)
    await settle()
    const pages = await page.evaluate(() => edition.pages.map(p => ({ id: p.id, stories: (p.stories || []).map(s => s.id) })))
    const stories = await page.evaluate(() => edition.stories.map(s => s.id))
    if (place === 'web') await check(page, where + ' page')
    if (shots !== '-' && place === 'web') await page.screenshot({ path: join(shots, `viewer-${width}.png`) })

    // every zone leads to its story
    for (const p of pages) {
      await page.evaluate(id => { location.hash = id }, p.id)
      await settle()
      for (const id of p.stories) {
        if (!(await shown(page)).pageSeen) { await page.click('.back'); await settle() }
        const box = await page.evaluate(id => {
          const poly = document.querySelector('#zone-' + id + ' polygon')
          poly.scrollIntoView({ block: 'center' })
          const b = poly.getBoundingClientRect()
          return [b.x + b.width / 2, b.y + b.height / 2]
        }, id)
        await page.mouse.click(...box)
        await settle()
        const s = await shown(page)
        if (s.story !== id || s.hash !== id || !s.storySeen || s.page !== p.id) fail(where, `zone ${id} of ${p.id} shows ${JSON.stringify(s)}`)
        else zones++
        if (s.wide) fail(where, id + ' is wider than the window')
        if (s.focus !== 'story') fail(where, 'the focus is not on the story but on ' + s.focus)
      }
    }
    if (place === 'web') await check(page, where + ' story')
    if (shots !== '-' && place === 'web') await page.screenshot({ path: join(shots, `viewer-${width}-story.png`) })

    // the keyboard
    await page.evaluate(id => { location.hash = id }, pages[0].id)
    await settle()
    if (pages.length > 1) {
      await page.keyboard.press('ArrowRight'); await settle()
      if ((await shown(page)).page !== pages[1].id) fail(where, 'the right key does not turn the page')
      await page.keyboard.press('ArrowLeft'); await settle()
      if ((await shown(page)).page !== pages[0].id) fail(where, 'the left key does not turn the page back')
    }
    await page.evaluate(id => { location.hash = id }, stories[0]); await settle()
    if (stories.length > 1) {
      await page.keyboard.press('j'); await settle()
      if ((await shown(page)).story !== stories[1]) fail(where, 'j does not go to the next story')
      await page.keyboard.press('k'); await settle()
      if ((await shown(page)).story !== stories[0]) fail(where, 'k does not go to the previous story')
    }
    await page.keyboard.press('Escape'); await settle()
    const back = await shown(page)
    if (!back.pageSeen || back.focus !== 'zone-' + stories[0]) fail(where, 'Escape goes to ' + JSON.stringify(back))
    await page.keyboard.press('Enter'); await settle()
    if ((await shown(page)).story !== stories[0]) fail(where, 'Enter on a zone does not open its story')
    await page.keyboard.press('Escape'); await settle()

    // a finger
    if (width < 1000 && pages.length > 1) {
      await page.evaluate(() => scrollTo(0, 0))
      const b = await page.evaluate(() => { const f = document.querySelector('figure.sheet').getBoundingClientRect(); return [f.x, f.y, f.width] })
      const touch = await page.touchscreen.touchStart(b[0] + b[2] * 0.8, b[1] + 100)
      await touch.move(b[0] + b[2] * 0.2, b[1] + 105)
      await touch.end(); await settle()
      if ((await shown(page)).page !== pages[1].id) fail(where, 'a finger drawn to the left does not turn the page')
    }

    // dark, larger, contents
    const press = async text => { await page.evaluate(t => [...document.querySelectorAll('#tools button')][t].click(), text); await settle() }
    await press(3)
    if (await page.evaluate(() => document.documentElement.dataset.theme) !== 'dark') fail(where, 'the dark button does nothing')
    await page.evaluate(id => { location.hash = id }, stories[0]); await settle()
    if (place === 'web') await check(page, where + ' dark')
    await press(0)
    if (await page.evaluate(() => document.getElementById('contents').hidden)) fail(where, 'the contents button does nothing')
    if (place === 'web') await check(page, where + ' contents')
    if (shots !== '-' && place === 'web') await page.screenshot({ path: join(shots, `viewer-${width}-dark.png`) })
    const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('#story article')).fontSize))
    const small = await size()
    await press(2); await press(2)
    if (await size() <= small) fail(where, 'the larger button does nothing')
    if ((await shown(page)).wide) fail(where, 'larger type is wider than the window')
    for (const e of errors) fail(where, e)
    await context.close()
  }
}
for (const js of [false]) { // without scripts the stories are still there
  const page = await browser.newPage()
  await page.setJavaScriptEnabled(js)
  await page.goto(places.web)
  const n = await page.evaluate(() => document.querySelectorAll('main a').length).catch(() => -1)
  if (n < 1) fail('no script', n + ' links')
  await page.close()
}
const single = await browser.newPage()
await single.goto(places.web.replace('index.html', JSON.parse(readFileSync(join(folder, 'edition.json'))).stories[0].html))
await check(single, 'single story')
if (shots !== '-') await single.screenshot({ path: join(shots, 'viewer-single.png') })
console.log(JSON.stringify({ zones, wrong }))
await browser.close()
server.close()
