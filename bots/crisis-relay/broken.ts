/** What came breaks a rule: it is not taken over, and the rule is said. */
export class Broken extends Error {}
