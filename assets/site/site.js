// The program of a paper's site. Everything can be read without it: it adds what wants a
// program. Data come as programs that call banxin.take, since a page that is opened from
// disk can load nothing else.
(function () {
  'use strict'
  const settings = JSON.parse(document.body.dataset.settings)
  const { words, up, kind } = settings
  const root = document.documentElement
  const web = location.protocol.startsWith('http')
  const $ = id => document.getElementById(id)

  // make builds an element: its attributes, then its children.
  function make(name, attrs, ...children) {
    const svg = name === 'rect'
    const e = svg ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name)
    for (const [k, v] of Object.entries(attrs || {})) {
      if (k === 'click') e.addEventListener('click', v)
      else if (v !== null && v !== undefined && v !== false) e.setAttribute(k, v === true ? '' : v)
    }
    e.append(...children.filter(c => c !== null && c !== undefined))
    return e
  }
  const button = (text, click, attrs) => make('button', { type: 'button', click, ...attrs }, text)
  const keep = (key, value) => { try { localStorage.setItem('banxin-' + key, value) } catch (e) { /* not kept */ } }
  const kept = key => { try { return localStorage.getItem('banxin-' + key) } catch (e) { return null } }

  // data that programs hand over
  const coming = new Map()
  window.banxin = { take(what, name, value) { const c = coming.get(what + ' ' + name); if (c) c.done(value) } }
  function load(what, name, src) {
    const key = what + ' ' + name
    if (!coming.has(key)) {
      const c = {}
      c.promise = new Promise((done, failed) => {
        c.done = done
        const script = make('script', { src: up + src })
        script.onerror = () => { coming.delete(key); failed(new Error(src)) }
        script.onload = () => script.remove()
        document.head.append(script)
      })
      coming.set(key, c)
    }
    return coming.get(key).promise
  }

  // the page that is open stands in sight among many
  const here = document.querySelector('.strip [aria-current]')
  if (here) here.parentElement.scrollLeft = here.offsetLeft - (here.parentElement.clientWidth - here.offsetWidth) / 2

  // the looks
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : system.matches
  const theme = button('◐', () => dark(!isDark()), { 'aria-label': words.theme, title: words.theme })
  function dark(on) {
    root.dataset.theme = on ? 'dark' : 'light'
    keep('theme', root.dataset.theme)
    theme.setAttribute('aria-pressed', String(on))
  }
  if (kept('theme')) dark(kept('theme') === 'dark'); else theme.setAttribute('aria-pressed', String(isDark()))
  $('tools').append(theme)
  let size = Number(kept('size')) || 0
  function resize(by) {
    size = Math.max(-2, Math.min(6, size + by))
    root.style.setProperty('--size', (1.125 * Math.pow(1.12, size)).toFixed(3) + 'rem')
    keep('size', size)
  }
  resize(0)

  document.addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest('input, select, textarea, #zoom')) return
    const rel = { ArrowLeft: 'prev', ArrowRight: 'next' }[e.key]
    const to = rel && document.querySelector(`main a[rel="${rel}"]`)
    if (to) to.click()
  })

  if (kind === 'page') page()
  if (kind === 'story') story()
  if (kind === 'search') search()
  offline()

  // a page: what is pointed at lights up here and there; a finger opens the column
  function page() {
    const sheet = $('sheet')
    const zones = [...sheet.querySelectorAll('a[data-columns]')]
    for (const zone of zones) {
      const line = $(zone.id.slice(5))
      if (!line) continue
      line.addEventListener('pointerenter', () => zone.classList.add('lit'))
      line.addEventListener('pointerleave', () => zone.classList.remove('lit'))
    }
    if (location.hash) {
      const zone = $('zone-' + decodeURIComponent(location.hash.slice(1)))
      if (zone) zone.classList.add('lit')
    }
    const columns = zones.flatMap(zone => zone.dataset.columns.split(';').filter(Boolean).map(c => {
      const [x, y, w, h] = c.split(' ').map(Number)
      return { zone, x: x - 50, y: y - 40, w: w + 100, h: h + 80 } // with a little air
    }))
    if (!columns.length) return
    let finger = false
    sheet.addEventListener('pointerdown', e => { finger = e.pointerType !== 'mouse' })
    sheet.addEventListener('click', e => {
      const zone = e.target.closest('a[data-columns]')
      if (!zone || !finger || e.ctrlKey || e.metaKey || e.shiftKey) return
      const box = sheet.querySelector('img').getBoundingClientRect()
      const x = (e.clientX - box.left) / box.width * 10000, y = (e.clientY - box.top) / box.height * 10000
      const away = c => Math.hypot(Math.max(c.x - x, 0, x - c.x - c.w), Math.max(c.y - y, 0, y - c.y - c.h))
      const own = columns.filter(c => c.zone === zone)
      if (!own.length) return
      e.preventDefault()
      open(sheet, columns, own.reduce((a, b) => away(b) < away(a) ? b : a), y, zone)
    })
    document.querySelector('.turn').append(button(words.zoom, e => open(sheet, columns, columns[0], 0, e.target)))
  }

  // open shows the page so large that a column fills the screen, and steps from column to
  // column in reading order; a column longer than the screen takes some steps.
  function open(sheet, columns, first, tapped, from) {
    const small = sheet.querySelector('img')
    const ratio = small.getAttribute('height') / small.getAttribute('width')
    const img = make('img', { src: small.src, alt: '' })
    const shade = make('div', { class: 'shade' })
    const plane = make('div', { class: 'plane' }, img, shade)
    const title = make('span', {})
    const read = make('a', {}, words.read)
    const prev = button('‹ ' + words.prev, () => step(-1)), next = button(words.next + ' ›', () => step(1))
    const bar = make('div', { class: 'bar' }, make('p', {}, title, read), make('div', {}, prev, button(words.close, close), next))
    const layer = make('div', { id: 'zoom', role: 'dialog', 'aria-modal': 'true', 'aria-label': words.zoom, tabindex: '-1' }, plane, bar)
    document.body.append(layer)
    root.style.overflow = 'hidden'
    const whole = new Image()
    whole.onload = () => { img.src = whole.src }
    whole.src = sheet.dataset.whole
    let stops = [], at = 0, scale = 1, left = 0, top = 0, width = 0
    function measure() {
      width = layer.clientWidth
      const room = layer.clientHeight - bar.offsetHeight
      img.style.width = width + 'px'
      stops = columns.flatMap(c => {
        const s = Math.max(1, Math.min(7, width * 0.94 / (c.w / 10000 * width), Math.max(room * 0.9 / (c.h / 10000 * width * ratio), 2.6)))
        const high = c.h / 10000 * width * ratio * s
        const n = Math.max(1, Math.ceil((high - room * 0.15) / (room * 0.85)))
        return Array.from({ length: n }, (_, i) => ({ c, s, part: i, of: n, high, room }))
      })
    }
    function show(i) {
      at = Math.max(0, Math.min(stops.length - 1, i))
      const { c, s, part, of, high, room } = stops[at]
      scale = s
      const cx = c.x / 10000 * width * s, cy = c.y / 10000 * width * ratio * s, cw = c.w / 10000 * width * s
      const slack = of > 1 ? (high - room * 0.94) * part / (of - 1) : (high - room) / 2
      left = (width - cw) / 2 - cx
      top = of > 1 ? room * 0.03 - cy - slack : -cy - slack
      Object.assign(shade.style, { left: c.x / 100 + '%', top: c.y / 100 + '%', width: c.w / 100 + '%', height: c.h / 100 + '%' })
      move()
      title.textContent = c.zone.getAttribute('aria-label')
      read.href = c.zone.href ? c.zone.href.baseVal : c.zone.getAttribute('href')
      prev.disabled = at === 0
      next.disabled = at === stops.length - 1
    }
    const move = () => { plane.style.transform = `translate(${left}px, ${top}px) scale(${scale})` }
    const step = by => show(at + by)
    function close() {
      layer.remove()
      root.style.overflow = ''
      window.removeEventListener('resize', again)
      if (from && from.focus) from.focus({ preventScroll: true })
    }
    function again() {
      const c = stops[at].c
      measure()
      show(stops.findIndex(s => s.c === c))
    }
    window.addEventListener('resize', again)
    layer.addEventListener('keydown', e => {
      const act = { ArrowRight: () => step(1), ArrowDown: () => step(1), ArrowLeft: () => step(-1), ArrowUp: () => step(-1), Escape: close }[e.key]
      if (act) { e.preventDefault(); act() }
      if (e.key === 'Tab') {
        const stations = [...bar.querySelectorAll('a, button:not(:disabled)')], here = stations.indexOf(document.activeElement)
        e.preventDefault()
        stations[(here + (e.shiftKey ? stations.length - 1 : 1)) % stations.length].focus()
      }
    })
    // a drag moves the page, a quick one across it steps on, a tap at a side too
    let drag = null
    layer.addEventListener('pointerdown', e => {
      if (e.target.closest('.bar')) return
      drag = { x: e.clientX, y: e.clientY, left, top, time: e.timeStamp }
      plane.style.transition = 'none'
    })
    layer.addEventListener('pointermove', e => {
      if (!drag) return
      left = drag.left + e.clientX - drag.x
      top = drag.top + e.clientY - drag.y
      move()
    })
    layer.addEventListener('pointercancel', () => { drag = null; plane.style.transition = '' })
    layer.addEventListener('pointerup', e => {
      if (!drag) return
      const dx = e.clientX - drag.x, dy = e.clientY - drag.y, quick = e.timeStamp - drag.time < 350
      plane.style.transition = ''
      drag = null
      if (quick && Math.abs(dx) > 40 && Math.abs(dx) > 1.5 * Math.abs(dy)) step(dx < 0 ? 1 : -1)
      else if (quick && Math.abs(dy) > 40 && Math.abs(dy) > 1.5 * Math.abs(dx)) step(dy < 0 ? 1 : -1)
      else if (Math.hypot(dx, dy) < 8) step(e.clientX < width * 0.3 ? -1 : 1)
    })
    measure()
    const own = stops.map((s, i) => ({ s, i })).filter(o => o.s.c === first)
    const part = Math.floor((tapped - first.y) / Math.max(1, first.h) * own.length)
    show(own[Math.max(0, Math.min(own.length - 1, part))].i)
    layer.focus()
  }

  // a story: size of type, sharing, print, and a voice
  function story() {
    const actions = $('actions')
    actions.append(button('A−', () => resize(-1), { 'aria-label': words.smaller }), button('A+', () => resize(1), { 'aria-label': words.larger }))
    if (navigator.share || (web && navigator.clipboard)) {
      const share = button(words.share, async () => {
        const what = { title: document.title, url: location.href.split('#')[0] }
        try {
          if (navigator.share) await navigator.share(what)
          else { await navigator.clipboard.writeText(what.url); share.textContent = words.copied }
        } catch (e) { /* not shared */ }
      })
      actions.append(share)
    }
    actions.append(button(words.print, () => window.print()))
    const voice = window.speechSynthesis
    if (!voice || !window.SpeechSynthesisUtterance) return
    let there = false
    const look = () => { if (!there && voice.getVoices().length) { there = true; speech(voice, actions) } }
    look()
    voice.addEventListener('voiceschanged', look)
  }

  // speech reads sentence by sentence, and marks each in the text and on the pages
  function speech(voice, actions) {
    const article = document.querySelector('article')
    const lines = $('lines') ? JSON.parse($('lines').textContent) : []
    let sentences = null, at = -1, speaking = false, turn = 0
    const rates = [0.8, 1, 1.25, 1.5]
    let rate = Number(kept('rate')) || 1
    const toggle = button(words.listen, () => speaking ? pause() : start())
    const stop = button(words.stop, end, { hidden: true })
    const speed = button(rate + '×', () => {
      rate = rates[(rates.indexOf(rate) + 1) % rates.length] || 1
      keep('rate', rate)
      speed.textContent = rate + '×'
      if (speaking) say(at)
    }, { 'aria-label': words.rate, hidden: true })
    actions.prepend(toggle, stop, speed)

    // cut puts every sentence into spans; a sentence ends at a stop or with its paragraph.
    // Its place counts characters that are no spaces, as the lines of the pages do.
    function cut() {
      sentences = []
      let count = 0, current = null, block = null
      const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT, { acceptNode: n => n.parentElement.closest('rt, rp, .made') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT })
      const nodes = []
      while (walker.nextNode()) nodes.push(walker.currentNode)
      for (const node of nodes) {
        const own = node.parentElement.closest('p, h1, h2, h3, li, td, th, figcaption, caption')
        if (own !== block) { block = own; current = null }
        const pieces = node.data.match(/[^。！？!?；;…]*[。！？!?；;…]+[”’」』）)"']*|[^。！？!?；;…]+/g) || []
        const spans = pieces.map(text => {
          const n = [...text.replace(/\s/gu, '')].length
          if (!n) return document.createTextNode(text)
          if (!current) sentences.push(current = { from: count, to: count, text: '', spans: [] })
          const span = make('span', {}, text)
          current.text += text
          current.spans.push(span)
          current.to = count += n
          if (/[。！？!?；;…][”’」』）)"']*$/.test(text)) current = null
          return span
        })
        node.replaceWith(...spans)
      }
    }
    function mark(s) {
      for (const e of article.querySelectorAll('.spoken')) e.classList.remove('spoken')
      for (const e of document.querySelectorAll('.where rect')) e.remove()
      if (!s) return
      for (const e of s.spans) e.classList.add('spoken')
      s.spans[0].scrollIntoView({ block: 'center', behavior: 'smooth' })
      for (const [page, offset, n, x, y, w, h] of lines) {
        const a = Math.max(s.from, offset), b = Math.min(s.to, offset + n)
        const svg = document.querySelector(`.where [data-page="${page}"] svg`)
        if (a >= b || !svg) continue
        const from = (a - offset) / n, part = (b - a) / n
        svg.append(h > 2 * w && n > 1 ? make('rect', { x, y: y + h * from, width: w, height: h * part }) : make('rect', { x: x + w * from, y, width: w * part, height: h }))
      }
    }
    function say(i) {
      voice.cancel()
      const mine = ++turn
      at = i
      if (i >= sentences.length) return end()
      mark(sentences[i])
      const u = new SpeechSynthesisUtterance(sentences[i].text)
      u.lang = settings.lang
      u.rate = rate
      u.onend = () => { if (speaking && mine === turn) say(i + 1) }
      u.onerror = e => { if (mine === turn && e.error !== 'interrupted' && e.error !== 'canceled') end() }
      voice.speak(u)
    }
    function start() {
      if (!sentences) cut()
      speaking = true
      toggle.textContent = words.pause
      stop.hidden = speed.hidden = false
      document.body.classList.add('speaking')
      say(at < 0 ? 0 : at)
    }
    function pause() {
      speaking = false
      turn++
      voice.cancel()
      toggle.textContent = words.listen
    }
    function end() {
      pause()
      at = -1
      mark(null)
      stop.hidden = speed.hidden = true
      document.body.classList.remove('speaking')
    }
    window.addEventListener('pagehide', () => voice.cancel())
  }

  // fold is a text as the index has it: see output/index
  function fold(s) {
    let out = ''
    for (let c of s) {
      if (c >= '\uFF01' && c <= '\uFF5E') c = String.fromCharCode(c.charCodeAt(0) - 0xFEE0)
      if (/[\p{P}\p{Z}\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Variation_Selector}\uFFFD]/u.test(c)) continue
      const l = c.toLowerCase()
      out += l.length === c.length ? l : c
    }
    return out
  }

  // search asks the index, newest issues first
  function search() {
    const form = $('ask'), input = $('q'), status = $('status'), list = $('hits'), more = $('more')
    const shown = 20
    let run = 0, on = null
    const shardCache = new Map()
    async function shard(path, head, unit) {
      const name = path + '/' + (unit & (head.shards - 1)).toString(16).padStart(3, '0') + '.bin'
      if (!shardCache.has(name)) {
        shardCache.set(name, load('search', name, 'search/' + name + '.js').then(text => {
          const raw = atob(text), data = new Uint8Array(raw.length)
          for (let i = 0; i < raw.length; i++) data[i] = raw.charCodeAt(i)
          const view = new DataView(data.buffer), n = view.getUint32(0, true)
          return { n, view, data, start: 4 + 8 * n }
        }))
      }
      return shardCache.get(name)
    }
    const key = (s, i) => s.view.getUint32(4 + 8 * i, true)
    const end = (s, i) => i < 0 ? 0 : s.view.getUint32(8 + 8 * i, true)
    function first(s, k) {
      let a = 0, b = s.n
      while (a < b) { const m = (a + b) >> 1; if (key(s, m) < k) a = m + 1; else b = m }
      return a
    }
    function decode(s, i, out) {
      let at = 0
      for (let p = s.start + end(s, i - 1), to = s.start + end(s, i); p < to;) {
        let d = 0, shift = 1, byte
        do { byte = s.data[p++]; d += (byte & 127) * shift; shift *= 128 } while (byte > 127)
        at += d
        out.push(at)
      }
      return out
    }
    // places lists where a term begins
    async function places(path, head, term) {
      if (term.length === 1) {
        const s = await shard(path, head, term.charCodeAt(0)), out = []
        for (let i = first(s, term.charCodeAt(0) * 65536); i < s.n && key(s, i) >>> 16 === term.charCodeAt(0); i++) decode(s, i, out)
        return out
      }
      const starts = []
      for (let at = 0; at < term.length; at += 2) starts.push(Math.min(at, term.length - 2))
      const shards = await Promise.all(starts.map(at => shard(path, head, term.charCodeAt(at))))
      let found = null
      for (const [n, at] of starts.entries()) {
        const s = shards[n], k = term.charCodeAt(at) * 65536 + term.charCodeAt(at + 1), i = first(s, k)
        if (i === s.n || key(s, i) !== k) return []
        const here = decode(s, i, [])
        if (!found) { found = here.map(p => p - at); continue }
        const set = new Set(here)
        found = found.filter(p => set.has(p + at))
      }
      return found
    }
    async function segment(path, terms) {
      const head = await load('search', path + '/segment.json', 'search/' + path + '/segment.json.js')
      const starts = head.editions.flatMap((issue, i) => issue.starts.map((at, n) => ({ at, i, n })))
      let all = null
      for (const term of terms) {
        const have = new Set()
        for (const p of await places(path, head, term)) {
          let a = 0, b = starts.length
          while (a < b) { const m = (a + b) >> 1; if (starts[m].at <= p) a = m + 1; else b = m }
          if (a > 0) have.add(a - 1)
        }
        all = all ? new Set([...all].filter(x => have.has(x))) : have
      }
      return [...all].sort((a, b) => a - b).map(x => ({ key: head.editions[starts[x].i].name, date: head.editions[starts[x].i].date, n: starts[x].n }))
    }
    // snippet is the text around the first term, fetched with the story
    async function snippet(href, terms, p) {
      const doc = new DOMParser().parseFromString(await (await fetch(href)).text(), 'text/html')
      const article = doc.querySelector('article')
      for (const e of article.querySelectorAll('rt, rp, .made')) e.remove()
      const chars = [...article.textContent.replace(/\s+/g, ' ')], at = []
      let folded = ''
      chars.forEach((c, i) => { for (const u of fold(c)) { folded += u; at.push(i) } })
      const i = folded.indexOf(terms[0])
      if (i < 0) return
      const from = at[i], to = at[Math.min(at.length - 1, i + terms[0].length - 1)] + 1
      p.append(from > 24 ? '…' : '', chars.slice(Math.max(0, from - 24), from).join(''), make('mark', {}, chars.slice(from, to).join('')), chars.slice(to, to + 44).join(''), '…')
    }
    async function add(hit, terms) {
      const issue = await load('list', hit.key, hit.key + '/list.js')
      const s = issue[hit.n]
      if (!s) return
      const href = up + hit.key + '/stories/' + s.id + '.html', p = make('p', {})
      list.append(make('li', {}, make('a', { href }, s.title), p, make('small', {}, hit.date + ' ' + s.page)))
      if (web) snippet(href, terms, p).catch(() => {})
    }
    async function ask(query) {
      const mine = ++run, terms = query.split(/\s+/).map(fold).filter(Boolean)
      list.replaceChildren()
      more.hidden = true
      delete form.dataset.done
      if (!terms.length) { status.textContent = query.trim() ? words.none : ''; return }
      status.textContent = words.searching
      const { segments } = await load('search', 'index.json', 'search/index.json.js')
      let room = shown, count = 0
      const ahead = segments.map(() => null)
      const want = i => i < segments.length ? (ahead[i] = ahead[i] || segment(segments[i].path, terms)) : null
      for (let i = 0; i < segments.length; i++) {
        const now = want(i)
        for (let k = 1; k < 3; k++) { const later = want(i + k); if (later) later.catch(() => {}) }
        for (const hit of await now) {
          if (mine !== run) return
          if (room-- <= 0) {
            form.dataset.done = 'part'
            more.hidden = false
            await new Promise(go => { on = go })
            more.hidden = true
            if (mine !== run) return
            room = shown - 1
          }
          count++
          await add(hit, terms)
          status.textContent = words.hits.replace('{}', count)
        }
        if (mine !== run) return
      }
      form.dataset.done = 'all'
      if (!count) status.textContent = words.none
    }
    more.addEventListener('click', () => { if (on) on() })
    form.addEventListener('submit', e => {
      e.preventDefault()
      try { history.replaceState(null, '', '?q=' + encodeURIComponent(input.value)) } catch (x) { /* from disk */ }
      ask(input.value).catch(e => { status.textContent = words.none; form.dataset.done = 'failed'; throw e })
    })
    input.value = new URLSearchParams(location.search).get('q') || ''
    if (input.value) form.requestSubmit(); else input.focus({ preventScroll: true })
  }

  // the last issues are kept for when there is no network
  function offline() {
    if (!web || !navigator.serviceWorker || !window.isSecureContext || kind === 'papers' || kind === 'missing') return
    const worker = navigator.serviceWorker
    worker.addEventListener('message', e => {
      if (e.data !== 'filled') return
      root.dataset.offline = 'ready'
      if ($('offline')) $('offline').textContent = words.offline
    })
    worker.register(up + 'sw.js', { scope: up || './' }).then(() => worker.ready).then(r => {
      const sparing = navigator.connection && navigator.connection.saveData
      const fill = () => r.active.postMessage(sparing ? 'documents' : 'fill')
      if (document.readyState === 'complete') fill(); else window.addEventListener('load', fill)
    }).catch(() => { /* without */ })
  }
})()
