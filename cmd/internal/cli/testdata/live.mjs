// Uses the live proof as an editor would, in a headless browser, and changes the files
// under it: node live.mjs MODULES SHOTS ADDRESS FOLDER. MODULES has puppeteer-core and
// axe-core; SHOTS is a folder or -; FOLDER is the paper's, a copy of the sample.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { judge, launch, open } from '../../../need/browser.mjs'

const [modules, shots, address, folder] = process.argv.slice(2)
const wrong = []
const fail = (where, what) => wrong.push(where + ': ' + what)
const browser = await launch(modules)
const story = join(folder, 'editions/2026-10-20/stories/102-harvest.md')
const original = readFileSync(story, 'utf8')

async function check(page, where) {
  for (const found of await judge(page, modules)) fail(where, found)
}
const shoot = async (page, name) => shots === '-' ? null : page.screenshot({ path: join(shots, `live-${name}.png`) })

// until waits for something to hold on the page, and says when it does not.
async function until(page, where, what, test, ...args) {
  try { await page.waitForFunction(test, {}, ...args); return true } catch (e) { fail(where, what); return false }
}
// asFresh holds what was made of the page shown, change by change, against the page as it comes to who begins now.
async function asFresh (page, where) {
  const drawing = of => of.evaluate(() => document.getElementById('drawing').innerHTML)
  const other = await open(browser)
  await other.setExtraHTTPHeaders({ 'Accept-Language': 'zh-CN' })
  await other.goto(await page.evaluate(() => location.href))
  await until(other, where, 'there is no page for others', () => document.querySelectorAll('#drawing use').length > 2000)
  const label = svg => svg.replace(/^<svg [^>]*>/, '')
  const [a, b] = [label(await drawing(page)), label(await drawing(other))]
  if (a !== b) fail(where, `the page has become another than it is: ${a.length} and ${b.length} characters`)
  await other.close()
}
const clickText = async (page, x, y) => { // in parts of the page
  const b = await page.evaluate((x, y) => {
    const at = () => { const r = document.getElementById('sheet').getBoundingClientRect(); return [r.x + r.width * x, r.y + r.height * y] }
    const stage = document.getElementById('stage')
    const [, top] = at()
    if (getComputedStyle(document.body).display === 'grid') stage.scrollBy(0, top - innerHeight / 2); else scrollBy(0, top - innerHeight / 3)
    return at()
  }, x, y)
  await page.mouse.click(...b)
}

