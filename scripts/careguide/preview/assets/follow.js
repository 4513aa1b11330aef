// Follows the files: when the server has a new page, the parts of it that differ take the place of those shown, and the
// reader stays where they are.
const root = document.documentElement
const connection = document.getElementById('Preview.connection')
let renewing = Promise.resolve()

export function follow(onExchanged) {
  const news = new EventSource(`/guide/${root.dataset.name}/news`)
  news.onopen = () => say('Follows the files.')
  news.onerror = () => say('Not connected: the preview has ended, or starts again. This is the last page that it made.')
  news.onmessage = ({ data }) => {
    renewing = renewing.then(() => data === root.dataset.revision || renew(onExchanged)).catch((error) => {
      say(`The new page could not be had: ${error.message}`)
    })
  }
}

async function renew(onExchanged) {
  // What this page has already comes without its content: its digest is enough.
  const answer = await fetch(`${location.pathname}?since=${root.dataset.revision}`)
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const changed = keepingPlace(() => exchange(page, onExchanged))
  document.title = page.title
  root.dataset.revision = page.documentElement.dataset.revision
  const [verdict] = document.getElementById('Preview.verdict').textContent.split(';')
  say(`${new Date().toTimeString().slice(0, 8)}: ${verdict}.`, changed)
}

// Gives the statements whose words have changed.
function exchange(page, onExchanged) {
  const before = wordings()
  const open = new Set([...document.querySelectorAll('details[open][id]')].map((details) => details.id))
  for (const part of document.querySelectorAll('[data-part]:not(#Preview\\.book > *)')) {
    const next = page.getElementById(part.id)
    if (next && next.dataset.part !== part.dataset.part) part.replaceWith(next)
  }
  exchangeChapters(page.getElementById('Preview.book'))
  document.querySelector('.guide-title').textContent = page.querySelector('.guide-title').textContent
  for (const id of open) document.getElementById(id)?.setAttribute('open', '')
  onExchanged()
  const after = wordings()
  const changed = [...after].filter(([id, { words }]) => before.has(id) && before.get(id).words !== words)
  return changed.map(([id, { own }]) => flash(id, own))
}

function exchangeChapters(next) {
  const book = document.getElementById('Preview.book')
  const shown = new Map([...book.children].map((part) => [part.id, part]))
  const parts = [...next.children].map((part) => {
    const same = shown.get(part.id)
    return same?.dataset.part === part.dataset.part ? same : part
  })
  for (const [index, part] of parts.entries()) {
    if (book.children[index] !== part) book.insertBefore(part, book.children[index] ?? null)
  }
  while (book.children.length > parts.length) book.lastElementChild.remove()
}

// What each statement says itself: without what stands inside it, and without links, which may only be called otherwise.
function wordings() {
  const found = new Map()
  for (const statement of document.querySelectorAll('#Preview\\.book [data-statement]')) {
    const own = [...statement.children].filter((child) => child.matches('h1, h2, h3, h4, p, .facts, .callout-word'))
    found.set(statement.id, { own, words: own.map(unlinked).join('\n') })
  }
  return found
}

function unlinked(node) {
  return node.nodeName === 'A' ? '' : node.hasChildNodes() ? [...node.childNodes].map(unlinked).join('') : node.textContent
}

function flash(id, elements) {
  for (const element of elements) element.classList.add('changed')
  setTimeout(() => elements.forEach((element) => element.classList.remove('changed')), 2500)
  return id
}

// Whatever is exchanged, the statement at the top of the window stays there, and the focus where it was.
function keepingPlace(exchanging) {
  const anchor = firstInView()
  const top = anchor?.getBoundingClientRect().top
  const focused = focusPath()
  const result = exchanging()
  const again = anchor && document.getElementById(anchor.id)
  // At the very top it is the page that stays, so that what is wrong with the files is seen above it.
  if (again && scrollY > 0) scrollBy({ top: again.getBoundingClientRect().top - top, behavior: 'instant' })
  if (focused && !document.contains(focused.element)) focused.find()?.focus({ preventScroll: true })
  return result
}

function firstInView() {
  const edge = document.querySelector('header.bar').getBoundingClientRect().bottom
  const statements = [...document.querySelectorAll('#Preview\\.book [data-statement]:not(section)')]
  return statements.find((statement) => {
    const box = statement.getBoundingClientRect()
    return box.height > 0 && box.bottom > edge
  })
}

function focusPath() {
  const element = document.activeElement
  const around = element?.closest('[id]')
  if (!around || element === document.body) return null
  const index = [...around.querySelectorAll('*')].indexOf(element)
  const find = () => {
    const now = document.getElementById(around.id)
    return index < 0 ? now : now?.querySelectorAll('*')[index]
  }
  return { element, find }
}

function say(words, changed = []) {
  connection.textContent = words
  if (!changed.length) return
  const links = changed.slice(0, 2).map((id) => {
    const name = document.getElementById(id).dataset.statement
    return Object.assign(document.createElement('a'), { href: `#${id}`, textContent: name })
  })
  connection.append(' Changed: ', ...links.flatMap((link, index) => (index ? [', ', link] : [link])))
  if (changed.length > links.length) connection.append(` and ${changed.length - links.length} more`)
}
