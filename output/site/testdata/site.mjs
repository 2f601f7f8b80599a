// Uses the site of a paper as subscribers do, in a browser without a head:
// node site.mjs MODULES SHOTS BROWSER FOLDER [ASKED.json]. MODULES has puppeteer-core and
// axe-core; SHOTS is a folder or -; BROWSER is chrome or firefox; ASKED has questions with
// the addresses of the stories that they are to find. It prints what is wrong and what it
// measured, as JSON.
import { createServer } from 'node:http'
import { readFileSync, existsSync, statSync, readdirSync } from 'node:fs'
import { join, extname, basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { judge, launch, open as newPage, until, wait } from '../../../cmd/need/browser.mjs'

const [modules, shots, name, folder, asked] = process.argv.slice(2)
const chrome = name === 'chrome'
const wrong = [], measured = {}
const fail = (where, what) => wrong.push(`${name} ${where}: ${what}`)

const policy = readFileSync(join(folder, '..', '_headers'), 'utf8').match(/Content-Security-Policy: (.*)/)[1]
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.jpg': 'image/jpeg', '.png': 'image/png', '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json', '.xml': 'application/xml', '.pdf': 'application/pdf' }
// the site stands below a path, as its address in the test does, in its paper's folder
const path = `/e/${basename(folder)}/`
const fileOf = url => {
  const at = decodeURIComponent(new URL(url, 'http://x').pathname)
  return at.startsWith(path) ? join(folder, at.slice(path.length)) : join(folder, 'nothing')
}
const server = createServer((req, res) => {
  let file = fileOf(req.url)
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, 'index.html')
  const there = existsSync(file)
  if (!there) file = join(folder, '404.html')
  res.writeHead(there ? 200 : 404, { 'content-type': types[extname(file)] || 'text/plain', 'content-security-policy': policy, 'cache-control': 'no-cache' })
  res.end(readFileSync(file))
})
await new Promise(done => server.listen(0, '127.0.0.1', done))
const web = `http://127.0.0.1:${server.address().port}${path}`
const disk = pathToFileURL(folder + '/').href
const browser = await launch(modules, name)

// a page that notes errors, what breaks the policy, and requests to others
async function open(where, width, stub) {
  const context = await browser.createBrowserContext()
  const page = await newPage(context)
  page.bytes = 0
  page.on('pageerror', e => { if (!/icon\.svg|ServiceWorker intercepted/.test(e)) fail(where, 'error ' + e) }) // of what a page that is left may not have got
  page.on('console', m => { if (m.type() === 'error' && !/favicon/.test(m.text())) fail(where, 'console ' + m.text()) })
  page.on('request', r => { if (!/^(data|about|blob|moz-extension|chrome):/.test(r.url()) && !r.url().startsWith(web) && !r.url().startsWith('file:')) fail(where, 'asks another server: ' + r.url()) })
  page.on('response', r => {
    if (!r.url().startsWith(web)) return
    const file = fileOf(r.url())
    if (existsSync(file) && statSync(file).isFile()) page.bytes += statSync(file).size
  })
  if (stub) await page.evaluateOnNewDocument(stub)
  await page.setViewport(chrome ? { width, height: width < 500 ? 844 : 900, hasTouch: width < 1000, isMobile: width < 500 } : { width, height: 900 })
  page.done = () => context.close()
  return page
}
const settle = () => wait(chrome ? 120 : 200)

async function check(page, where) {
  for (const found of await judge(page, modules)) fail(where, found)
  if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)) fail(where, 'is wider than the screen')
}

// what there is: the issues, newest first, with their pages and stories
const issues = []
for (const y of readdirSync(folder).filter(d => /^\d{4}$/.test(d))) {
  for (const m of readdirSync(join(folder, y)).filter(d => /^\d\d$/.test(d))) {
    for (const d of readdirSync(join(folder, y, m)).filter(d => /^\d\d$/.test(d))) {
      const key = `${y}/${m}/${d}`
      issues.push({ key, pages: readdirSync(join(folder, key)).filter(f => /^page-.*html$/.test(f)).sort(), stories: readdirSync(join(folder, key, 'stories')).sort() })
    }
  }
}
issues.sort((a, b) => a.key < b.key ? 1 : -1)
const newest = issues[0]
// where time is bounded (SITE_PART) a page, a story and two looks stand for all; of the documents each
// browser judges half in either look, and the other browser the rest
const part = !!process.env.SITE_PART
const first = list => part ? list.slice(0, 1) : list

