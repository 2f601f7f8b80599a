// The desk: what editors do on the live proof. It is one column of tabs beside the page; each
// module below fills its own. live.js shows the page and tells what is clicked (window.live and
// the events live:edition, live:page, live:text, live:finding of the document).
import { start as edit } from './edit.js'
import { start as place } from './place.js'
import { start as notes } from './notes.js'
import { start as board } from './board.js'
import { start as keys } from './keys.js'
import { start as taking } from './import.js'

const { make } = window.live
const lang = document.documentElement.lang.slice(0, 2)
const root = new URL('.', import.meta.url)

class Refusal extends Error {
  constructor (status, id, text) { super(text); this.status = status; this.id = id }
}

const desk = {
  client: Array.from(crypto.getRandomValues(new Uint8Array(8)), b => b.toString(16).padStart(2, '0')).join(''), // this window
  nonce: document.querySelector('script[nonce]').nonce, // for style sheets made here
  lang,
  make,
  me: null,
  Refusal,

  // t is a text of words/*.json in the reader's language, with {0}, {1} … put in.
  t: (id, ...args) => (words[id] || id).replace(/\{(\d)\}/g, (m, n) => args[n] === undefined ? '' : String(args[n])),

  get: path => asked(path, {}),
  // post writes; a page that was open when the server began anew asks for its token again.
  post: async (path, body) => {
    const form = body instanceof FormData // whose kind the browser says
    const send = () => asked(path, { method: 'POST', headers: { ...(form ? {} : { 'Content-Type': 'application/json' }), 'X-Desk-Token': desk.me.token }, body: form ? body : JSON.stringify(body || {}) })
    try { return await send() } catch (e) {
      if (e.id !== 'token') throw e
      await known()
      return send()
    }
  },

  // on calls f with each event of a kind that the server sends; 'open' when the stream begins.
  on: (kind, f) => { (heard[kind] = heard[kind] || []).push(f) },

  // panel makes a tab with a title and returns the element that it shows; show brings it forward.
  panel: (name, title) => {
    const body = make('div', { id: 'desk-' + name, class: 'desk-panel', role: 'tabpanel', 'aria-labelledby': 'desk-tab-' + name, tabindex: '-1', hidden: true })
    tab(name, title, body)
    return body
  },
  show: name => choose(name),
  shown: () => chosen,

  // say tells something; kind 'wrong' is for what did not work.
  say: (text, kind) => {
    said.textContent = text
    said.dataset.kind = kind || ''
    clearTimeout(said.timer)
    if (kind !== 'wrong') said.timer = setTimeout(() => { said.textContent = '' }, 6000)
  },
  // wrong says why something was refused.
  wrong: e => desk.say(e.message, 'wrong'),

  // kept does something that makes elements of root anew, and leaves the keyboard where it was, and
  // what is typed and chosen: at the element with the same data-key, or id. While an input method
  // composes there nothing is made anew.
  kept: (root, make) => {
    if (composing && root.contains(composing)) return waiting.set(root, make)
    const had = document.activeElement
    const inside = had && root.contains(had) && nameOf(had)
    const typed = [...root.querySelectorAll('input, textarea, select')].filter(e => nameOf(e) && e.value !== written(e))
      .map(e => ({ name: nameOf(e), value: e.value, at: e === had && e.selectionStart !== undefined ? [e.selectionStart, e.selectionEnd] : null }))
    make()
    for (const { name, value, at } of typed) {
      const e = root.querySelector(name)
      if (!e || e.value === value || e.tagName === 'SELECT' && ![...e.options].some(o => o.value === value)) continue
      e.value = value
      if (at) e.setSelectionRange(...at)
    }
    const e = inside && document.activeElement !== had && root.querySelector(inside)
    if (e) e.focus({ preventScroll: true })
  },

  undo: () => step('undo'),
  redo: () => step('redo'),
  before: [] // functions that finish what is under way before something is taken back
}

window.live.renew = desk.kept // what is typed into the page's panel stays too

// nameOf is how kept finds an element again.
const nameOf = e => e.dataset.key ? `[data-key="${CSS.escape(e.dataset.key)}"]` : e.id && '#' + CSS.escape(e.id)
// written is the value that an element was made with.
const written = e => e.tagName === 'SELECT' ? ([...e.options].find(o => o.defaultSelected) || e.options[0] || {}).value : e.defaultValue
let composing = null // the element in which an input method composes
const waiting = new Map() // what kept makes anew after that
document.addEventListener('compositionstart', e => { composing = e.target }, true)
document.addEventListener('compositionend', () => {
  setTimeout(() => {
    composing = null
    const list = [...waiting]
    waiting.clear()
    for (const [root, make] of list) desk.kept(root, make)
  }, 30) // what was composed stands there then
}, true)

