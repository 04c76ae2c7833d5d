/**
 * Tells SvelteKit's node adapter, which reads its settings from the environment when it loads, in which headers the hub
 * says how a visitor reached us. The hub sets them on every request (hub/wire/render.ts), so nobody can bring his own.
 */
export function tellAdapter(): void {
  Object.assign(process.env, {
    PROTOCOL_HEADER: 'x-forwarded-proto',
    HOST_HEADER: 'x-forwarded-host',
  });
}