// touchable is a place of a zone that no other lies over, brought into sight
const touchable = n => {
  const a = document.querySelectorAll('#sheet svg a')[n], own = a.getAttribute('href'), title = a.getAttribute('aria-label')
  window.scrollTo(0, 0)
  const b = a.querySelector('polygon').getBoundingClientRect()
  const outwards = [10, 9, 11, 8, 12, 6, 14, 4, 16, 2, 18]
  for (const i of outwards) for (const k of outwards) {
    const x = b.left + b.width * i / 20, y = b.top + b.height * k / 20
    window.scrollTo(0, y - innerHeight / 2)
    const hit = document.elementFromPoint(x, y - scrollY)
    if (hit && hit.closest('a') === a) return { own, title, x, y: y - scrollY }
  }
  return { own, title }
}

// every zone of every page of the newest issue lands in its story, from the web and from disk
measured.zones = 0
const bare = s => s.replace(/\s/g, '')
for (const [place, at] of Object.entries({ web, disk })) {
  const page = await open('zones ' + place, 1440)
  for (const sheet of first(newest.pages)) {
    const address = at + newest.key + '/' + sheet
    await page.goto(address, { waitUntil: 'load' })
    const zones = await page.evaluate(() => document.querySelectorAll('#sheet svg a').length)
    for (let i = 0; i < zones; i++) {
      if (i) await page.goto(address, { waitUntil: 'load' })
      const z = await page.evaluate(touchable, i)
      if (z.x === undefined) { fail(sheet, 'nothing of the zone of ' + z.title + ' can be touched'); continue }
      await page.mouse.click(z.x, z.y)
      let now = {}
      await until(async () => {
        now = await page.evaluate(() => ({ url: location.href, head: document.readyState === 'loading' ? '' : document.querySelector('article h1, article h2')?.textContent })).catch(() => ({}))
        return now.head
      })
      if (!now.url || !now.url.endsWith('/' + z.own)) fail(`${place} ${sheet}`, `the zone of ${z.title} leads to ${now.url}`)
      else if (bare(now.head) !== bare(z.title)) fail(`${place} ${sheet}`, `the zone of ${z.title} leads to ${now.head}`)
      else measured.zones++
    }
  }
  await page.done()
}

// axe at three widths, in light and dark
const sections = readdirSync(join(folder, 'sections'))
const documents = ['index.html', newest.key + '/index.html', newest.key + '/' + newest.pages[0], newest.key + '/stories/' + newest.stories[0], 'archive.html', newest.key.slice(0, 7) + '/index.html',
  'sections.html', `sections/${sections[0]}/index.html`, 'search.html', 'corrections.html', 'feeds.html', 'nowhere/at/all.html']
for (const width of part ? [390, 1440] : [390, 820, 1440]) {
  for (const theme of part ? [width < 1000 ? 'light' : 'dark'] : ['light', 'dark']) {
    const page = await open(`${width} ${theme}`, width, `try { localStorage.setItem('banxin-theme', '${theme}') } catch (e) {}`)
    for (const d of documents.filter((d, i) => !part || (i + (theme === 'dark')) % 2 === (chrome ? 0 : 1))) {
      page.removeAllListeners('console') // the page that is not there is asked for on purpose
      await page.goto(web + d, { waitUntil: 'load' })
      await settle()
      await check(page, `${width} ${theme} ${d}`)
      if (shots !== '-') await page.screenshot({ path: join(shots, `${name}-${width}-${theme}-${d.replace(/\W+/g, '-')}.png`) })
    }
    await page.done()
  }
}

// what a first view takes
for (const width of [390, 1440]) {
  for (const [what, most, list] of [['story', 150e3, first(newest.stories).map(s => newest.key + '/stories/' + s)], ['page', 400e3, first(newest.pages).map(p => newest.key + '/' + p)]]) {
    for (const d of list) {
      const page = await open('first view ' + d, width, `Object.defineProperty(navigator, 'serviceWorker', { value: undefined })`)
      await page.goto(web + d, { waitUntil: 'networkidle0' })
      measured[what + width] = Math.max(measured[what + width] || 0, page.bytes)
      if (page.bytes >= most) fail(`${width} ${d}`, `the first view takes ${page.bytes} bytes`)
      await page.done()
    }
  }
}

