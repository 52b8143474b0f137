import { orThrow } from '@caseload/core'
import { guardStore } from '@caseload/storage'
import { kinds, tenant } from '../sqlite/workload.ts'
import { flawOf } from './broken-storage.ts'
import { numberedCommit } from './numbered-commit.ts'
import { openTarget } from './open-target.ts'

/** A process that commits until it is killed, and says the number of each commit that was acknowledged. */
const [engine = '', place = '', name = '', writer = '', flaw = ''] = process.argv.slice(2)
if (engine !== 'sqlite' && engine !== 'postgres' && engine !== 'mariadb') throw new Error('expected an engine')
const { storage } = openTarget(engine, place, name, flawOf(flaw))
const store = guardStore(orThrow(await storage.open({ kinds })), { kinds })
for (let number = 1; ; number += 1) {
  orThrow(await store.commit(tenant, numberedCommit(writer, number)))
  process.stdout.write(`${number}\n`)
}
