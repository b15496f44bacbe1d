/** One of a thing, or several. */
export const many = (n: number, one: string, more: string): string => (n === 1 ? one : more);
