/** The six categories every status belongs to, in the order of a ticket's life. Clocks depend on categories, so that a desk may name its statuses as it likes. */
export const slaCategories = ['new', 'open', 'pending', 'on-hold', 'resolved', 'closed'] as const

/** A category of statuses: one of {@link slaCategories}. */
export type SlaCategory = (typeof slaCategories)[number]

/** Who may write a message or start a ticket. */
export const slaAuthors = ['requester', 'agent', 'bot', 'system'] as const

/** The author of a message, as far as clocks care: one of {@link slaAuthors}. */
export type SlaAuthor = (typeof slaAuthors)[number]
