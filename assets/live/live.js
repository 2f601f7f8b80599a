// The live proof: a page as it is printed, and what is to be said of it. The server pushes
// the edition as it stands ("events"); drawings are asked for when their tag has changed.
// The address after # says what is shown: page-2, or page-2/STORY.
(function () {
  'use strict'
  const words = JSON.parse(document.getElementById('words').textContent)
  const lang = '?lang=' + words.Lang.slice(0, 2)
  const [title, status, problems, strip, stage, sheet, drawing, over, marks, panel, rate, help] =
    ['title', 'status', 'problems', 'strip', 'stage', 'sheet', 'drawing', 'over', 'marks', 'panel', 'rate', 'help'].map(id => document.getElementById(id))
  let edition = null
  let at = 0 // the page shown
  let chosen = '' // the story chosen, by id
  let place = null // the place in its source that was clicked
  let zoom = 0 // 0 fits the width, -1 the whole page, else CSS pixels a point
  const shown = new Set() // layers
  const drawn = { tag: '', at: -1 }

  // make builds an element: its attributes, then its children.
  function make(name, attrs, ...children) {
    const e = document.createElement(name)
    for (const [k, v] of Object.entries(attrs || {})) {
      if (k === 'click') e.addEventListener('click', v)
      else if (v !== null && v !== undefined && v !== false) e.setAttribute(k, v === true ? '' : v)
    }
    e.append(...children.filter(c => c !== null && c !== undefined && c !== ''))
    return e
  }

  const label = page => page.name + (page.section ? ' ' + page.section : '')

  // drawing pages and layers

  // fetched returns a drawing of page i as an element, null where it cannot be had.
  async function fetched(path) {
    const answer = await fetch(path)
    if (!answer.ok) return null
    const svg = new DOMParser().parseFromString(await answer.text(), 'image/svg+xml').documentElement
    return svg.nodeName === 'svg' ? document.importNode(svg, true) : null
  }

  // showPage draws the page shown, unless it stands there already.
  async function showPage() {
    const i = at, page = edition.pages[i]
    if (drawn.at === i && drawn.tag === page.tag) return
    const svg = await fetched(`page/${i}/page.svg?${page.tag}`).catch(() => null)
    if (!svg || at !== i || edition.pages[i].tag !== page.tag) return // there is something newer
    svg.setAttribute('role', 'img')
    svg.setAttribute('aria-label', label(page))
    svg.querySelectorAll('[role="group"], [aria-label]').forEach(e => { e.removeAttribute('role'); e.removeAttribute('aria-label') })
    const again = drawn.at === i
    drawing.replaceChildren(svg)
    Object.assign(drawn, { at: i, tag: page.tag })
    if (again) page.changed.forEach(r => mark(r, 'flash'))
  }

  async function showLayers() {
    const i = at, version = edition.version
    const names = [...document.querySelectorAll('#layers button')].map(b => b.dataset.layer).filter(n => shown.has(n))
    const parts = await Promise.all(names.map(n => fetched(`page/${i}/layer/${n}.svg?${version}`).catch(() => null)))
    if (at === i && edition.version === version && names.every(n => shown.has(n))) over.replaceChildren(...parts.filter(p => p))
  }

  function toggle(layer) {
    shown.has(layer) ? shown.delete(layer) : shown.add(layer)
    document.querySelectorAll('#layers button').forEach(b => b.setAttribute('aria-pressed', String(shown.has(b.dataset.layer))))
    if (edition && edition.pages.length) showLayers()
  }

  // size gives the sheet the page's form; it keeps what is seen where it was.
  function size() {
    const page = edition && edition.pages[at]
    if (!page) return
    const style = getComputedStyle(stage)
    const wide = stage.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
    const high = stage.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom)
    const width = zoom > 0 ? page.w * zoom : zoom < 0 ? Math.min(wide, high * page.w / page.h) : wide
    const old = sheet.offsetWidth, x = stage.scrollLeft, y = stage.scrollTop
    sheet.style.width = width + 'px'
    sheet.style.height = width * page.h / page.w + 'px'
    if (old && old !== sheet.offsetWidth) {
      stage.scrollLeft = (x + stage.clientWidth / 2) * sheet.offsetWidth / old - stage.clientWidth / 2
      stage.scrollTop = (y + stage.clientHeight / 2) * sheet.offsetWidth / old - stage.clientHeight / 2
    }
  }
  function enlarge(by) {
    const now = sheet.offsetWidth / edition.pages[at].w
    zoom = Math.max(0.2, Math.min(6, now * by))
    size()
  }
  function fit(to) { zoom = to; size() }

  // marks on the page

  // mark shows a place of the page; one that vanishes goes by itself.
  function mark(r, kind) {
    const page = edition.pages[at]
    const e = make('span', { class: kind })
    Object.assign(e.style, { left: 100 * r[0] / page.w + '%', top: 100 * r[1] / page.h + '%', width: 100 * r[2] / page.w + '%', height: 100 * r[3] / page.h + '%' })
    if (kind !== 'chosen') e.addEventListener('animationend', () => e.remove())
    marks.append(e)
    return e
  }
  function outline() {
    marks.querySelectorAll('.chosen').forEach(e => e.remove())
    for (const p of edition.pages[at].pieces) if (p.story === chosen) mark(p.rect, 'chosen')
  }

  // point turns to a place, brings it into view and lets it flash.
  function point(page, r) {
    if (page >= 0 && page !== at) turnTo(page, chosen)
    if (!r) return
    marks.querySelectorAll('.spot').forEach(e => e.remove())
    mark(r, r[2] < 60 ? 'spot' : 'spot wide').scrollIntoView({ block: 'center', inline: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' })
  }

  // the strip of pages

  function showStrip() {
    const had = strip.contains(document.activeElement) ? at : -1
    strip.replaceChildren(...edition.pages.map((p, i) => make('button', { type: 'button', 'aria-current': i === at && 'true', click: () => turnTo(i, '') },
      make('img', { src: `page/${i}/thumb.png?${p.tag}`, alt: '', width: Math.round(p.w), height: Math.round(p.h), loading: 'lazy' }),
      make('span', { class: 'name' }, p.name), make('span', { class: 'section' }, p.section || ''), make('span', { class: 'state ' + p.state }, p.fit))))
    if (had >= 0 && strip.children[had]) strip.children[had].focus()
  }

  // the panel

  const state = (s, text) => make('span', { class: 'state ' + s }, text)

  function showPanel() {
    const story = edition.stories.find(s => s.id === chosen)
    document.body.dataset.view = story ? 'story' : 'page'
    panel.replaceChildren(...(story ? ofStory(story) : ofPage()).filter(e => e))
  }
  function ofPage() {
    const here = edition.stories.filter(s => s.page === at || edition.pages[at].pieces.some(p => p.story === s.id))
    const homeless = edition.stories.filter(s => s.page < 0)
    return [make('h2', {}, label(edition.pages[at])), make('p', { class: 'where' }, words.NoStory),
      heading(words.Stories, here.length), storyList(here), homeless.length ? heading(words.Unplaced, homeless.length) : null, homeless.length ? storyList(homeless) : null,
      ...findings(edition.findings.filter(f => f.page === at || f.page < 0))]
  }
  function ofStory(s) {
    const rows = s.parts.map(p => make('tr', {}, make('th', { scope: 'row' }, make('button', { type: 'button', click: () => { place = p.at; showPanel(); point(p.page, p.rect) } }, p.name)),
      make('td', {}, p.set), make('td', {}, p.fit ? state(p.state, p.fit) : '')))
    return [make('button', { type: 'button', click: () => turnTo(at, '') }, '‹ ' + words.Back), make('h2', {}, s.title), make('p', { class: 'where' }, s.where + ' ', make('code', {}, s.id)), state(s.state, s.fit),
      rows.length ? make('table', {}, make('thead', {}, make('tr', {}, ...[words.Element, words.Set, words.Fit].map(t => make('th', { scope: 'col' }, t)))), make('tbody', {}, ...rows)) : null,
      heading(words.Source), source(place || s.at), ...findings(edition.findings.filter(f => f.story === s.id))]
  }
  const heading = (text, n) => make('h3', {}, n === undefined ? text : `${text} ${n}`)
  const storyList = list => make('ol', { class: 'list stories' }, ...list.map(s => make('li', {}, make('button', { type: 'button', click: () => choose(s.id) }, make('span', {}, s.title || s.id), state(s.state, s.fit)))))

  // source names a place in a file, to copy or to open.
  function source(p) {
    const name = p.file + (p.line ? `:${p.line}:${p.col || 1}` : '')
    const copy = make('button', { type: 'button', click: () => navigator.clipboard.writeText(name).then(() => { copy.textContent = words.Copied }) }, words.Copy)
    const folder = edition.folder && edition.folder.replace(/\\/g, '/').replace(/^\/?/, '/').replace(/\/$/, '')
    return make('div', { class: 'source' }, make('code', {}, name), copy,
      folder ? make('a', { href: 'vscode://file' + encodeURI(folder + '/' + name) }, words.Open) : null)
  }

  function findings(list) {
    const items = list.map(f => make('li', {}, make('button', { type: 'button', click: () => goTo(f) },
      f.number ? f.number + '　' : '', make('span', { class: 'level ' + f.level }, f.said), '　' + f.text,
      f.hint ? make('span', { class: 'hint' }, words.Remedy + f.hint) : '', make('span', { class: 'code' }, f.code + (f.at.file ? '　' + where(f.at) : '')))))
    return [heading(words.Findings, list.length), items.length ? make('ol', { class: 'list', id: 'findings' }, ...items) : make('p', { class: 'where' }, words.NoFindings)]
  }
  const where = p => p.file.split('/').pop() + (p.line ? `:${p.line}:${p.col || 1}` : '')
  function goTo(f) {
    place = f.at.file ? f.at : null
    if (f.story) choose(f.story, f.page, true)
    point(f.page, f.rect)
  }

  // what is shown

  function showRate() {
    const r = edition.rate
    const bar = make('div', { class: 'bar ' + r.state, role: 'meter', 'aria-label': words.Meter, 'aria-valuemin': 0, 'aria-valuemax': 200, 'aria-valuenow': r.part, 'aria-valuetext': r.said }, make('span', {}))
    bar.firstChild.style.width = r.part / 2 + '%'
    rate.replaceChildren(bar, make('span', {}, r.said))
  }
  function showProblems() {
    problems.hidden = edition.problems.length === 0
    problems.replaceChildren(make('h2', {}, words.Held), make('ol', { class: 'list' },
      ...edition.problems.map(f => make('li', {}, f.at.file ? make('code', {}, f.at.file + (f.at.line ? `:${f.at.line}:${f.at.col}` : '')) : '', ' ' + f.text, f.hint ? make('span', { class: 'hint' }, words.Remedy + f.hint) : ''))))
  }

  // turnTo shows a page, and a story unless it is ''.
  function turnTo(page, story) {
    if (page !== at) { marks.replaceChildren(); over.replaceChildren(); stage.scrollTo(0, 0) }
    at = page
    chosen = story
    if (!story) place = null
    history.replaceState(null, '', '#page-' + (at + 1) + (story ? '/' + encodeURIComponent(story) : ''))
    show()
  }
  // choose shows a story, on a page where it stands.
  function choose(id, page, keep) {
    const s = edition.stories.find(s => s.id === id)
    const here = page >= 0 ? page : edition.pages[at].pieces.some(p => p.story === id) ? at : s ? s.page : at
    if (!keep) place = null
    turnTo(here >= 0 ? here : at, id)
    panel.scrollTop = 0
  }
  function show() {
    document.title = label(edition.pages[at]) + ' ' + edition.title
    title.textContent = edition.title
    size()
    showPage()
    if (shown.size) showLayers()
    outline()
    showStrip()
    showPanel()
    showRate()
  }
  function next(by) {
    const here = edition.pages[at].pieces.map(p => p.story).filter((id, i, all) => all.indexOf(id) === i)
    const i = here.indexOf(chosen)
    const to = here[i < 0 ? (by > 0 ? 0 : here.length - 1) : i + by]
    if (to) { choose(to); point(at, (edition.pages[at].pieces.find(p => p.story === to) || {}).rect) }
  }

  // a click on the page: the story and the character in its source
  sheet.addEventListener('click', async e => {
    const page = edition.pages[at], r = sheet.getBoundingClientRect(), i = at
    const answer = await fetch(`page/${i}/at?x=${((e.clientX - r.x) * page.w / r.width).toFixed(2)}&y=${((e.clientY - r.y) * page.h / r.height).toFixed(2)}`)
    const hit = answer.ok ? await answer.json() : {}
    if (at !== i || !hit.story) return
    place = hit.at.file ? hit.at : null
    choose(hit.story, i, true)
    if (hit.char) { marks.querySelectorAll('.spot').forEach(e => e.remove()); mark(hit.rect, 'spot') }
  })

  // the keyboard and the buttons
  const turn = by => { if (edition.pages[at + by]) turnTo(at + by, '') }
  const keys = { ArrowLeft: () => turn(-1), ArrowRight: () => turn(1), '+': () => enlarge(1.25), '=': () => enlarge(1.25), '-': () => enlarge(0.8), 0: () => fit(0), w: () => fit(-1),
    j: () => next(1), k: () => next(-1), Escape: () => turnTo(at, ''), '?': () => help.showModal() }
  document.querySelectorAll('#layers button').forEach(b => {
    b.addEventListener('click', () => toggle(b.dataset.layer))
    keys[b.getAttribute('aria-keyshortcuts')] = () => toggle(b.dataset.layer)
  })
  for (const [id, key] of [['in', '+'], ['out', '-'], ['fit', '0'], ['whole', 'w'], ['ask', '?']]) document.getElementById(id).addEventListener('click', () => edition && edition.pages.length && keys[key]())
  document.addEventListener('keydown', e => {
    const act = keys[e.key]
    if (!act || e.ctrlKey || e.metaKey || e.altKey || help.open || !edition || !edition.pages.length) return
    e.preventDefault()
    act()
  })
  addEventListener('resize', size)
  function follow() {
    const [, n, id] = location.hash.match(/^#page-(\d+)(?:\/(.*))?$/) || []
    if (n && edition.pages[n - 1]) { at = n - 1; chosen = id ? decodeURIComponent(id) : '' }
  }
  addEventListener('hashchange', () => { follow(); turnTo(at, chosen) })

  // the edition as it stands
  const events = new EventSource('events' + lang)
  const say = (kind, text) => { status.dataset.state = kind; status.textContent = text }
  events.addEventListener('edition', e => {
    const first = !edition, before = edition
    edition = JSON.parse(e.data)
    showProblems()
    if (!edition.pages.length) return say('waiting', words.Waiting)
    if (first || !before.pages.length) follow()
    at = Math.min(at, edition.pages.length - 1)
    const news = edition.pages.filter(p => p.changed.length).map(label)
    say('live', news.length && !first ? words.Updated + news.join('、') : words.Live)
    show()
  })
  events.onerror = () => say('lost', words.Lost)
  events.onopen = () => { if (edition) say('live', words.Live) }
})()
