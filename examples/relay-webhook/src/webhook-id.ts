/**
 * The identity of an event among all tenants', the same on every try. The signature is over `id.timestamp.body`, so there is no dot in it: one in a name is written `~1`, and `~` itself `~0`.
 * Two events never have one identity, or the receiver would drop the second as a repetition.
 */
export function webhookId(tenant: string, stream: string, version: number): string {
  return [tenant, stream, String(version)].map((name) => name.replaceAll('~', '~0').replaceAll('.', '~1')).join('/')
}
