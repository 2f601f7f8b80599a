// Uses the e-paper's viewer as a reader would, in a headless browser: node viewer.mjs
// MODULES SHOTS FOLDER LOOK…. MODULES has puppeteer-core and axe-core; SHOTS is a folder or -; LOOK is
// from where it is read and how wide, as "disk 320" and "web 1440".
import { createServer } from 'node:http'
import { readFileSync, existsSync } from 'node:fs'
import { join, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { judge, launch, open, until } from '../../../cmd/need/browser.mjs'

const [modules, shots, folder, ...looks] = process.argv.slice(2)
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
const browser = await launch(modules)

async function check(page, where) {
  for (const found of await judge(page, modules)) fail(where, found)
}
const shown = page => page.evaluate(() => {
  const h = document.querySelector('#story article')
  return { story: h ? h.getAttribute('aria-labelledby').slice(2) : '', hash: location.hash.slice(1), page: document.querySelector('.turn select').value,
    storySeen: !!document.querySelector('#story').offsetParent, pageSeen: !!document.querySelector('#page').offsetParent, focus: document.activeElement.id,
    wide: document.documentElement.scrollWidth > innerWidth + 1 }
})

for (const where of looks) {
  const [place, wide] = where.split(' ')
  const url = places[place], width = Number(wide)
  const context = await browser.createBrowserContext() // nothing kept from before
  const page = await open(context)
  // comes waits for what is shown to be so, and says what is shown else
  const comes = async (what, test) => {
    let now
    const so = await until(async () => test(now = await shown(page)))
    if (!so) fail(where, what + ', but ' + JSON.stringify(now))
    return so
  }
  const go = id => page.evaluate(id => { location.hash = id }, id)
  const errors = []
  page.on('pageerror', e => errors.push(String(e)))
  page.on('requestfailed', r => errors.push('request ' + r.url()))
  page.on('response', r => { if (r.status() >= 400 && !r.url().endsWith('favicon.ico')) errors.push(r.status() + ' ' + r.url()) })
  await page.setViewport({ width, height: 900, hasTouch: width < 1000, isMobile: false })
  await page.goto(url)
  const pages = await page.evaluate(() => edition.pages.map(p => ({ id: p.id, stories: (p.stories || []).map(s => s.id) })))
  const stories = await page.evaluate(() => edition.stories.map(s => s.id))
  if (place === 'web') await check(page, where + ' page')
  if (shots !== '-' && place === 'web') await page.screenshot({ path: join(shots, `viewer-${width}.png`) })

  // every zone leads to its story
  for (const p of pages) {
    await go(p.id)
    await comes(`the address of ${p.id} does not show it`, s => s.page === p.id && s.pageSeen)
    for (const id of p.stories) {
      if (!(await shown(page)).pageSeen) { await page.click('.back'); await comes('the way back does not lead to the page', s => s.pageSeen) }
      const box = await page.evaluate(id => {
        const poly = document.querySelector('#zone-' + id + ' polygon')
        poly.scrollIntoView({ block: 'center' })
        const b = poly.getBoundingClientRect()
        return [b.x + b.width / 2, b.y + b.height / 2]
      }, id)
      await page.mouse.click(...box)
      if (await comes(`zone ${id} of ${p.id} is to show it, with the focus`, s => s.story === id && s.hash === id && s.storySeen && s.page === p.id && s.focus === 'story')) zones++
      if ((await shown(page)).wide) fail(where, id + ' is wider than the window')
    }
  }
  if (place === 'web') await check(page, where + ' story')
  if (shots !== '-' && place === 'web') await page.screenshot({ path: join(shots, `viewer-${width}-story.png`) })

  // the keyboard
  await go(pages[0].id)
  await comes('the first page does not come', s => s.page === pages[0].id && s.hash === pages[0].id)
  if (pages.length > 1) {
    await page.keyboard.press('ArrowRight')
    await comes('the right key does not turn the page', s => s.page === pages[1].id)
    await page.keyboard.press('ArrowLeft')
    await comes('the left key does not turn the page back', s => s.page === pages[0].id)
  }
  await go(stories[0])
  await comes('the first story does not come', s => s.story === stories[0] && s.focus === 'story')
  if (stories.length > 1) {
    await page.keyboard.press('j')
    await comes('j does not go to the next story', s => s.story === stories[1] && s.focus === 'story')
    await page.keyboard.press('k')
    await comes('k does not go to the previous story', s => s.story === stories[0] && s.focus === 'story')
  }
  const escaped = () => comes('Escape goes elsewhere than to the zone', s => s.pageSeen && s.focus === 'zone-' + stories[0])
  await page.keyboard.press('Escape')
  await escaped()
  await page.keyboard.press('Enter')
  await comes('Enter on a zone does not open its story', s => s.story === stories[0] && s.storySeen && s.focus === 'story')
  await page.keyboard.press('Escape')
  await escaped()

  // a finger
  if (width < 1000 && pages.length > 1) {
    await page.evaluate(() => scrollTo(0, 0))
    const b = await page.evaluate(() => { const f = document.querySelector('figure.sheet').getBoundingClientRect(); return [f.x, f.y, f.width] })
    const touch = await page.touchscreen.touchStart(b[0] + b[2] * 0.8, b[1] + 100)
    await touch.move(b[0] + b[2] * 0.2, b[1] + 105)
    await touch.end()
    await comes('a finger drawn to the left does not turn the page', s => s.page === pages[1].id)
  }

  // dark, larger, contents
  const press = text => page.evaluate(t => [...document.querySelectorAll('#tools button')][t].click(), text)
  const so = async (what, test, ...args) => await until(() => page.evaluate(test, ...args)) || fail(where, what)
  await press(3)
  await so('the dark button does nothing', () => document.documentElement.dataset.theme === 'dark')
  await go(stories[0])
  await comes('the first story does not come again', s => s.story === stories[0] && s.storySeen)
  if (place === 'web') await check(page, where + ' dark')
  await press(0)
  await so('the contents button does nothing', () => !document.getElementById('contents').hidden)
  if (place === 'web') await check(page, where + ' contents')
  if (shots !== '-' && place === 'web') await page.screenshot({ path: join(shots, `viewer-${width}-dark.png`) })
  const small = await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('#story article')).fontSize))
  await press(2); await press(2)
  await so('the larger button does nothing', small => parseFloat(getComputedStyle(document.querySelector('#story article')).fontSize) > small, small)
  if ((await shown(page)).wide) fail(where, 'larger type is wider than the window')
  for (const e of errors) fail(where, e)
  await context.close()
}
for (const js of [false]) { // without scripts the stories are still there
  const page = await open(browser)
  await page.setJavaScriptEnabled(js)
  await page.goto(places.web)
  const n = await page.evaluate(() => document.querySelectorAll('main a').length).catch(() => -1)
  if (n < 1) fail('no script', n + ' links')
  await page.close()
}
const single = await open(browser)
await single.goto(places.web.replace('index.html', JSON.parse(readFileSync(join(folder, 'edition.json'))).stories[0].html))
await check(single, 'single story')
if (shots !== '-') await single.screenshot({ path: join(shots, 'viewer-single.png') })
console.log(JSON.stringify({ zones, wrong }))
await browser.close()
server.close()
