// Places stories as an editor would, in a headless browser: node place.mjs MODULES SHOTS ADDRESS
// FOLDER. FOLDER is the paper's, a copy of the sample with story 111 on no page and 公告 empty.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { judge, launch, open, until as holds, wait as sleep } from '../../../need/browser.mjs'

const [modules, shots, address, folder] = process.argv.slice(2)
const wrong = []
const fail = what => wrong.push(what)
const browser = await launch(modules)
const edition = join(folder, 'editions/2026-10-20/edition.yaml')
const read = f => readFileSync(f, 'utf8')

// until waits for something to hold here, in the files.
async function until (what, test) {
  if (await holds(test)) return true
  fail(what)
  return false
}
const page = await open(browser)
// seen waits for something to hold on the page.
async function seen (what, test, ...args) {
  try { await page.waitForFunction(test, {}, ...args); return true } catch (e) { fail(what); return false }
}
const shoot = async name => shots === '-' ? null : page.screenshot({ path: join(shots, `place-${name}.png`) })
async function check (where, part = '#desk-place') {
  for (const found of await judge(page, modules, { part, preload: false })) fail(`${where}: ${found}`)
}
// again does to the page what may meet elements that are drawn anew meanwhile.
async function again (what) {
  for (let i = 0; ; i++) {
    try { return await what() } catch (e) { if (i > 9) throw e; await sleep(100) }
  }
}
const press = selector => again(() => page.click(selector))
const focus = selector => again(() => page.focus(selector))
// show and box return where an element stands, brought into view by show.
const show = selector => again(() => page.$eval(selector, e => e.scrollIntoView({ block: 'center' })))
const box = selector => again(() => page.$eval(selector, e => { const r = e.getBoundingClientRect(); return { x: r.x, y: r.y, width: r.width, height: r.height } }))
async function middle (selector) {
  await page.waitForSelector(selector)
  await show(selector)
  const r = await box(selector)
  return [r.x + r.width / 2, r.y + Math.min(r.height / 2, 40)]
}
const undo = () => page.evaluate(() => window.desk.undo())

