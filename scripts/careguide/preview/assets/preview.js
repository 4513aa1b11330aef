// The page itself comes whole from the server; these modules lay out its margin, tell where a statement stands, and
// exchange what changes.
import { layOutMargin, watchMargin } from './margin.js'
import { watchPlaces } from './places.js'
import { follow } from './follow.js'

watchMargin()
const places = watchPlaces()
follow(() => {
  places.renew()
  layOutMargin()
})
