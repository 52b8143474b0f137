import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addMs, type Clock, type Instant, instant, orThrow } from '@caseload/core'
import { createDesk, type Desk, type PoliciesDocument, standardPolicies } from '@caseload/desk'
import {
  compileTicketFields,
  compileWorkflow,
  defineTicketFields,
  type Workflow,
  type WorkflowDocument,
} from '@caseload/lifecycle'
import { sqliteStorage } from '@caseload/storage-sqlite'

/** A clock that somebody else moves: a month in the shop takes a second. */
export interface ShopClock extends Clock {
  /** Lets so many hours pass. */
  pass(hours: number): Instant
}

/** The shop's desk and its clock. */
export interface Shop {
  /** The desk, on a SQLite file of its own. */
  readonly desk: Desk
  /** Its clock. */
  readonly clock: ShopClock
  /** Shuts the shop and takes the file away. */
  close(): Promise<void>
}

/** The workflow as it stands in the file beside this program. */
export function shopWorkflow(): WorkflowDocument {
  const document: WorkflowDocument = JSON.parse(readFileSync(new URL('../workflow.json', import.meta.url), 'utf8'))
  return document
}

/** What the shop knows of a repair beside what every desk knows. */
export const shopFields = defineTicketFields({
  device: { type: 'enum', values: ['laptop', 'phone', 'tablet'], personal: false, indexed: true },
  quote: { type: 'number', title: 'Quote', personal: false },
})

/** The workflow made ready: its guards ask about the shop's own fields, so it is compiled with them. */
export function shopRules(): Workflow {
  const { attributes } = orThrow(compileTicketFields(shopFields))
  return orThrow(compileWorkflow(shopWorkflow(), { attributes }))
}

/** The policies of a desk that knows nothing but this workflow. */
export function shopPolicies(): PoliciesDocument {
  const workflow = shopWorkflow()
  return { ...standardPolicies, workflows: [workflow], defaultWorkflow: workflow.id, fields: shopFields }
}

/** Opens the shop on a Monday morning in March. */
export async function openShop(): Promise<Shop> {
  let now = instant('2026-03-02T09:00Z')
  const clock: ShopClock = {
    now: () => now,
    pass: (hours) => {
      now = addMs(now, hours * 3_600_000)
      return now
    },
  }
  const folder = mkdtempSync(join(tmpdir(), 'repair-shop-'))
  const storage = sqliteStorage(join(folder, 'shop.db'))
  const desk = orThrow(await createDesk({ storage, policies: shopPolicies(), clock }))
  const close = async (): Promise<void> => {
    orThrow(await desk.close())
    rmSync(folder, { recursive: true, force: true })
  }
  return { desk, clock, close }
}
