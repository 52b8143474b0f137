import type { Refusal } from '../ticket-rejections.ts'

/** Why two tickets cannot be linked. */
export type LinkObstacle = 'itself' | 'has-parent' | 'cycle' | 'too-deep' | 'too-many' | 'parent-closed'

/**
 * The link would make no sense: `itself`: a ticket and itself; `has-parent`: the child has another parent; `cycle`: it would become its own ancestor; `too-deep`: more than ten
 * generations; `too-many`: more links than a ticket holds; `parent-closed`: an open child under a closed parent.
 */
export interface LinkRefused extends Refusal<'ticket/link-refused'> {
  /** The other ticket. */
  readonly otherId: string
  /** Why. */
  readonly reason: LinkObstacle
}
/** A child cannot come back while its parent is closed. */
export interface ParentClosed extends Refusal<'ticket/parent-closed'> {
  /** The parent: reopen it first, or unlink it. */
  readonly parentId: string
}

/** Every way a link can say no. */
export type LinkRejection = LinkRefused | ParentClosed
