import { orThrow } from '@caseload/core'
import { manualClock } from '@caseload/core/testing'
import { createDesk } from '@caseload/desk'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { tellingOfCommits } from './killed-while-committing.ts'
import { labPolicies, labSla, toLab } from './lab-migration.ts'

/** A process that puts the tickets of the desk at a path under another workflow, prints a line after each commit, and its report at last. */
const [path = '', at = ''] = process.argv.slice(2)
const storage = tellingOfCommits(sqliteStorage({ path, synchronous: 'normal' }))
const desk = orThrow(await createDesk({ storage, policies: { ...labPolicies, sla: labSla }, clock: manualClock(at) }))
const ada = desk.tenant('acme').as({ kind: 'agent', id: 'agt_ada', roles: ['administrator'] })
const report = orThrow(await ada.migrateWorkflow(toLab))
process.stdout.write(`${JSON.stringify(report)}\n`)
orThrow(await desk.close())
