// A React application with a viewer in it. The test's set-up bundles it to app.js.
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";

const ARTICLES = ["viec-cang-kho", "the-measure"];

function App() {
  const [number, setNumber] = useState(0);
  const [isShown, setShown] = useState(true);
  const [isFirst, setFirst] = useState(false);
  const [told, setTold] = useState("nothing");
  const id = ARTICLES[number];
  const viewer = (
    <article-viewer
      key="viewer"
      src={`VIEWER/articles/${id}.json`}
      textSize="medium"
      theme="light"
      onarticle-ready={event => setTold(event.detail.id)}
    >
      <a href={`VIEWER/${id}/`}>The article on its own page</a>
    </article-viewer>
  );
  const words = (
    <p key="words" className="probe">
      Words of the application: <span id="told">{told}</span>
    </p>
  );
  return (
    <main>
      <h1 className="probe">The application's headline</h1>
      <button className="probe" id="change" type="button" onClick={() => setNumber(1 - number)}>Change it</button>
      <button className="probe" id="show" type="button" onClick={() => setShown(!isShown)}>Show or hide it</button>
      <button className="probe" id="move" type="button" onClick={() => setFirst(!isFirst)}>Move it</button>
      {isFirst ? [isShown && viewer, words] : [words, isShown && viewer]}
    </main>
  );
}

createRoot(document.getElementById("app")).render(<StrictMode><App /></StrictMode>);
