// Editing a story: its fields beside the page, what each has too much or too little, and what the
// others are doing in it.
import { Annotation, Decoration, EditorSelection, EditorState, EditorView, Prec, StateEffect, StateField, WidgetType, drawSelection, keymap, placeholder, standardKeymap } from './codemirror.js'
import { edit as edited, parse, place, within } from './fields.js'
import { Shared } from './shared.js'
import { fitBar } from './fit.js'

const outside = Annotation.define() // a change of a field that comes from the file
const marksOf = StateEffect.define() // what is to be marked in a field

// The marks of a field: where the others are, and what has found no place.
const marks = StateField.define({
  create: () => Decoration.none,
  update (set, tr) {
    set = set.map(tr.changes)
    for (const e of tr.effects) if (e.is(marksOf)) set = e.value
    return set
  },
  provide: f => EditorView.decorations.from(f)
})

class Cursor extends WidgetType {
  constructor (name, colour) { super(); Object.assign(this, { name, colour }) }
  eq (other) { return other.name === this.name && other.colour === this.colour }
  toDOM () {
    const e = document.createElement('span')
    e.className = 'desk-cursor desk-c' + this.colour
    e.dataset.name = this.name
    e.setAttribute('aria-hidden', 'true')
    return e
  }

  ignoreEvent () { return true }
}

class Begins extends WidgetType {
  constructor (text) { super(); this.text = text }
  eq (other) { return other.text === this.text }
  toDOM () {
    const e = document.createElement('span')
    e.className = 'desk-begins'
    e.textContent = this.text
    return e
  }
}

