// Sending to the press: what would go, what may not and why, and the receipts of what has gone.
export function start (desk, root) {
  const { make, t } = desk
  const both = d => desk.lang === 'en' ? d.En : d.Zh
  const box = make('div', { id: 'desk-press' })
  root.append(make('h2', {}, t('press')), box)
  const clock = at => (at && at.match(/T(\d\d:\d\d)/) || ['', ''])[1]
  const size = n => n > 1e6 ? (n / 1e6).toFixed(1) + ' MB' : Math.ceil(n / 1e3) + ' kB'
  const pages = r => t('press-pages', r.pages.join('、'))
  let asking = 0

  async function load () {
    if (desk.shown() !== 'board' || !window.live.edition()) return
    if (!desk.me.press) return box.replaceChildren(make('p', { class: 'where' }, t('press-nowhere')))
    const n = ++asking
    const now = await desk.get('press').catch(e => e)
    if (n !== asking) return
    if (now instanceof Error) return box.replaceChildren(make('p', { class: 'where' }, now.message))
    const here = box.contains(document.activeElement)
    desk.kept(box, () => show(now))
    const next = box.querySelector('[data-key="send"]:not([disabled])') || box.querySelector('button:not([disabled])')
    if (here && next && !box.contains(document.activeElement)) next.focus({ preventScroll: true }) // what was pressed cannot be pressed now
  }

  function show (now) {
    const may = desk.me.rights.send, busy = now.doing !== ''
    const make1 = may ? make('button', { type: 'button', 'data-key': 'make', disabled: busy, click: () => act('press/make') }, t(now.made ? 'press-make-again' : 'press-make')) : ''
    const go = may && now.files.length ? make('button', { type: 'button', class: 'main', 'data-key': 'send', disabled: busy, click: () => act('press/send', { as: now.as }) }, t('press-send', now.files.length, now.to)) : ''
    const gone = now.gone.length ? [make('h3', {}, t('press-gone', now.gone.length)), receipts(now.gone), now.sent_list ? make('p', { class: 'where' }, t('press-list', now.sent_list)) : ''] : []
    box.replaceChildren(...[
      make('p', { class: 'where' }, t('press-to', now.to)),
      busy ? make('p', { role: 'status' }, t('press-' + (now.doing === 'make' ? 'making' : 'sending'))) : '',
      now.fault ? make('p', { role: 'alert', class: 'place-fit over' }, now.fault) : '',
      !busy && !now.made ? make('p', {}, t('press-none')) : '',
      now.stale ? make('p', { class: 'place-fit over' }, t('press-stale')) : '',
      now.files.length ? make('h3', {}, t('press-files', now.files.length)) : '',
      now.files.length ? make('ul', { class: 'place-list' }, ...now.files.map(f => make('li', {}, make('b', {}, f.name), make('span', { class: 'say' }, `${pages(f)}　${size(f.bytes)}`)))) : '',
      now.held.length ? make('h3', {}, t('press-held', now.held.length)) : '',
      now.held.length ? make('ul', { class: 'place-list' }, ...now.held.map(h => make('li', {}, make('span', { class: 'place-fit over' }, both(h.why))))) : '',
      make('div', { class: 'row' }, make1, go),
      ...gone,
      now.earlier.length ? make('details', {}, make('summary', {}, t('press-earlier', now.earlier.length)), receipts(now.earlier)) : ''
    ].filter(e => e))
  }

  const receipts = list => make('ul', { class: 'place-list receipts' }, ...list.map(r => make('li', {}, make('b', {}, r.name), make('span', { class: 'say' }, [clock(r.at), pages(r), size(r.bytes), r.there ? t('press-there') : ''].filter(x => x).join('　')), make('code', { title: r.sha256 }, r.sha256.slice(0, 12)))))

  async function act (path, body) {
    try { await desk.post(path, body) } catch (e) { desk.wrong(e) }
    load()
  }

  document.addEventListener('desk:tab', load)
  document.addEventListener('live:edition', load)
  desk.on('press', load)
  desk.on('signs', load)
  if (desk.me.press) desk.key('E', 'key-press', () => desk.reach('board', '#desk-press button'))
}
