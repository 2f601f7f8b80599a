// Edits a story at the desk in headless Chromium and from outside, and tells how long each edit
// took until its event came and until it was painted: node latency.mjs MODULES SHOTS ADDRESS FOLDER
// STORY EDITS. MODULES has puppeteer-core; SHOTS is a folder or -; FOLDER is the paper's; STORY is
// the file of a story in it, whose text has a 「，」; EDITS is how many of each kind count.
import { createRequire } from 'node:module'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'

const [modules, shots, address, folder, file, edits] = process.argv.slice(2)
const puppeteer = createRequire(join(modules, 'x.js'))('puppeteer-core')
const wrong = []
const wait = ms => new Promise(resolve => setTimeout(resolve, ms))
const browser = await puppeteer.launch({ executablePath: process.env.PUPPETEER_EXECUTABLE_PATH || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run'] })
const page = await browser.newPage()
page.on('pageerror', e => wrong.push(String(e)))
await page.setViewport({ width: 1440, height: 900 })
await page.evaluateOnNewDocument(watch)
await page.goto(address)
await page.waitForFunction(() => window.desk && window.desk.editor && document.querySelectorAll('#drawing use').length > 1000, { timeout: 60000 })
const shown = await page.evaluate(file => {
  const story = window.live.edition().stories.find(s => s.at.file === file)
  window.live.go(story.page, story.id)
  window.desk.editor.open(file, 1)
  return story.page
}, file)
await page.waitForFunction(() => window.desk.editor.shared() && window.desk.editor.view(''), { timeout: 60000 })
// the small pictures are made once, and pages wait behind them
await page.waitForFunction(() => [...document.querySelectorAll('#strip img')].every(i => i.getAttribute('src') && i.complete), { timeout: 120000, polling: 200 })

// watch notes in the browser, on the clock that this program has too, when the key went down, when
// the event with the words came, and when the page that was drawn for it had been painted: frames
// are asked for once it is there, and the second begins after the first has been shown.
function watch () {
  const lap = window.lap = { want: w => Object.assign(lap, { words: w, key: 0, event: 0, painted: 0 }) }
  const key = e => { if (e.type === 'beforeinput' || (e.ctrlKey && e.key === 's')) lap.key = Date.now() }
  for (const type of ['beforeinput', 'keydown']) window.addEventListener(type, key, true)
  window.EventSource = class extends window.EventSource {
    constructor (...args) {
      super(...args)
      for (const kind of ['edition', 'change']) this.addEventListener(kind, e => {
        const came = Date.now()
        if (!lap.event && (JSON.parse(e.data).changes || []).some(c => c.text && c.text.includes(lap.words))) lap.event = came
      })
    }
  }
  document.addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
    if (lap.event && !lap.painted) requestAnimationFrame(() => requestAnimationFrame(() => { lap.painted = lap.painted || Date.now() }))
  }).observe(document.getElementById('drawing'), { childList: true, subtree: true }))
}

// Characters that come once each; two of them are put behind the first comma, in place of those
// before, so that the lines stay as many.
const poem = [...'天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈']
const comma = '，'
let turn = 0, before = ''
function next () {
  const i = turn++
  return poem[i % poem.length] + poem[(i * 7 + 3) % poem.length]
}

// type has the words typed at the desk.
async function type (words) {
  await page.bringToFront()
  await page.evaluate((comma, old) => {
    const v = window.desk.editor.view(''), at = v.state.doc.toString().indexOf(comma) + 1
    v.dispatch({ selection: { anchor: at, head: at + old.length } })
    v.focus()
  }, comma, before)
  await page.keyboard.sendCharacter(words)
}
const pressed = () => page.evaluate(() => window.lap.key)
const kinds = {
  // until it is saved by itself
  typed: async words => { await type(words); return pressed },
  // from the keys that save
  'typed, Ctrl-S': async words => {
    await type(words)
    await page.keyboard.down('Control'); await page.keyboard.press('s'); await page.keyboard.up('Control')
    return pressed
  },
  // by another program, whole
  'saved outside': async words => {
    const to = join(folder, file), text = readFileSync(to, 'utf8')
    const body = text.indexOf('\n---\n') + 5, at = text.indexOf(comma, body) + 1
    const began = Date.now()
    writeFileSync(to + '~', text.slice(0, at) + words + text.slice(at + before.length))
    renameSync(to + '~', to)
    return () => began
  }
}

// painted tells whether what the page shows is what the server has of it.
const painted = () => page.evaluate(async i => {
  const glyphs = root => [...root.querySelectorAll('use')].map(u => ['href', 'x', 'y', 'transform'].map(a => u.getAttribute(a)).join()).join(' ')
  const answer = await fetch(`page/${i}/page.svg?${Math.random()}`)
  return glyphs(document.getElementById('drawing')) === glyphs(new DOMParser().parseFromString(await answer.text(), 'image/svg+xml'))
}, shown)

// standing tells how far an edit has come.
const standing = words => page.evaluate(async words => {
  const s = window.desk.editor.shared(), server = await (await fetch('edition.json')).json()
  return `at the desk ${s.text.includes(words)} (${s.condition}), on the server ${server.changes.some(c => c.text.includes(words))}, version ${window.live.edition().version} of ${server.version}, page ${window.live.page() + 1}, ${document.visibilityState}`
}, words)

const laps = []
const load = loadavg()[0]
for (const [kind, edit] of Object.entries(kinds)) {
  const lap = { kind, event: [], painted: [] }
  for (let n = -1; n < Number(edits); n++) { // the first of a kind does not count
    const words = next()
    await page.evaluate(w => { window.lap.want(w) }, words)
    const began = await (await edit(words))()
    const came = await page.waitForFunction(() => window.lap.painted, { timeout: 60000, polling: 50 }).catch(() => null)
    const { event, painted: seen } = await page.evaluate(() => window.lap)
    if (!came) wrong.push(`${kind}: ${event ? 'an edit is not painted' : 'no event has an edit'}: ${words}, ${await standing(words)}`)
    else if (!await painted()) wrong.push(`${kind}: what is painted is not the page as it is: ${words}`)
    if (came && n >= 0) { lap.event.push(event - began); lap.painted.push(seen - began) }
    before = words
    const same = () => page.evaluate(() => { const s = window.desk.editor.shared(); return s.condition === 'saved' && s.text })
    for (const end = Date.now() + 10000; await same() !== readFileSync(join(folder, file), 'utf8') && Date.now() < end;) await wait(20)
    await wait(150 + turn * 37 % 100) // not in step with anything
  }
  laps.push(lap)
}
if (shots !== '-') await page.screenshot({ path: join(shots, 'latency.png') })
await browser.close()
console.log(JSON.stringify({ wrong, load, laps }))
