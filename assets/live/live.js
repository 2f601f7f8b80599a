// The live proof: a page as it is printed, and what is to be said of it. The server pushes
// the edition as it stands and then what becomes of it ("events"); drawings are asked for when
// their tag has changed.
// The address after # says what is shown: page-2, or page-2/STORY.
(function () {
  'use strict'
  const words = JSON.parse(document.getElementById('words').textContent)
  const lang = '?lang=' + words.Lang.slice(0, 2)
  const [title, status, problems, strip, stage, sheet, drawing, over, marks, panel, rate, help, query, inks, plates, plate, plating] =
    ['title', 'status', 'problems', 'strip', 'stage', 'sheet', 'drawing', 'over', 'marks', 'panel', 'rate', 'help', 'search', 'inks', 'plates', 'plate', 'plating'].map(id => document.getElementById(id))
  let edition = null
  let at = 0 // the page shown
  let chosen = '' // the story chosen, by id
  let place = null // the place in its source that was clicked
  let zoom = Number(kept('zoom')) || 0 // 0 fits the width, -1 the whole page, else CSS pixels a point
  const shown = new Set((kept('layers') || 'overset').split(' ').filter(l => l)) // layers
  let hovered = null // the piece under the mouse
  let hits = null // what a search has found; null: there is none
  let found = {} // the finding that was shown last
  let inked = '' // the plate that stands in place of the page
  let laid = '' // the layers that lie over the page
  const drawn = { tag: '', at: -1, drawing: '' } // the page that stands there, and which drawing of it

  // what the reader has chosen is kept in the browser, where it lets us
  function keep(key, value) { try { localStorage.setItem('live-' + key, value) } catch (e) { /* not kept */ } }
  function kept(key) { try { return localStorage.getItem('live-' + key) } catch (e) { return null } }

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

  // What others may hook on to: events of the document, and what is shown.
  const asking = () => !!document.querySelector('dialog[open]') // the keyboard is the dialog's
  const tell = (what, detail) => document.dispatchEvent(new CustomEvent('live:' + what, { detail }))
  window.live = {
    edition: () => edition, page: () => at, story: () => chosen,
    go: (page, story) => turnTo(page, story || ''),
    refresh: () => edition && edition.pages.length && show(),
    make, mark: (rect, kind) => mark(rect, kind), zoom: to => fit(to), asking,
    finding: () => found,
    renew: (root, make) => make() // makes what root shows anew
  }

  const label = page => page.name + (page.section ? ' ' + page.section : '')

  // drawing pages and layers

  // fetched returns a drawing of page i as an element, null where it cannot be had.
  async function fetched(path) {
    const answer = await fetch(path)
    if (!answer.ok) return null
    return svgOf(await answer.text())
  }
  function svgOf(text) {
    const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
    return svg.nodeName === 'svg' ? document.importNode(svg, true) : null
  }

  // bare is a page as an element, without what says what its parts are where it stands by itself, and without white
  // space between them; null where it is none.
  function bare(text) {
    const svg = svgOf(text)
    if (!svg) return null
    svg.querySelectorAll('[role="group"], [aria-label]').forEach(e => { e.removeAttribute('role'); e.removeAttribute('aria-label') })
    for (const parent of [svg, ...svg.querySelectorAll('defs')]) for (const n of [...parent.childNodes]) if (n.nodeType === Node.TEXT_NODE) n.remove()
    return svg
  }

  // become makes the children of an element what they have become: those that stay, as [the first, how many], and new ones.
  function become(parent, steps) {
    const had = [...parent.children]
    let next = had[0] || null
    const drop = until => { while (next !== until) { const gone = next; next = next.nextElementSibling; gone.remove() } }
    for (const s of steps) {
      if (typeof s === 'string') { for (const e of [...bare(`<svg xmlns="http://www.w3.org/2000/svg">${s}</svg>`).children]) parent.insertBefore(e, next); continue }
      drop(had[s[0]])
      next = had[s[0] + s[1] - 1].nextElementSibling
    }
    drop(null)
  }

  // showPage draws the page shown, unless it stands there already. Where a drawing of it does, what has changed is enough.
  async function showPage() {
    const i = at, page = edition.pages[i]
    if (drawn.at === i && drawn.tag === page.tag) return
    const had = drawn.at === i ? drawn.drawing : ''
    const answer = await fetch(`page/${i}/page.svg?${page.tag}${had && '&from=' + had}`).catch(() => null)
    const text = answer && answer.ok ? await answer.text().catch(() => null) : null
    if (at !== i || edition.pages[i]?.tag !== page.tag) return // there is something newer
    const again = drawn.at === i
    if (text && answer.headers.get('Content-Type') === 'application/json') {
      if (drawn.at !== i || drawn.drawing !== had) return showPage() // what stands there is another by now
      const change = JSON.parse(text), svg = drawing.firstElementChild, defs = svg && svg.querySelector('defs')
      if (!defs) { drawn.drawing = ''; return showPage() } // something else has taken it away: the whole page is asked for
      become(defs, change.defs || [])
      become(svg, change.items || [])
    } else {
      const svg = text && bare(text)
      if (!svg) { setTimeout(showPage, 1000); return } // asked for again, until it comes or something newer does
      svg.setAttribute('role', 'img')
      svg.setAttribute('aria-label', label(page))
      drawing.replaceChildren(svg)
    }
    Object.assign(drawn, { at: i, tag: page.tag, drawing: answer.headers.get('Drawing') })
    showStrip() // its pictures come after the page
    if (again) page.changed.forEach(r => mark(r, 'flash'))
  }

  // showLayers lays over the page what is asked for, unless it lies there already.
  async function showLayers() {
    const i = at, version = edition.version
    const want = [i, version, ...[...shown].sort()].join(' ')
    if (want === laid) return
    const names = [...document.querySelectorAll('#layers button')].map(b => b.dataset.layer).filter(n => shown.has(n))
    const parts = await Promise.all(names.map(n => fetched(`page/${i}/layer/${n}.svg${lang}&${version}`).catch(() => null)))
    if (at !== i || edition.version !== version || want !== [i, version, ...[...shown].sort()].join(' ')) return // something else is asked for
    over.replaceChildren(...parts.filter(p => p))
    laid = want
  }

  // showPlate puts the plate chosen in place of the page, unless it stands there already. The
  // server makes plates when they are asked for; an ink that a page does not have prints white.
  async function showPlate() {
    const i = at, page = edition.pages[i], name = plates.value
    const wanted = () => edition.plates && plates.value ? [at, edition.pages[at].tag, edition.plates, plates.value].join(' ') : ''
    const want = wanted()
    inks.hidden = !edition.plates
    if (want === inked) return
    inked = want
    plating.textContent = want ? words.Plating : ''
    if (!want) { plate.hidden = true; plate.replaceChildren(); return }
    const tag = encodeURIComponent(page.tag + edition.plates)
    const answer = await fetch(`page/${i}/plates.json?${tag}`).catch(() => null)
    const names = answer && answer.ok ? await answer.json() : null
    if (inked !== want) return // something else is asked for
    if (names) for (const n of names) if (![...plates.options].some(o => o.value === n)) plates.append(make('option', { value: n }, n))
    const img = names && names.includes(name) ? make('img', { src: `page/${i}/plate/${names.indexOf(name)}.png?${tag}`, alt: `${label(page)} ${plates.selectedOptions[0].textContent}` }) : null
    if (img) await img.decode().catch(() => null)
    if (inked !== want) return
    plating.textContent = names ? '' : words.NoPlates
    plate.replaceChildren(...(img ? [img] : []))
    plate.hidden = !names
    if (!names) inked = '' // it may be asked for again
  }
  function choosePlate(by) {
    if (!edition.plates) return
    plates.selectedIndex = (plates.selectedIndex + by + plates.options.length) % plates.options.length
    showPlate()
  }
  plates.addEventListener('change', () => edition && edition.pages.length && showPlate())

  // press shows on the buttons which layers are asked for.
  function press() {
    document.querySelectorAll('#layers button').forEach(b => b.setAttribute('aria-pressed', String(shown.has(b.dataset.layer))))
    sheet.dataset.rulers = String(shown.has('rulers'))
  }
  function toggle(layer) {
    shown.has(layer) ? shown.delete(layer) : shown.add(layer)
    keep('layers', [...shown].join(' ') || ' ')
    press()
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
    fit(Math.max(0.2, Math.min(6, now * by)))
  }
  function fit(to) {
    zoom = to
    keep('zoom', zoom)
    size()
  }

  // marks on the page

  // mark shows a place of the page; one that vanishes goes by itself.
  function mark(r, kind) {
    const page = edition.pages[at]
    const e = make('span', { class: kind })
    Object.assign(e.style, { left: 100 * r[0] / page.w + '%', top: 100 * r[1] / page.h + '%', width: 100 * r[2] / page.w + '%', height: 100 * r[3] / page.h + '%' })
    if (kind === 'flash' || kind.startsWith('spot')) e.addEventListener('animationend', () => e.remove())
    marks.append(e)
    return e
  }
  function outline() {
    marks.querySelectorAll('.chosen').forEach(e => e.remove())
    for (const p of edition.pages[at].pieces) if (p.story === chosen) mark(p.rect, 'chosen')
    marks.querySelectorAll('.hit').forEach(e => e.remove())
    for (const h of hits || []) if (h.page === at) h.rects.forEach(r => mark(r, 'hit'))
  }

  // point turns to a place, brings it into view and lets it flash.
  function point(page, r) {
    if (page >= 0 && page !== at) turnTo(page, chosen, place)
    if (!r) return
    marks.querySelectorAll('.spot').forEach(e => e.remove())
    mark(r, r[2] < 60 ? 'spot' : 'spot wide').scrollIntoView({ block: 'center', inline: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' })
  }

  // the strip of pages

  // showStrip keeps what stands there, so that neither pictures nor the focus are lost. The
  // first page is drawn before any picture is asked for.
  function showStrip() {
    while (strip.children.length > edition.pages.length) strip.lastChild.remove()
    edition.pages.forEach((p, i) => {
      const button = strip.children[i] || strip.appendChild(make('button', { type: 'button', click: () => turnTo(i, '') }, make('img', { alt: '' }), make('span', {})))
      const src = `page/${i}/thumb.png?${p.tag}`
      if (drawn.at < 0) button.firstChild.style.aspectRatio = p.w / p.h
      else if (button.firstChild.getAttribute('src') !== src) Object.assign(button.firstChild, { width: Math.round(p.w), height: Math.round(p.h), src })
      button.lastChild.replaceChildren(make('span', { class: 'name' }, p.name), ' ' + (p.section || ''), state(p.state, p.fit), p.count ? make('span', { class: 'count' + (p.grave ? ' over' : '') }, p.count) : '')
      const now = button.hasAttribute('aria-current')
      if (i === at && !now) { // only the strip itself is to move
        button.setAttribute('aria-current', 'true')
        const b = button.getBoundingClientRect(), s = strip.getBoundingClientRect()
        strip.scrollBy(b.left < s.left ? b.left - s.left - 8 : Math.max(0, b.right - s.right + 8), b.top < s.top ? b.top - s.top - 8 : Math.max(0, b.bottom - s.bottom + 8))
      } else if (i !== at && now) button.removeAttribute('aria-current')
    })
  }

  // the panel

  const state = (s, text) => make('span', { class: 'state ' + s }, text)

  function showPanel() {
    window.live.renew(panel, () => {
      const story = edition.stories.find(s => s.id === chosen)
      const had = [...panel.querySelectorAll('button, a')].indexOf(document.activeElement)
      document.body.dataset.view = story || hits ? 'story' : 'page'
      panel.replaceChildren(...(hits ? ofSearch() : story ? ofStory(story) : ofPage()).filter(e => e))
      if (had >= 0) ([...panel.querySelectorAll('button, a')][had] || panel).focus({ preventScroll: true })
    })
  }
  function ofPage() {
    const here = edition.stories.filter(s => s.page === at || edition.pages[at].pieces.some(p => p.story === s.id))
    const homeless = edition.stories.filter(s => s.page < 0)
    return [make('h2', {}, label(edition.pages[at])), make('p', { class: 'where' }, words.Click),
      heading(words.Stories, here.length), storyList(here), homeless.length ? heading(words.Unplaced, homeless.length) : null, homeless.length ? storyList(homeless) : null,
      ...remarks(f => f.page === at || f.page < 0)]
  }
  function ofStory(s) {
    const rows = s.parts.map(p => make('tr', {}, make('th', { scope: 'row' }, make('button', { type: 'button', click: () => { place = p.at; showPanel(); point(p.page, p.rect) } }, p.name)),
      make('td', {}, p.set), make('td', {}, p.fit ? state(p.state, p.fit) : '')))
    return [make('button', { type: 'button', click: () => turnTo(at, '') }, '‹ ' + words.Back), make('h2', {}, s.title), make('p', { class: 'where' }, s.where + ' ', make('code', {}, s.id)), state(s.state, s.fit),
      rows.length ? make('table', {}, make('thead', {}, make('tr', {}, ...[words.Element, words.Set, words.Fit].map(t => make('th', { scope: 'col' }, t)))), make('tbody', {}, ...rows)) : null,
      s.ways.length ? heading(words.Breaks) : null, s.ways.length ? make('ol', { class: 'ways' }, ...s.ways.map(w => make('li', {}, w.lines, ' ', state(w.state, w.said)))) : null,
      s.rest ? heading(words.Rest) : null, s.rest ? make('p', { class: 'rest' }, s.rest) : null,
      heading(words.Source), source(place || s.at), ...remarks(f => f.story === s.id)]
  }
  function ofSearch() {
    return [make('button', { type: 'button', click: () => look('') }, '‹ ' + words.Back), make('h2', {}, words.Found.replace('{}', hits.length)),
      make('ol', { class: 'list' }, ...hits.map(h => make('li', {}, make('button', { type: 'button', click: () => { turnTo(h.page, h.story || '', h.at); point(h.page, h.rects[0]) } },
        h.before, make('mark', {}, h.text), h.after, make('span', { class: 'code' }, label(edition.pages[h.page]) + (h.at.file ? '　' + where(h.at) : ''))))))]
  }
  const heading = (text, n) => make('h3', {}, n === undefined ? text : `${text} ${n}`)
  const storyList = list => make('ol', { class: 'list stories' }, ...list.map(s => make('li', {}, make('button', { type: 'button', click: () => choose(s.id) }, make('span', {}, s.title || s.id), state(s.state, s.fit)))))

  // source names a place in a file, to copy or to open.
  function source(p) {
    const name = p.file + (p.line ? `:${p.line}:${p.col || 1}` : '')
    const code = make('code', {}, name), href = link(p)
    const copy = make('button', { type: 'button', click: async () => {
      if (!navigator.clipboard) return getSelection().selectAllChildren(code) // not for this origin: by hand
      await navigator.clipboard.writeText(name)
      copy.textContent = words.Copied
    } }, words.Copy)
    return make('div', { class: 'source' }, code, copy,
      href ? make('a', { href }, words.Open) : null)
  }
  // opener is a sign that leads to a place in the editor; null where there is none.
  function opener(p) {
    const href = p.file && link(p)
    return href ? make('a', { class: 'opener', href, title: words.Open, 'aria-label': `${words.Open} ${where(p)}` }, '↗') : null
  }
  // link opens a place in the editor, where the paper has a folder.
  function link(p) {
    const folder = edition.folder && edition.folder.replace(/\\/g, '/').replace(/^\/?/, '/').replace(/\/$/, '')
    return folder && 'vscode://file' + encodeURI(`${folder}/${p.file}:${p.line || 1}:${p.col || 1}`).replace(/#/g, '%23').replace(/\?/g, '%3F')
  }

  // remarks are the findings and, where there are any, the changes that a test lets through.
  function remarks(test) {
    const changes = edition.changes.filter(test), list = edition.findings.filter(test)
    return [...(changes.length ? [heading(words.Changes, changes.length), make('p', { class: 'where' }, edition.since), remarkList(changes)] : []),
      heading(words.Findings, list.length), list.length ? remarkList(list, 'findings') : make('p', { class: 'where' }, words.NoFindings)]
  }
  const remarkList = (list, id) => make('ol', { class: 'list remarks', id }, ...list.map(f => told(f, make('li', {}, make('button', { type: 'button', click: () => goTo(f) },
    f.number ? make('span', { class: 'level ' + f.level }, f.number + '　') : '', f.said ? make('span', { class: 'level ' + f.level }, f.said + '　') : '', ...(f.level === 'changed' ? edited(f.text) : [f.text]),
    f.hint ? make('span', { class: 'hint' }, words.Remedy + f.hint) : '', make('span', { class: 'code' }, [f.code, f.at.file && where(f.at)].filter(t => t).join('　'))), opener(f.at)))))
  const told = (finding, element) => { tell('finding', { finding, element }); return element }
  // edited shows what was cut out and what was put in, written as {old→new}.
  const edited = text => text.split(/(\{[^{}]*→[^{}]*\})/).flatMap(t => {
    const [, old, now] = t.match(/^\{(.*)→(.*)\}$/s) || []
    return old === undefined ? [t] : [old && make('del', {}, old), now && make('ins', {}, now)]
  })
  const where = p => p.file.split('/').pop() + (p.line ? `:${p.line}:${p.col || 1}` : '')
  function goTo(f) {
    found = f
    if (hits) { hits = null; query.value = '' }
    if (f.story) choose(f.story, f.page, f.at)
    else turnTo(f.page >= 0 ? f.page : at, '') // the page lists it
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
    const now = JSON.stringify(edition.problems)
    if (problems.dataset.said === now) return // said once is enough
    problems.dataset.said = now
    problems.hidden = edition.problems.length === 0
    problems.replaceChildren(make('h2', {}, words.Held), make('ol', { class: 'list' },
      ...edition.problems.map(f => make('li', {}, f.at.file ? make('code', {}, f.at.file + (f.at.line ? `:${f.at.line}:${f.at.col}` : '')) : '', opener(f.at), ' ' + f.text, f.hint ? make('span', { class: 'hint' }, words.Remedy + f.hint) : ''))))
  }

  // turnTo shows a page, and a story unless it is ''; source is a place in the story's file.
  function turnTo(page, story, source) {
    if (page !== at) { plate.hidden = true; plate.replaceChildren(); inked = ''; marks.replaceChildren(); over.replaceChildren(); laid = ''; stage.scrollTo(0, 0) }
    const turned = page !== at
    at = page
    chosen = story
    place = source && source.file ? source : null
    history.replaceState(null, '', '#page-' + (at + 1) + (story ? '/' + encodeURIComponent(story) : ''))
    show()
    if (turned) tell('page', { page: at })
  }
  // choose shows a story, on a page where it stands.
  function choose(id, page, source) {
    const s = edition.stories.find(s => s.id === id)
    const here = page >= 0 ? page : edition.pages[at].pieces.some(p => p.story === id) ? at : s ? s.page : at
    turnTo(here >= 0 ? here : at, id, source)
    panel.scrollTop = 0
  }
  function show() {
    document.title = label(edition.pages[at]) + ' ' + edition.title
    title.textContent = edition.title
    size()
    showPage()
    showPlate()
    showLayers()
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

  // nextFinding goes through the findings of all pages, as they are numbered.
  function nextFinding(by) {
    const all = edition.findings.filter(f => f.page >= 0).sort((a, b) => a.page - b.page || a.number - b.number)
    const i = all.findIndex(f => f.page === found.page && f.number === found.number)
    const to = i >= 0 ? all[i + by] : by > 0 ? all.find(f => f.page >= at) : all.findLast(f => f.page <= at)
    if (!to) return
    goTo(to)
  }

  // look searches the pages; what was found is looked for again when they change.
  async function look(text) {
    query.value = text
    const answer = text.trim() ? await fetch('find?q=' + encodeURIComponent(text)).catch(() => null) : null
    if (query.value !== text) return // asked for something else since
    hits = answer && answer.ok ? await answer.json() : null
    if (hits && hits.some(h => !edition.pages[h.page])) hits = null // there is something newer
    outline()
    showPanel()
  }
  query.addEventListener('input', () => edition && edition.pages.length && look(query.value))
  query.addEventListener('keydown', e => {
    if (e.isComposing) return // the key is the input method's
    if (e.key === 'Escape') { look(''); stage.focus() }
    if (e.key === 'Enter' && hits && hits.length) { const b = panel.querySelector('ol button'); b.focus(); b.click() }
  })

  // the story under the mouse; of boxes within each other the inner one
  sheet.addEventListener('pointermove', e => {
    if (e.pointerType !== 'mouse' || !edition || !edition.pages.length) return
    const page = edition.pages[at], box = sheet.getBoundingClientRect()
    const x = (e.clientX - box.x) * page.w / box.width, y = (e.clientY - box.y) * page.h / box.height
    const under = page.pieces.filter(p => p.rect[0] <= x && x <= p.rect[0] + p.rect[2] && p.rect[1] <= y && y <= p.rect[1] + p.rect[3]).sort((a, b) => a.rect[2] * a.rect[3] - b.rect[2] * b.rect[3])[0]
    if (under === hovered) return
    unhover()
    hovered = under
    if (under) page.pieces.filter(p => p.story === under.story).forEach(p => mark(p.rect, 'hover'))
  })
  function unhover() { marks.querySelectorAll('.hover').forEach(e => e.remove()); hovered = null }
  sheet.addEventListener('pointerleave', unhover)
  sheet.addEventListener('dblclick', () => { const a = panel.querySelector('.source a'); if (a && chosen) location.href = a.href })

  // a click on the page: the story and the character in its source
  sheet.addEventListener('click', async e => {
    const page = edition.pages[at], r = sheet.getBoundingClientRect(), i = at
    const answer = await fetch(`page/${i}/at?x=${((e.clientX - r.x) * page.w / r.width).toFixed(2)}&y=${((e.clientY - r.y) * page.h / r.height).toFixed(2)}`).catch(() => null)
    const hit = answer && answer.ok ? await answer.json() : {}
    if (at !== i || !hit.story) return
    if (hits) { hits = null; query.value = '' }
    choose(hit.story, i, hit.at)
    tell('text', { story: hit.story, page: i, rect: hit.rect, ...hit.at })
    if (hit.char) { marks.querySelectorAll('.spot').forEach(e => e.remove()); mark(hit.rect, 'spot') }
  })

  // the keyboard and the buttons
  const turn = by => { if (edition.pages[at + by]) turnTo(at + by, '') }
  const keys = { ArrowLeft: () => turn(-1), ArrowRight: () => turn(1), '+': () => enlarge(1.25), '=': () => enlarge(1.25), '-': () => enlarge(0.8), 0: () => fit(0), w: () => fit(-1),
    p: () => choosePlate(1), P: () => choosePlate(-1), j: () => next(1), k: () => next(-1), f: () => nextFinding(1), F: () => nextFinding(-1), Escape: () => hits ? look('') : turnTo(at, ''), '/': () => query.focus(), '?': () => help.showModal() }
  document.querySelectorAll('#layers button').forEach(b => {
    b.addEventListener('click', () => toggle(b.dataset.layer))
    keys[b.getAttribute('aria-keyshortcuts')] = () => toggle(b.dataset.layer)
  })
  for (const [id, key] of [['in', '+'], ['out', '-'], ['fit', '0'], ['whole', 'w'], ['ask', '?']]) document.getElementById(id).addEventListener('click', () => edition && edition.pages.length && keys[key]())
  document.addEventListener('keydown', e => {
    const act = keys[e.key]
    if (e.target.closest('input, textarea, [contenteditable="true"]') || e.target.tagName === 'SELECT' && e.key !== 'Escape' || e.isComposing || !act || e.ctrlKey || e.metaKey || e.altKey || asking() || !edition || !edition.pages.length) return
    e.preventDefault()
    act()
  })
  addEventListener('resize', size)
  function follow() {
    const [, n, id] = location.hash.match(/^#page-(\d+)(?:\/(.*))?$/) || []
    if (n && edition.pages[n - 1]) { at = n - 1; chosen = id ? decodeURIComponent(id) : '' }
  }
  addEventListener('hashchange', () => { follow(); turnTo(at, chosen) })

  press()

  // the edition as it stands
  const events = new EventSource('events' + lang)
  const say = (kind, text) => { status.dataset.state = kind; status.textContent = text }
  function stand(now) {
    const first = !edition, before = edition
    edition = now
    showProblems()
    if (!edition.pages.length) return say('waiting', words.Waiting)
    if (first || !before.pages.length) follow()
    at = Math.min(at, edition.pages.length - 1)
    const news = edition.pages.filter(p => p.changed.length).map(label)
    if (hits) look(query.value)
    say('live', news.length && !first ? words.Updated + news.join('、') : words.Live)
    show()
    tell('edition', edition)
  }
  events.addEventListener('edition', e => stand(JSON.parse(e.data)))

  // what has become of the edition: a list that is as it was is not told, of another what stays is told as [the first, how many]
  events.addEventListener('change', e => {
    const now = JSON.parse(e.data)
    if (!edition || edition.version !== now.from) return fetch('edition.json' + lang).then(answer => answer.json()).then(stand)
    for (const name of ['pages', 'stories', 'findings', 'problems', 'changes']) {
      now[name] = now[name] ? now[name].flatMap(s => Array.isArray(s) ? edition[name].slice(s[0], s[0] + s[1]) : [s]) : edition[name]
    }
    stand(now)
  })
  events.onerror = () => say('lost', words.Lost)
  events.onopen = () => { if (edition) say('live', words.Live) }
})()
