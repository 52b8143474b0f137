import { orThrow } from '@caseload/core'
import { createDesk, standardPolicies } from '@caseload/desk'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { countInOrder, projection } from './desk-places.ts'

/** A process that follows the desk at a path into the projection, without end, and prints how many events each time. */
const [path = ''] = process.argv.slice(2)
const storage = sqliteStorage({ path, synchronous: 'normal' })
const desk = orThrow(await createDesk({ storage, policies: standardPolicies, kinds: [projection] }))
process.stdout.write('ready\n')
const observe = (observation: { readonly kind: string }) => {
  if ('events' in observation && observation.kind === 'delivered') process.stdout.write(`${observation.events}\n`)
  else if (observation.kind !== 'store-failed') process.stdout.write(`${JSON.stringify(observation)}\n`)
}
orThrow(await desk.follow('counts', countInOrder, { batch: 5, leaseMs: 1000, pollMs: 20, tenantsAtOnce: 2, observe }))
