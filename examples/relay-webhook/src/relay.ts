import type { Problem } from '@caseload/core'
import { type FollowHandler, toCloudEvent } from '@caseload/desk'
import { err, ok } from 'neverthrow'
import { signWebhook } from './signature.ts'
import { webhookId } from './webhook-id.ts'

/** The endpoint did not take an event; it comes again. */
export interface NotTaken extends Problem<'relay/not-taken'> {
  /** What the endpoint answered; null where it did not. */
  readonly status: number | null
}

/** Where webhooks go. */
export interface Endpoint {
  /** Address. */
  readonly url: string
  /** Secrets they are signed with, the newest first. */
  readonly secrets: readonly string[]
  /** The desk's own name. */
  readonly source: string
}

/**
 * Sends each event as a signed CloudEvent and waits for a 2xx, one after another, so that the endpoint has them in the order of the journal. The webhook's id is the event's identity, the same on every try; its timestamp is the
 * try's own, so that a late one is not taken for a replay.
 */
export function relay({ url, secrets, source }: Endpoint): FollowHandler {
  return async ({ tenant, events, signal }) => {
    for (const event of events) {
      const envelope = toCloudEvent(event, { tenant, source })
      const body = JSON.stringify(envelope)
      const signed = signWebhook(secrets, webhookId(tenant, event.stream, event.version), Math.floor(Date.now() / 1000), body)
      try {
        const answer = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/cloudevents+json', ...signed },
          body,
          redirect: 'error',
          signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]),
        })
        await answer.body?.cancel()
        if (!answer.ok) return err(notTaken(answer.status))
      } catch {
        return err(notTaken(null))
      }
    }
    return ok({})
  }
}

function notTaken(status: number | null): NotTaken {
  return {
    kind: 'relay/not-taken',
    status,
    message: status === null ? 'the endpoint did not answer' : `the endpoint answered ${status}`,
  }
}
