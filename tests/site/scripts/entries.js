() => [...document.querySelectorAll("main li")].map(entry => ({
  address: entry.querySelector("a").href,
  headline: entry.querySelector("a").textContent,
  published_ms: Date.parse(entry.querySelector("time").dateTime),
}))
