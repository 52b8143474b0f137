import { orThrow } from '@caseload/core'
import { manualClock } from '@caseload/core/testing'
import { createDesk } from '@caseload/desk'
import type { Storage } from '@caseload/storage'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { labPolicies, labSla, toLab } from './lab-migration.ts'

/** A process that puts the tickets of the desk at a path under another workflow, prints a line after each commit, and its report at last. */
const [path = '', at = ''] = process.argv.slice(2)
/** Long enough for whoever kills this process to come in between. */
const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
const inner = sqliteStorage({ path, synchronous: 'normal' })
const storage: Storage = {
  name: inner.name,
  open: (options) =>
    inner.open(options).map(({ store, admin }) => {
      const commit: typeof store.commit = (...args) => {
        pause()
        const done = store.commit(...args)
        process.stdout.write('commit\n')
        pause()
        return done
      }
      return { admin, store: { ...store, commit } }
    }),
}
const desk = orThrow(await createDesk({ storage, policies: { ...labPolicies, sla: labSla }, clock: manualClock(at) }))
const ada = desk.tenant('acme').as({ kind: 'agent', id: 'agt_ada', roles: ['administrator'] })
const report = orThrow(await ada.migrateWorkflow(toLab))
process.stdout.write(`${JSON.stringify(report)}\n`)
orThrow(await desk.close())
