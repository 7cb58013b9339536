// The <article-viewer> element: one script, one tag, any page. docs/embed.md has the contract.
//
// Three files are made of this folder: this one, which a page loads at once and which holds the element as pages know it; show.js,
// which shows an article that was rendered ahead; and load.js, which has everything else. A viewer that comes near the screen
// fetches them beside its article. The build puts `BUILD` before each: stylesheets, words, and the names of the files
// (src/site/code.rs).

import { TAG } from "./settings.js";
import { ArticleViewer } from "./viewer.js";

// Whichever script comes first defines the element, for every viewer of the page.
if (!customElements.get(TAG)) customElements.define(TAG, ArticleViewer);
