import { type EventEnvelope, formatInstant, type TenantId } from '@caseload/core'

/** An event in the envelope that other systems read: CloudEvents 1.0 in its JSON format, with data that is JSON. */
export interface CloudEvent<Data extends object = object> {
  /** Version of CloudEvents. */
  readonly specversion: '1.0'
  /** `stream.version`: the same for the same event for ever, so a receiver who has seen it with this `source` can drop it. */
  readonly id: string
  /** Whose desk: the desk's own name and the tenant's. */
  readonly source: string
  /** What happened, e.g. `caseload.ticket-resolved`. */
  readonly type: string
  /** What it happened to: the stream, e.g. `tkt_1`. */
  readonly subject: string
  /** When it happened, in UTC. */
  readonly time: string
  /** Always JSON. */
  readonly datacontenttype: 'application/json'
  /** The particulars: ids, codes, instants; no personal data and no text of people. */
  readonly data: Data
  /** Extension: whose event. */
  readonly tenant: string
  /** Extension of the CloudEvents catalogue: what keeps events in order that belong together; the stream. */
  readonly partitionkey: string
  /** Extension of the CloudEvents catalogue: place in the stream, with zeros before it so that texts sort as numbers do. */
  readonly sequence: string
  /** Extension of the CloudEvents catalogue: when it was stored, in UTC. */
  readonly recordedtime: string
  /** Extension: version of the shape of `data`. */
  readonly schemaversion: number
  /** Extension: who did it, as kind and identity, e.g. `agent:agt_ada`. */
  readonly actor: string
  /** Extension of the CloudEvents catalogue: the command or event that led to it; left out where nothing is known. */
  readonly causationid?: string
}

/** Where an event leaves from. */
export interface CloudEventOrigin {
  /** Whose event. */
  readonly tenant: TenantId
  /** The desk's own name: a URI, or the path of one, without a slash at the end, e.g. `https://desk.example.com` or `/desk`. */
  readonly source: string
}

/**
 * Puts an event into a CloudEvents 1.0 envelope, for whatever leaves the house.
 *
 * `source` and `id` together name the event for ever, on every delivery the same. Extensions carry the tenant, the place in the stream, when it was stored, who did it and why; a receiver that knows none of them ignores them.
 *
 * @param event - As a follower or `events` gives it; not mutated.
 * @param origin - Whose event, and what the desk is called.
 *
 * @see CloudEvents 1.0.2, https://github.com/cloudevents/spec/tree/v1.0.2/cloudevents (envelope, JSON format, extensions partitioning, sequence, recordedtime and correlation)
 *
 * @example
 * ```ts
 * import { orThrow, parseTenantId } from '@caseload/core'
 * import { createDesk, standardPolicies, toCloudEvent } from '@caseload/desk'
 * import { memoryStorage } from '@caseload/storage/memory'
 *
 * const desk = orThrow(await createDesk({ storage: memoryStorage(), policies: standardPolicies }))
 * const ada = desk.tenant('acme').as({ kind: 'agent', id: 'agt_ada' })
 * orThrow(await ada.openTicket({ channel: 'phone', kind: 'question' }, { commandId: 'cmd_1' }))
 * const [opened] = orThrow(await desk.tenant('acme').events()).events
 *
 * const origin = { tenant: orThrow(parseTenantId('acme')), source: 'https://desk.example.com' }
 * const event = opened === undefined ? null : toCloudEvent(opened, origin)
 * event?.id // => 'tkt_1.1'
 * event?.source // => 'https://desk.example.com/acme'
 * event?.type // => 'caseload.ticket-opened'
 * event?.sequence // => '0000000001'
 * ```
 */
export function toCloudEvent<Event extends EventEnvelope>(
  event: Event,
  { tenant, source }: CloudEventOrigin,
): CloudEvent<Event['data']> {
  const { stream, version, type, at, recordedAt, actor, schema, cause, data } = event
  return {
    specversion: '1.0',
    id: `${stream}.${version}`,
    source: `${source}/${tenant}`,
    type: `caseload.${type}`,
    subject: stream,
    time: formatInstant(at),
    datacontenttype: 'application/json',
    data,
    tenant,
    partitionkey: stream,
    sequence: String(version).padStart(10, '0'),
    recordedtime: formatInstant(recordedAt),
    schemaversion: schema,
    actor,
    ...(cause === null ? {} : { causationid: cause }),
  }
}
