// Answers have an end: of one that is longer than a document may be, the rest is not read.

/** Gives the pieces of an answer to `take` as they come, and says whether that was all of it. */
export async function read({ body }, take) {
  let length = 0;
  for (const reader = body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return true;
    length += value.length;
    if (length > BUILD.limit) {
      reader.cancel();
      return false;
    }
    take(value);
  }
}
