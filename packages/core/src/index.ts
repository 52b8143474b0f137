export { type Actor, type ActorKind, type ActorRef, actorKinds, actorRef, parseActorRef } from './actor.ts'
export { canonicalJson, type NotJson } from './canonical-json.ts'
export type { Clock } from './clock.ts'
export { type Decider, foldEvents } from './decider.ts'
export { formatDuration, type InvalidDuration, parseDuration } from './duration.ts'
export { type Entropy, seededEntropy } from './entropy.ts'
export type { DomainEvent, EventEnvelope } from './event.ts'
export { type Explanation, type ExplanationValue, explanation } from './explanation.ts'
export {
  type AgentId,
  type CommandId,
  type CustomerId,
  deriveId,
  type Id,
  type InvalidId,
  isId,
  type MessageId,
  newId,
  parseId,
  type TeamId,
  type TicketId,
} from './id.ts'
export type { IdSource } from './id-source.ts'
export {
  addMs,
  formatInstant,
  type Instant,
  type InstantInput,
  type InvalidInstant,
  instant,
  isInstant,
  parseInstant,
} from './instant.ts'
export type { Json, JsonObject } from './json.ts'
export { addPeriod, type EndOfMonth } from './local-date/add-period.ts'
export { type CivilDay, civilDay, dayMs, dayNumber } from './local-date/civil-day.ts'
export {
  dayNumberOf,
  formatDay,
  type InvalidLocalDate,
  isoDate,
  type LocalDate,
  parseLocalDate,
} from './local-date/local-date.ts'
export { formatPeriod, type InvalidPeriod, type Period, parsePeriod } from './local-date/period.ts'
export { type MessageCatalogue, renderExplanation, renderMessage } from './message-catalogue.ts'
export { orThrow } from './or-throw.ts'
export { inputIssue, invalidInput, parseInput } from './parse-input.ts'
export type { InputIssue, InvalidInput, Problem } from './problem.ts'
export { type InvalidTenantId, isTenantId, parseTenantId, type TenantId } from './tenant-id.ts'