// a finger on a column opens it; steps go through all columns in order; the story is a touch away
if (chrome) {
  for (const sheet of first(newest.pages)) {
    const page = await open('zoom ' + sheet, 390)
    await page.goto(web + newest.key + '/' + sheet, { waitUntil: 'load' })
    const at = await page.evaluate(() => { const b = document.querySelector('#sheet svg a polygon').getBoundingClientRect(); return { x: b.left + b.width / 2, y: b.top + b.height * 0.5 } })
    await page.touchscreen.tap(at.x, at.y)
    const seen = () => page.evaluate(() => {
      const layer = document.getElementById('zoom')
      if (!layer) return null
      const s = layer.querySelector('.shade').getBoundingClientRect(), bar = layer.querySelector('.bar').getBoundingClientRect()
      return { left: s.left, right: s.right, top: s.top, bottom: s.bottom, room: bar.top, width: innerWidth, title: layer.querySelector('.bar span').textContent, read: layer.querySelector('.bar a').href,
        last: layer.querySelector('.bar div').lastChild.disabled, first: layer.querySelector('.bar div').firstChild.disabled }
    })
    let now = null
    if (!await until(async () => (now = await seen()))) { fail(sheet, 'a touch opens no column'); continue }
    for (let i = 0; i < 500 && now && !now.first; i++) { await page.keyboard.press('ArrowLeft'); now = await seen() }
    let steps = 0
    for (; steps < 500; steps++) {
      now = await seen()
      const there = () => now.right >= 40 && now.left <= now.width - 40 && now.bottom >= 20 && now.top <= now.room - 20
      if (steps < 8 && !await until(async () => { now = await seen(); return there() })) fail(sheet, `step ${steps} shows nothing of its column: ${JSON.stringify(now)}`)
      if (now.last) break
      await page.keyboard.press('ArrowRight')
    }
    measured.steps = (measured.steps || 0) + steps
    await check(page, '390 zoom ' + sheet)
    if (shots !== '-') await page.screenshot({ path: join(shots, `${name}-zoom-${sheet}.png`) })
    const read = now.read
    await Promise.all([page.waitForNavigation(), page.evaluate(() => document.querySelector('#zoom .bar a').click())])
    if (page.url() !== read || !read.includes('/stories/')) fail(sheet, 'the story is not a touch away: ' + read)
    await page.done()
  }
}

// a voice reads sentence by sentence, and each is marked in the text and on the page; without a voice there is no button
const voice = `(() => {
  const said = window.said = []
  let speaking = null
  const voice = { getVoices: () => [{ lang: 'zh-CN' }], addEventListener () {}, cancel () { speaking = null }, speak (u) { said.push({ text: u.text, lang: u.lang }); speaking = u; window.finish = () => { const e = speaking; speaking = null; e.onend && e.onend({}) } } }
  Object.defineProperty(window, 'speechSynthesis', { value: voice, configurable: true })
  window.SpeechSynthesisUtterance = function (text) { this.text = text }
})()`
{
  const page = await open('voice', 1440, voice)
  await page.goto(web + newest.key + '/stories/' + newest.stories[0], { waitUntil: 'load' })
  const whole = await page.evaluate(() => { const a = document.querySelector('article').cloneNode(true); for (const e of a.querySelectorAll('rt, rp, .made')) e.remove(); return a.textContent.replace(/\s/g, '') })
  await page.evaluate(() => document.querySelector('#actions button').click())
  let marked = 0, n = 0
  for (; n < 400; n++) {
    const now = await page.evaluate(() => ({ text: [...document.querySelectorAll('.spoken')].map(e => e.textContent).join(''), boxes: document.querySelectorAll('.where rect').length, said: said.length ? said[said.length - 1] : null, more: document.body.classList.contains('speaking') }))
    if (!now.more) break
    if (now.text.replace(/\s/g, '') !== now.said.text.replace(/\s/g, '')) fail('voice', `says ${now.said.text}, marks ${now.text}`)
    if (now.said.lang !== 'zh-CN' && now.said.lang.slice(0, 2) !== 'zh') fail('voice', 'speaks ' + now.said.lang)
    if (now.boxes) marked++
    if (n === 3 && shots !== '-') await page.screenshot({ path: join(shots, `${name}-voice.png`) })
    await page.evaluate(() => finish())
  }
  const all = (await page.evaluate(() => said.map(s => s.text).join(''))).replace(/\s/g, '')
  if (all !== whole) fail('voice', `has said ${all.length} of ${whole.length} characters`)
  if (marked < n * 0.8) fail('voice', `${marked} of ${n} sentences are marked on the page`)
  measured.sentences = n
  await page.done()
  const mute = await open('no voice', 1440, `Object.defineProperty(window, 'speechSynthesis', { value: undefined })`)
  await mute.goto(web + newest.key + '/stories/' + newest.stories[0], { waitUntil: 'load' })
  if (await mute.evaluate(() => [...document.querySelectorAll('#actions button')].some(b => /朗|Listen/.test(b.textContent)))) fail('no voice', 'there is a button to listen')
  await mute.done()
}