try {
  page.on('pageerror', e => fail(String(e)))
  page.on('console', m => (m.type() === 'error' || m.type() === 'warn') && fail(m.text()))
  page.on('response', async r => r.status() > 399 && fail(r.status() + ' ' + r.url() + ' ' + await r.text().catch(() => '')))
  await page.setExtraHTTPHeaders({ 'Accept-Language': 'zh-CN' })
  await page.setViewport({ width: 1440, height: 900 })
  await page.goto(address)
  await page.waitForSelector('#desk-tab-place')
  await page.click('#desk-tab-place')
  await page.keyboard.press('Escape')
  await seen('the pool does not hold story 111', () => document.querySelector('#desk-place [data-key="story 111-brief-library"]'))
  await check('placing')

  // dragged to a slot: ± before it is let go, one line, one step
  const before = read(edition)
  const from = await middle('#desk-place [data-key="story 111-brief-library"]')
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move(from[0] - 60, from[1] + 20, { steps: 4 })
  const over = '#place-slots [data-slot="公告"]'
  await page.waitForSelector(over)
  await show(over)
  await seen('no fit is shown before the drop', s => /\d|正好/.test(document.querySelector(s)?.textContent.replace('公告', '') || ''), over)
  const to = await box(over)
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 6 })
  await shoot('drag')
  if (!await page.evaluate(() => document.querySelector('#place-ghost .place-fit'))) fail('the story in hand does not say how it fits')
  if (read(edition) !== before) fail('the file has changed before the drop')
  await page.mouse.up()
  await until('nothing is written', () => read(edition) !== before)
  const a = before.split('\n'), b = read(edition).split('\n')
  const news = b.filter(l => !a.includes(l)), gone = a.filter(l => !b.includes(l))
  if (news.length !== 1 || gone.length || !/^ {6}公告: 111-brief-library$/.test(news[0])) fail(`written: ${JSON.stringify(news)}, gone: ${JSON.stringify(gone)}`)
  await seen('the pool still holds it', () => /0|排上/.test(document.getElementById('desk-place').textContent) && !document.querySelector('#desk-place li [data-key="story 111-brief-library"]'))
  await undo()
  await until('one undo does not take it back', () => read(edition) === before)

  // dragged to another page: held over it in the strip, it opens, and the slots there say how it fits
  await seen('it is not in the pool again', () => document.querySelector('#desk-place [data-key="story 111-brief-library"]'))
  const pooled = await middle('#desk-place [data-key="story 111-brief-library"]')
  await page.mouse.move(...pooled)
  await page.mouse.down()
  await page.mouse.move(pooled[0] - 60, pooled[1] + 20, { steps: 4 })
  const second = await again(() => page.$$eval('#strip button', l => { const r = l[1].getBoundingClientRect(); return [r.x + 20, r.y + 20] }))
  await page.mouse.move(...second, { steps: 4 })
  await seen('holding a story over a page does not turn to it', () => window.live.page() === 1 && document.querySelector('#place-slots button'))
  await seen('no fit is shown on the page that was turned to', () => /\d|正好/.test(document.querySelector('#place-slots button span')?.textContent))
  const there = await box('#place-slots button')
  await page.mouse.move(there.x + there.width / 2, Math.max(120, there.y) + 30, { steps: 6 })
  await shoot('turned')
  await page.mouse.up()
  await until('nothing is written for the other page', () => read(edition).split('111-brief-library').length === 2)
  await undo()
  await until('it stays on the other page', () => read(edition) === before)
  await page.evaluate(() => window.live.go(0, ''))
  await sleep(1000) // the pages of what was taken back: the list is drawn anew until then

  // the same by keyboard
  await seen('it is not in the pool again', () => document.querySelector('#desk-place [data-key="story 111-brief-library"]'))
  await focus('#desk-place [data-key="story 111-brief-library"]')
  await page.keyboard.press('Enter')
  await seen('no fits are listed', () => document.querySelectorAll('#desk-place .place-fit').length > 2)
  await shoot('hand')
  await check('in hand')
  await focus('#desk-place [data-key="to 公告"]')
  await page.keyboard.press('Enter')
  await until('the keyboard places nothing', () => read(edition) === b.join('\n'))
  await undo()
  await until('it stays placed', () => read(edition) === before)

  // templates and fields
  await page.evaluate(() => document.querySelectorAll('#desk-place details').forEach(d => { d.open = true }))
  await shoot('templates')
  await check('templates')
  await seen('there are no drawings of templates', () => document.querySelectorAll('#desk-place .place-thumbs svg').length > 2)

  // the focus of a picture, by dragging on it
  const stories = () => read(join(folder, 'editions/2026-10-20/stories/101-bridge.md'))
  const was = stories()
  await press('#desk-place [data-key^="focus 101"]')
  await middle('#place-focus')
  const frame = await box('#place-focus')
  await page.mouse.move(frame.x + frame.width / 2, frame.y + frame.height / 2)
  await page.mouse.down()
  await page.mouse.move(frame.x + frame.width * 0.3, frame.y + frame.height * 0.4, { steps: 4 })
  await shoot('focus')
  await page.mouse.up()
  await until('the focus is not written', () => /焦点=\d+ \d+/.test(stories()) && stories() !== was)
  await undo()
  await until('the focus is not taken back', () => stories() === was)

  // its height, by dragging the bar at its foot, is one line of edition.yaml and one step
  await seen('the picture is not listed again', () => document.querySelector('#desk-place [data-key^="focus 101"]'))
  await sleep(400)
  await press('#desk-place [data-key^="focus 101"]')
  const bar = await middle('#place-height')
  await page.mouse.move(...bar)
  await page.mouse.down()
  await page.mouse.move(bar[0], bar[1] - 40, { steps: 5 })
  await shoot('height')
  await page.mouse.up()
  await until('the height is not written', () => read(edition).includes('行: '))
  const lines = read(edition).split('\n').filter(l => !before.split('\n').includes(l))
  if (lines.length > 5 || !/图.*行: \d+/.test(lines.join(' '))) fail(`written for the height: ${JSON.stringify(lines)}`)
  await undo()
  await until('the height is not taken back', () => read(edition) === before)

  // a page that has stories is made up anew of them: flipped through, taken, taken back in one step
  await page.evaluate(() => window.live.go(3, ''))
  await seen('a page with stories cannot be made up anew', () => document.querySelector('#desk-place [data-key="auto page"]'))
  await press('#desk-place [data-key="auto page"]')
  await page.waitForSelector('#desk-place .place-version img').catch(() => fail('no version is made'))
  await page.evaluate(() => document.querySelector('#desk-place .place-version')?.scrollIntoView())
  await shoot('versions')
  await check('versions')
  await press('#desk-place [data-key="adopt"]')
  await until('the version is not taken', () => /模板: \S+_p4/.test(read(edition)))
  await undo()
  await until('the version is not taken back', () => read(edition) === before)
  await page.evaluate(() => window.live.go(0, ''))

  // a remedy
  const harvest = join(folder, 'editions/2026-10-20/stories/102-harvest.md')
  const bad = read(harvest)
  await sleep(700) // the pages of what was taken back
  await press('#desk-tab-page')
  await page.waitForFunction(() => [...document.querySelectorAll('#findings li')].some(li => /TXT-DASH/.test(li.textContent))).catch(() => fail('the slip is not found'))
  const n = await page.evaluate(() => [...document.querySelectorAll('#findings li')].findIndex(li => /TXT-DASH/.test(li.textContent)) + 1)
  await press(`#findings li:nth-child(${n}) .cures > button`)
  await page.waitForSelector(`#findings li:nth-child(${n}) .cures li`).catch(() => fail('no remedy is offered'))
  await shoot('remedy')
  await check('remedies', '#findings')
  await seen('what would change is not shown', n => document.querySelector(`#findings li:nth-child(${n}) .cures ins`)?.textContent.includes('——'), n)
  await press(`#findings li:nth-child(${n}) .cures li button`)
  await until('the remedy is not made', () => read(harvest) === bad.replace('--', '——') || !read(harvest).includes('本社讯--'))
  await undo()
  await until('the remedy is not taken back', () => read(harvest) === bad)
} catch (e) { fail(String(e.stack || e)); await shoot('failed').catch(() => {}) }
await browser.close()
console.log(JSON.stringify({ wrong }))
