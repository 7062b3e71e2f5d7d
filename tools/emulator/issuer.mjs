/**
 * Loaded by the functions on the emulator: the issuer's address, a name of AWS, leads to the emulator. On AWS the name server
 * does that.
 */
const direct = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const here = url.hostname.startsWith('cognito-idp.')
    ? new URL(url.pathname, process.env.AWS_ENDPOINT_URL)
    : input;
  return direct(here, init);
};