// search finds each story
if (asked) {
  const questions = JSON.parse(readFileSync(asked, 'utf8')), firsts = []
  for (const [place, at, some] of [['web', web, questions], ['disk', disk, questions.slice(0, 3)]]) {
    let page = null
    const anew = async () => {
      if (page) await page.done()
      page = await open('search ' + place, 1440)
      await page.goto(at + 'search.html', { waitUntil: 'load' })
    }
    await anew()
    for (const [i, { q, href }] of some.entries()) {
      if (i > 0 && i % 100 === 0) await anew() // nothing kept
      const ask = () => page.evaluate(async (q, href) => {
        const form = document.getElementById('ask'), began = performance.now()
        delete form.dataset.done
        document.getElementById('q').value = q
        form.requestSubmit()
        let first = 0
        for (let i = 0; i < 4000; i++) {
          const links = [...document.querySelectorAll('#hits a')]
          if (links.length && !first) first = performance.now() - began
          if (links.some(a => a.href.endsWith(href))) return { ok: true, first }
          if (form.dataset.done === 'all' || form.dataset.done === 'failed') return { ok: false, first, status: document.getElementById('status').textContent }
          if (form.dataset.done === 'part') document.getElementById('more').click()
          await new Promise(done => setTimeout(done, 5))
        }
        return { ok: false, first }
      }, q, href)
      let found = await ask()
      for (let n = 0; n < 4 && found.ok && found.first >= 1000; n++) { // the machine may have done something else: asked again, nothing kept
        await anew()
        const again = await ask()
        if (!again.ok || again.first < found.first) found = again
      }
      if (!found.ok) fail('search ' + place, `${q} does not find ${href} ${found.status || ''}`)
      measured.found = (measured.found || 0) + (found.ok ? 1 : 0)
      firsts.push(Math.round(found.first))
    }
    if (place === 'web') await check(page, 'search with hits')
    if (shots !== '-' && place === 'web') await page.screenshot({ path: join(shots, `${name}-hits.png`) })
    await page.done()
  }
  // one in a hundred may meet a machine that does something else
  firsts.sort((a, b) => a - b)
  measured.slow = firsts[Math.floor((firsts.length - 1) * 0.99)]
  measured.slowest = firsts.at(-1)
}

// after one visit the last seven issues are there without a network
{
  const page = await open('offline', 1440)
  await page.goto(web + 'index.html', { waitUntil: 'load' })
  const ready = await page.waitForFunction(() => document.documentElement.dataset.offline === 'ready').then(() => true, () => false)
  if (!ready) fail('offline', 'nothing says that the issues are kept')
  page.removeAllListeners('console')
  page.removeAllListeners('response')
  server.closeAllConnections()
  await new Promise(done => server.close(done))
  const see = async (d, test) => {
    await page.goto(web + d, { waitUntil: 'load' }).catch(e => fail('offline ' + d, e.message))
    if (!await until(() => page.evaluate(test).catch(() => false))) fail('offline ' + d, 'is not there')
  }
  await see('', () => !!document.querySelector('.sheets li'))
  for (const issue of issues.slice(0, 7)) {
    await see(issue.key + '/stories/' + issue.stories[issue.stories.length - 1], () => !!document.querySelector('article h1') && getComputedStyle(document.body).fontFamily.includes('Serif'))
    await see(issue.key + '/' + issue.pages[issue.pages.length - 1], () => document.querySelector('#sheet img').naturalWidth > 100)
  }
  if (issues[7]) await see(issues[7].key + '/index.html', () => !!document.querySelector('.notice'))
  await page.done()
}

await browser.close()
server.close()
console.log(JSON.stringify({ wrong, measured }))
