/** The longest message the contract takes (MessageText), in UTF-16 code units. */
export const longestMessage = 4_000;
