// Types of the element's script, embed.js. docs/embed.md has the words.

/** What there is to show, as JSON: docs/document.md has every field. */
export interface ArticleDocument {
  id: string;
  inLanguage: string;
  headline: string;
  datePublished: string;
  body: readonly object[];
  [field: string]: unknown;
}

/** Why there is no article. */
export type ArticleFaultKind =
  | "offline"
  | "network"
  | "timeout"
  | "cors"
  | "csp"
  | "address"
  | "not-found"
  | "server"
  | "type"
  | "document"
  | "no-wasm"
  | "wasm-policy"
  | "wasm-type"
  | "program"
  | "internal";

export interface ArticleFault {
  readonly kind: ArticleFaultKind;
  /** For whoever runs the page: what to change. */
  readonly message: string;
  /** The address that could not be had or read. */
  readonly address: string;
  readonly cause?: unknown;
}

export interface ArticleViewerEventMap {
  "article-loading": CustomEvent<{ readonly src: string }>;
  "article-ready": CustomEvent<{
    readonly id: string;
    readonly headline: string;
    readonly language: string;
    readonly src: string;
  }>;
  "article-error": CustomEvent<ArticleFault>;
  /** Cancelable: before a related article opens in place. */
  "article-navigate": CustomEvent<{ readonly id: string; readonly src: string; readonly href: string }>;
  "article-print": CustomEvent<{ readonly id: string }>;
}

export interface ArticleViewerElement extends HTMLElement {
  /** The address of the document, relative to the page. */
  src: string;
  theme: "auto" | "light" | "dark" | "sepia";
  /** What is shown of `masthead`, `print`, `options`, `footer`, by spaces; or `none`. */
  toolbar: string;
  related: "on" | "off" | "page";
  loading: "lazy" | "eager";
  textSize: "medium" | "small" | "large" | "huge";
  linkTarget: "_self" | "_blank" | "_parent" | "_top";
  /** The level of the headline among the page's headings. */
  headingLevel: "1" | "2" | "3" | "4" | "5" | "6";
  /** Whether the page's type and colours are taken over. */
  adopt: boolean;
  /** Whether articles opened in place are entries of the page's history. */
  history: boolean;
  /** A document to show instead of one that is fetched. */
  article: ArticleDocument | null;
  readonly state: "idle" | "loading" | "ready" | "error";
  readonly error: (Error & ArticleFault) | null;
  /** Shows another document, and rejects with an `AbortError` when another one is asked for meanwhile. */
  load(src: string): Promise<void>;
  /** Fetches the document again. */
  reload(): Promise<void>;
  /** Prints the article alone. */
  print(): Promise<void>;
  addEventListener<K extends keyof ArticleViewerEventMap>(
    type: K,
    listener: (this: ArticleViewerElement, event: ArticleViewerEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "article-viewer": ArticleViewerElement;
  }
}
