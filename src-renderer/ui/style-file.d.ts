/** A style sheet that is put into the page when its module is loaded. */
declare module '*.css'
