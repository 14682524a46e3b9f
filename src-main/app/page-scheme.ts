/** The scheme that is Lector's own: of the page, whose one host is `app`, and of the links that other programs follow. */
export const pageScheme = 'lector'
