import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import { instant } from '@caseload/core'
import type { SlaCategory, SlaSignal } from '@caseload/sla'

/** An incident of the log, as far as clocks care. */
export interface Incident {
  /** Its number in the log. */
  readonly id: string
  /** How much it affects, in the log's own words. */
  readonly impact: string
  /** What happened to it. */
  readonly signals: readonly SlaSignal[]
}

const log = fileURLToPath(new URL('../../replay-helpdesk/data/bpic2013_incidents.csv.gz', import.meta.url))

/** The whole mapping from another system's rows to signals: what its statuses mean. */
const categories: Readonly<Record<string, SlaCategory>> = {
  'Queued/Awaiting Assignment': 'new',
  'Unmatched/Unmatched': 'new',
  'Accepted/In Progress': 'open',
  'Accepted/Assigned': 'open',
  'Accepted/Wait - User': 'pending',
  'Accepted/Wait - Customer': 'pending',
  'Accepted/Wait': 'on-hold',
  'Accepted/Wait - Implementation': 'on-hold',
  'Accepted/Wait - Vendor': 'on-hold',
  'Completed/Resolved': 'resolved',
  'Completed/In Call': 'resolved',
  'Completed/Closed': 'closed',
  'Completed/Cancelled': 'closed',
}

/** Reads incidents of the log: case, time, name, transition and impact are columns 1, 2, 3, 4 and 8, and no field holds a comma. */
export async function readIncidents(wanted: ReadonlySet<string>): Promise<ReadonlyMap<string, Incident>> {
  const incidents = new Map<string, Incident>()
  const lines = createInterface({ input: createReadStream(log).pipe(createGunzip()), crlfDelay: Number.POSITIVE_INFINITY })
  for await (const line of lines) {
    const [id = '', time = '', name = '', transition = '', , , , impact = ''] = line.split(',')
    if (!wanted.has(id)) continue
    const at = instant(time)
    const category = categories[`${name}/${transition}`] ?? 'open'
    const before = incidents.get(id)
    const signals: readonly SlaSignal[] =
      before === undefined ? [{ type: 'started', at, category }] : [...before.signals, { type: 'category-changed', at, category }]
    incidents.set(id, { id, impact, signals })
  }
  return incidents
}
