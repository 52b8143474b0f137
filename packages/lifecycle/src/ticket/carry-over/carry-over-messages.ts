import type { Wording } from '../wording.ts'
import type { CarryOverEvent } from './carry-over-events.ts'

/** English wording of events of obligations that go on in another ticket. */
export const carryOverMessages: Wording<never, CarryOverEvent> = {
  'lifecycle/obligations-passed-on': '{to} owes from now on what is still owed here',
  'lifecycle/obligations-taken-over': 'what {from} still owed is owed here',
}
