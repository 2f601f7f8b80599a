// node people.mjs MODULES SHOTS ADDRESS GUARDED, the latter of a desk with accounts.
// The desk in a browser, at a desk's width and at a phone's: a note by two clicks and by typing,
// answered and settled; a page signed and sent back; text with markup stays text; a tap goes to the
// column; and nothing that axe finds. Prints {"wrong": [...]}.
import { judge, launch, open } from '../../../need/browser.mjs'
const [modules, shots, root, guarded] = process.argv.slice(2)
const wrong = []
const want = (what, ok) => { if (!ok) wrong.push(what) }
const browser = await launch(modules)

async function opened (width, height, mobile, lang, dark) {
  const page = await open(browser)
  page.on('pageerror', e => wrong.push(`${width}: ${e.message}`))
  page.on('dialog', d => { wrong.push(`${width}: a text has been run`); d.dismiss() })
  await page.setBypassCSP(true) // for axe
  await page.setExtraHTTPHeaders({ 'Accept-Language': lang })
  if (dark) await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
  await page.setViewport({ width, height, isMobile: mobile, hasTouch: mobile })
  await page.goto(root)
  await page.waitForSelector('#desk-tab-board')
  await page.waitForSelector('#drawing svg')
  await page.evaluate(() => { window.desk.me.name = '夜校'; return window.desk.post('me', { name: '夜校' }) })
  return page
}
const until = (page, what, test, ...args) => page.waitForFunction(test, {}, ...args).catch(() => wrong.push(what))
// press clicks what is there, or comes, and may be drawn anew meanwhile.
const press = (page, selector) => until(page, `there is no ${selector}`, s => { const e = document.querySelector(s); if (e) e.click(); return !!e }, selector)
async function judged (page, what) {
  for (const found of await judge(page, modules)) wrong.push(`${what}: ${found}`)
  want(`${what} is wider than the window`, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
  if (shots !== '-') await page.screenshot({ path: `${shots}/desk-${what.replace(/ /g, '-')}.png` })
}
async function typed (page, story, quote, text) {
  await page.evaluate((s, q, x) => {
    document.getElementById('note-story').value = s
    document.getElementById('note-quote').value = q
    document.getElementById('note-quote').dispatchEvent(new Event('input'))
    document.getElementById('note-text').value = x
    document.querySelector('.note-form button.main').click()
  }, story, quote, text)
}
// edited is what an edit does, by whomever: the lists are made anew. made waits until that has been done.
const edited = (page, selector) => page.evaluate(s => { window.had = document.querySelector(s); document.dispatchEvent(new CustomEvent('live:edition', { detail: window.live.edition() })) }, selector)
const made = (page, selector) => until(page, `${selector} is not made anew`, s => { const e = document.querySelector(s); return e && e !== window.had }, selector)
const count = n => document.querySelectorAll('#notes-list > li').length === n

let page = await opened(1440, 900, false, 'zh-CN', false)
await page.keyboard.press('n')
await until(page, 'n does not open the notes', () => !document.getElementById('desk-notes').hidden)
await page.evaluate(() => document.activeElement.blur())
const hit = await page.evaluate(async () => { const h = (await (await fetch('find?q=' + encodeURIComponent('桥墩位移、拱圈裂缝'))).json())[0]; const p = window.live.edition().pages[h.page]; return h.rects[0].map((v, i) => i % 2 ? v / p.h : v / p.w) })
await page.evaluate(y => { const s = document.getElementById('sheet'); document.getElementById('stage').scrollTo(0, s.offsetHeight * y - 300) }, hit[1])
const sheet = await page.$eval('#sheet', e => { const b = e.getBoundingClientRect(); return [b.x, b.y, b.width, b.height] })
const click = x => page.mouse.click(sheet[0] + sheet[2] * (hit[0] + hit[2] * x), sheet[1] + sheet[3] * (hit[1] + hit[3] / 2))
await click(0.05)
await until(page, 'the first click chooses nothing', () => document.getElementById('note-quote').value === '桥')
await click(0.4)
await until(page, 'two clicks do not choose words', () => document.getElementById('note-quote').value === '桥墩位移')
await page.type('#note-text', '几项？')
await page.click('.note-form button.main')
await until(page, 'no note in the list', count, 1)
await until(page, 'no note on the page', () => document.querySelector('#marks .desk-note'))
await page.type('#notes-list input', '已')
await edited(page, '#notes-list input')
await made(page, '#notes-list input')
const cdp = await page.createCDPSession()
await cdp.send('Input.imeSetComposition', { text: 'he', selectionStart: 2, selectionEnd: 2 })
await edited(page, '#notes-list input')
await new Promise(resolve => setTimeout(resolve, 700))
want('the list is made anew while an input method composes', await page.evaluate(() => document.querySelector('#notes-list input') === window.had))
await cdp.send('Input.insertText', { text: '核' })
await made(page, '#notes-list input')
await page.keyboard.press('Enter')
await until(page, 'no answer', () => (document.querySelector('.replies') || {}).textContent === '夜校：已核')
await judged(page, 'notes')
await page.evaluate(() => document.querySelectorAll('#notes-list .row button')[1].click())
await until(page, 'a settled note is listed', count, 0)
await page.evaluate(() => document.activeElement.blur())
await page.keyboard.press('b')
await page.waitForSelector('.board table')
await page.select('.board select', '三校')
await edited(page, '.board select')
await made(page, '.board select')
await page.evaluate(() => document.querySelector('.board select').nextSibling.click())
await until(page, 'not signed', () => document.querySelector('.board .sign.valid'))
want('another signature is given than the one chosen', await page.evaluate(() => [...document.querySelectorAll('.board')[0].querySelectorAll('thead th')].some(e => e.textContent === '三校')))
await judged(page, 'board')

// dialogs: the name is asked for, and the keyboard is the dialog's while it is open
await page.evaluate(() => { window.desk.me.name = '' })
const asked = page.evaluate(() => window.desk.named())
await until(page, 'nobody asks for a name', () => document.getElementById('desk-name'))
await judged(page, 'name asked')
await page.keyboard.type('nb夜班')
want('keys go past a dialog', await page.$eval('#desk-name', e => e.value === 'nb夜班') && await page.$eval('#desk-board', e => !e.hidden))
await page.keyboard.press('Enter')
want('the name is not taken', await asked && await page.evaluate(() => window.desk.me.name === 'nb夜班'))
await page.evaluate(() => { window.desk.me.name = '夜校'; return window.desk.post('me', { name: '夜校' }) })
const refused = page.evaluate(() => { window.desk.me.name = ''; return window.desk.named() })
await until(page, 'nobody asks again', () => document.getElementById('desk-name'))
await page.keyboard.press('Escape')
want('Escape does not close the dialog', await refused === false)
await page.evaluate(() => { window.desk.me.name = '夜校' })
await press(page, '.rounds form button')
await until(page, 'no round is kept', () => document.querySelector('.rounds .list button'))
await press(page, '.rounds .list button')
await until(page, 'nothing is said of a round', () => document.querySelector('#round-changes button'))
await press(page, '#round-changes button')
await until(page, 'pages are not shown beside one another', () => document.querySelector('.round-dialog img'))
await judged(page, 'round')
await press(page, '.round-dialog [aria-pressed]')
await judged(page, 'round one over the other')
await page.keyboard.press('Escape')
await until(page, 'Escape does not close the round', () => !document.querySelector('.round-dialog'))
await page.close()

page = await opened(390, 844, true, 'en', true)
const box = await page.$eval('#sheet', e => { const b = e.getBoundingClientRect(); return [b.x, b.y, b.width, b.height] })
await page.touchscreen.tap(box[0] + box[2] * (hit[0] + hit[2] * 0.5), box[1] + box[3] * (hit[1] + hit[3] / 2))
await until(page, 'a tap does not go to the column', w => document.getElementById('sheet').offsetWidth > 2 * w, box[2])
await page.evaluate(() => window.desk.show('notes'))
await until(page, 'the list is not there', () => document.querySelector('#note-stories option'))
const evil = '"><img src=x onerror=alert(1)>{{x}}'
await typed(page, '101-bridge', '桥头的木栅栏将被移开', evil)
await until(page, 'a note with markup is not shown as text', t => document.getElementById('notes-list').textContent.includes(t), evil)
await judged(page, 'notes on a phone')
await page.evaluate(() => window.desk.show('board'))
await press(page, '.board .do button:last-child')
await page.waitForSelector('#board-why')
await page.type('#board-why', '图太小')
await press(page, '#board-back button')
await until(page, 'a page sent back is signed still', () => !document.querySelector('.board .sign.valid'))
await judged(page, 'board on a phone')
for (const tab of ['edit', 'place', 'page']) {
  await page.evaluate(tab => document.getElementById('desk-tab-' + tab).click(), tab)
  await until(page, `nothing is in ${tab}`, tab => document.querySelector(tab === 'page' ? '#panel li' : `#desk-${tab} button`), tab)
  await judged(page, `${tab} on a phone`)
}
await page.close()

// the door, by day and by night, with what it says to whoever has the wrong password, and behind it
for (const [width, dark] of [[1440, false], [390, true]]) {
  page = await open(await browser.createBrowserContext())
  page.on('console', m => m.text().includes('Content Security Policy') && wrong.push('the door: ' + m.text()))
  await page.goto(guarded)
  await page.waitForSelector('[name=password]')
  await page.setBypassCSP(true) // for axe
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }])
  await page.setViewport({ width, height: 844 })
  await page.goto(guarded)
  await judged(page, `the door ${width}`)
  await page.type('[name=name]', '夜编')
  await page.type('[name=password]', '不对')
  await Promise.all([page.waitForNavigation(), page.click('button')])
  want('the door does not say what is wrong', await page.$('[role=alert]'))
  await judged(page, `turned away ${width}`)
  await page.type('[name=name]', '夜编')
  await page.type('[name=password]', '夜编夜编')
  await page.click('button')
  await until(page, 'nobody comes in', () => window.desk && window.desk.me.account)
  want('who has come in has rights of others', await page.evaluate(() => window.desk.me.rights.edit && !window.desk.me.rights.send))
  await page.evaluate(() => window.desk.show('board'))
  await page.waitForSelector('#board-leave')
  await page.click('#board-leave')
  await until(page, 'who leaves does not come to the door again', () => !window.desk && document.querySelector('[name=password]'))
  want('who has left is let in', (await page.goto(guarded)).url().endsWith('/login'))
  await page.close()
}
await browser.close()
console.log(JSON.stringify({ wrong }))
