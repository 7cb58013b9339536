// Shows the box that the address asks for, `?box=`, with a viewer where its mark is.
const box = document.getElementById(new URLSearchParams(location.search).get("box")).content.cloneNode(true);
const here = box.querySelector(".here");
const viewer = document.createElement("article-viewer");
viewer.className = here.className;
viewer.setAttribute("src", "VIEWER/articles/viec-cang-kho.json");
viewer.innerHTML = '<a href="VIEWER/viec-cang-kho/">The article on its own page</a>';
here.replaceWith(viewer);
document.querySelector("main").append(box);
