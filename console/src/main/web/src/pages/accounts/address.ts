/** The address that opens a wall; the secret stands behind `#`, so no server or proxy logs it. */
export function displayAddress(origin: string, secret: string): string {
  return `${origin}/sign-in#display=${encodeURIComponent(secret)}`;
}
