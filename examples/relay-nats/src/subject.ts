/** What the stream is called, and every subject on it begins with. */
export const streamName = 'desk-events'

/** Where an event goes: `desk-events.<tenant>.<ticket or customer>.<what happened>`. */
export function subjectOf(tenant: string, stream: string, type: string): string {
  return [streamName, tenant, stream, type].map(token).join('.')
}

/** A dot parts the words of a subject, so one in a name is written `~1`, and `~` itself `~0`: two names never become one, as whoever listens to one tenant alone has to rely on. */
function token(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('.', '~1')
}
