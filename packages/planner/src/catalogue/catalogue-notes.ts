import { type Explanation, explanation } from '@caseload/core'
import type { Catalogue, Ticket } from '@caseload/lifecycle'
import { readDocument } from '../documents/stored-document.ts'
import type { Plan } from '../plans/plan.ts'
import type { Policies } from '../policies/policies.ts'
import type { Loaded } from '../requests/loaded.ts'

/** Nobody is turned away for what they ask or the way they came: that the catalogue does not know the kind, or does not offer it by this channel, is said beside what happened, and nothing is refused. */
export function openingNotes(catalogue: Catalogue | null, { kind, channel }: Ticket): readonly Explanation[] {
  if (catalogue === null) return []
  const channels = catalogue.kinds.get(kind)?.channels
  if (channels === undefined || channels.includes(channel)) return unknownKind(catalogue, kind)
  return [explanation('planner/channel-not-offered', { kind, channel, channels })]
}

/** Says of a ticket that became another kind that the catalogue does not know it, or that another area takes it, whose team and workflow it does not get by that. */
export function withKindNotes(planned: Plan, loaded: Loaded, { catalogue }: Policies): Plan {
  const { ticket, events } = planned
  if (catalogue === null || ticket === null) return planned
  if (!events.some(({ stream, type }) => stream === ticket.id && type === 'ticket-classified')) return planned
  const doc = [...loaded.docs, ...loaded.found].find((each) => each?.ref.kind === 'ticket' && each.ref.id === ticket.id) ?? null
  const before = doc === null ? null : readDocument('ticket', doc).unwrapOr(null)
  if (before === null || before.kind === ticket.kind) return planned
  const notes = [...unknownKind(catalogue, ticket.kind), ...otherArea(catalogue, before.kind, ticket.kind)]
  return { ...planned, explanations: [...planned.explanations, ...notes] }
}

function unknownKind({ id, version, kinds }: Catalogue, kind: string): readonly Explanation[] {
  if (kinds.has(kind)) return []
  return [explanation('planner/kind-not-in-catalogue', { kind, catalogue: `${id}@${version}`, kinds: [...kinds.keys()] })]
}

/** Told by what the catalogue says alone, so that it tells nothing of who has the ticket. */
function otherArea(catalogue: Catalogue, before: string, kind: string): readonly Explanation[] {
  const area = catalogue.areaOf(kind)
  if (area === null || area.id === catalogue.areaOf(before)?.id) return []
  return [explanation('planner/area-of-other-kind', { kind, area: area.id, serves: area.teamId })]
}
