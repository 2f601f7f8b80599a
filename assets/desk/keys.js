// The keys of the desk: each is said once, with the text of what it does, which the help lists.
export function start (desk) {
  const { make, t } = desk
  const dialog = document.getElementById('help')
  const list = make('dl', {})
  const known = new Map()
  const shown = { ' ': '␣', ArrowUp: '↑', ArrowDown: '↓' }

  // key has a letter, or none where it is handled elsewhere, do something. Letters are for whoever
  // is not typing; those of the desk come before those of the page.
  desk.key = (key, what, run) => {
    if (run) {
      if (known.has(key)) throw new Error('two keys ' + key)
      known.set(key, run)
    }
    list.append(make('div', {}, make('dt', {}, shown[key] || key), make('dd', {}, t(what))))
  }
  addEventListener('keydown', e => {
    const run = known.get(e.key)
    if (!run || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || window.live.asking() || typing(e.target) || !window.live.edition()) return
    e.preventDefault()
    e.stopImmediatePropagation()
    run()
  }, { capture: true })
  const typing = e => e.closest('input, textarea, [contenteditable="true"], .cm-editor') || e.tagName === 'SELECT'

  // reach shows a tab and goes to an element of it, once one of those is there: the first that can be
  // had, in their order. The page's own is there or it is not.
  desk.reach = async (tab, ...selectors) => {
    desk.show(tab)
    for (let k = tab === 'page' ? 119 : 0; k < 120; k++) {
      const e = selectors.flatMap(s => [...document.querySelectorAll(s)]).find(e => !e.disabled && e.getClientRects().length)
      if (e) {
        e.focus({ preventScroll: true })
        e.scrollIntoView({ block: 'nearest' })
        return e
      }
      await new Promise(resolve => setTimeout(resolve, 50))
    }
    desk.say(t('key-nothing'))
    return null
  }

  dialog.querySelector('form').before(make('h3', {}, t('desk')), list)
  desk.key('Ctrl Z', 'key-undo')
  desk.key('Ctrl ⇧ Z', 'key-redo')
  desk.key('Ctrl S', 'key-save')
  desk.key('Ctrl ↵', 'key-note-done')
  desk.key('Esc', 'key-leave')
  desk.key('Tab ↵', 'key-tab')
}
