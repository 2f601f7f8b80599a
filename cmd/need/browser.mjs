// What the scripts that work in browsers share (see Browser in browser.go). A machine that does much
// else is slow, and nothing is wrong with that: what is to hold is waited for, never for a fixed time.
import { createRequire } from 'node:module'
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