for (const [width, scheme] of [[1440, 'light'], [1440, 'dark'], [390, 'light']]) {
  const where = `${width} ${scheme}`
  const page = await open(browser)
  page.on('pageerror', e => fail(where, String(e)))
  page.on('console', m => m.type() === 'error' && fail(where, m.text()))
  page.on('requestfailed', r => r.url().includes('/events') || r.failure().errorText === 'net::ERR_ABORTED' || fail(where, 'request ' + r.url()))
  page.on('request', r => r.url().startsWith(address) || r.url().startsWith('data:') || fail(where, 'foreign request ' + r.url()))
  const changes = [] // of the page, how long they are
  page.on('response', async r => { if (r.url().includes('&from=') && (r.status() === 304 || r.headers()['content-type'] === 'application/json')) changes.push((await r.text().catch(() => '')).length) })
  await page.setExtraHTTPHeaders({ 'Accept-Language': scheme === 'dark' ? 'en' : 'zh-CN' })
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
  await page.setViewport({ width, height: 900, hasTouch: width < 1000 })
  await page.goto(address)
  await until(page, where, 'there is no page', () => document.querySelectorAll('#drawing use').length > 2000 && document.querySelectorAll('#strip button').length === 4)
  await check(page, where)
  await shoot(page, `${where}-page`)
  if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1)) fail(where, 'it is wider than the window')

  // the text under the mouse, and where it comes from
  await clickText(page, 0.7, 0.36)
  await until(page, where, 'a click on text does not lead to its source', () => /102-harvest\.md:\d+:\d+/.test(document.querySelector('.source code')?.textContent || ''))
  await until(page, where, 'the story is not outlined', () => document.querySelectorAll('#marks .chosen').length === 1)
  const link = await page.evaluate(() => document.querySelector('.source a').getAttribute('href'))
  if (!link.startsWith('vscode://file/') || !/102-harvest\.md:\d+:\d+$/.test(link)) fail(where, 'link ' + link)
  await check(page, where + ' story')
  await shoot(page, `${where}-story`)

  // a change is seen at once, and nothing moves under the reader
  if (width > 1000) await page.evaluate(() => document.getElementById('stage').scrollTo(0, 200))
  const before = await page.evaluate(() => [document.getElementById('stage').scrollTop, document.getElementById('sheet').offsetWidth])
  writeFileSync(story, original.replace(/\n\n(.+)$/m, '\n\n加上去的一整段新的文字，要多占几行才好，所以写得长一些，再长一些，就排不下了。\n\n$1'))
  await until(page, where, 'overset is not said', () => document.querySelector('#panel .state.over') && document.querySelector('#strip .state.over'))
  await until(page, where, 'nothing flashes', () => document.querySelectorAll('#marks .flash').length > 0)
  await shoot(page, `${where}-over`)
  const after = await page.evaluate(() => [document.getElementById('stage').scrollTop, document.getElementById('sheet').offsetWidth])
  if (String(before) !== String(after)) fail(where, `it was at ${before} and is at ${after}`)

  // the page became what it is by what changed of it
  await until(page, where, 'the page came anew', () => performance.getEntriesByType('resource').some(e => /page\.svg\?.*&from=/.test(e.name)))
  if (!changes.some(c => c < 200000)) fail(where, `changes of the page are none, or as long as the page: ${changes}`)
  await asFresh(page, where)

  // one that something else has emptied comes whole
  await page.evaluate(() => document.querySelector('#drawing svg').replaceChildren())
  writeFileSync(story, readFileSync(story, 'utf8').replace('再长一些', '更长一些'))
  await until(page, where, 'an emptied page does not come whole', () => document.querySelectorAll('#drawing use').length > 2000)
  await asFresh(page, where)

  // what was changed is listed
  await until(page, where, 'the change is not listed', () => [...document.querySelectorAll('#panel .level.changed')].length > 0 && document.getElementById('panel').textContent.includes('加上去的一整段'))

  // a finding leads to its place
  await page.keyboard.press('Escape')
  if (await until(page, where, 'there are no findings', () => document.querySelector('#findings button'))) {
    await page.evaluate(() => document.querySelector('#findings button').click())
    await until(page, where, 'a finding does not show its place', () => document.querySelector('#marks .spot'))
  }

  await page.keyboard.press('Escape')
  await page.keyboard.press('f')
  await until(page, where, 'f does not go to a finding', () => document.querySelector('#marks .spot') && document.querySelector('#panel .source'))

  // a search
  await page.keyboard.press('/')
  await page.keyboard.type('锁澜桥')
  await until(page, where, 'nothing is found', () => document.querySelectorAll('#panel mark').length > 3 && document.querySelectorAll('#marks .hit').length > 0)
  await check(page, where + ' search')
  await shoot(page, `${where}-search`)
  await page.keyboard.press('Enter')
  await until(page, where, 'what is found is not shown', () => document.querySelector('#marks .spot') && location.hash === '#page-1/101-bridge')
  await page.keyboard.press('Escape')
  await until(page, where, 'the source is not that of the story', () => document.querySelector('.source code')?.textContent.includes('101-bridge.md:4:'))
  await until(page, where, 'the search does not end', () => !document.querySelector('#panel mark, #marks .hit') && !document.getElementById('search').value)

  // layers: overset is there from the start
  for (const key of 'glsmerd') await page.keyboard.press(key)
  await until(page, where, 'the layers are not all there', () => document.querySelectorAll('#over svg').length === 8)
  await shoot(page, `${where}-layers`)
  await check(page, where + ' layers')
  for (const key of 'glsmerd') await page.keyboard.press(key)
  await until(page, where, 'the layers do not go', () => document.querySelectorAll('#over svg').length === 1)

  // a file half written: the pages stay
  const svg = await page.evaluate(() => document.querySelector('#drawing').innerHTML.length)
  writeFileSync(story, '---\n标题: [半')
  await until(page, where, 'the fault of the file is not said', () => !document.getElementById('problems').hidden && document.getElementById('problems').textContent.includes('102-harvest.md'))
  if (await page.evaluate(() => document.querySelector('#drawing').innerHTML.length) !== svg) fail(where, 'the pages of a broken file are shown')
  await check(page, where + ' problem')
  await shoot(page, `${where}-problem`)
  writeFileSync(story, original)
  await until(page, where, 'the fault stays', () => document.getElementById('problems').hidden && !document.querySelector('#strip .state.over') && !document.querySelector('#panel .level.changed'))
  await page.waitForNetworkIdle({ concurrency: 1 }).catch(() => null)
  await asFresh(page, where + ' mended')

  // the keyboard
  await page.evaluate(() => { location.hash = 'page-1' })
  await until(page, where, 'the address does not lead to its page', () => document.querySelector('#strip button').hasAttribute('aria-current'))
  await page.keyboard.press('ArrowRight')
  await until(page, where, 'the right key does not turn the page', () => location.hash === '#page-2' && document.querySelector('#drawing svg').getAttribute('aria-label').includes('2'))
  await page.keyboard.press('j')
  await until(page, where, 'j does not choose a story', () => location.hash.startsWith('#page-2/'))
  await page.keyboard.press('ArrowLeft')
  await until(page, where, 'the left key does not turn it back', () => location.hash === '#page-1')
  const wide = await page.evaluate(() => document.getElementById('sheet').offsetWidth)
  await page.keyboard.press('+')
  await until(page, where, '+ does not enlarge', w => document.getElementById('sheet').offsetWidth > w, wide)
  await page.keyboard.press('0')
  await until(page, where, '0 does not fit the width', w => Math.abs(document.getElementById('sheet').offsetWidth - w) < 3, wide)
  await page.keyboard.press('?')
  await until(page, where, '? shows no help', () => document.getElementById('help').open)
  await check(page, where + ' help')
  await shoot(page, `${where}-help`)
  await page.keyboard.press('Escape')
  await page.close()
}
console.log(JSON.stringify({ wrong }))
await browser.close()
