// Notes and signatures while stories change, in a headless browser: node kept.mjs MODULES SHOTS ADDRESS
// FOLDER. FOLDER is the paper's, a copy of the sample. A note stays at its words when they are moved,
// cut apart from their paragraph and set on another page, and is listed when they are gone; a signature
// is that of what was signed.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { launch, open } from '../../../need/browser.mjs'

const [modules, shots, address, folder] = process.argv.slice(2)
const wrong = []
const browser = await launch(modules)
const page = await open(browser)
const paper = join(folder, 'editions/2026-10-20')
const story = join(paper, 'stories/103-xray.md'), edition = join(paper, 'edition.yaml')
const read = f => readFileSync(f, 'utf8')
async function seen (what, test, ...args) {
  try { await page.waitForFunction(test, { timeout: 20000 }, ...args) } catch (e) { wrong.push(what) }
}
// changed has another program change a file, and waits for the pages of that.
async function changed (file, change) {
  const now = change(read(file))
  if (now === read(file)) return wrong.push('nothing to change in ' + file)
  const before = await page.evaluate(() => window.live.edition().version)
  writeFileSync(file, now)
  await seen('no pages after a change', v => window.live.edition().version !== v, before)
}
const words = '30分钟'
const stands = (what, on) => seen(what, (words, on) => {
  const li = document.querySelector('#notes-list > li.there')
  const story = window.live.edition().stories.find(s => s.id === '103-xray')
  return li && li.querySelector('q').textContent === words && story.page === on && (window.live.page() !== on || document.querySelectorAll('#marks .desk-note').length > 0)
}, words, on)

try {
  page.on('pageerror', e => wrong.push(String(e)))
  await page.setViewport({ width: 1440, height: 900 })
  await page.goto(address)
  await page.waitForFunction(() => window.desk && window.desk.editor && document.querySelector('#drawing svg'))
  await page.evaluate(() => { window.desk.me.name = '夜校'; return window.desk.post('me', { name: '夜校' }) })

  // a note is kept at its words
  await page.evaluate(quote => { window.desk.show('notes'); return window.desk.post('notes', { story: '103-xray', quote, kind: '问', text: '几分钟？' }) }, words)
  const on = await page.evaluate(() => window.live.edition().stories.find(s => s.id === '103-xray').page)
  await page.evaluate(on => window.live.go(on, ''), on)
  await stands('the note is not at its words', on)
  const whole = read(story), placed = read(edition)
  const paragraphs = whole.trimEnd().split('\n\n'), at = paragraphs.findIndex(p => p.includes(words))
  await changed(story, () => [...paragraphs.slice(0, at), ...paragraphs.slice(at + 1), paragraphs[at]].join('\n\n') + '\n')
  await stands('the note is lost where its paragraph is moved', on)
  await changed(story, t => t.replace('普通片子' + words, '普通片子\n\n' + words))
  await stands('the note is lost where its paragraph is cut in two', on)
  const other = await page.evaluate(on => window.live.edition().stories.find(s => s.page > on).id, on)
  await changed(edition, t => t.replaceAll('103-xray', '{}').replaceAll(other, '103-xray').replaceAll('{}', other))
  const there = await page.evaluate(() => window.live.edition().stories.find(s => s.id === '103-xray').page)
  if (there === on) wrong.push('it is set on the same page')
  await page.evaluate(on => window.live.go(on, ''), there)
  await stands('the note is lost where its story is set on another page', there)
  await changed(story, t => t.replace(words, ''))
  await seen('the note is not listed once its words are gone', words => { const li = document.querySelector('#notes-list > li.orphan'); return li && li.querySelector('q').textContent === words && li.querySelector('.hint').textContent.includes('急诊') && !document.querySelector('#marks .desk-note') }, words)
  await seen('it is no finding', () => window.live.edition().findings.some(f => f.code === 'NOTE-ORPHAN'))
  await changed(story, () => whole)
  await stands('the note does not come back with its words', there)
  await changed(edition, () => placed)
  await page.evaluate(on => window.live.go(on, ''), on)
  await stands('the note does not come back to its page', on)

  // a signature is valid while the page is that, dot by dot
  await page.evaluate(() => window.desk.show('board'))
  const name = await page.evaluate(on => window.live.edition().pages[on].name, on)
  await page.evaluate(async name => { const board = await window.desk.get('board'); return window.desk.post('sign', { page: board.pages.find(p => name.includes(p.name)).name, as: '三校', digest: board.pages.find(p => name.includes(p.name)).seal.digest }) }, name)
  const signed = (what, state) => seen(what, state => [...document.querySelectorAll('.board .sign')].filter(e => !e.matches('.unsigned')).map(e => e.className).join() === 'sign ' + state, state)
  await signed('it is not signed', 'valid')
  const elsewhere = await page.evaluate(on => window.live.edition().stories.find(s => s.page > on && !window.live.edition().pages[on].pieces.some(p => p.story === s.id)).at.file, on)
  await changed(join(folder, elsewhere), t => t.trimEnd() + '又讯。\n')
  await signed('a change of another page makes it void', 'valid')
  await changed(story, t => t.replace('喝了一杯热水', '喝了一杯凉水'))
  await signed('it is valid though a character has changed', 'changed')
  await changed(story, () => whole)
  await signed('it is void though the change has been taken back', 'valid')
} catch (e) { wrong.push(String(e.stack || e)) }
if (shots !== '-') await page.screenshot({ path: join(shots, 'desk-kept.png') })
await browser.close()
console.log(JSON.stringify({ wrong }))
