// Notes: what readers of the proof remark, pinned to words. With the tab open a click on the page
// is the first of the words, the next one the last; the keyboard types them. Marks stand on the page.
export function start (desk) {
  const { make, t } = desk
  const root = desk.panel('notes', t('notes-tab'))
  let list = [], kinds = ['删', '改', '增', '调', '问', '注'], all = false
  let from = null, chosen = null // the first place clicked; the words, as the server has them

  // the form

  const story = make('input', { id: 'note-story', autocomplete: 'off', list: 'note-stories' })
  const stories = make('datalist', { id: 'note-stories' })
  const quote = make('input', { id: 'note-quote', autocomplete: 'off' })
  const kind = make('div', { class: 'note-kinds', role: 'radiogroup', 'aria-label': t('notes-kind') })
  const text = make('textarea', { id: 'note-text', rows: '2' })
  const where = make('p', { class: 'where', id: 'note-where', role: 'status' }, t('notes-how'))
  const form = make('form', { class: 'note-form', 'aria-label': t('notes-new') },
    where, field('note-story', t('notes-about'), story), stories, field('note-quote', t('notes-quote'), quote), kind, field('note-text', t('notes-text'), text),
    make('div', { class: 'row' }, make('button', { class: 'main' }, t('notes-write')), make('button', { type: 'button', click: clear }, t('notes-clear'))))
  function field (id, label, input) { return make('p', { class: 'field' }, make('label', { for: id }, label), input) }

  function chooseKind (k) { for (const b of kind.children) { b.setAttribute('aria-checked', String(b.textContent === k)); b.tabIndex = b.textContent === k ? 0 : -1 } }
  const kindNow = () => { const b = [...kind.children].find(b => b.getAttribute('aria-checked') === 'true'); return b ? b.textContent : '注' }
  function showKinds () {
    kind.replaceChildren(...kinds.map(k => make('button', { type: 'button', role: 'radio', 'aria-checked': 'false', title: t('notes-kind-' + k), 'aria-label': k + ' ' + t('notes-kind-' + k), click: () => chooseKind(k) }, k)))
    chooseKind('问')
  }
  kind.addEventListener('keydown', e => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key]
    if (!by) return
    e.preventDefault()
    e.stopPropagation()
    const all = [...kind.children], to = all[(all.findIndex(b => b.textContent === kindNow()) + by + all.length) % all.length]
    chooseKind(to.textContent)
    to.focus()
  })

  function clear () {
    from = chosen = null
    quote.value = text.value = ''
    unmark('desk-words')
    where.textContent = t('notes-how')
  }
  const unmark = name => document.querySelectorAll('#marks .' + name).forEach(e => e.remove())

  form.addEventListener('submit', async e => {
    e.preventDefault()
    if (!await named()) return
    const about = story.value.trim()
    const page = window.live.edition().pages.find(p => [p.name, pageName(p), t('notes-page', pageName(p))].includes(about))
    const note = { kind: kindNow(), text: text.value.trim() }
    const words = quote.value.trim(), of = page && words ? await standing(words, window.live.edition().pages.indexOf(page)) : ''
    if (page && words && !of) return desk.say(t('notes-no-words', words), 'wrong')
    if (of) Object.assign(note, { story: of, quote: words })
    else if (page) note.page = pageName(page)
    else Object.assign(note, { story: about }, chosen && chosen.story === about && chosen.quotation.quote === quote.value.replace(/\s/g, '') ? chosen.quotation : { quote: quote.value.trim() })
    try {
      await desk.post('notes', note)
      desk.say(t('notes-written'))
      clear()
    } catch (e) { desk.wrong(e) }
  })

  text.addEventListener('keydown', e => {
    if (e.key !== 'Enter' || !(e.ctrlKey || e.metaKey) || e.isComposing) return
    e.preventDefault()
    form.requestSubmit()
  })

  // standing is the story on a page whose text has some words; empty: none has them.
  async function standing (words, page) {
    for (const s of window.live.edition().stories.filter(s => window.live.edition().pages[page].pieces.some(p => p.story === s.id))) {
      const file = s.at.file && await desk.get('doc?file=' + encodeURIComponent(s.at.file)).catch(() => null)
      if (file && file.text.replace(/\s/g, '').includes(words.replace(/\s/g, ''))) return s.id
    }
    return ''
  }

  // pageName is a page's name on paper, without what a language says around it.
  const pageName = page => (page.name.match(/[A-Za-z]*\d+/) || [page.name])[0]

  // named asks for a name where there are no accounts: notes and signatures are somebody's.
  async function named () {
    if (desk.me.name) return true
    const input = make('input', { id: 'desk-name', required: true, autocomplete: 'name', maxlength: '40' })
    const form = make('form', { method: 'dialog' }, make('label', { for: 'desk-name' }, t('notes-your-name')), input,
      make('div', { class: 'row' }, make('button', { value: 'yes' }, t('notes-is-me')), make('button', { value: '', formnovalidate: true }, t('notes-nobody'))))
    const dialog = make('dialog', { 'aria-label': t('notes-your-name') }, form)
    document.body.append(dialog)
    dialog.showModal()
    await new Promise(resolve => dialog.addEventListener('close', resolve))
    dialog.remove()
    const name = dialog.returnValue === 'yes' ? input.value.trim() : ''
    if (!name) return false
    localStorage.setItem('desk-name', name)
    desk.me.name = name
    await desk.post('me', { name }).catch(desk.wrong)
    return true
  }
  desk.named = named

  // words on the page

  document.addEventListener('live:text', async e => {
    const at = e.detail
    if (desk.shown() !== 'notes' || !at.file) return
    const end = from && !chosen.done && from.file === at.file ? at : null
    const begin = end ? from : at
    try {
      const got = await desk.get(`notes/words?file=${encodeURIComponent(at.file)}&line=${begin.line}&col=${begin.col}&toline=${at.line}&tocol=${at.col}`)
      chosen = Object.assign(got, { done: !!end })
      from = at
      story.value = got.story
      quote.value = got.quotation.quote
      where.textContent = end ? t('notes-chosen') : t('notes-last')
      mark()
      if (end) text.focus({ preventScroll: true })
    } catch (e) { desk.wrong(e) }
  })
  // on a phone a tap goes to the column: as large as it can be read, with what was tapped in the middle
  document.addEventListener('live:text', e => {
    const sheet = document.getElementById('sheet'), r = e.detail.rect, page = window.live.edition().pages[e.detail.page]
    if (!matchMedia('(max-width: 40rem)').matches || !r || r[2] > 14) return
    const wanted = innerWidth / (r[2] * 19)
    if (sheet.offsetWidth / page.w > wanted * 0.7) return
    window.live.zoom(wanted)
    window.live.mark(r, 'spot').scrollIntoView({ block: 'center', inline: 'center' })
  })
  quote.addEventListener('input', () => { chosen = from = null; unmark('desk-words') })

  // mark shows the notes on the page, and the words that are being chosen.
  function mark () {
    unmark('desk-note')
    unmark('desk-words')
    const page = window.live.page()
    if (!window.live.edition()) return
    for (const n of list) if (n.on === page && n.state !== 'done') for (const r of n.rects) window.live.mark(r, 'desk-note note-' + Math.max(0, kinds.indexOf(n.kind)))
    if (chosen && chosen.on === page) for (const r of chosen.rects) window.live.mark(r, 'desk-words')
  }
  document.addEventListener('live:page', () => requestAnimationFrame(mark))
  document.addEventListener('desk:tab', e => { if (e.detail.name === 'notes') load() })

  // the list

  const listed = make('ol', { class: 'list notes', id: 'notes-list' })
  const toggle = make('button', { type: 'button', 'aria-pressed': 'false', click: () => { all = !all; toggle.setAttribute('aria-pressed', String(all)); show() } }, t('notes-all'))
  const count = make('h2', {})
  root.append(form, make('div', { class: 'row' }, count, toggle), listed)

  function show () {
    const seen = list.filter(n => all || n.state !== 'done')
    count.textContent = t('notes-count', seen.length)
    desk.kept(listed, () => listed.replaceChildren(...seen.map(item)))
    mark()
  }
  function item (n) {
    const answer = make('input', { id: 'note-answer-' + n.id, 'aria-label': t('notes-answer'), placeholder: t('notes-answer'), autocomplete: 'off' })
    const done = n.state === 'done'
    const say = async body => { if (await named()) { try { await desk.post('notes/answer', Object.assign({ id: n.id }, body)) } catch (e) { desk.wrong(e) } } }
    return make('li', { class: done ? 'done' : n.found },
      make('button', { type: 'button', id: 'note-' + n.id, click: () => go(n) }, make('span', { class: 'note-kind' }, n.kind || '注'), ' ', n.quote ? make('q', {}, n.quote) : n.title || t('notes-page', n.page), ' ', n.text || '',
        n.found === 'orphan' ? make('span', { class: 'hint' }, t('notes-orphan', n.prefix || '', n.suffix || '')) : '', n.found === 'changed' ? make('span', { class: 'hint' }, t('notes-changed', n.now)) : '',
        make('span', { class: 'code' }, [n.id, n.firstBy, hour(n.firstAt), n.title || ''].filter(x => x).join('　'))),
      n.replies.length ? make('ul', { class: 'replies' }, ...n.replies.map(r => make('li', {}, (r.by || '') + '：' + (r.text || '')))) : '',
      desk.me.rights.note ? make('form', { class: 'row' }, answer, make('button', {}, t('notes-say')), make('button', { type: 'button', click: () => say({ state: done ? 'open' : 'done' }) }, t(done ? 'notes-reopen' : 'notes-done'))) : '')
  }
  listed.addEventListener('submit', async e => {
    e.preventDefault()
    const input = e.target.querySelector('input')
    if (!input.value.trim() || !await named()) return
    const text = input.value.trim()
    input.value = '' // what has been sent is no longer being typed
    try { await desk.post('notes/answer', { id: input.id.slice('note-answer-'.length), text }) } catch (e) {
      document.getElementById(input.id).value = text
      desk.wrong(e)
    }
  })
  const hour = at => (at && at.match(/T(\d\d:\d\d)/) || ['', ''])[1]
  function go (n) {
    if (n.on >= 0) window.live.go(n.on, n.story)
    desk.show('notes')
    requestAnimationFrame(() => {
      mark()
      const first = document.querySelector('#marks .desk-note')
      const r = n.rects[0]
      if (r) { const e = window.live.mark(r, 'spot'); e.scrollIntoView({ block: 'center', inline: 'center' }) } else if (first) first.scrollIntoView({ block: 'center' })
    })
  }

  async function load () {
    if (!window.live.edition()) return
    try {
      const got = await desk.get('notes')
      list = got.notes
      if (String(kinds) !== String(got.kinds) || !kind.children.length) { kinds = got.kinds; showKinds() }
      const e = window.live.edition()
      stories.replaceChildren(...e.pages.map(p => make('option', { value: t('notes-page', pageName(p)) })), ...e.stories.map(s => make('option', { value: s.id }, s.title)))
      if (!story.value && e.pages[window.live.page()]) story.value = t('notes-page', pageName(e.pages[window.live.page()]))
      show()
    } catch (e) { if (e.status !== 404) desk.wrong(e) }
  }
  showKinds()
  document.addEventListener('live:edition', load)
  desk.on('open', load)
  desk.on('notes', load)
  desk.key('n', 'key-note', () => { desk.show('notes'); quote.focus() })
  desk.key('N', 'key-next-note', async () => {
    if (!await desk.reach('notes', '#notes-list li > button')) return
    const all = [...listed.querySelectorAll('li > button')]
    at = (all.findIndex(b => b.id === at) + 1) % all.length
    all[at].click()
    at = all[at].id
    requestAnimationFrame(() => document.getElementById(at).focus({ preventScroll: true }))
  })
  let at = '' // the note gone to last
}