async function asked (path, options) {
  const answer = await fetch(new URL(path, root), options).catch(() => null)
  if (!answer) throw new Refusal(0, 'no-server', desk.t('no-server'))
  const body = await answer.json().catch(() => ({}))
  if (!answer.ok) throw new Refusal(answer.status, body.error, desk.t(body.error || 'trouble', ...(body.args || [])))
  return body
}

async function known () {
  desk.me = await desk.get('me')
  const name = localStorage.getItem('desk-name')
  if (name && !desk.me.name) {
    desk.me.name = name
    await desk.post('me', { name }).catch(() => {})
  }
}

async function step (what) {
  try {
    for (const f of desk.before) await f()
    const done = await desk.post(what)
    desk.say(desk.t(what === 'undo' ? 'undone' : 'redone', done.label || desk.t('typing')))
  } catch (e) { desk.wrong(e) }
}

// The column of tabs. The live proof's own panel is the first of them.

const tabs = make('div', { role: 'tablist', id: 'desk-tabs' })
const said = make('p', { id: 'desk-said', role: 'status' })
const column = make('aside', { id: 'desk' })
let chosen = ''

function tab (name, title, body) {
  const button = make('button', { type: 'button', role: 'tab', id: 'desk-tab-' + name, 'aria-controls': body.id, 'aria-selected': 'false', tabindex: '-1', click: () => { choose(name); below() } }, title)
  tabs.append(button)
  column.insertBefore(body, said)
}

function choose (name) {
  if (!document.getElementById('desk-tab-' + name)) return
  chosen = name
  for (const b of tabs.children) {
    const now = b.id === 'desk-tab-' + name
    b.setAttribute('aria-selected', String(now))
    b.tabIndex = now ? 0 : -1
    document.getElementById(b.getAttribute('aria-controls')).hidden = !now
  }
  document.dispatchEvent(new CustomEvent('desk:tab', { detail: { name } }))
}

// below brings what a tab shows into view where it stands under the page.
function below () {
  if (matchMedia('(max-width: 60rem)').matches) column.scrollIntoView({ block: 'start' })
}

tabs.addEventListener('keydown', e => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[e.key]
  if (!by) return
  e.preventDefault()
  e.stopPropagation()
  const all = [...tabs.children]
  const to = all[(all.indexOf(document.activeElement) + by + all.length) % all.length]
  to.click()
  to.focus()
})

document.addEventListener('keydown', e => {
  if (!(e.ctrlKey || e.metaKey) || e.altKey || e.isComposing || e.target.closest('input, textarea')) return
  const key = e.key.toLowerCase()
  if (key !== 'z' && key !== 'y') return
  e.preventDefault()
  key === 'y' || e.shiftKey ? desk.redo() : desk.undo()
})

// The one stream of events. A window that nobody sees gives its connection back: browsers have
// six for a server, and three windows would take them all.

const heard = {}
let stream = null
function listen () {
  if (document.hidden) {
    if (stream) stream.close()
    stream = null
    return
  }
  if (stream && stream.readyState !== EventSource.CLOSED) return
  stream = new EventSource(new URL('events?client=' + desk.client, root))
  stream.onopen = () => tell({ kind: 'open' })
  stream.onerror = () => {
    tell({ kind: 'lost' })
    if (stream && stream.readyState === EventSource.CLOSED) setTimeout(listen, 2000) // refused: asked again
  }
  stream.onmessage = e => tell(JSON.parse(e.data))
}
const tell = event => (heard[event.kind] || []).forEach(f => f(event))
document.addEventListener('visibilitychange', listen)

const words = await asked('words.json?lang=' + lang, {}).catch(() => ({}))
await known()
const panel = document.getElementById('panel')
column.append(tabs, said)
panel.replaceWith(column)
document.body.classList.add('desk')
panel.setAttribute('role', 'tabpanel')
panel.setAttribute('aria-labelledby', 'desk-tab-page')
tabs.setAttribute('aria-label', desk.t('desk'))
column.setAttribute('aria-label', desk.t('desk'))
tab('page', desk.t('tab-page'), panel)
keys(desk)
taking(desk)
edit(desk)
place(desk)
notes(desk)
board(desk)
;[...tabs.children].forEach((b, i) => {
  const key = String(i + 1)
  b.setAttribute('aria-keyshortcuts', key)
  b.title = `${b.textContent}　${key}`
  desk.key(key, b.id.replace('desk-', 'key-'), () => { b.click(); b.focus() })
})
choose('page')
listen()
if (window.live.edition()) {
  document.dispatchEvent(new CustomEvent('live:edition', { detail: window.live.edition() }))
  window.live.refresh()
}
window.desk = desk
