/** What a ticket knows of its messages. */
export interface ConversationPart {
  /** How many messages stand on the ticket: added or taken over, and not split off. Those on tickets that go on in it count there. */
  readonly messageCount: number
}

/** A new ticket's conversation. */
export const noMessages: ConversationPart = { messageCount: 0 }
