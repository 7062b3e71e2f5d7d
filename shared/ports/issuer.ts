/** Where staff sign in: an OpenID provider, asked by the authorisation code flow with PKCE. */
export interface Issuer {
  /**
   * Address of the issuer's sign-in page for one attempt.
   * @param attempt `challenge` is the SHA-256 of the verifier in base64url
   * @throws Fault `issuer-unreachable` (retryable)
   */
  signInPage(attempt: {
    state: string;
    nonce: string;
    challenge: string;
    redirectUri: string;
  }): Promise<string>;
  /**
   * Changes the code of an attempt for a signed ID token; null where the issuer refuses it.
   * @throws Fault `issuer-unreachable` (retryable)
   */
  exchange(grant: { code: string; verifier: string; redirectUri: string }): Promise<string | null>;
  /** Address at which the issuer forgets the browser as well and leads back; null where it has none. */
  signOutPage(backTo: string): Promise<string | null>;
}
