// The pauses before another try (static/element/fetch.js, `PAUSES_MS`) are over soon; every other wait is as long as it was.
const wait = setTimeout;
window.setTimeout = (done, ms, ...more) => wait(done, [500, 1500, 4000].includes(ms) ? ms / 50 : ms, ...more);
