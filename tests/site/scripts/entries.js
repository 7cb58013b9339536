() => [...document.querySelectorAll("main li")].map(entry => ({
  address: entry.querySelector(".entry-headline a").href,
  headline: entry.querySelector(".entry-headline a").textContent,
  published_ms: Date.parse(entry.querySelector("time").dateTime),
}))
