import type { ContactChannel } from '../contact/contact-channel.ts'
import type { ContactPoints } from '../contact/contact-points.ts'

/** Names of the channels that carry something, alphabetical. */
export function givenChannels(points: Pick<ContactPoints, ContactChannel>): readonly ContactChannel[] {
  const channels: readonly ContactChannel[] = ['account', 'email', 'phone']
  return channels.filter((channel) => points[channel] !== null)
}
