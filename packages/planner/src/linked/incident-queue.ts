/** Queue of incidents that are to be resolved with their problem. */
export const incidentQueue = 'resolve-incident'
