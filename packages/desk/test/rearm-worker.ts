import { orThrow } from '@caseload/core'
import { manualClock } from '@caseload/core/testing'
import { createDesk } from '@caseload/desk'
import { sqliteStorage } from '@caseload/storage-sqlite'
import { tellingOfCommits } from './killed-while-committing.ts'
import { beforeLab } from './lab-migration.ts'

/** A process that runs the due timers of the desk at a path as of an instant, and prints a line after each commit. */
const [path = '', at = ''] = process.argv.slice(2)
const clock = manualClock(at)
const storage = tellingOfCommits(sqliteStorage({ path, synchronous: 'normal', clock }))
const desk = orThrow(await createDesk({ storage, policies: beforeLab, policyRegistry: true, clock }))
const { failed } = orThrow(await desk.runDueTimers())
if (failed.length > 0) throw new Error(JSON.stringify(failed))
orThrow(await desk.close())
