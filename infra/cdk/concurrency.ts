/** How many functions an account lets run at the same time unless it is new or has asked for more. */
export const ACCOUNT_CONCURRENCY = 1000;
/** What Lambda wants to be left unreserved, for whatever else runs in the account. */
export const UNRESERVED = 100;
