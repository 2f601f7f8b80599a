// The board: what is signed as what, who is waited for, rounds of proofs and what has changed
// since, and what a story said before.
import { start as press } from './press.js'

export function start (desk) {
  const { make, t } = desk
  const root = desk.panel('board', t('board-tab'))
  const waits = make('p', { class: 'where', role: 'status', id: 'board-waits' })
  const pages = make('div', { class: 'board' }), stories = make('div', { class: 'board' })
  const back = make('form', { class: 'row', id: 'board-back', hidden: true }, make('label', { for: 'board-why' }, t('board-why', '')), make('input', { id: 'board-why', required: true, autocomplete: 'off' }), make('button', {}, t('board-back')))
  const rounds = make('div', { class: 'rounds' }), past = make('div', { class: 'past' })
  root.append(waits, make('h2', {}, t('board-pages')), pages, back, make('h2', {}, t('board-stories')), stories, make('h2', {}, t('board-rounds')), rounds)
  press(desk, root)
  root.append(make('h2', {}, t('board-past')), past)
  let board = null, returned = null
  const here = {} // who is at which file, by window

  const clock = at => (at && at.match(/T(\d\d:\d\d)/) || ['', ''])[1]

  function table (rows, kind) {
    const as = [...new Set(rows.flatMap(r => r.signed.map(s => s.as)))]
    if (!rows.length) return make('p', { class: 'where' }, t('board-none'))
    return make('table', {}, make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, t('board-' + kind)), ...as.map(a => make('th', { scope: 'col' }, a)), make('th', { scope: 'col' }, t('board-do')))),
      make('tbody', {}, ...rows.map(r => row(r, kind, as))))
  }
  function row (r, kind, as) {
    const at = Object.values(here).filter(p => p.file && kind === 'story' && p.file.endsWith('/' + r.name + '.md')).map(p => p.name || t('board-somebody'))
    const head = make('th', { scope: 'row' }, make('button', { type: 'button', click: () => go(r, kind) }, kind === 'page' ? r.name + ' ' + (r.title || '') : r.title || r.name), at.length ? make('span', { class: 'code' }, t('board-at', at.join('、'))) : '')
    return make('tr', {}, head, ...as.map(a => {
      const s = r.signed.find(s => s.as === a)
      if (!s) return make('td', {})
      const text = s.state === 'valid' ? '✓ ' + s.by + ' ' + clock(s.at) : s.state === 'unsigned' ? t('board-missing') : t('board-void', s.by)
      return make('td', { class: 'sign ' + s.state }, text)
    }), make('td', { class: 'do' }, ...acts(r, kind)))
  }
  function acts (r, kind) {
    const out = []
    if (desk.me.rights.sign) {
      const open = r.signed.filter(s => s.asked && s.state !== 'valid').map(s => s.as)
      const choose = make('select', { 'data-key': `as ${kind} ${kind === 'page' ? board.pages.indexOf(r) : r.name}`, 'aria-label': t('board-as', r.name) }, ...(open.length ? open : ['初审', '一校', '二校', '三校', '终审']).map(a => make('option', {}, a)))
      out.push(choose, make('button', { type: 'button', 'data-key': `sign ${kind} ${kind === 'page' ? board.pages.indexOf(r) : r.name}`, 'aria-label': t('board-sign-of', r.name), click: () => sign(r, kind, choose.value) }, t('board-sign')))
    }
    if (desk.me.rights.note) out.push(make('button', { type: 'button', 'data-key': `back ${kind} ${kind === 'page' ? board.pages.indexOf(r) : r.name}`, 'aria-label': t('board-back-of', r.name), click: () => ask(r, kind) }, t('board-back')))
    return out
  }
  function go (r, kind) {
    const e = window.live.edition()
    if (kind === 'page') {
      const i = board.pages.indexOf(r)
      if (e.pages[i]) window.live.go(i, '')
    } else {
      const s = e.stories.find(s => s.id === r.name)
      if (s) { window.live.go(Math.max(0, s.page), s.id); history(s) }
    }
  }
  async function sign (r, kind, as) {
    if (!await desk.named()) return
    try {
      await desk.post('sign', { [kind]: r.name, as, digest: r.seal.digest })
      desk.say(t('board-signed', r.name, as))
    } catch (e) { desk.wrong(e) }
  }
  function ask (r, kind) {
    returned = { [kind]: r.name }
    back.hidden = false
    back.firstChild.textContent = t('board-why', kind === 'page' ? t('notes-page', r.name) : r.title)
    document.getElementById('board-why').focus()
  }
  back.addEventListener('submit', async e => {
    e.preventDefault()
    const why = document.getElementById('board-why')
    if (!returned || !why.value.trim() || !await desk.named()) return
    try {
      await desk.post('back', Object.assign({ text: why.value.trim() }, returned))
      desk.say(t('board-given-back'))
      why.value = ''
      back.hidden = true
      returned = null
    } catch (e) { desk.wrong(e) }
  })

  async function load () {
    if (!window.live.edition()) return
    try {
      board = await desk.get('board')
      desk.kept(root, () => {
        pages.replaceChildren(table(board.pages, 'page'))
        stories.replaceChildren(table(board.stories, 'story'))
      })
      const by = {}
      for (const r of [...board.pages, ...board.stories]) for (const s of r.signed) if (s.asked && s.state !== 'valid') (by[s.as] = by[s.as] || []).push(r.pages ? r.title : t('notes-page', r.name))
      waits.textContent = board.open ? t('board-waits', board.open) + ' ' + Object.entries(by).map(([as, l]) => as + '：' + l.slice(0, 6).join('、') + (l.length > 6 ? '…' : '')).join('；') : t('board-clear')
    } catch (e) { if (e.status !== 404) desk.wrong(e) }
  }

  // rounds

  const name = make('input', { id: 'round-name', value: '大样', autocomplete: 'off' })
  const freeze = make('form', { class: 'row' }, make('label', { for: 'round-name' }, t('board-freeze')), name, make('button', {}, t('board-keep')))
  const changes = make('div', { id: 'round-changes' })
  freeze.addEventListener('submit', async e => {
    e.preventDefault()
    desk.say(t('board-keeping'))
    try { desk.say(t('board-kept', (await desk.post('rounds', { name: name.value.trim() })).name)) } catch (e) { desk.wrong(e) }
  })
  const kept = make('ul', { class: 'list' })
  rounds.append(...[desk.me.rights.send ? freeze : '', kept, changes].filter(x => x))
  async function listRounds () {
    const list = await desk.get('rounds').catch(() => [])
    desk.kept(root, () => kept.replaceChildren(...list.map(r => make('li', {}, make('button', { type: 'button', 'data-key': 'since ' + r.name, click: () => since(r.name) }, t('board-since', r.name))))))
  }
  async function since (round) {
    try {
      const d = await desk.get('rounds/since?round=' + encodeURIComponent(round))
      const e = window.live.edition()
      changes.replaceChildren(make('h3', {}, t('board-since', round)), make('ul', { class: 'list' }, ...d.pages.map(p => make('li', {}, make('button', { type: 'button', class: 'state-' + p.state, click: () => beside(round, p, d) }, t('notes-page', p.name), '　', t('board-state-' + p.state))))),
        ...d.stories.flatMap(s => (s.changes || []).map(c => make('p', { class: 'redline' }, s.title + '：', ...(c.segs || []).map(g => g.op === 'delete' ? make('del', {}, g.text) : g.op === 'insert' ? make('ins', {}, g.text) : clip(g.text)))))
      )
      return e
    } catch (e) { desk.wrong(e) }
  }
  const clip = text => [...text].length > 24 ? [...text].slice(0, 10).join('') + '…' + [...text].slice(-10).join('') : text
  // beside shows a page as it was and as it is: beside one another, or one over the other, where
  // what is the same is black. Words that have changed are outlined.
  function beside (round, page, d) {
    const e = window.live.edition(), i = board ? board.pages.findIndex(p => p.name === page.name) : -1
    const old = make('img', { src: 'desk/rounds/picture?round=' + encodeURIComponent(round) + '&page=' + encodeURIComponent(page.name), alt: t('board-was', page.name) })
    const now = i >= 0 && e.pages[i] ? make('img', { src: `page/${i}/page.svg?${e.pages[i].tag}`, alt: t('board-is', page.name) }) : ''
    const shown = now && make('div', { class: 'is' }, now, ...outlines(d, page, e.pages[i]))
    const pair = make('div', { class: 'beside' }, make('div', {}, old), shown)
    const over = make('button', { type: 'button', 'aria-pressed': 'false', click: () => over.setAttribute('aria-pressed', String(pair.classList.toggle('over'))) }, t('board-over'))
    const dialog = make('dialog', { class: 'round-dialog', 'aria-label': t('board-since', round) }, make('div', { class: 'row' }, make('strong', {}, t('notes-page', page.name) + '　' + t('board-state-' + page.state)), over, make('button', { type: 'button', click: () => dialog.close() }, t('board-close'))), pair)
    dialog.addEventListener('close', () => dialog.remove())
    document.body.append(dialog)
    dialog.showModal()
    const seen = pair.querySelectorAll('img')
    Promise.all([...seen].map(x => x.decode().catch(() => null))).then(() => {
      const first = pair.querySelector('.changed')
      if (first) first.scrollIntoView({ block: 'center' })
    })
  }

  // outlines are the lines of a page that a report of changes touches; it has them in 1/1000 mm.
  function outlines (d, page, { w, h }) {
    const lines = d.stories.flatMap(s => s.changes || []).flatMap(c => c.edits || []).flatMap(x => x.lines || []).filter(l => l.page === page.number)
    const part = (v, of) => v * 72 / 25400 / of * 100 + '%'
    return lines.map(({ rect: [x, y, width, height] }) => {
      const e = make('i', { class: 'changed' })
      Object.assign(e.style, { left: part(x, w), top: part(y, h), width: part(width, w), height: part(height, h) })
      return e
    })
  }

  // history

  async function history (story) {
    if (!story || !story.at || !story.at.file) return past.replaceChildren(make('p', { class: 'where' }, t('board-past-how')))
    const list = await desk.get('history?file=' + encodeURIComponent(story.at.file)).catch(() => [])
    const shown = make('div', {})
    desk.kept(root, () => past.replaceChildren(make('p', { class: 'where' }, story.title, list.length ? '' : '　' + t('board-past-none')), make('ul', { class: 'list' }, ...list.map(h => make('li', {}, make('button', { type: 'button', 'data-key': `past ${h.n || ''} ${h.id || ''}`, click: () => see(story, h, shown) }, day(h.at) + clock(h.at) + '　' + source(h))))), shown))
  }
  // day is the date of a state that is not of today.
  const day = at => at && at.slice(0, 10) !== new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10) ? at.slice(0, 10) + ' ' : ''
  // source says whose a state is: what stood there at first, another program's, or somebody's.
  const source = h => h.kind === 'base' ? t('board-base') : h.kind === 'came' ? t('board-file') : h.kind === 'round' ? t('board-round', h.label, h.by || t('somebody')) : h.kind === 'kept' ? t('board-git', h.by, h.label) : (h.by || t('somebody')) + '　' + (h.label || t('typing'))
  async function see (story, h, shown) {
    try {
      const got = await desk.get(`history/text?file=${encodeURIComponent(story.at.file)}&n=${h.n || 0}&id=${h.id || ''}`)
      shown.replaceChildren(make('p', { class: 'redline' }, ...got.parts.map(g => g.op === 'delete' ? make('del', {}, g.text) : g.op === 'insert' ? make('ins', {}, g.text) : clip(g.text))),
        desk.me.rights.edit ? make('button', { type: 'button', click: async () => { try { await desk.post('history/restore', { file: story.at.file, n: h.n || 0, id: h.id || '' }); desk.say(t('board-restored')) } catch (e) { desk.wrong(e) } } }, t('board-restore')) : '')
    } catch (e) { desk.wrong(e) }
  }

  function all () {
    if (desk.shown() !== 'board') return
    load()
    listRounds()
    history((window.live.edition() || { stories: [] }).stories.find(s => s.id === window.live.story()))
  }
  document.addEventListener('desk:tab', all)
  document.addEventListener('live:edition', () => { if (desk.shown() === 'board') load() })
  desk.on('signs', all)
  desk.on('rounds', all)
  desk.on('hello', e => { for (const p of e.people || []) here[p.client] = p })
  desk.on('presence', e => { here[e.client] = e })
  desk.on('left', e => { delete here[e.client] })
  // which is the row of the story that is chosen, else of the page that is shown
  const which = what => window.live.story() ? `[data-key="${what} story ${CSS.escape(window.live.story())}"]` : `[data-key="${what} page ${window.live.page()}"]`
  desk.key('b', 'key-board', () => { desk.show('board'); document.getElementById('desk-tab-board').focus() })
  if (desk.me.rights.sign) desk.key('S', 'key-sign', () => desk.reach('board', which('sign')))
  if (desk.me.rights.note) desk.key('K', 'key-back', () => desk.reach('board', which('back')))
  if (desk.me.rights.send) desk.key('R', 'key-round', () => desk.reach('board', '#round-name'))
  desk.key('C', 'key-since', () => desk.reach('board', '.rounds .list li:last-child button'))
  desk.key('H', 'key-past', () => desk.reach('board', '.past .list button'))
  if (desk.me.account) {
    // the page's policy lets no form be sent
    const leave = () => fetch('/logout', { method: 'POST', redirect: 'manual' }).then(() => location.assign('/login'), () => desk.say(t('no-server'), 'wrong'))
    root.append(make('div', { class: 'row' }, make('span', { class: 'where' }, desk.me.name + '（' + desk.me.role + '）'), make('button', { type: 'button', id: 'board-leave', click: leave }, t('board-leave'))))
  }
}
