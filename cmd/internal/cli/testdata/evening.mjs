// An editor's evening on one page, by hand alone: node evening.mjs MODULES SHOTS ADDRESS FOLDER PRINTER
// COPY…. FOLDER is the paper's, a copy of the sample with story 111 on no page, 公告 empty; PRINTER is
// where the pages are sent; COPY are files of other programs: they are taken in, the
// story is placed, cut, its neighbour's picture cropped, words are noted, a round is kept, the
// page signed, the pages sent. Prints {"wrong": […]} with how many clicks, keys and drags it took.
import { readFileSync, readdirSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { judge, launch, open, until as holds, wait as sleep } from '../../../need/browser.mjs'

const [modules, shots, address, folder, printer, ...copies] = process.argv.slice(2)
const wrong = [], hands = { clicks: 0, keys: 0, drags: 0 }
const browser = await launch(modules)
const page = await open(browser)
const folderOf = join(folder, 'editions/2026-10-20')
const read = name => { try { return readFileSync(join(folderOf, name), 'utf8') } catch (e) { return '' } }
const shoot = async name => shots === '-' ? null : page.screenshot({ path: join(shots, `evening-${name}.png`) })

// until waits for something to hold, here or on the page; what does not is wrong.
async function until (what, test) {
  if (await holds(test)) return true
  wrong.push(what)
  await shoot('wrong')
  return false
}
const there = (test, ...args) => () => page.evaluate(test, ...args).catch(() => false)
// at is where something is that a hand can reach: in view, and of some size.
async function at (selector, text = '') {
  let r = null
  await until(`there is no ${selector} ${text}`, async () => {
    r = await page.evaluate((selector, text) => {
      const e = [...document.querySelectorAll(selector)].find(e => e.textContent.includes(text) && e.getClientRects().length)
      if (!e) return null
      e.scrollIntoView({ block: 'center' })
      const b = e.getBoundingClientRect()
      return { x: b.x + b.width / 2, y: b.y + b.height / 2 }
    }, selector, text).catch(() => null)
    return r
  })
  return r || { x: 0, y: 0 }
}
async function click (selector, text) { const p = await at(selector, text); hands.clicks++; await page.mouse.click(p.x, p.y) }
// does clicks where place says until something has come of it: what is drawn anew meanwhile takes no click.
async function does (what, test, place) {
  for (let n = 0; n < 6; n++) {
    hands.clicks++
    await page.mouse.click(...await place())
    for (let k = 0; k < 300; k++) { if (await test()) return true; await sleep(50) }
  }
  wrong.push(what)
  await shoot('wrong')
  return false
}
const middle = selector => async () => { const p = await at(selector); return [p.x, p.y] }
async function keys (...list) {
  for (const k of list) {
    hands.keys++
    const held = k.split('+'), last = held.pop()
    for (const h of held) await page.keyboard.down(h)
    await page.keyboard.press(last)
    for (const h of held) await page.keyboard.up(h)
  }
}
async function type (text) { hands.keys += [...text].length; await page.keyboard.type(text) }
// words are where words stand on the page, at a part of them.
async function words (text, part) {
  const found = await page.evaluate(async text => {
    const h = (await (await fetch('find?q=' + encodeURIComponent(text))).json()).find(h => h.page === window.live.page())
    if (!h) return null
    const p = window.live.edition().pages[h.page], s = document.getElementById('sheet')
    const stage = document.getElementById('stage')
    stage.scrollTo(0, s.offsetHeight * h.rects[0][1] / p.h - stage.clientHeight / 2)
    const r = s.getBoundingClientRect(), [x, y, w, hh] = h.rects[0]
    return [r.x + x * r.width / p.w, r.y + (y + hh / 2) * r.height / p.h, w * r.width / p.w]
  }, text)
  if (!found) { wrong.push(`${text} is not on the page`); return [0, 0] }
  return [found[0] + found[2] * part, found[1]]
}

try {
  page.on('pageerror', e => wrong.push(String(e)))
  await page.setExtraHTTPHeaders({ 'Accept-Language': 'zh-CN' })
  await page.setViewport({ width: 1440, height: 900 })
  await page.goto(address)
  await until('the pages do not come', there(() => !!(window.desk && document.querySelector('#drawing svg'))))

  // copy comes in, by a key
  const asked = page.waitForFileChooser()
  let chooser = null
  asked.then(c => { chooser = c })
  for (let n = 0; n < 20 && !chooser; n++) { // again, where the browser does not yet hand such questions over
    await sleep(500)
    await keys('u')
    for (let k = 0; k < 40 && !chooser; k++) await sleep(50)
  }
  await (await asked).accept(copies)
  await until('copy is not taken in', there(n => document.querySelectorAll('.import-report .story').length === n, copies.length))
  await until('it is not among the stories on no page', there(n => window.live.edition().stories.filter(s => s.page < 0).length >= n, copies.length))
  await shoot('taken-in')
  await click('.import-report .row button')

  // placed, by drag, at the whole page
  await click('#desk-tab-place')
  await click('#whole')
  const from = await at('#desk-place [data-key="story 111-brief-library"]')
  hands.drags++
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x - 50, from.y, { steps: 4 })
  await until('no slot says how it fits', there(() => /\d|正好/.test(document.querySelector('#place-slots [data-slot="公告"] span')?.textContent || '')))
  const slot = await page.evaluate(() => { const r = document.querySelector('#place-slots [data-slot="公告"]').getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2] })
  await page.mouse.move(...slot, { steps: 6 })
  await shoot('place')
  await page.mouse.up()
  await until('it is not placed', () => read('edition.yaml').includes('公告: 111-brief-library'))

  // written: a click on its text, more of it than there is room for, then cut where the room ends
  await click('#fit')
  await until('it is not on the page', there(() => window.live.edition().pages[0].pieces.some(p => p.story === '111-brief-library')))
  const begin = read('stories/111-brief-library.md').split('---\n').pop().trim().slice(2, 10)
  await does('the story does not open', there(() => !!document.querySelector('.desk-body .cm-focused')), () => words(begin, 0.5))
  await keys('Control+End')
  await type('木船一只接一只靠岸。'.repeat(60))
  await until('what has no room is not marked', there(() => !!document.querySelector('.desk-begins') && document.querySelector('.desk-total').classList.contains('over')))
  await shoot('over')
  const begins = await at('.desk-begins')
  const beside = await page.evaluate(() => { const r = document.querySelector('.desk-begins').getBoundingClientRect(); return r.right + 4 })
  hands.clicks++
  await page.mouse.click(beside, begins.y)
  await keys('Control+Shift+End', 'Delete')
  await until('it does not fit when it is cut', there(() => !document.querySelector('.desk-total').classList.contains('over') && !document.querySelector('.desk-total').textContent.includes('≈')))
  await shoot('cut')

  // a picture is cropped
  await click('#desk-tab-place')
  await click('#desk-place [data-key^="focus 101"]')
  const focus = await at('#place-focus')
  hands.drags++
  await page.mouse.move(focus.x, focus.y)
  await page.mouse.down()
  await page.mouse.move(focus.x - 80, focus.y + 10, { steps: 4 })
  await page.mouse.up()
  await until('the picture is not cropped', () => /焦点=\d+ \d+/.test(read('stories/101-bridge.md')))

  // words are noted: two clicks, a sentence, Ctrl-Enter, and a name the first time
  await click('#desk-tab-notes')
  for (const [part, most] of [[0.05, 0], [0.9, 2]]) {
    await does('no words are chosen', there(most => document.getElementById('note-quote').value.length > most, most), () => words('桥墩位移', part))
  }
  await type('核数')
  await keys('Control+Enter')
  await until('nobody asks for a name', there(() => !!document.getElementById('desk-name')))
  await type('夜编')
  await keys('Enter')
  await until('the note is not written', () => read('notes.jsonl').includes('核数') && read('notes.jsonl').includes('夜编'))
  await shoot('note')

  // a round is kept, and the page signed
  await click('#desk-tab-board')
  await until('the board does not come', there(() => !!document.querySelector('.board .do button') && !!document.querySelector('.rounds form button')))
  await does('no round is kept', () => existsSync(join(folder, '校样')), middle('.rounds form button'))
  await does('the page is not signed', () => read('signs.jsonl').includes('夜编'), middle('.board .do button'))
  await until('the board does not say so', there(() => !!document.querySelector('.board .sign.valid')))
  await shoot('signed')

  // the files for the press are made, looked at, and sent
  await keys('E')
  await until('E does not go to the press', there(() => document.activeElement.closest('#desk-press')))
  await keys('Enter')
  await until('no files are made', there(() => !!document.querySelector('#desk-press [data-key="send"]:not([disabled])')))
  await shoot('to-send')
  await click('#desk-press [data-key="send"]')
  await until('there is no receipt', there(() => !!document.querySelector('#desk-press .receipts') && !document.querySelector('#desk-press [data-key="make"]').disabled))
  if (!readdirSync(printer).some(n => n.endsWith('_v1.pdf'))) wrong.push('nothing has come to the printer')
  await shoot('sent')

  // the keys are listed, each once
  await page.evaluate(() => document.activeElement.blur())
  await keys('?')
  const listed = await page.evaluate(() => [...document.querySelectorAll('#help dt')].map(e => e.textContent))
  for (const k of listed) if (k !== 'Esc' && listed.indexOf(k) !== listed.lastIndexOf(k)) wrong.push(`two things are done by ${k}`)
  for (const k of ['u', 'a', 'x', 'c', 'S', 'E', 'Ctrl Z', '1', '5']) if (!listed.includes(k)) wrong.push(`the help has no ${k}`)
  await shoot('keys')
  await keys('Escape')

  // nothing that axe finds, by day and by night, on any tab, with a story in hand and a dialog open
  const judged = async what => {
    await sleep(300)
    for (const found of await judge(page, modules, { preload: false })) wrong.push(`${what}: ${found}`)
  }
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
    for (const tab of ['page', 'edit', 'notes', 'board', 'place']) {
      await page.evaluate(tab => document.getElementById('desk-tab-' + tab).click(), tab)
      await judged(`${tab}, ${scheme}`)
    }
    await page.evaluate(() => document.querySelector('#desk-place .story').click())
    await judged(`in hand, ${scheme}`)
    await page.keyboard.press('Escape')
    await page.evaluate(() => document.querySelector('#desk-place [data-key^="focus "]').click())
    await judged(`crop, ${scheme}`)
    await page.keyboard.press('Escape')
    await page.evaluate(() => { window.desk.me.name = ''; window.desk.named() })
    await judged(`name, ${scheme}`)
    await shoot('name-' + scheme)
    await page.keyboard.press('Escape')
    await page.evaluate(() => { window.desk.me.name = '夜编' })
  }
} catch (e) { wrong.push(String(e.stack || e)); await shoot('failed').catch(() => {}) }
await browser.close()
console.log(JSON.stringify({ wrong, ...hands }))
