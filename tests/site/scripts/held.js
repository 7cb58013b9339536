() => {
  const viewer = document.getElementById("viewer").cloneNode(true);
  const comments = document.createTreeWalker(viewer, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  found.forEach(comment => comment.remove());
  return { text: viewer.textContent, html: viewer.innerHTML };
}
