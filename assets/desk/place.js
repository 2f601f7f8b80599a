// Placing: the stories on no page and the slots of the page, by mouse and by keyboard. A story is
// taken in hand; every slot then says how it would fit there, before anything is let go.
// remedies.js and look.js hold what else is done with pages.
import { start as cures } from './remedies.js'
import { start as look } from './look.js'

export function start (desk) {
  const { make, t } = desk
  if (!desk.me || !desk.me.rights || !desk.me.rights.place) return
  const panel = desk.panel('place', t('place'))
  const sheet = document.getElementById('sheet')
  const s = { plan: null, hand: null, fits: {}, panel, make, t }

  // page is the page of edition.yaml that is shown.
  s.page = () => s.plan && s.plan.pages.find(p => p.shown === window.live.page())
  s.story = id => s.plan.stories.find(x => x.id === id) || { id, title: id, chars: 0 }

  // do makes a change; what has changed comes with the next edition.
  s.act = async act => {
    try {
      const done = await desk.post('place/do', { act })
      s.old = true // until the pages say so
      desk.say(done[desk.lang] || done.zh)
      return true
    } catch (e) { desk.wrong(e); return false }
  }

  s.fitOf = f => f.pictures ? ['over', t('place-picture')] : f.over || f.over_lines ? ['over', t('place-over', f.over, f.over_lines)]
    : f.free_lines > 1 ? ['short', t('place-short', f.free_chars, f.free_lines)] : ['full', t('place-fits')]
  s.fitSign = f => { const [kind, text] = s.fitOf(f); return make('span', { class: 'place-fit ' + kind }, text) }

  // load asks for the plan, one question at a time: what has changed meanwhile is asked for after it.
  // Browsers have six connections for a server, and the pages come by them too.
  let asking = false, again = false
  s.load = async () => {
    if (asking) { again = true; return }
    asking = true
    const plan = await desk.get('place/plan').catch(() => null)
    asking = false
    if (again) { again = false; s.load() }
    if (!plan) { // the pages are being set, or cannot be while a file is wrong
      if (!s.plan && desk.shown() === 'place') panel.replaceChildren(...[desk.importing, make('p', { class: 'where', role: 'status' }, t('place-waiting'))].filter(e => e))
      setTimeout(s.load, 1500)
      return
    }
    s.plan = plan
    s.old = false
    if (s.hand && !plan.stories.some(x => x.id === s.hand.story)) s.hand = null
    s.show()
    if (s.hand) measure()
  }

  s.show = () => {
    if (!s.plan || desk.shown() !== 'place') return overlay()
    const page = s.page()
    desk.kept(panel, () => panel.replaceChildren(...[hand(), make('p', { class: 'where' }, t('place-how')), ...pool(), ...(page ? slots(page) : []), ...more(page)].filter(Boolean)))
    overlay()
  }
  const heading = (text, n) => make('h2', {}, n === undefined ? text : `${text} ${n}`)

  function hand () {
    if (!s.hand) return null
    return make('div', { id: 'place-hand', role: 'status' }, t('place-held', s.story(s.hand.story).title), ' ', make('button', { type: 'button', 'data-key': 'drop', click: letGo }, t('place-drop')),
      s.hand.from ? make('button', { type: 'button', 'data-key': 'away', click: () => away(s.hand.story, s.hand.from) }, t('place-away')) : '')
  }

  // item is a story that can be taken in hand.
  function item (id, from) {
    const story = s.story(id), held = s.hand && s.hand.story === id && same(s.hand.from, from)
    const b = make('button', { type: 'button', class: 'story', 'data-key': 'story ' + id + (from ? ' ' + from.slot : ''), 'aria-pressed': String(!!held), click: () => held ? letGo() : s.hand && from ? onto(from) : take(id, from) }, story.title || id)
    b.addEventListener('pointerdown', e => drag(e, id, from))
    return b
  }
  const same = (a, b) => !a && !b || a && b && a.page === b.page && a.slot === b.slot

  const pool = () => [heading(t('place-pool'), s.plan.pool.length), desk.importing, s.plan.pool.length
    ? make('ul', { class: 'place-list' }, ...s.plan.pool.map(id => make('li', {}, item(id, null), make('span', { class: 'say' }, t('place-chars', s.story(id).chars))))) : make('p', { class: 'where' }, t('place-empty-pool'))]

  const open = page => page.drawing.slots.filter(x => x.kind === 'story')
  const slots = page => [heading(t('place-slots')), make('ul', { class: 'place-list' }, ...open(page).map(slot => {
    const at = { page: page.page, slot: slot.name }
    return make('li', {}, make('b', {}, slot.name),
      ...(slot.stories || []).map(id => item(id, at)),
      slot.stories ? '' : make('span', { class: 'say' }, t('place-none')),
      s.hand ? make('button', { type: 'button', 'data-key': 'to ' + slot.name, click: () => onto(at) }, t('place-here')) : '',
      s.hand && s.fits[slot.name] ? s.fitSign(s.fits[slot.name]) : '')
  }))]
  const more = page => s.extra ? s.extra(page) : []

  // take takes a story in hand and asks how it would fit each slot.
  function take (story, from) {
    s.hand = { story, from }
    s.fits = {}
    s.show()
    return measure()
  }
  async function measure () {
    const page = s.page(), held = s.hand
    if (!page) return
    const list = await desk.get(`place/fits?page=${page.page}&story=${encodeURIComponent(held.story)}`).catch(() => [])
    if (s.hand !== held || s.page() !== page) return
    s.fits = Object.fromEntries(list.map(f => [f.slot, f]))
    s.show()
  }
  function letGo () {
    s.hand = null
    s.fits = {}
    s.show()
  }
  async function away (story, from) {
    letGo()
    await s.act({ kind: 'move', story, from })
  }

  // onto puts the story in hand into a slot. Where one stands already, they change places, or the
  // other goes back to those on no page; a slot of briefs takes one behind the other.
  async function onto (at) {
    const { story, from } = s.hand
    if (same(from, at)) return letGo()
    const page = s.plan.pages.find(p => p.page === at.page)
    const slot = page.drawing.slots.find(x => x.name === at.slot)
    const there = (slot.stories || []).filter(id => id !== story)
    const how = !there.length || slot.briefs || there.length > 1 ? 'behind' : from ? 'swapped' : 'instead'
    letGo()
    await s.act({ kind: 'move', story, from, to: at, how })
  }

  // overlay shows the slots on the page while a story is in hand.
  function overlay () {
    let over = document.getElementById('place-slots')
    const page = s.plan && s.page()
    if (!s.hand || !page) { if (over) over.remove(); return }
    if (!over) {
      over = make('div', { id: 'place-slots' })
      sheet.append(over)
      over.addEventListener('click', e => e.stopPropagation())
    }
    over.replaceChildren(...open(page).flatMap(slot => {
      const f = s.fits[slot.name], [kind, text] = f ? s.fitOf(f) : ['', '…']
      const go = () => onto({ page: page.page, slot: slot.name })
      return slot.rects.map((rect, i) => {
        const part = i ? make('div', { 'data-slot': slot.name, 'aria-hidden': 'true', click: go })
          : make('button', { type: 'button', 'data-slot': slot.name, 'aria-label': `${slot.name} ${text}`, click: go }, make('span', { class: kind }, slot.name + '　' + text))
        part.classList.toggle('target', slot.name === s.hand.slot)
        place(part, rect, page.drawing)
        return part
      })
    }))
  }
  function place (e, [x, y, w, h], { w: pw, h: ph }) {
    Object.assign(e.style, { left: 100 * x / pw + '%', top: 100 * y / ph + '%', width: 100 * w / pw + '%', height: 100 * h / ph + '%' })
  }
  s.put = place

  const turns = 500 // milliseconds that a story is held over a page in the strip until that page is shown
  const edge = 56 // pixels from the edge of the stage where it begins to move

  // drag begins when the pointer has moved; a story is let go over a slot of the page. Held over a
  // page in the strip, it turns to that page; near an edge of the stage the page moves.
  function drag (e, story, from) {
    if (e.button) return
    const x = e.clientX, y = e.clientY, stage = document.getElementById('stage'), strip = document.getElementById('strip')
    let ghost = null, over = null, turning = 0, last = e
    const at = e => document.elementFromPoint(e.clientX, e.clientY)
    const under = e => { const el = at(e); return el && el.closest('#place-slots [data-slot]') }
    const scroll = setInterval(() => {
      if (!ghost) return
      const r = stage.getBoundingClientRect()
      if (last.clientX < r.left || last.clientX > r.right) return
      stage.scrollBy(0, last.clientY < r.top + edge ? -12 : last.clientY > r.bottom - edge ? 12 : 0)
    }, 16)
    const turn = e => {
      const el = at(e), b = el && el.closest('#strip button')
      if (b === over) return
      clearTimeout(turning)
      over = b
      if (b) turning = setTimeout(() => window.live.go([...strip.children].indexOf(b), ''), turns)
    }
    const move = e => {
      last = e
      if (!ghost && Math.hypot(e.clientX - x, e.clientY - y) < 6) return
      if (!ghost) {
        ghost = make('div', { id: 'place-ghost' }, s.story(story).title)
        document.body.append(ghost)
        take(story, from)
      }
      Object.assign(ghost.style, { left: e.clientX + 12 + 'px', top: e.clientY + 12 + 'px' })
      turn(e)
      const to = under(e)
      document.querySelectorAll('#place-slots [data-slot]').forEach(b => b.classList.toggle('target', !!to && b.dataset.slot === to.dataset.slot))
      const f = to && s.fits[to.dataset.slot]
      ghost.replaceChildren(s.story(story).title, ' ', f ? s.fitSign(f) : '')
    }
    const end = async e => {
      removeEventListener('pointermove', move)
      removeEventListener('pointerup', end)
      removeEventListener('pointercancel', end)
      clearInterval(scroll)
      clearTimeout(turning)
      if (!ghost) return
      ghost.remove()
      addEventListener('click', stop, { capture: true, once: true })
      setTimeout(() => removeEventListener('click', stop, { capture: true }), 50)
      const to = e.type === 'pointerup' && under(e), page = s.page()
      if (to && page && s.hand) await onto({ page: page.page, slot: to.dataset.slot })
      else letGo()
    }
    const stop = e => { e.preventDefault(); e.stopPropagation() }
    addEventListener('pointermove', move)
    addEventListener('pointerup', end)
    addEventListener('pointercancel', end)
  }

  // By keyboard a story in hand goes from slot to slot, each of which says how it fits, until it is
  // put down.
  document.addEventListener('keydown', e => {
    if (!s.hand || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.target.closest('input, textarea, select, [contenteditable="true"]')) return
    const by = { ArrowDown: 1, ArrowUp: -1 }[e.key], page = s.page()
    if (e.key === 'Escape') letGo()
    else if (by && page) aim(page, by)
    else if (e.key === 'Enter' && s.hand.slot && page) onto({ page: page.page, slot: s.hand.slot })
    else return
    e.preventDefault()
    e.stopPropagation()
  }, { capture: true })
  function aim (page, by) {
    const names = open(page).map(x => x.name)
    const i = names.indexOf(s.hand.slot)
    s.hand.slot = names[i < 0 ? (by > 0 ? 0 : names.length - 1) : (i + by + names.length) % names.length]
    overlay()
    const f = s.fits[s.hand.slot], on = document.querySelector('#place-slots .target')
    if (on) on.scrollIntoView({ block: 'nearest' })
    desk.say(s.hand.slot + (f ? '　' + s.fitOf(f)[1] : ''))
  }
  const spotOf = id => {
    for (const p of s.plan.pages) for (const x of p.drawing.slots) if ((x.stories || []).includes(id)) return { page: p.page, slot: x.name }
    return null
  }
  // ready shows the tab once there is a plan.
  const ready = async () => { desk.show('place'); for (let k = 0; k < 100 && (!s.plan || s.old); k++) await new Promise(resolve => setTimeout(resolve, 50)); return s.plan }
  desk.key('a', 'key-take', async () => {
    if (!await ready()) return
    const list = s.plan.pool, i = s.hand && !s.hand.from ? list.indexOf(s.hand.story) : -1
    list.length ? take(list[(i + 1) % list.length], null) : desk.say(t('place-empty-pool'))
  })
  desk.key('v', 'key-move', async () => {
    const id = window.live.story()
    if (!await ready()) return
    id ? take(id, spotOf(id)) : desk.say(t('key-no-story'))
  })
  desk.key('↑ ↓ ↵', 'key-aim')
  desk.key('x', 'key-off', async () => {
    const id = window.live.story()
    if (!await ready()) return
    const from = id && spotOf(id)
    from ? away(id, from) : desk.say(t('key-no-story'))
  })
  document.addEventListener('live:edition', () => { s.old = true; if (desk.shown() === 'place' || s.hand) s.load() })
  document.addEventListener('live:page', () => { s.fits = {}; s.show(); if (s.hand) measure() })
  document.addEventListener('desk:tab', e => {
    if (e.detail.name !== 'place') return overlay()
    if (s.plan) s.show()
    if (!s.plan || s.old) s.load()
  })
  cures(desk)
  look(desk, s)
}