export function start (desk) {
  const { make, t } = desk
  const panel = desk.panel('edit', t('tab-edit'))
  const files = new Map() // the files opened here, by name
  let shared = null // the file that is shown
  let fields = []
  let views = new Map() // editors by field
  let people = new Map() // the others, by client: where they are
  let cuts = [] // sentences whose loss would make a story fit: { file, text, said }
  let overset = -1 // where what found no place begins in the file
  const bar = fitBar(desk)
  const head = make('div', { class: 'desk-head' })
  const clashes = make('div', { class: 'desk-clashes' })
  const away = make('div', { class: 'desk-away' })
  let gone = new Set() // files that are gone from the disk
  const body = make('div', { class: 'desk-fields' })
  const list = make('div', { class: 'desk-choose' })

  // which story

  const stories = () => (window.live.edition() || { stories: [] }).stories
  const storyOf = file => stories().find(s => s.at.file === file)

  async function open (file, line, col) {
    try {
      let s = files.get(file)
      if (!s) {
        s = await Shared.opened(desk, file, (changes, who) => shared === s && onChange(changes, who), () => shared === s && condition())
        files.set(file, s)
      }
      if (shared !== s) {
        shared = s
        overset = -1
        views.forEach(v => v.destroy())
        views = new Map()
        fields = []
        body.replaceChildren()
        panel.replaceChildren(make('div', { class: 'desk-top' }, head, bar.element, away, clashes), body)
        refresh()
        bar.show(storyOf(file), shared.text)
        findOverset()
      }
      desk.show('edit')
      condition()
      if (line) focusAt(offset(s.text, line, col || 1))
    } catch (e) { desk.wrong(e) }
  }

  // choose lists the stories to open.
  function choose () {
    shared = null
    views.forEach(v => v.destroy())
    views = new Map()
    const page = window.live.page()
    const row = s => make('li', {}, make('button', { type: 'button', click: () => open(s.at.file, 1) }, make('span', {}, s.title || s.id), make('span', { class: 'state ' + s.state }, s.fit)))
    const here = stories().filter(s => s.page === page)
    const rest = stories().filter(s => s.page !== page)
    list.replaceChildren(make('p', { class: 'where' }, t('click-text')), make('ol', { class: 'list stories' }, ...here.map(row)),
      make('details', {}, make('summary', {}, t('other-stories', rest.length)), make('ol', { class: 'list stories' }, ...rest.map(row))))
    panel.replaceChildren(...[away, desk.me.rights.place ? '' : desk.importing, list].filter(e => e))
  }

  // offset is a place in a text, given as people count: lines and characters from 1.
  function offset (text, line, col) {
    let at = 0
    for (; line > 1; line--) at = (text.indexOf('\n', at) + 1) || text.length
    for (; col > 1 && at < text.length && text[at] !== '\n'; col--) at += text.codePointAt(at) > 0xffff ? 2 : 1
    return at
  }

  function focusAt (at) {
    const f = fields.find(f => !f.missing && f.from <= at && at <= f.to && within(f, at) >= 0) || fields[fields.length - 1]
    const view = views.get(nameOf(f))
    const here = Math.max(0, within(f, at))
    view.dispatch({ selection: { anchor: here }, effects: EditorView.scrollIntoView(here, { y: 'center' }) })
    view.focus()
    view.dom.scrollIntoView({ block: 'nearest' })
  }

  // the fields

  const nameOf = f => f.name
  const title = f => (f.key === '' ? t('body') : f.head && desk.lang === 'en' ? t('head-' + f.head.en) : f.key) + (f.nth > 1 ? ' ' + f.nth : '')

  // refresh shows the file as it is: fields that are there already are changed where they differ.
  function refresh (changes) {
    const were = fields
    fields = parse(shared.text)
    const names = fields.map(nameOf)
    for (const [name, view] of views) if (!names.includes(name)) { view.dom.closest('.desk-field').remove(); view.destroy(); views.delete(name) }
    let before = null
    for (const f of fields) {
      const name = nameOf(f)
      let view = views.get(name)
      if (!view) {
        view = fieldView(name, f)
        views.set(name, view)
        const id = 'desk-field-' + names.indexOf(name)
        const row = make('div', { class: 'desk-field' + (f.key === '' ? ' desk-body' : '') }, make('span', { class: 'desk-label', id }, title(f)), bar.chip(name), view.dom)
        view.contentDOM.setAttribute('aria-labelledby', id)
        before ? before.after(row) : body.prepend(row)
      } else if (view.state.doc.toString() !== f.text) patch(view, f, were.find(w => nameOf(w) === name), changes)
      const row = view.dom.closest('.desk-field')
      row.classList.toggle('desk-missing', !!f.missing)
      row.classList.toggle('desk-raw', !!f.raw)
      before = row
    }
  }

  // patch makes a field what the file has: by the changes of the file where they are of its range,
  // so that every cursor stays at its word; else by what differs.
  function patch (view, f, was, changes) {
    const doc = view.state.doc
    let spec = differing(doc.toString(), f.text)
    if (changes && was && was.items.length === 1 && !was.items[0].at) {
      const list = []
      changes.iterChanges((from, to, fromB, toB, insert) => { if (to >= was.from) list.push({ from: from - was.from, to: to - was.from, insert }) })
      const set = list.every(c => c.from >= 0 && c.to <= doc.length) && view.state.changes(list)
      if (set && set.apply(doc).toString() === f.text) spec = set
    }
    view.dispatch({ changes: spec, annotations: outside.of(true) })
  }
  function differing (old, now) {
    let head = 0
    while (head < old.length && head < now.length && old[head] === now[head]) head++
    let tail = 0
    while (tail < old.length - head && tail < now.length - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++
    return { from: head, to: old.length - tail, insert: now.slice(head, now.length - tail) }
  }

  function fieldView (name, f) {
    const lines = name === '' || (f.head && f.head.lines) || f.raw
    return new EditorView({
      doc: f.text,
      extensions: [
        EditorView.cspNonce.of(desk.nonce),
        EditorView.lineWrapping,
        drawSelection(),
        marks,
        f.missing || name !== '' ? placeholder(t('nothing-yet')) : [],
        Prec.high(keymap.of([{ key: 'Mod-s', preventDefault: true, run: () => { save(); return true } }, { key: 'Escape', run: () => { document.getElementById('stage').focus(); return true } },
          ...(name === '' ? [] : [{ key: 'Enter', run: v => (lines ? false : next(name)) }])])),
        keymap.of(standardKeymap),
        EditorView.contentAttributes.of({ spellcheck: 'false', autocorrect: 'off', autocapitalize: 'off' }),
        EditorView.domEventHandlers({ compositionstart: () => compose(true), compositionend: () => { setTimeout(() => compose(false), 30) }, focus: (e, v) => here(name, v) }),
        EditorView.updateListener.of(u => {
          for (const tr of u.transactions) if (tr.docChanged && !tr.annotation(outside)) mine(name, tr)
          if (u.selectionSet || u.docChanged || u.focusChanged) here(name, u.view)
        })
      ]
    })
  }

  // next goes to the field after one.
  function next (name) {
    const names = fields.map(nameOf)
    const v = views.get(names[names.indexOf(name) + 1])
    if (v) v.focus()
    return true
  }

  // mine makes changes of a field changes of the file.
  function mine (name, tr) {
    const parts = []
    tr.changes.iterChanges((from, to, fromB, toB, insert) => parts.push({ from, to, insert: insert.toString() }))
    ours = true
    try {
      for (const p of parts.reverse()) {
        const text = shared.text
        const f = parse(text).find(f => nameOf(f) === name)
        const c = f && edited(text, f, p.from, p.to, p.insert)
        if (c) shared.change(c)
      }
    } finally { ours = false }
    if (shared.composing) stale = true
    else refresh()
  }
  let ours = false // the change under way comes from a field
  let stale = false // fields are to be looked at again once nothing is being composed

  function onChange (changes, who) {
    for (const p of people.values()) if (p.file === shared.file) { p.anchor = changes.mapPos(Math.min(p.anchor, changes.length)); p.head = changes.mapPos(Math.min(p.head, changes.length)) }
    if (overset >= 0) overset = changes.mapPos(Math.min(overset, changes.length), 1)
    for (const c of shared.clashes || []) { c.at = changes.mapPos(Math.min(c.at, changes.length), -1); c.to = changes.mapPos(Math.min(c.to, changes.length), 1) }
    bar.typed(shared.text)
    if (!ours) { refresh(changes); mark() }
    if (who) desk.say(t('changed-by', who))
  }

  // compose says that an input method begins or ends: nothing is redrawn between the two.
  function compose (on) {
    if (!shared) return
    shared.compose(on)
    if (on || !stale) return
    stale = false
    refresh()
    mark()
  }

  // what is marked

  function mark () {
    if (!shared || shared.composing) { stale = true; return }
    for (const f of fields) {
      const set = []
      const view = views.get(nameOf(f))
      const size = view.state.doc.length
      for (const p of people.values()) {
        if (p.file !== shared.file || f.missing) continue
        const at = within(f, p.head)
        if (at < 0 || at > size) continue
        const from = Math.min(at, Math.max(0, within(f, p.anchor)))
        const to = Math.max(at, within(f, p.anchor))
        if (to > from && to <= size) set.push(Decoration.mark({ class: 'desk-selected desk-c' + p.colour }).range(from, to))
        set.push(Decoration.widget({ widget: new Cursor(p.name || t('somebody'), p.colour), side: 1 }).range(at))
      }
      if (f.key === '' && overset >= f.from && overset < f.to) {
        const at = overset - f.from
        set.push(Decoration.widget({ widget: new Begins(t('overset-from-here')), side: -1 }).range(at))
        set.push(Decoration.mark({ class: 'desk-overset' }).range(at, size))
      }
      for (const c of f.key === '' ? cuts : []) {
        const at = c.file === shared.file && c.text ? f.text.indexOf(c.text) : -1
        if (at >= 0 && f.text.length === size) set.push(Decoration.mark({ class: 'desk-cut', attributes: { title: c.said } }).range(at, at + c.text.length))
      }
      view.dispatch({ effects: marksOf.of(Decoration.set(set, true)) })
    }
  }

  // findOverset finds where the text begins that has found no place.
  function findOverset () {
    const s = shared && storyOf(shared.file)
    overset = s && s.restAt && s.restAt.line ? offset(shared.text, s.restAt.line, s.restAt.col || 1) : -1
    mark()
  }

  // the others

  const colours = new Map()
  const colourOf = person => {
    if (!colours.has(person)) colours.set(person, colours.size % 8)
    return colours.get(person)
  }
  function present (p) {
    if (p.client === desk.client) return
    people.set(p.client, { ...p, colour: colourOf(p.client) })
    mark()
    condition()
  }
  let told = ''
  let hereTimer = 0
  function here (name, view) {
    if (!view.hasFocus || !shared) return
    clearTimeout(hereTimer)
    hereTimer = setTimeout(() => {
      if (!shared || shared.composing || !view.hasFocus) return
      if (shared.unsent) return here(name, view) // the others are to have the text first that it is a place of
      const f = fields.find(f => nameOf(f) === name)
      if (!f || f.missing) return
      const r = view.state.selection.main
      const at = { client: desk.client, file: shared.file, field: name, anchor: place(f, Math.min(r.anchor, f.text.length)), head: place(f, Math.min(r.head, f.text.length)) }
      const said = JSON.stringify(at)
      if (said !== told) desk.post('at', at).then(() => { told = said }, () => {})
    }, 120)
  }

  // how the file stands

  async function save () {
    try { await shared.save() } catch (e) { desk.wrong(e) }
  }

  function condition () {
    if (!shared) return
    const s = storyOf(shared.file)
    const name = make('span', { class: 'desk-title' }, s ? s.title : shared.file.split('/').pop())
    const others = [...people.values()].filter(p => p.file === shared.file)
    const state = shared.condition
    const now = make('span', { class: 'desk-condition', 'data-state': state }, t('file-' + state))
    head.replaceChildren(make('button', { type: 'button', click: choose, title: t('back-to-stories'), 'aria-label': t('back-to-stories') }, '‹'), name, now,
      ...others.map(p => make('span', { class: 'desk-person desk-c' + p.colour }, p.name || t('somebody'))), make('code', {}, shared.file.split('/').pop()))
    showClashes()
  }

  // showClashes shows both where people and another program, or two people at one moment, have
  // changed the same words.
  function showClashes () {
    clashes.replaceChildren(...(shared.clashes || []).map(c => {
      const what = t(c.people ? 'clash-people' : 'clash')
      const [ours, theirs] = c.people ? [c.oursBy || t('somebody'), c.theirsBy || t('somebody')] : [t('clash-ours'), t('clash-theirs')]
      const said = (who, text) => make('div', {}, make('dt', {}, who), make('dd', {}, text || t('nothing-yet')))
      const take = (label, text) => make('button', { type: 'button', click: () => settle(c, text) }, label)
      return make('section', { class: 'desk-clash', 'aria-label': what },
        make('h2', {}, what), make('dl', {}, said(t('clash-was'), c.was), said(ours, c.ours), said(theirs, c.theirs)), c.asked === undefined ? '' : make('p', { class: 'desk-asked', role: 'alert' }, t('clash-edited', c.asked)),
        take(c.people ? t('take-of', ours) : t('take-ours'), c.ours), take(c.people ? t('take-of', theirs) : t('take-theirs'), c.theirs), take(t('take-both'), null))
    }))
  }
  // showGone shows what is gone from the disk: the desk has all of it.
  function showGone () {
    away.replaceChildren(...[...gone].map(file => make('section', { class: 'desk-clash', 'aria-label': t('file-gone') },
      make('h2', {}, t('file-gone')), make('p', {}, make('code', {}, file), ' ', t('gone-file')),
      make('button', { type: 'button', click: () => putBack(file) }, t('put-back')))))
  }
  async function putBack (file) {
    try {
      if (files.get(file)) await files.get(file).flushed()
      await desk.post('doc/save', { file, back: true })
    } catch (e) { desk.wrong(e) }
  }
  // settle puts a text where two have clashed. What has been edited there since is not replaced
  // before it is asked for again.
  async function settle (c, text) {
    const now = shared.text.slice(c.at, c.to)
    if (text !== null && now !== c.both && now !== c.asked) {
      c.asked = now
      return showClashes()
    }
    try {
      if (text !== null) shared.change({ from: c.at, to: c.to, insert: text })
      refresh()
      await shared.flushed()
      await desk.post('doc/settle', { file: shared.file, n: c.n })
    } catch (e) { desk.wrong(e) }
  }

  // what the server tells

  desk.on('doc', e => { const s = files.get(e.file); if (s) s.receive(e) })
  desk.on('saved', e => { const s = files.get(e.file); if (s) { s.savedAt = e.version; s.stuck = ''; if (s === shared) { bar.saved(); condition() } } })
  desk.on('conflict', e => { const s = files.get(e.file); if (s) { s.clashes = e.clashes; if (s === shared) condition() } })
  desk.on('stuck', e => { const s = files.get(e.file); if (s) { s.stuck = e.why; if (e.why) desk.say(t(e.why), 'wrong'); if (s === shared) condition() } gone[e.why === 'gone-file' ? 'add' : 'delete'](e.file); showGone() })
  desk.on('presence', present)
  desk.on('left', e => { people.delete(e.client); mark(); condition() })
  desk.on('hello', e => { people = new Map(); e.people.forEach(present); told = ''; mark(); condition(); gone = new Set(e.gone); showGone() })
  desk.on('open', () => files.forEach(s => { s.lost = false; s.pull(); s.later(); if (s === shared) condition() }))
  desk.before.push(async () => { if (shared) await shared.flushed() })

  document.addEventListener('live:text', e => {
    if (desk.shown() === 'notes') return // there a click chooses the words of a note
    open(e.detail.file, e.detail.line, e.detail.col)
  })
  document.addEventListener('live:edition', () => {
    if (!shared) return
    const s = storyOf(shared.file)
    bar.show(s, shared.text)
    findOverset()
    condition()
  })
  document.addEventListener('desk:tab', e => {
    if (e.detail.name !== 'edit' || shared) return
    const s = stories().find(s => s.id === window.live.story())
    s && s.at.file ? open(s.at.file, 1) : choose()
  })
  document.addEventListener('live:page', () => { if (!shared && desk.shown() === 'edit') choose() })
  addEventListener('keydown', e => {
    if (e.key === 's' && (e.ctrlKey || e.metaKey) && shared) { e.preventDefault(); save() }
  })
  desk.key('i', 'key-edit', () => {
    desk.show('edit')
    if (shared) focusAt(fields[fields.length - 1].from)
    else desk.reach('edit', '.desk-choose button, .desk-body .cm-content')
  })
  addEventListener('beforeunload', e => { if ([...files.values()].some(s => s.unsent)) e.preventDefault() })
  // cut marks sentences that could go.
  const cut = list => { cuts = list; mark() }
  desk.editor = { open, cut, shared: () => shared, view: name => views.get(name), fields: () => fields }
}
