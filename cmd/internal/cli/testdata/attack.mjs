// Attacks the desk with markup in every text that anybody can bring: node attack.mjs MODULES SHOTS
// ADDRESS FOLDER EVIL ROUTES COPY. FOLDER is the paper's; EVIL is the markup, which the paper's files have everywhere already;
// ROUTES are those that write, as the router has them: each must be tried here; COPY is a file to
// take in. Nothing of it may run, be an element, or break the page's policy, wherever it is shown.
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { launch, open, until, wait } from '../../../need/browser.mjs'

const [modules, shots, address, folder, evil, routes, copy] = process.argv.slice(2)
const wrong = []
const browser = await launch(modules)
const page = await open(browser)
let where = 'the first page'
page.on('pageerror', e => wrong.push(`${where}: ${e.message}`))
page.on('dialog', d => { wrong.push(`${where}: a text has been run`); d.dismiss() })
page.on('console', m => /Content Security Policy|Content-Security-Policy/i.test(m.text()) && wrong.push(`${where}: ${m.text()}`))
await page.evaluateOnNewDocument(() => addEventListener('securitypolicyviolation', e => { (window.broken = window.broken || []).push(`${e.violatedDirective} ${e.blockedURI}`) }))
await page.setViewport({ width: 1440, height: 900 })
await page.goto(address)
await page.waitForFunction(() => window.desk && document.querySelector('#drawing svg'))

// seen tells whether words are to be seen.
const seen = evil => document.body.innerText.includes(evil) || [...document.querySelectorAll('input, textarea, option, [aria-label], [title], [alt]')].some(e => [e.value, e.textContent, e.getAttribute('aria-label'), e.title, e.alt].some(t => (t || '').includes(evil)))
// press clicks what is there, or comes.
const press = async selector => await until(() => page.evaluate(s => { const e = document.querySelector(s); if (e) e.click(); return !!e }, selector)) || wrong.push(`${where}: there is no ${selector}`)
// here says what is wrong with what is shown now: elements that a text has become, what the policy
// had to stop, and, where words are to be seen, that they are not.
async function here (what, shown) {
  where = what
  await wait(250)
  if (shown && !await until(() => page.evaluate(seen, evil))) wrong.push(`${what}: the markup is not shown as text: does this look in the right place?`)
  const found = await page.evaluate(() => {
    const bad = [...document.querySelectorAll('[onerror], [onload], [onclick], img[src="x"], iframe, object, embed, a[href^="javascript"], script:not([src]):not([type="application/json"])')].map(e => e.outerHTML.slice(0, 120))
    const broken = window.broken || []
    window.broken = []
    return { bad, broken }
  })
  for (const b of found.bad) wrong.push(`${what}: a text is an element: ${b}`)
  for (const b of found.broken) wrong.push(`${what}: the policy is broken: ${b}`)
  if (shots !== '-') await page.screenshot({ path: `${shots}/attack-${what.replace(/[^a-z0-9]+/gi, '-')}.png` })
}
const post = (path, body) => page.evaluate(async (path, body) => {
  try { return { status: 200, body: await window.desk.post(path, body) } } catch (e) { return { status: e.status, text: e.message } }
}, path, body)
const tab = name => page.evaluate(name => document.getElementById('desk-tab-' + name).click(), name)
const story = await page.evaluate(evil => { const s = window.live.edition().stories.find(s => s.id.includes('<')); return s && { id: s.id, page: s.page, file: s.at.file } }, evil)
if (!story) wrong.push('no story bears the markup in its name')

