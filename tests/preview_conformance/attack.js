// What a page from elsewhere can try against a preview: each attempt by its name, and what came of it.
async (address) => {
  const refused = (error) => `refused: ${error.name}`
  const had = async (answer) => (await answer.text?.()) ?? 'loaded'
  const loaded = (element, values) =>
    new Promise((resolve, reject) => {
      Object.assign(element, values, { onload: () => resolve({}), onerror: () => reject(new Error('refused')) })
      document.body.append(element)
    })
  const heard = (news) =>
    new Promise((resolve, reject) => {
      Object.assign(news, { onmessage: () => resolve({}), onerror: () => reject(new Error('refused')) })
    })
  const asset = (name) => new URL(`/assets/${name}`, address).href
  const tries = {
    fetch: () => fetch(address),
    opaque: () => fetch(address, { mode: 'no-cors' }),
    posted: () => fetch(address, { mode: 'no-cors', method: 'POST', body: 'x' }),
    script: () => loaded(document.createElement('script'), { src: asset('switches.js') }),
    style: () => loaded(document.createElement('link'), { rel: 'stylesheet', href: asset('book.css') }),
    news: () => heard(new EventSource(`${address}/news`)),
  }
  const told = {}
  for (const [name, attempt] of Object.entries(tries)) told[name] = await attempt().then(had, refused)
  return told
}
