// The e-paper's viewer: a page and the story that is read. The address after # says which:
// page-02 or s-bridge. Keys: left and right turn the page, j and k go to the next and the
// previous story, Escape goes back to the page.
(function () {
  'use strict'
  const edition = window.edition
  const app = document.getElementById('app')
  if (!edition || !app) return
  const words = edition.words
  const storyByID = new Map(edition.stories.map(s => [s.id, s]))
  const pageByID = new Map(edition.pages.map(p => [p.id, p]))
  const svgNS = 'http://www.w3.org/2000/svg'
  let page = edition.pages[0]
  let story = null
  let returning = '' // the story whose zone gets the focus when its page is shown again

  // make builds an element: its attributes, then its children.
  function make(name, attrs, ...children) {
    const e = name === 'svg' || name === 'polygon' || (attrs && attrs.svg) ? document.createElementNS(svgNS, name) : document.createElement(name)
    for (const [k, v] of Object.entries(attrs || {})) {
      if (k === 'svg') continue
      if (k === 'on') for (const [type, f] of Object.entries(v)) e.addEventListener(type, f)
      else if (v !== null && v !== undefined && v !== false) e.setAttribute(k, v === true ? '' : v)
    }
    e.append(...children.filter(c => c !== null && c !== undefined))
    return e
  }
  const pageLabel = p => words.page.replace('{}', p.name) + (p.section ? ' ' + p.section : '')
  const storiesOf = p => p.stories || []
  const keep = (key, value) => { try { localStorage.setItem('epaper-' + key, value) } catch (e) { /* not kept */ } }
  const kept = key => { try { return localStorage.getItem('epaper-' + key) } catch (e) { return null } }

  // the parts that stay
  const figure = make('figure', { class: 'sheet' })
  const list = make('nav', { id: 'stories', 'aria-label': words.onPage })
  const choice = make('select', { 'aria-label': words.pages, on: { change: () => go(choice.value) } },
    ...edition.pages.map(p => make('option', { value: p.id }, pageLabel(p))))
  const before = make('button', { type: 'button', on: { click: () => turn(-1) } }, words.prevPage)
  const after = make('button', { type: 'button', on: { click: () => turn(1) } }, words.nextPage)
  const left = make('section', { id: 'page', 'aria-label': words.pages, tabindex: '0' },
    make('div', { class: 'turn' }, before, choice, after), figure, list)
  const reading = make('div', {})
  const right = make('section', { id: 'story', 'aria-label': words.stories, tabindex: '-1' },
    make('button', { type: 'button', class: 'back', on: { click: () => back() } }, words.close), reading)
  const say = make('p', { class: 'unseen', 'aria-live': 'polite' })
  const heading = app.querySelector('h1')
  app.replaceChildren(...(heading ? [heading] : []), make('div', { id: 'layout' }, left, right), say)

  // the bar
  const contents = make('nav', { id: 'contents', 'aria-label': words.contents, hidden: true },
    ...edition.pages.map(p => make('section', {}, make('h2', {}, make('a', { href: '#' + p.id }, pageLabel(p))),
      make('ol', {}, ...storiesOf(p).filter(z => z.starts).map(z => make('li', {}, make('a', { href: '#' + z.id }, z.title)))))))
  document.querySelector('.bar').after(contents)
  const toggle = make('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'contents', on: { click: () => show(contents.hidden) } }, words.contents)
  const theme = make('button', { type: 'button', 'aria-pressed': 'false', on: { click: () => dark(!isDark()) } }, words.theme)
  document.getElementById('tools').append(toggle, make('button', { type: 'button', on: { click: () => resize(-1) } }, words.smaller),
    make('button', { type: 'button', on: { click: () => resize(1) } }, words.larger), theme)
  function show(open) {
    contents.hidden = !open
    toggle.setAttribute('aria-expanded', String(open))
  }

  const root = document.documentElement
  const system = window.matchMedia('(prefers-color-scheme: dark)')
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : system.matches
  function dark(on) {
    root.dataset.theme = on ? 'dark' : 'light'
    keep('theme', root.dataset.theme)
    theme.setAttribute('aria-pressed', String(on))
  }
  if (kept('theme')) dark(kept('theme') === 'dark'); else theme.setAttribute('aria-pressed', String(isDark()))
  let size = Number(kept('size')) || 0
  function resize(by) {
    size = Math.max(-2, Math.min(6, size + by))
    root.style.setProperty('--size', (1.0625 * Math.pow(1.12, size)).toFixed(3) + 'rem')
    keep('size', size)
  }
  resize(0)

  // a page
  const area = polygon => make('polygon', { points: polygon.map(xy => xy.join(',')).join(' ') })
  function showPage(p) {
    page = p
    choice.value = p.id
    const i = edition.pages.indexOf(p)
    before.disabled = i === 0
    after.disabled = i === edition.pages.length - 1
    const zones = storiesOf(p).map(z => make('a', { svg: true, href: '#' + z.id, id: 'zone-' + z.id, 'aria-label': z.title },
      ...z.polygons.map(area)))
    const entries = (p.index || []).map(e => make('a', { svg: true, href: '#' + e.id, 'aria-label': e.title }, area(e.polygon)))
    figure.replaceChildren(make('img', { src: p.image.href, srcset: p.small ? `${p.small.href} ${p.small.width}w, ${p.image.href} ${p.image.width}w` : null, sizes: '(max-width: 55rem) 100vw, 50vw', width: p.image.width, height: p.image.height, alt: pageLabel(p) + ' ' + words.wholePage }),
      make('svg', { viewBox: '0 0 1 1', preserveAspectRatio: 'none' }, ...zones, ...entries))
    list.replaceChildren(make('h2', {}, words.onPage),
      make('ol', {}, ...storiesOf(p).map(z => make('li', {}, make('a', { href: '#' + z.id }, z.title)))))
    left.scrollTop = 0
  }

  // a story
  function showStory(s) {
    story = s
    const i = edition.stories.indexOf(s)
    const step = (label, to) => to ? make('a', { href: '#' + to.id }, label + ' ' + to.title) : make('span', {})
    reading.innerHTML = s.body
    reading.append(make('nav', { class: 'steps', 'aria-label': words.stories },
      step(words.prevStory, edition.stories[i - 1]), step(words.nextStory, edition.stories[i + 1])))
    mark()
  }
  function mark() {
    for (const a of document.querySelectorAll('#page a[href]')) {
      if (story && a.getAttribute('href') === '#' + story.id) a.setAttribute('aria-current', 'true')
      else a.removeAttribute('aria-current')
    }
  }

  const narrow = window.matchMedia('(max-width: 55rem)')
  function view(name) { document.body.dataset.view = name }
  const go = id => { if (location.hash === '#' + id) follow(); else location.hash = id }

  // follow shows what the address says.
  function follow() {
    const id = decodeURIComponent(location.hash.slice(1))
    const s = storyByID.get(id)
    show(false)
    if (s) {
      if (!s.pages.includes(page.number)) showPage(edition.pages[s.pages[0] - 1])
      showStory(s)
      view('story')
      say.textContent = s.title
      document.title = s.title + ' ' + edition.title
      right.focus({ preventScroll: true })
      if (narrow.matches) window.scrollTo(0, 0); else right.scrollIntoView({ block: 'nearest' })
      right.scrollTop = 0
      return
    }
    const p = pageByID.get(id) || page
    showPage(p)
    const first = storiesOf(p).find(z => z.starts) || storiesOf(p)[0]
    if (first) showStory(storyByID.get(first.id)); else { story = null; reading.replaceChildren() }
    view('page')
    say.textContent = pageLabel(p)
    document.title = pageLabel(p) + ' ' + edition.title
    if (returning) (document.getElementById('zone-' + returning) || left).focus()
    returning = ''
  }
  function turn(by) {
    const to = edition.pages[edition.pages.indexOf(page) + by]
    if (to) go(to.id)
  }
  function next(by) {
    const to = edition.stories[(story ? edition.stories.indexOf(story) : -1) + by]
    if (to) go(to.id)
  }
  function back() {
    returning = story ? story.id : ''
    go(page.id)
  }

  // notes and the way back: the address keeps the story
  reading.addEventListener('click', e => {
    const a = e.target.closest('a[role="doc-noteref"], a[role="doc-backlink"]')
    const to = a && document.getElementById(a.getAttribute('href').slice(1))
    if (!to) return
    e.preventDefault()
    to.setAttribute('tabindex', '-1')
    to.scrollIntoView({ block: 'center' })
    to.focus({ preventScroll: true })
  })
  window.addEventListener('hashchange', follow)
  document.addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest('input, select, textarea')) return
    const wide = !narrow.matches || document.body.dataset.view === 'page'
    const act = { ArrowLeft: () => wide ? turn(-1) : next(-1), ArrowRight: () => wide ? turn(1) : next(1), j: () => next(1), k: () => next(-1), Escape: back }[e.key]
    if (!act) return
    e.preventDefault()
    act()
  })

  // a finger drawn across the page turns it
  let start = null
  figure.addEventListener('touchstart', e => { start = e.touches.length === 1 ? { x: e.touches[0].clientX, y: e.touches[0].clientY } : null }, { passive: true })
  figure.addEventListener('touchend', e => {
    if (!start || (window.visualViewport && window.visualViewport.scale > 1.05)) return
    const dx = e.changedTouches[0].clientX - start.x, dy = e.changedTouches[0].clientY - start.y
    start = null
    if (Math.abs(dx) > 60 && Math.abs(dx) > 2 * Math.abs(dy)) turn(dx < 0 ? 1 : -1)
  }, { passive: true })

  showPage(page)
  follow()
})()