// every route that writes, with the markup in every text that it takes
await page.evaluate(evil => { window.desk.me.name = evil.slice(0, 24) }, evil)
const spot = { page: 0, slot: evil }
const tried = {
  'POST /desk/me': () => post('me', { name: evil }),
  'POST /desk/at': () => post('at', { client: 'evil' + '1234', file: story.file, field: evil, name: evil }),
  'POST /desk/doc': () => page.evaluate(async (file, evil) => {
    await window.desk.editor.open(file, 1)
    window.desk.editor.view('').dispatch({ changes: { from: 0, insert: evil } })
    for (let k = 0; k < 1000 && window.desk.editor.shared().unsent; k++) await new Promise(resolve => setTimeout(resolve, 50))
    return { status: 200 }
  }, story.file, evil),
  'POST /desk/doc/merge': () => post('doc/merge', { file: story.file, base: evil, text: evil + evil }),
  'POST /desk/doc/save': () => post('doc/save', { file: evil }),
  'POST /desk/doc/settle': () => post('doc/settle', { file: evil, n: 1 }),
  'POST /desk/undo': () => post('undo', { label: evil }),
  'POST /desk/redo': () => post('redo', { label: evil }),
  'POST /desk/notes': async () => {
    for (const kind of ['问', '改']) await post('notes', { story: story.id, quote: '', kind, text: evil })
    return post('notes', { page: '1', kind: '注', text: evil })
  },
  'POST /desk/notes/answer': () => post('notes/answer', { id: 'n1', text: evil }),
  'POST /desk/sign': () => page.evaluate(async evil => {
    const board = await window.desk.get('board')
    return window.desk.post('sign', { page: board.pages[0].name, as: evil.slice(0, 40), digest: board.pages[0].seal.digest }).then(() => ({ status: 200 }), e => ({ status: e.status }))
  }, evil),
  'POST /desk/back': () => post('back', { story: story.id, text: evil }),
  'POST /desk/rounds': async () => { const bad = await post('rounds', { name: evil }); if (bad.status !== 422) wrong.push(`a round may be called so: ${bad.status}`); return post('rounds', { name: '大样' }) },
  'POST /desk/history/restore': () => post('history/restore', { file: story.file, n: 1, id: evil }),
  'POST /desk/place/offers': () => post('place/offers', { kind: 'field', page: 0, slot: evil, keys: [evil], value: evil }),
  'POST /desk/place/try': () => post('place/try', { act: { kind: 'move', story: story.id, to: spot } }),
  'POST /desk/place/do': async () => { await post('place/do', { id: evil, why: evil }); return post('place/do', { act: { kind: 'template', page: 2, name: evil } }) },
  'POST /desk/place/auto': () => post('place/auto', { versions: 1, page: null }),
  'POST /desk/place/auto/stop': () => post('place/auto/stop', {}),
  'POST /desk/import': () => page.evaluate(async (name, text) => {
    const form = new FormData()
    form.append('file', new File([text], name))
    return { status: 200, list: await window.desk.post('import', form) }
  }, evil.replace(/\//g, '') + '.txt', readFileSync(copy, 'utf8')),
  'POST /desk/press/make': () => post('press/make', {}),
  'POST /desk/press/send': () => post('press/send', { as: evil })
}
for (const r of routes.split(',')) {
  where = r
  if (!tried[r]) { wrong.push(`nobody attacks ${r}`); continue }
  const got = await tried[r]()
  if (!got || got.status === undefined || got.status >= 500) wrong.push(`${r}: ${JSON.stringify(got)}`)
}
for (const r of Object.keys(tried)) if (!routes.split(',').includes(r)) wrong.push(`there is no ${r} any more`)
cpSync(join(folder, '校样/大样-1'), join(folder, '校样', evil), { recursive: true }) // as another program may
await wait(1500)

// everywhere that any of it is shown
try {
  await here('after all writes', false)
  await page.evaluate(s => window.live.go(Math.max(0, s.page), s.id), story)
  await tab('page'); await here('the story and its findings', true)
  await page.evaluate(() => document.querySelectorAll('#panel .cures > button').forEach(b => b.click()))
  await wait(1500)
  await here('remedies', true)
  await page.evaluate(() => window.live.go(window.live.page(), '')); await here('findings of the page', true)
  await page.evaluate(() => document.querySelectorAll('#layers button').forEach(b => b.click())); await here('all layers', true)
  await page.evaluate(() => document.querySelectorAll('#layers button').forEach(b => b.click()))
  for (const q of [evil, 'alert']) { await page.evaluate(q => { const s = document.getElementById('search'); s.value = q; s.dispatchEvent(new Event('input')) }, q); await here('search ' + q.length, false) }
  await page.evaluate(file => window.desk.editor.open(file, 1), story.file); await here('the editor', true)
  await press('.desk-head button'); await here('the list of stories', true)
  await tab('notes'); await here('notes', true)
  await tab('place'); await page.waitForSelector('#desk-place .story'); await page.evaluate(() => document.querySelectorAll('#desk-place details').forEach(d => { d.open = true })); await wait(500)
  await page.evaluate(() => document.querySelectorAll('#desk-place details').forEach(d => { d.open = true })); await here('pool, slots, fields, templates, pictures', true)
  await page.evaluate(() => { const s = document.querySelector('#desk-place [data-key="slot"]'); if (s) for (const o of s.options) { s.value = o.value; s.dispatchEvent(new Event('change')); break } }); await here('fields', true)
  await press('#desk-place .story'); await here('a story in hand', true)
  await page.keyboard.press('Escape')
  const input = await page.$('#desk-import input[type=file]')
  await input.uploadFile(copy)
  await page.waitForFunction(() => document.querySelector('.import-report .place-list')); await here('taken in', true)
  await tab('board'); await page.waitForFunction(() => document.querySelector('.board table') && document.querySelector('.past .list button') || document.querySelector('.past p')); await here('board', true)
  await page.evaluate(() => document.querySelectorAll('.past .list button').forEach(b => b.click())); await here('history', true)
  await page.evaluate(() => document.querySelectorAll('.rounds .list button').forEach(b => b.click())); await here('rounds', true)
  await page.evaluate(() => { const b = document.querySelector('#round-changes .list button'); if (b) b.click() }); await here('a page beside its round', true)
} catch (e) { wrong.push(`${where}, then: ${e.message.split('\n')[0]}`) }
await browser.close()
console.log(JSON.stringify({ wrong }))
