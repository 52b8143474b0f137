import { orThrow } from '@caseload/core'
import { createDesk, standardPolicies } from '@caseload/desk'
import { standardWorkflow } from '@caseload/lifecycle'
import { sqliteStorage } from '@caseload/storage-sqlite'

/** A process whose release has one more version of the workflow, or not: it waits for its parent's word, opens tickets of so many tenants, one after another, and prints what each was decided by. */
const [path = '', release = '', tenants = ''] = process.argv.slice(2)
const second = { ...standardWorkflow, version: 2, autoCloseAfter: 'PT1H' }
const workflows = release === 'newer' ? [standardWorkflow, second] : [standardWorkflow]
const policies = { ...standardPolicies, workflows }
const desk = orThrow(
  await createDesk({ storage: sqliteStorage({ path, synchronous: 'normal' }), policies, policyRegistry: true }),
)
process.stdout.write('ready\n')
await new Promise((resolve) => process.stdin.once('data', resolve))
process.stdin.destroy()
const told: object[] = []
for (let tenant = 0; tenant < Number(tenants); tenant += 1) {
  const ada = desk.tenant(`t${tenant}`).as({ kind: 'agent', id: 'agt_ada', roles: ['administrator'] })
  const decided: string[] = []
  for (let each = 0; each < 3; each += 1) {
    const { ticket, events } = orThrow(await ada.openTicket({ channel: 'web', kind: 'question' }))
    const by = events[0]?.policies
    decided.push(`standard@${ticket.workflow.version} ${by?.workflow} ${by?.set} ${by?.digest}`)
  }
  told.push({ decided, first: orThrow(await ada.policyHistory()).first })
}
process.stdout.write(`${JSON.stringify(told)}\n`)
orThrow(await desk.close())
