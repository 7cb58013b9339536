// A component of the host's: one viewer stands in its shadow root, or whatever stands in it is shown in a slot.
customElements.define(
  "host-card",
  class extends HTMLElement {
    connectedCallback() {
      const root = this.attachShadow({ mode: "open" });
      root.innerHTML = `
        <style>
          :host { display: block; border: 2px solid #c60; padding: 8px; font: 20px/1 monospace; color: #c60; }
          * { letter-spacing: 2px; }
          p, h1, a { color: #c60; text-transform: uppercase; }
        </style>
        <p class="probe">Words of the component</p>
        ${this.className === "inside"
          ? `<article-viewer src="VIEWER/articles/viec-cang-kho.json"><a href="VIEWER/viec-cang-kho/">The article on its own page</a></article-viewer>`
          : "<div><slot></slot></div>"}
        <p class="probe">More words of the component</p>`;
    }
  },
);
