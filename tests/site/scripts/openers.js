// Links to other sites that would give the page they open a hold on this one.
() => [...document.links]
  .filter(link => link.origin !== location.origin && !link.relList.contains("noopener"))
  .map(link => link.href)
