export const notes = 1
