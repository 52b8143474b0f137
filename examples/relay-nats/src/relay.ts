import type { Problem } from '@caseload/core'
import { type FollowHandler, toCloudEvent } from '@caseload/desk'
import { type JetStreamClient, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { headers, type NatsConnection, nanos } from '@nats-io/transport-node'
import { err, ok } from 'neverthrow'
import { streamName, subjectOf } from './subject.ts'

/** An event did not get onto the stream; it comes again. */
export type NotPublished = Problem<'relay/not-published'>

/**
 * The stream the events go to: on disk, and dropping what it has already, by message id, for an hour. A relay that comes back later than that after it died between "published" and "position moved" publishes up to one batch
 * twice; a consumer that must not notice keeps the `id`s it has seen.
 */
export async function prepareStream(connection: NatsConnection): Promise<JetStreamClient> {
  const manager = await jetstreamManager(connection)
  const config = { subjects: [`${streamName}.>`], duplicate_window: nanos(3_600_000) }
  try {
    await manager.streams.info(streamName)
    await manager.streams.update(streamName, config)
  } catch {
    await manager.streams.add({ name: streamName, ...config })
  }
  return jetstream(connection)
}

/**
 * Publishes each event as a CloudEvent in structured mode, one after another, so that the stream has them in the order of the journal. The subject is `desk-events.<tenant>.<ticket or customer>.<what happened>`; the message id is the event's
 * identity, by which JetStream drops a repetition.
 *
 * @param stream - The stream.
 * @param source - The desk's own name.
 */
export function relay(stream: JetStreamClient, source: string): FollowHandler {
  return async ({ tenant, events, signal }) => {
    for (const event of events) {
      if (signal.aborted) return err(notPublished('the relay was stopped'))
      const envelope = toCloudEvent(event, { tenant, source })
      const about = headers()
      about.set('Content-Type', 'application/cloudevents+json')
      try {
        await stream.publish(subjectOf(tenant, event.stream, event.type), JSON.stringify(envelope), {
          msgID: `${envelope.source} ${envelope.id}`,
          headers: about,
          timeout: 2000,
        })
      } catch {
        return err(notPublished('the stream did not acknowledge the event'))
      }
    }
    return ok({})
  }
}

function notPublished(message: string): NotPublished {
  return { kind: 'relay/not-published', message }
}
