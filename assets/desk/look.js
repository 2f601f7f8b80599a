// What else a page is made of: its template, the fields of its slots, the focus of its pictures, and
// versions made up in the background.
export function start (desk, s) {
  const { make, t } = desk
  const heading = text => make('h2', {}, text)
  let field = '' // the slot whose fields are open
  let job = null, flip = 0
  const unfolded = new Set() // what the reader has opened

  function fold (key, title, ...children) {
    const d = make('details', { open: unfolded.has(key) }, make('summary', { 'data-key': 'fold ' + key }, title), ...children)
    d.addEventListener('toggle', () => d.open ? unfolded.add(key) : unfolded.delete(key))
    return d
  }

  s.extra = page => page ? [...fields(page), ...focuses(page), ...templates(page), ...versions()] : versions()

  // the template, from drawings

  function templates (page) {
    const thumbs = s.plan.templates.map(d => make('button', { type: 'button', 'data-key': 'template ' + d.name, 'aria-pressed': String(d.name === page.template || '库/' + d.name === page.template), click: () => s.act({ kind: 'template', page: page.page, name: d.name }) },
      drawing(d), d.name, make('small', {}, t(d.own ? 'place-own' : 'place-library'))))
    return [fold('templates', t('place-template') + '　' + page.template, make('div', { class: 'place-thumbs' }, ...thumbs))]
  }
  const fills = { story: '#dfe6ee', advert: '#f0e6d2', index: '#e3efe0', nameplate: '#c9c9c9', folio: '#ececec', filler: '#fafafa' }
  function drawing (d) {
    const svg = (name, attrs) => { const e = document.createElementNS('http://www.w3.org/2000/svg', name); for (const k in attrs) e.setAttribute(k, attrs[k]); return e }
    const root = svg('svg', { viewBox: `0 0 ${d.w} ${d.h}`, 'aria-hidden': 'true' })
    for (const slot of d.slots) {
      for (const [x, y, width, height] of slot.rects) root.append(svg('rect', { x, y, width, height, fill: fills[slot.kind] || '#fff', stroke: '#555', 'stroke-width': d.w / 150 }))
    }
    return root
  }

  // the fields of a slot, for the day

  function fields (page) {
    const slots = page.drawing.slots.filter(x => x.fields)
    if (!slots.length) return []
    const slot = slots.find(x => x.name === field) || slots[0]
    const choose = make('select', { 'aria-label': t('place-slots'), 'data-key': 'slot' }, ...slots.map(x => make('option', { value: x.name, selected: x === slot }, x.name)))
    choose.addEventListener('change', () => { field = choose.value; s.show() })
    const set = (f, value) => s.act({ kind: 'field', page: page.page, slot: slot.name, keys: f.keys, value })
    const rows = slot.fields.flatMap(f => {
      const id = 'field-' + slot.name + '-' + f.keys.join('-')
      const input = make('input', { id, 'data-key': id, value: f.value, autocomplete: 'off' })
      const save = () => { if (input.value.trim() && input.value.trim() !== f.value) set(f, input.value.trim()) }
      input.addEventListener('change', save)
      return [make('label', { for: id }, f.name), input, f.day ? make('button', { type: 'button', 'aria-label': `${t('place-back')} ${f.name}`, click: () => set(f, '') }, t('place-back')) : make('span', {})]
    })
    return [fold('fields', t('place-fields', slot.name), choose, make('div', { class: 'place-fields' }, ...rows))]
  }

  const unfold = async key => { desk.show('place'); unfolded.add(key); s.show(); const e = await desk.reach('place', `[data-key="fold ${key}"]`); if (e) e.scrollIntoView({ block: 'start' }) }
  desk.key('t', 'key-template', () => unfold('templates'))
  desk.key('y', 'key-fields', () => unfold('fields'))
  desk.key('q', 'key-auto', () => desk.reach('place', '[data-key="auto"], [data-key="auto page"], [data-key="adopt"]'))
  let cropped = -1 // the picture that was cropped last, of those of the page
  desk.key('c', 'key-crop', async () => {
    if (!await desk.reach('place', '[data-key^="focus "]')) return
    const list = [...s.panel.querySelectorAll('[data-key^="focus "]')]
    list[++cropped % list.length].click()
  })

  // the focus of pictures that stand on the page

  function focuses (page) {
    const list = s.plan.stories.flatMap(story => (story.pictures || []).map((p, i) => ({ story, p, i }))).filter(x => x.p.page === page.shown)
    if (!list.length) return []
    return [heading(t('place-focus')), make('ul', { class: 'place-list' }, ...list.map(x => make('li', {},
      make('button', { type: 'button', class: 'story', 'data-key': `focus ${x.story.id} ${x.i}`, click: () => frame(page, x) }, x.p.path), make('span', { class: 'say' }, x.p.focus.join(' ') + ' %'))))]
  }

  // frame lays handles over a picture: where the point is let go is what a crop keeps; the bar at its
  // foot makes it higher or lower, by lines, for the day.
  function frame (page, { story, p, i }) {
    shut()
    const slot = page.drawing.slots.find(x => (x.stories || []).includes(story.id)), field = slot && (slot.fields || []).find(f => f.keys.join('.') === 'picture.lines')
    const point = make('i', {}), box = make('button', { type: 'button', id: 'place-focus', 'aria-label': t('place-focus-how') }, point)
    const bar = field ? make('button', { type: 'button', id: 'place-height', 'aria-label': t('place-height-how') }, make('span', {})) : null
    const measured = Math.round(p.rect[3] / page.drawing.line), said = field ? Number(field.value) : 0
    const were = Math.abs(said - measured) < 2 ? said : measured // what makes a story fit may have made it another
    let at = [...p.focus], lines = were
    const [x0, y0, x1, y1] = p.shown
    const inside = (v, a, b) => 100 * (v * 10 - a) / Math.max(b - a, 1)
    const draw = () => {
      Object.assign(point.style, { left: Math.min(100, Math.max(0, inside(at[0], x0, x1))) + '%', top: Math.min(100, Math.max(0, inside(at[1], y0, y1))) + '%' })
      const [x, y, w, h] = p.rect, now = h + (lines - were) * page.drawing.line
      s.put(box, [x, y, w, now], page.drawing)
      if (!bar) return
      s.put(bar, [x, y + now, w, 0], page.drawing)
      bar.style.height = ''
      bar.firstChild.textContent = t('place-lines', lines)
    }
    const from = e => {
      const r = box.getBoundingClientRect()
      const part = (v, a, b) => Math.round(Math.min(100, Math.max(0, (a + Math.min(1, Math.max(0, v)) * (b - a)) / 10)))
      at = [part((e.clientX - r.x) / r.width, x0, x1), part((e.clientY - r.y) / r.height, y0, y1)]
      draw()
    }
    const done = () => { shut(); return s.act({ kind: 'focus', story: story.id, picture: i, value: at.join(' ') }) }
    const higher = () => { shut(); return lines === were ? null : s.act({ kind: 'field', page: page.page, slot: slot.name, keys: field.keys, value: String(lines) }) }
    box.addEventListener('pointerdown', e => { e.preventDefault(); box.setPointerCapture(e.pointerId); from(e); box.onpointermove = from })
    box.addEventListener('pointerup', () => { box.onpointermove = null; done() })
    box.addEventListener('click', e => { e.stopPropagation(); if (e.detail === 0) done() })
    box.addEventListener('keydown', e => {
      const by = { ArrowLeft: [-2, 0], ArrowRight: [2, 0], ArrowUp: [0, -2], ArrowDown: [0, 2] }[e.key]
      if (e.key === 'Escape') shut()
      if (!by && e.key !== 'Escape') return
      e.preventDefault()
      e.stopPropagation()
      if (by) { at = [0, 1].map(k => Math.min(100, Math.max(0, at[k] + by[k]))); draw() }
    })
    if (bar) {
      const by = n => { lines = Math.max(2, n); draw() }
      bar.addEventListener('pointerdown', e => {
        e.preventDefault()
        bar.setPointerCapture(e.pointerId)
        const y = e.clientY, begun = lines, line = page.drawing.line * sheet.offsetHeight / page.drawing.h
        bar.onpointermove = e => by(begun + Math.round((e.clientY - y) / line))
      })
      bar.addEventListener('pointerup', () => { bar.onpointermove = null; higher() })
      bar.addEventListener('click', e => { e.stopPropagation(); if (e.detail === 0) higher() })
      bar.addEventListener('keydown', e => {
        const n = { ArrowUp: -1, ArrowDown: 1 }[e.key]
        if (e.key === 'Escape') shut()
        if (!n && e.key !== 'Escape') return
        e.preventDefault()
        e.stopPropagation()
        if (n) by(lines + n)
      })
    }
    draw()
    sheet.append(...[box, bar].filter(Boolean))
    box.scrollIntoView({ block: 'nearest' })
    box.focus()
    desk.say(t('place-focus-how'))
  }
  const sheet = document.getElementById('sheet')
  const shut = () => sheet.querySelectorAll('#place-focus, #place-height').forEach(e => e.remove())
  document.addEventListener('live:page', shut)

  // versions

  function versions () {
    const head = heading(t('place-auto'))
    const page = s.page(), full = page && page.drawing.slots.some(x => x.kind === 'story' && x.stories)
    const go = make('div', {}, s.plan.pages.some(p => p.made) ? make('button', { type: 'button', 'data-key': 'auto', click: () => begin(null) }, t('place-auto-go')) : '',
      full ? make('button', { type: 'button', 'data-key': 'auto page', click: () => begin(page.page) }, t('place-auto-page')) : '')
    if (!job) return [head, go.children.length ? go : make('p', { class: 'where' }, t('place-auto-none'))]
    if (!job.done) return [head, make('p', { role: 'status', class: 'where' }, t('place-auto-wait')), make('button', { type: 'button', 'data-key': 'stop', click: stop }, t('place-stop'))]
    if (!job.versions.length) return [head, go, make('p', { class: 'where' }, job.fault || t('place-no-cure'))]
    flip = Math.min(flip, job.versions.length - 1)
    const v = job.versions[flip]
    const by = n => { flip = (flip + n + job.versions.length) % job.versions.length; s.show() }
    return [head, go, make('div', { class: 'place-version' }, make('div', { class: 'place-flip' },
      make('button', { type: 'button', 'data-key': 'before', 'aria-label': '‹', click: () => by(-1) }, '‹'), v[desk.lang],
      make('button', { type: 'button', 'data-key': 'after', 'aria-label': '›', click: () => by(1) }, '›'),
      make('button', { type: 'button', 'data-key': 'adopt', click: () => adopt(v) }, t('place-auto-take'))),
    ...Array.from({ length: v.pages }, (_, i) => make('img', { src: `desk/place/auto/${flip}/${i}?${v.id}`, alt: v[desk.lang] })))]
  }
  async function begin (page) {
    job = { done: false, versions: [] }
    flip = 0
    s.show()
    await desk.post('place/auto', { versions: 3, page }).catch(e => { job = null; s.show(); desk.wrong(e) })
  }
  async function stop () {
    job = null
    s.show()
    await desk.post('place/auto/stop').catch(desk.wrong)
  }
  async function adopt (v) {
    try {
      const done = await desk.post('place/do', { id: v.id })
      desk.say(done[desk.lang])
      job = null
    } catch (e) { desk.wrong(e) }
  }
  desk.on('versions', async () => { if (job) { job = await desk.get('place/auto').catch(() => job); s.show() } })
}
