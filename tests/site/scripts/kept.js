// Everything that is kept for reading offline, by address, with a digest of its content.
async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    const store = await caches.open(name);
    for (const { url } of await store.keys()) {
      const bytes = await (await store.match(url, { ignoreVary: true })).arrayBuffer();
      kept.push({ address: url, length: bytes.byteLength, sum: new Uint8Array(bytes).reduce((sum, byte) => (sum * 31 + byte) % 1e9, 7) });
    }
  }
  return kept.sort((one, other) => (one.address < other.address ? -1 : 1));
}
