// How the guide is shown: light or dark, wide or narrow, for whom, and with what margin. Each switch is an attribute of
// the root element, on which the style sheets hang. Runs before the page is drawn, so that nothing flashes.
(() => {
  const defaults = { scheme: 'system', width: 'desktop', audience: 'everyone', margin: 'all' }
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const root = document.documentElement
  const chosen = { ...defaults, ...remembered() }

  function remembered() {
    try {
      return JSON.parse(localStorage.getItem('careguide.switches')) ?? {}
    } catch {
      return {} // private windows may have no storage
    }
  }

  function apply() {
    for (const [name, value] of Object.entries(chosen)) root.dataset[name] = value
    root.dataset.scheme = chosen.scheme === 'system' ? (dark.matches ? 'dark' : 'light') : chosen.scheme
    root.dispatchEvent(new Event('switched'))
  }

  function onChange({ target }) {
    if (!(target.name in defaults)) return
    chosen[target.name] = target.value
    try {
      localStorage.setItem('careguide.switches', JSON.stringify(chosen))
    } catch {
      // then the choice lasts as long as the page
    }
    apply()
  }

  apply()
  dark.addEventListener('change', apply)
  document.addEventListener('DOMContentLoaded', () => {
    const form = document.querySelector('.switches')
    if (!form) return
    for (const [name, value] of Object.entries(chosen)) {
      const wanted = [...form.elements[name]].find((choice) => choice.value === value)
      if (wanted) wanted.checked = true
    }
    form.addEventListener('change', onChange)
    if (matchMedia('(max-width: 79.99em)').matches) document.querySelector('.side').open = false
  })
})()
