// Works at the desk as editors do, in headless browsers, while another program changes the files:
// node desk.mjs MODULES SHOTS ADDRESS FOLDER ROUNDS BROWSER. MODULES has puppeteer-core and
// axe-core; SHOTS is a folder or -; FOLDER is the paper's, a copy of the sample; ROUNDS is how many
// random interleavings of two browsers and a program are tried; BROWSER is chrome or firefox.
import { existsSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { judge as axe, launch, open, until as holds, wait } from '../../../need/browser.mjs'

const [modules, shots, address, folder, rounds, kind] = process.argv.slice(2)
const wrong = []
const fail = (where, what) => wrong.push(where + ': ' + what)
const file = 'editions/2026-10-20/stories/102-harvest.md'
const disk = () => readFileSync(join(folder, file), 'utf8')
const firefox = kind === 'firefox'
const browsers = [await launch(modules, kind)]

// change writes a file as another program does: whole, by a new name.
function change (edit) {
  for (;;) {
    const text = disk()
    const to = join(folder, file)
    writeFileSync(to + '~', edit(text))
    if (disk() === text) return renameSync(to + '~', to)
  }
}
async function until (where, what, test) {
  if (await holds(test)) return true
  fail(where, what)
  return false
}
let judging = false, said = 0 // axe tries styles that the page's policy forbids
// desk is somebody's window. Of Firefox each has a browser: it hides all tabs but one.
async function desk (name) {
  if (firefox && name !== '夜编') browsers.push(await launch(modules, kind))
  const context = firefox ? browsers.at(-1) : await browsers[0].createBrowserContext()
  const page = await open(context)
  page.on('pageerror', e => fail(name, String(e)))
  page.on('console', m => m.type() === 'error' && ++said && !judging && !/40[49]|410/.test(m.text()) && fail(name, m.text()))
  if (!firefox) await page.setExtraHTTPHeaders({ 'Accept-Language': 'zh-CN' })
  await page.setViewport({ width: 1440, height: 900 })
  await page.goto(address)
  await page.waitForFunction(() => window.desk && window.desk.editor && document.querySelectorAll('#drawing use').length > 1000)
  await page.evaluate(n => window.desk.post('me', { name: n }), name)
  return page
}
const textOf = page => page.evaluate(() => window.desk.editor.shared().text)
// put puts the cursor behind the first place of some words of the text.
const put = (page, words) => page.evaluate(words => {
  const v = window.desk.editor.view('')
  const at = v.state.doc.toString().indexOf(words)
  if (at < 0) return false
  v.dispatch({ selection: { anchor: at + words.length } })
  v.focus()
  return true
}, words)
async function agree (where, ...pages) {
  const together = await until(where, 'browsers and file do not come together', async () => {
    const now = disk()
    for (const p of pages) if (await textOf(p) !== now || await p.evaluate(() => window.desk.editor.shared().condition) !== 'saved') return false
    return true
  })
  if (!together) for (const p of pages) fail(where, await p.evaluate(now => { const s = window.desk.editor.shared(); return [s.text === now, s.condition, s.version, s.savedAt, s.unsent, s.composing, s.waiting.length, s.failed, document.getElementById('desk-said').textContent].join(' ') }, disk()))
  return together
}

const a = await desk('夜编')

// a click on the page opens the story at that character
const click = await a.evaluate(() => {
  const stage = document.getElementById('stage')
  const at = () => { const r = document.getElementById('sheet').getBoundingClientRect(); return [r.x + r.width * 0.7, r.y + r.height * 0.36] }
  stage.scrollBy(0, at()[1] - innerHeight / 2)
  return at()
})
await a.mouse.click(...click)
if (await until('click', 'the story does not open', () => a.evaluate(() => !!window.desk.editor.shared() && !!document.querySelector('.desk-body .cm-focused')))) {
  const where = await a.evaluate(() => [window.desk.editor.shared().file, window.desk.editor.view('').state.selection.main.head])
  if (where[0] !== file || where[1] < 1) fail('click', `it opens ${where}`)
}
const typed = firefox ? '火狐' : '夜班'
await a.keyboard.type(typed)
await until('typing', 'what is typed is not in the file', () => disk().includes(typed))
if (firefox) {
  await a.keyboard.down('Control'); await a.keyboard.press('z'); await a.keyboard.up('Control')
  await until('undo', 'what is taken back is still in the file', () => !disk().includes(typed))
}

const b = await desk('校对')
await b.evaluate(file => window.desk.editor.open(file, 12, 1), file)
await wait(300)

if (!firefox) await alone()

// random interleavings: everything that anybody puts in is there once
let seed = Number(process.env.BANXIN_SEED) || 7 // another, to try other ones
const rnd = n => { seed = (seed * 1103515245 + 12345) & 0x7fffffff; return (seed >> 8) % n }
const tokens = []
for (let round = 0; round < Number(rounds); round++) {
  for (let k = 0; k < 8; k++) {
    const token = `〔${round}${'甲乙丙丁戊己庚辛'[k]}〕`
    tokens.push(token)
    const who = [a, b, null][rnd(3)]
    if (!who) {
      change(t => { const lines = t.split('\n'); const i = lines.length - 1 - rnd(3); lines[i] = token + lines[i]; return lines.join('\n') })
    } else {
      const headline = rnd(4) === 0
      await who.evaluate((token, r, headline) => {
        const v = window.desk.editor.view(headline ? 'deck' : '')
        const t = v.state.doc.toString()
        let at = r % (t.length + 1)
        while (at > 0 && t.lastIndexOf('〔', at - 1) > t.lastIndexOf('〕', at - 1)) at--
        v.dispatch({ changes: { from: at, insert: token + '错' }, selection: { anchor: at + token.length + 1 } })
        v.dispatch({ changes: { from: at + token.length, to: at + token.length + 1 } })
      }, token, rnd(100000), headline)
    }
    if (rnd(3) === 0) await wait(rnd(250))
  }
  if (!await agree('round ' + round, a, b)) break
}
const end = disk()
for (const t of tokens) if (end.split(t).length !== 2) fail('rounds', `${t} stands ${end.split(t).length - 1} times in the file`)

// what was acknowledged is there when the window is loaded again
await a.evaluate(() => { const v = window.desk.editor.view(''); v.dispatch({ changes: { from: 0, insert: '重载' } }) })
await until('reload', 'it is not acknowledged', () => a.evaluate(() => window.desk.editor.shared().unsent === 0))
await a.reload()
await a.waitForFunction(() => window.desk && window.desk.editor)
await a.evaluate(file => window.desk.editor.open(file, 1), file)
await until('reload', 'it is lost', async () => (await textOf(a)).includes('重载'))

for (const one of browsers) await one.close()
console.log(JSON.stringify({ wrong }))

// judge says what axe finds in A's window.
async function judge (where) {
  judging = true
  for (const found of await axe(a, modules)) fail(where, found)
  for (let before = -1; before !== said; await wait(300)) before = said // until all is said of that
  judging = false
}

// alone is what is tried in Chromium alone: it wants CDP, or depends on no browser.
async function alone () {
  // each takes back their own
  await put(b, '烘干能力'); await b.keyboard.type('乙二')
  await until('undo', 'the other does not see it', async () => (await textOf(a)).includes('乙二'))
  await a.bringToFront(); await a.keyboard.down('Control'); await a.keyboard.press('z'); await a.keyboard.up('Control')
  await until('undo', 'what A takes back is still there', () => !disk().includes(typed))
  if (!disk().includes('乙二')) fail('undo', 'what B did is gone too')

  // where the other is
  await until('presence', 'A does not see where B is', () => a.evaluate(() => !!document.querySelector('.desk-cursor[data-name="校对"]')))

  // an input method composes while the other types and a program changes the file
  await put(b, '颗粒归仓') || await put(b, '收得快')
  const cdp = await b.createCDPSession()
  await b.bringToFront()
  await cdp.send('Input.imeSetComposition', { text: 'jin', selectionStart: 3, selectionEnd: 3 })
  await put(a, '本报讯'); await a.evaluate(() => { const v = window.desk.editor.view(''); v.dispatch(v.state.replaceSelection('今')) })
  change(t => t.replace('气象部门提醒', '外气象部门提醒'))
  await until('composing', 'A and the program do not come together', async () => { const t = disk(); return t.includes('本报讯今') && t.includes('外气象') && await textOf(a) === t })
  await wait(400)
  const composing = await b.evaluate(() => ({ on: window.desk.editor.view('').composing, text: window.desk.editor.view('').state.doc.toString() }))
  if (!composing.on || !composing.text.includes('收得快jin') || composing.text.includes('外气象')) fail('composing', `the composition is broken: ${JSON.stringify(composing).slice(0, 200)}`)
  if (disk().includes('jin')) fail('composing', 'what is being composed is in the file')
  // it counts that the first save has both, and not how long that takes: the file is that of the desk until then
  await b.evaluate(f => { window.saves = []; window.desk.on('saved', e => { if (e.file === f) window.saves.push(e.version) }) }, file)
  const before = await b.evaluate(() => window.desk.editor.shared().version)
  await cdp.send('Input.imeSetComposition', { text: 'jintian', selectionStart: 7, selectionEnd: 7 })
  await cdp.send('Input.insertText', { text: '今天' })
  await until('composing', 'what was composed is not acknowledged', () => b.evaluate(v => { const s = window.desk.editor.shared(); return s.unsent === 0 && s.version > v && s.text.includes('收得快今天') }, before))
  const whole = await b.evaluate(() => window.desk.editor.shared().version)
  await until('composing', 'both texts are not in the file', async () => { const t = disk(); return t.includes('收得快今天') && t.includes('本报讯今') && !t.includes('jin') })
  await until('composing', 'nobody is told of the save', () => b.evaluate(() => window.saves.length > 0))
  const saves = await b.evaluate(() => window.saves)
  if (saves[0] < whole) fail('composing', `the first save, of version ${saves[0]}, has not both texts, which are in ${whole}`)
  await agree('composing', a, b)

  // two and a program change the same words
  await a.evaluate(() => { const s = window.desk.editor.shared(); const at = s.text.indexOf('颗粒归仓过半'); s.change({ from: at, to: at + 4, insert: '新谷入库' }) })
  await until('clash', 'it is not acknowledged', () => a.evaluate(() => window.desk.editor.shared().unsent === 0))
  change(t => t.replace('颗粒归仓过半', '颗粒满仓过半'))
  if (disk().includes('颗粒满仓')) {
    await until('clash', 'nobody is told', () => a.evaluate(() => !!document.querySelector('.desk-clash')) )
    if (shots !== '-') await a.screenshot({ path: join(shots, 'desk-clash.png') })
    await a.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }])
    await a.setViewport({ width: 390, height: 844 })
    await judge('clash')
    if (shots !== '-') await a.screenshot({ path: join(shots, 'desk-clash-phone.png') })
    await a.setViewport({ width: 1440, height: 900 })
    await a.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }])
    const choose = () => a.evaluate(() => [...document.querySelectorAll('.desk-clash button')].at(-2)?.click())
    await a.evaluate(() => { const s = window.desk.editor.shared(); s.change({ from: s.clashes[0].at + 1, insert: '〇' }) })
    await choose()
    await until('clash', 'what was edited since is not asked for', () => a.evaluate(() => !!document.querySelector('.desk-asked')))
    if (!(await textOf(a)).includes('〇')) fail('clash', 'what was edited since is replaced unasked')
    await choose()
    await until('clash', 'what was chosen is not in the file', () => disk().includes('颗粒满仓过半') && !disk().includes('新谷') && !disk().includes('〇'))
    await until('clash', 'it is still shown', () => b.evaluate(() => !document.querySelector('.desk-clash')))
  }
  await agree('clash', a, b)

  // a file that is removed while somebody writes is put back whole, and not before somebody says so
  await until('gone', 'it is not saved', () => a.evaluate(() => window.desk.editor.shared().condition === 'saved'))
  unlinkSync(join(folder, file))
  for (let k = 0; k < 12; k++) {
    await a.evaluate(() => window.desk.editor.view('').dispatch({ changes: { from: 0, insert: '等' } }))
    await wait(100)
  }
  await until('gone', 'nobody is told', async () => { for (const p of [a, b]) if (!await p.evaluate(() => !!document.querySelector('.desk-away button'))) return false; return true })
  if (existsSync(join(folder, file))) fail('gone', 'the desk has made the file')
  if (shots !== '-') await a.screenshot({ path: join(shots, 'desk-gone.png') })
  await b.evaluate(() => document.querySelector('.desk-away button')?.click())
  await until('gone', 'it is not put back', () => existsSync(join(folder, file)) && disk().includes('等'.repeat(12)))
  await until('gone', 'it is still shown', () => b.evaluate(() => !document.querySelector('.desk-away button')))
  await agree('gone', a, b)

  // what has found no place is marked where it begins
  await put(a, '通知') || await put(a, '本报讯')
  await a.evaluate(() => { const v = window.desk.editor.view(''); v.dispatch(v.state.replaceSelection('一句要排不下的话。'.repeat(30))) })
  await until('overset', 'it is not marked', () => a.evaluate(() => !!document.querySelector('.desk-begins') && document.querySelector('.desk-total').classList.contains('over')))
  if (shots !== '-') await a.screenshot({ path: join(shots, 'desk-edit.png') })
  await judge('edit')
  await a.keyboard.down('Control'); await a.keyboard.press('z'); await a.keyboard.up('Control')
  await agree('overset', a, b)
}
