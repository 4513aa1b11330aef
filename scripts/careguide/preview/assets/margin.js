// Cards stand beside their statements where the window has room for a margin (preview.css knows the same width). Each
// comes as high as its statement, or below the card before it. Without room they stay in the text, below the statement.
const book = document.getElementById('Preview.book')
const wide = matchMedia('(min-width: 60em)')
const GAP = 6
let asked = false

export function layOutMargin() {
  asked = false
  const cards = wide.matches ? [...book.querySelectorAll('.card')].filter((card) => card.offsetParent !== null) : []
  const zero = book.parentElement.getBoundingClientRect().top
  const boxes = cards.map((card) => ({ card, top: level(card) - zero, height: card.offsetHeight }))
  let bottom = 0
  for (const box of boxes.sort((one, other) => one.top - other.top)) {
    const top = Math.max(box.top, bottom)
    box.card.style.top = `${top}px`
    bottom = top + box.height + GAP
  }
  book.style.minHeight = `${bottom}px`
}

export function watchMargin() {
  const again = () => {
    if (!asked) requestAnimationFrame(layOutMargin)
    asked = true
  }
  new ResizeObserver(again).observe(book)
  wide.addEventListener('change', again)
  document.documentElement.addEventListener('switched', again)
  book.addEventListener('toggle', again, true)
  layOutMargin()
}

function level(card) {
  const statement = document.getElementById(card.dataset.beside) ?? card
  return (statement.matches('section') ? statement.firstElementChild : statement).getBoundingClientRect().top
}
