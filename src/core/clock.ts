/** Milliseconds since 1970, as `Date.now`. Passed in wherever a test must move time. */
export type Clock = () => number;
