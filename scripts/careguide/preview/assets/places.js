// Where a statement stands, and which blocks of the source it carries: for the pointer, the keyboard and a screen reader.
const book = document.getElementById('Preview.book')
const panel = document.getElementById('Preview.place')
const hint = [...panel.childNodes]
let held = null // the anchor of the statement that was clicked

export function watchPlaces() {
  book.addEventListener('pointerover', ({ target }) => held || show(statementOf(target)))
  book.addEventListener('pointerleave', () => held || show(null))
  book.addEventListener('click', onClick)
  book.addEventListener('focusin', ({ target }) => target.dataset.stop !== undefined && show(statementOf(target)))
  document.addEventListener('keydown', onKey)
  addEventListener('hashchange', onHash)
  renew()
  return { renew }
}

// After a part has been exchanged: what was held is held again, and one statement can be reached with the Tab key.
function renew() {
  for (const stop of stops()) stop.tabIndex = -1
  const first = (held && stopOf(document.getElementById(held))) ?? stops()[0]
  if (first) first.tabIndex = 0
  if (held && document.getElementById(held)) show(document.getElementById(held))
  else held = null
}

function stops() {
  const found = [...book.querySelectorAll('[data-statement]')].map(stopOf).filter(Boolean)
  for (const stop of found) stop.dataset.stop = ''
  return found
}

// What of a statement gets the focus: of a section only its heading.
function stopOf(statement) {
  return statement?.matches('section') ? statement.querySelector(':scope > :is(h1, h2, h3, h4)') : statement
}

function statementOf(element) {
  const card = element.closest('.card')
  return card ? document.getElementById(card.dataset.beside) : element.closest('[data-statement]')
}

function onClick(event) {
  if (event.target.closest('a, summary, .card') || !getSelection().isCollapsed) return
  const statement = statementOf(event.target)
  if (statement) hold(statement)
}

function hold(statement) {
  held = statement.id
  show(statement)
  const stop = stopOf(statement)
  for (const other of book.querySelectorAll('[data-stop][tabindex="0"]')) other.tabIndex = -1
  stop.tabIndex = 0
  stop.focus({ preventScroll: true })
  panel.querySelector('a.open')?.click()
}

function release() {
  held = null
  show(null)
}

function onKey(event) {
  if (event.key === 'Escape') return release()
  const here = document.activeElement
  if (here?.dataset.stop === undefined || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === 'Enter') return hold(statementOf(here))
  if (event.key !== 'j' && event.key !== 'k') return
  const all = stops().filter((stop) => stop.offsetParent !== null)
  const next = all[all.indexOf(here) + (event.key === 'j' ? 1 : -1)]
  if (!next) return
  held = null
  here.tabIndex = -1
  next.tabIndex = 0
  next.focus()
}

// A link may lead to something that the chosen reader does not see.
function onHash() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (target && target.offsetParent === null) {
    panel.replaceChildren(paragraph('What the link leads to is not for the reader who is chosen above.'))
  }
}

function show(statement) {
  book.querySelector('.at')?.classList.remove('at', 'held')
  if (!statement) {
    panel.replaceChildren(...hint)
    return
  }
  statement.classList.add('at')
  statement.classList.toggle('held', statement.id === held)
  panel.replaceChildren(where(statement), blocks(statement))
}

function where(statement) {
  const { place, statement: name, open } = statement.dataset
  const line = paragraph()
  line.append(strong(place), ` ${name}`)
  if (open) line.append(' ', link('Open in the editor', open, 'open'))
  if (statement.id === held) line.append(' Held: Esc lets go.')
  return line
}

function blocks(statement) {
  const carried = (statement.dataset.blocks ?? '').split(' ').filter(Boolean)
  const line = paragraph(carried.length ? 'Source: ' : 'Cites no block of the source.')
  carried.forEach((block, index) => {
    line.append(index ? '; ' : '', link(block, `#Book.source.${block}`))
    const others = [...book.querySelectorAll(`[data-blocks~="${CSS.escape(block)}"]`)]
      .map((other) => other.dataset.statement)
      .filter((name) => name !== statement.dataset.statement && !name.startsWith('document.'))
    if (others.length) line.append(` (also ${others.slice(0, 3).join(', ')}${others.length > 3 ? ', …' : ''})`)
  })
  return line
}

function paragraph(text = '') {
  return Object.assign(document.createElement('p'), { textContent: text })
}

function strong(text) {
  return Object.assign(document.createElement('strong'), { textContent: text })
}

function link(text, href, className = '') {
  return Object.assign(document.createElement('a'), { textContent: text, href, className })
}
