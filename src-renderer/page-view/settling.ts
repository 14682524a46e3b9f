/** Pages that only pass by are neither painted nor looked through: one stays in its place so long first. */
export const settleMilliseconds = 80
