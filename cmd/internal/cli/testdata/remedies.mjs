// Ends findings by keyboard alone, in a headless browser, while somebody else edits: node remedies.mjs
// MODULES SHOTS ADDRESS FOLDER BROWSER. FOLDER is the paper's, a copy of the sample whose story 102 is
// too long and has a slip; BROWSER is chrome or firefox.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { judge, launch, open, until as holds, wait as sleep } from '../../../need/browser.mjs'

const [modules, shots, address, folder, kind] = process.argv.slice(2)
const wrong = []
const fail = what => wrong.push(what)
const browser = await launch(modules, kind)
const edition = 'editions/2026-10-20/'
const read = f => readFileSync(join(folder, edition, f), 'utf8')
const page = await open(browser)
async function seen (what, test, ...args) {
  try { await page.waitForFunction(test, { timeout: 20000 }, ...args); return true } catch (e) { fail(what); return false }
}
const shoot = async name => shots === '-' ? null : page.screenshot({ path: join(shots, `remedies-${kind}-${name}.png`) })
const version = () => page.evaluate(() => window.live.edition().version)
// elsewhere is an edit of another story, and the pages that come of it.
let edits = 0
async function elsewhere () {
  const before = await version(), file = join(folder, edition, 'stories/103-xray.md')
  writeFileSync(file, readFileSync(file, 'utf8').trimEnd() + `又改${'一二三四五'[edits++]}回。\n`)
  await seen('an edit elsewhere makes no pages', v => window.live.edition().version !== v, before)
}

try {
  page.on('pageerror', e => fail(String(e)))
  await page.setViewport({ width: 1440, height: 900 })
  await page.goto(address)
  await page.waitForFunction(() => window.desk && window.desk.editor && document.querySelectorAll('#drawing use').length > 1000)
  await page.waitForSelector('#findings .cures')

  // no finding has been gone to: the first is unfolded at once, and the keyboard stays at it
  await page.keyboard.press('h')
  await sleep(500)
  if (!await page.evaluate(() => document.activeElement === document.querySelector('#findings .cures > button') && document.activeElement.getAttribute('aria-expanded') === 'true')) fail('h does not unfold the first finding')
  await seen('it offers nothing', () => document.activeElement.matches('.cures > button') && document.activeElement.parentElement.querySelector('ul, p:not([role])'))
  await elsewhere()
  await sleep(300)
  if (!await page.evaluate(() => document.activeElement.matches('.cures > button') && !!document.activeElement.parentElement.querySelector('ul, p'))) fail('an edit of somebody else takes the keyboard away')
  await page.keyboard.press('Enter')
  if (!await page.evaluate(() => document.activeElement.getAttribute('aria-expanded') === 'false' && !document.activeElement.nextSibling)) fail('Enter does not fold it')

  // the finding that was gone to; its reason is composed while somebody else edits
  for (let k = 0; k < 30 && await page.evaluate(() => window.live.finding().code !== 'TXT-DASH'); k++) { await page.keyboard.press('f'); await sleep(50) }
  await page.keyboard.press('h')
  await seen('h does not unfold the finding gone to', () => /TXT-DASH/.test(document.activeElement.closest('li')?.textContent) && document.activeElement.closest('li').querySelector('.cures input'))
  for (let k = 0; k < 6 && await page.evaluate(() => document.activeElement.tagName !== 'INPUT'); k++) await page.keyboard.press('Tab')
  const typed = () => page.evaluate(() => document.activeElement.tagName === 'INPUT' ? document.activeElement.value : 'no field')
  if (kind === 'chrome') {
    const cdp = await page.createCDPSession()
    await page.evaluate(() => { window.field = document.activeElement })
    await cdp.send('Input.imeSetComposition', { text: 'gu', selectionStart: 2, selectionEnd: 2 })
    await elsewhere()
    await sleep(400)
    if (!await page.evaluate(() => document.activeElement === window.field && window.field.value === 'gu')) fail('an edit breaks off what is being composed: ' + await typed())
    await cdp.send('Input.insertText', { text: '故意' })
    await sleep(400)
  } else await page.keyboard.type('故意')
  await elsewhere()
  await sleep(400)
  await page.keyboard.type('的')
  if (await typed() !== '故意的') fail(`an edit takes away what is typed: ${await typed()}`)
  await shoot('reason')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await holds(() => /故意的/.test(read('edition.yaml') + readFileSync(join(folder, 'paper.yaml'), 'utf8'))) || fail('the reason is not written')
  await page.waitForFunction(() => !document.querySelector('#findings')?.textContent.includes('TXT-DASH'), { timeout: 20000 }).catch(() => fail('the finding stays'))

  // sentences whose loss would make the story fit are marked where it is edited
  await page.evaluate(() => window.live.go(window.live.edition().stories.find(s => s.id === '102-harvest').page, '102-harvest'))
  await page.keyboard.press('i')
  await page.waitForSelector('.desk-shorten:not([hidden])', { timeout: 20000 }).catch(() => fail('nobody offers to shorten'))
  await page.focus('.desk-shorten')
  await page.keyboard.press('Enter')
  await seen('no sentence is marked', () => document.querySelector('.desk-body .desk-cut'))
  await page.evaluate(() => document.querySelector('.desk-cut')?.scrollIntoView({ block: 'center' }))
  await shoot('cuts')
  if (kind === 'chrome') for (const found of await judge(page, modules, { part: '#desk-edit', preload: false })) fail('cuts: ' + found)
  const before = read('stories/102-harvest.md')
  const cut = await page.evaluate(() => {
    const v = window.desk.editor.view(''), from = v.posAtDOM(document.querySelector('.desk-cut'), 0)
    const text = v.state.doc.toString().slice(from), to = text.search(/[。！？]/) + 1
    v.dispatch({ changes: { from, to: from + to } })
    return text.slice(0, to)
  })
  await holds(() => read('stories/102-harvest.md') === before.replace(cut, '')) || fail('what is cut is still in the file: ' + cut)
  await seen('the story does not fit without a sentence that was marked', () => !window.live.edition().findings.some(f => f.code === 'FIT-OVER' && f.story === '102-harvest'))
  await seen('sentences stay marked', () => !document.querySelector('.desk-cut') && document.querySelector('.desk-shorten').hidden)
} catch (e) { fail(String(e.stack || e)); await shoot('failed').catch(() => {}) }
await browser.close()
console.log(JSON.stringify({ wrong }))
