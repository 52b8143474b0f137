import { orThrow } from '@caseload/core'
import { manualClock } from '@caseload/core/testing'
import { createDesk } from '@caseload/desk'
import type { Storage } from '@caseload/storage'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { beforeLab } from './lab-migration.ts'

/** A process that runs the due timers of the desk at a path as of an instant, and prints a line after each commit. */
const [path = '', at = ''] = process.argv.slice(2)
const clock = manualClock(at)
/** Long enough for whoever kills this process to come in between. */
const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
const inner = sqliteStorage({ path, synchronous: 'normal', clock })
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
const desk = orThrow(await createDesk({ storage, policies: beforeLab, policyRegistry: true, clock }))
const { failed } = orThrow(await desk.runDueTimers())
if (failed.length > 0) throw new Error(JSON.stringify(failed))
orThrow(await desk.close())
