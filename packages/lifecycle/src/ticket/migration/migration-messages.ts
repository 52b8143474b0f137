import type { MessageCatalogue } from '@caseload/core'
import type { Wording } from '../wording.ts'
import type { StrandedReason } from './ticket-migration.ts'
import type { WorkflowChanged } from './workflow-change-events.ts'

/** English wording of changes of workflow: what happens to tickets, why one would be stranded, and how two workflows differ. */
export const migrationMessages = {
  'lifecycle/workflow-changed': 'another workflow decides: {from} became {to}',
  'migration/stays': 'stays in {toStatus}',
  'migration/moves': 'moves to {toStatus}',
  'migration/renamed': 'stays closed, in {toStatus}',
  'migration/stranded': 'would be stranded',
  'migration/falls-back': 'would be stranded, and goes to {fallback}',
  'migration/unaffected': 'not affected: {why}',
  'migration/unknown-status': 'no workflow knows its status {status}',
  'migration/would-end': '{toStatus} is {toCategory}, and nobody ended it',
  'migration/would-return': '{toStatus} is {toCategory}, and nobody asked for it to come back',
  'migration/facts-missing': 'no way leads to {toStatus} without {facts}',
  'migration/cannot-resume': 'it waits, and nothing leads out of {toStatus} to where it would be taken up again',
  'migration/no-way-to-closed': 'no way leads from {toStatus} to its end; in the nearest stands: {facts}',
  'migration/hand-over-open': 'it is offered to {toTeam}, and the new workflow knows no offers',
  'migration/timer-lost': '{timer} would have taken it further, and would no more',
  'workflow-diff/none': 'the two workflows decide alike',
  'workflow-diff/differs': 'from {fromId} version {fromVersion} to {toId} version {toVersion}',
  'workflow-diff/status-added': 'new status {id}, {category}',
  'workflow-diff/status-removed': 'status {id} is gone, was {category}',
  'workflow-diff/status-category': 'status {id} was {before}, is {after}',
  'workflow-diff/status-renamed': 'status {id} has another title',
  'workflow-diff/way-added': 'new way from {from} to {to}',
  'workflow-diff/way-removed': 'no way from {from} to {to} any more',
  'workflow-diff/way-changed': 'other guards on the way from {from} to {to}',
  'workflow-diff/setting': '{name} was {before}, is {after}',
} satisfies Wording<never, WorkflowChanged> & Record<`migration/${StrandedReason['reason']}`, string> & MessageCatalogue
