css => [...document.querySelectorAll(css)]
  .filter(element => element.checkVisibility())
  .map(element => element.innerText.replace(/\s+/g, " ").trim())
