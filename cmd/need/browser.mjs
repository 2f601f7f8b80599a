// What the scripts that work in browsers share (see Browser in browser.go). A machine that does much
// else is slow, and nothing is wrong with that: what is to hold is waited for, never for a fixed time.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// patience is how long anything may take, in milliseconds.
export const patience = 90000

export const wait = ms => new Promise(done => setTimeout(done, ms))

// until waits for something to hold, and tells whether it has come to that. A page that is being
// left, or has not come yet, holds nothing.
export async function until (test) {
  for (const end = Date.now() + patience; ; await wait(25)) {
    let holds = false
    try { holds = await test() } catch (e) { if (Date.now() > end) throw e }
    if (holds || Date.now() > end) return holds
  }
}

// launch starts a browser of the node_modules folder's puppeteer-core, 'chrome' or 'firefox'.
export function launch (modules, kind = 'chrome') {
  const puppeteer = createRequire(join(modules, 'x.js'))('puppeteer-core')
  const slow = { timeout: 2 * patience, protocolTimeout: 4 * patience }
  return puppeteer.launch(kind === 'firefox'
    ? { ...slow, browser: 'firefox', executablePath: process.env.FIREFOX || '/usr/bin/firefox-esr' }
    : { ...slow, executablePath: process.env.PUPPETEER_EXECUTABLE_PATH || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--no-first-run'] })
}

// open opens a page of a browser, or of a context of one, that has patience.
export async function open (browser) {
  const page = await browser.newPage()
  page.setDefaultTimeout(patience)
  return page
}

const judged = new WeakMap() // of a page: the looks in which its drawing has been judged

// judge returns what axe-core finds wrong on a page, or in the part that a selector names: what rule is
// broken, and by what. At the thousands of glyphs in the drawing of a newspaper's page axe looks for five
// seconds of six: all is judged once in each width and scheme of a page, and after that all but the glyphs.
export async function judge (page, modules, { part = '', ...options } = {}) {
  const look = await page.evaluate(() => `${innerWidth} ${matchMedia('(prefers-color-scheme: dark)').matches}`)
  if (!judged.has(page)) judged.set(page, new Set())
  const whole = !judged.get(page).has(look)
  judged.get(page).add(look)
  await page.evaluate(readFileSync(join(modules, 'axe-core/axe.min.js'), 'utf8'))
  return page.evaluate(async (part, options, whole) => {
    const drawings = whole ? [] : [...document.querySelectorAll('#drawing svg')].map(d => [d, [...d.childNodes]])
    for (const [d] of drawings) d.replaceChildren()
    try {
      const { violations } = await window.axe.run(part || document, { resultTypes: ['violations'], ...options })
      return violations.map(v => `axe ${v.id}: ${v.nodes.slice(0, 2).map(n => `${n.target} ${n.html.slice(0, 160)}`).join(' | ')}`)
    } finally { for (const [d, glyphs] of drawings) d.replaceChildren(...glyphs) }
  }, part, options, whole)
}
