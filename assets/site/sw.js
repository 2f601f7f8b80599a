// Keeps the site's own documents and the last issues, whose lists stand above, for when
// there is no network. Documents are asked for anew each time; what has its digest in its
// name is not. An issue that has changed, or from which a story has been withdrawn, has
// another digest: what was kept of it goes.
const prefix = 'banxin ' + new URL(self.registration.scope).pathname + ' '
const shell = prefix + 'shell ' + kept.version
const nameOf = issue => prefix + issue.key + ' ' + issue.digest
const here = name => new URL(name, self.registration.scope).href

async function addAll(cache, names) {
  for (let i = 0; i < names.length; i += 6) {
    await Promise.all(names.slice(i, i + 6).map(async name => {
      if (await cache.match(here(name))) return
      const answer = await fetch(here(name), { cache: 'no-cache' })
      if (answer.ok) await cache.put(here(name), answer)
    }))
  }
}

self.addEventListener('install', e => e.waitUntil((async () => {
  await addAll(await caches.open(shell), kept.shell)
  await self.skipWaiting()
})()))

self.addEventListener('activate', e => e.waitUntil((async () => {
  const wanted = new Set([shell, ...kept.issues.map(nameOf)])
  for (const name of await caches.keys()) if (name.startsWith(prefix) && !wanted.has(name)) await caches.delete(name)
  await self.clients.claim()
})()))

let filling = null
async function fill(all) {
  for (const issue of kept.issues) {
    await addAll(await caches.open(nameOf(issue)), all ? issue.files : issue.files.filter(f => f.endsWith('.html')))
  }
}
self.addEventListener('message', e => {
  filling = filling || fill(e.data === 'fill')
  e.waitUntil(filling.then(() => e.source.postMessage('filled')).catch(() => { filling = null }))
})

const frozen = /\/(pictures|assets)\//

self.addEventListener('fetch', e => {
  const url = new URL(e.request.url)
  if (e.request.method !== 'GET' || !url.href.startsWith(self.registration.scope)) return
  if (e.request.headers.has('range')) return
  e.respondWith(frozen.test(url.pathname) ? cached(e.request).then(a => a || fetch(e.request)) : fresh(e.request, url))
})

function cached(request) { return caches.match(request, { ignoreSearch: true, ignoreVary: true }) }

async function fresh(request, url) {
  try {
    return await fetch(request)
  } catch (failed) {
    const name = url.pathname.endsWith('/') ? url.origin + url.pathname + 'index.html' : request
    const copy = await cached(name)
    if (copy) return copy
    if (request.mode === 'navigate') {
      const missing = await cached(here('404.html'))
      if (missing) return new Response(missing.body, { status: 503, headers: missing.headers })
    }
    throw failed
  }
}
